"""A made-up household list for the demonstration, as a village would keep it: CSV with Vietnamese column names."""

import random

HOUSEHOLDS = 24
_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Ngô")
_MIDDLE = ("Văn", "Thị", "Đức", "Ngọc", "Hữu", "Thanh", "Minh", "Quang")
_GIVEN = ("An", "Bình", "Chi", "Dũng", "Hạnh", "Hòa", "Lan", "Mai", "Nam", "Phúc", "Sơn", "Tâm", "Thủy", "Vinh")
_STRIDE = 373
_HAMLETS = ("Xóm Đình", "Xóm Giữa", "Xóm Bãi")
_HEADER = "STT,Mã hộ,Chủ hộ,Đại diện hộ gia đình,Địa chỉ,Số điện thoại,Số nhân khẩu,Có điện thoại thông minh"


def sample_roll(households: int = HOUSEHOLDS, *, seed: int = 2026) -> bytes:
    """The list's bytes (UTF-8 with BOM, as Excel saves it); the same for the same arguments."""
    chance = random.Random(seed)  # noqa: S311 - made-up names, not secrets
    lines = [_HEADER]
    for number in range(1, households + 1):
        name = f"{chance.choice(_FAMILY)} {chance.choice(_MIDDLE)} {chance.choice(_GIVEN)}"
        place = f'"{chance.choice(_HAMLETS)}, số {number}"'
        members, phone = chance.randint(1, 7), chance.choice(("x", "x", "x", ""))
        lines.append(f"{number},MH-{number:03d},{name},{name},{place},,{members},{phone}")
    return ("\ufeff" + "\n".join(lines) + "\n").encode()


def person(number: int) -> str:
    """A made-up name; another for each number up to a thousand."""
    number = number * _STRIDE % (len(_FAMILY) * len(_MIDDLE) * len(_GIVEN))
    rest, family = divmod(number, len(_FAMILY))
    given, middle = divmod(rest, len(_MIDDLE))
    return f"{_FAMILY[family]} {_MIDDLE[middle]} {_GIVEN[given]}"
