"""Who does what, from the small sheets that villages keep: what is read, and what is told as not read."""

import pytest
from fixtures.excel_files import saved, workbook_of

from voting.lists.errors import NoOfficials, RollFileError, TooManyOfficials, UnknownFileType
from voting.lists.officials import OfficialsReading, read_officials, work_of


def read(*rows: tuple[str, ...]) -> OfficialsReading:
    return read_officials("phan-cong.xlsx", saved(workbook_of(*rows)))


def who(found: OfficialsReading) -> list[tuple[str, str]]:
    return [(one.name, one.work) for one in found.appointed]


@pytest.mark.parametrize(("words", "work"), [
    ("Trưởng thôn", "head"), ("Phó trưởng thôn", "head"), ("Tổ trưởng", "head"), ("TỔ TRƯỞNG TỔ DÂN PHỐ", "head"),
    ("Tổ phó tổ dân phố", "head"), ("Trưởng bản", "head"), ("Trưởng khu phố", "head"),
    ("Trưởng ban công tác Mặt trận", "front"), ("Trưởng Ban CTMT", "front"),
    ("Thành viên Tổ lấy ý kiến", "team"), ("Tổ trưởng Tổ lấy ý kiến biểu quyết trực tuyến", "team"),
    ("Người in thẻ", "cards"), ("Trưởng ban kiểm phiếu", "counting"), ("Kiểm phiếu", "counting"),
    ("Ban giám sát", "board"), ("Trưởng ban Thanh tra nhân dân", "board"),
    ("Trưởng ban", None), ("Kế toán", None), ("Bí thư chi bộ", None), ("", None),
])  # fmt: skip
def test_the_words_for_work_are_understood_or_not_guessed(words: str, work: str | None) -> None:
    assert work_of(words) == work


def test_one_column_of_names_and_one_of_work_with_a_telephone() -> None:
    found = read(
        ("THÔN ĐÔNG HÒA",), ("TT", "Họ và tên", "Nhiệm vụ", "Điện thoại", "Ghi chú"),
        ("1", "Nguyễn Văn Hậu", "Trưởng thôn", "0912 000 111", "đảng viên"),
        ("2", "Trần Thị In", "Người in thẻ; thành viên tổ lấy ý kiến", "", ""),
        ("3", "Đỗ Văn Một", "Kiểm phiếu kiêm kế toán", "", ""),
    )  # fmt: skip
    assert who(found) == [
        ("Nguyễn Văn Hậu", "head"), ("Trần Thị In", "cards"), ("Trần Thị In", "team"), ("Đỗ Văn Một", "counting"),
    ]  # fmt: skip
    assert found.appointed[0].phone == "0912 000 111"
    assert (found.columns, found.unread) == (("TT", "Họ và tên", "Nhiệm vụ", "Điện thoại"), ("Ghi chú",))
    assert [(one.row_number, one.text, one.why) for one in found.skipped] == [
        (5, "Đỗ Văn Một: kế toán", "unknown-work")
    ]


def test_work_is_ticked_in_columns_of_its_name() -> None:
    found = read(
        ("Họ tên", "Trưởng thôn", "Ban kiểm phiếu", "Tổ lấy ý kiến"),
        ("Lê Thị Cả", "x", "", "có"),
        ("Vũ Văn Hai", "", "✓", ""),
        ("Phạm Ba", "", "không", ""),
    )  # fmt: skip
    assert who(found) == [("Lê Thị Cả", "head"), ("Lê Thị Cả", "team"), ("Vũ Văn Hai", "counting")]
    assert [(one.row_number, one.why) for one in found.skipped] == [(4, "no-work")]


def test_what_gives_nothing_is_told_with_its_row() -> None:
    found = read(
        ("Họ và tên", "Việc"), ("Lê Thị Cả", "Trưởng thôn"), ("", "Kiểm phiếu"), ("TrÞnh V¨n Hai", "Kiểm phiếu"),
        ("Vũ Văn Ba", ""), ("Tạ Bốn", "Thủ quỹ"),
    )  # fmt: skip
    assert [(one.row_number, one.why) for one in found.skipped] == [
        (3, "no-name"), (4, "letters"), (5, "no-work"), (6, "unknown-work"),
    ]  # fmt: skip


def test_a_text_file_is_read_with_its_own_delimiter() -> None:
    found = read_officials(
        "phan cong.csv", "\ufeffHọ tên;Chức vụ\nLê Thị Phó;Phó trưởng thôn\nLê Cả;Trưởng thôn\n".encode()
    )
    assert [(one.name, one.is_deputy) for one in found.appointed] == [("Lê Thị Phó", True), ("Lê Cả", False)]


@pytest.mark.parametrize(("name", "data", "refusal"), [
    ("anh.png", b"\x89PNG", UnknownFileType),
    ("ho.csv", "Mã hộ;Địa chỉ\nDH-001;Xóm Đông\n".encode(), NoOfficials),
    ("hong.xlsx", b"PK\x03\x04 cut", RollFileError),
])  # fmt: skip
def test_what_is_no_such_sheet_is_refused_with_a_remedy(name: str, data: bytes, refusal: type[RollFileError]) -> None:
    with pytest.raises(refusal) as refused:
        read_officials(name, data)
    assert refused.value.message_vi
    assert refused.value.message_en


def test_a_sheet_longer_than_any_village_has_officials_is_refused_and_never_cut() -> None:
    rows = [(f"Lê Thị {'abcdefghij'[number % 10].upper()}", "Kiểm phiếu") for number in range(301)]
    assert len(read(("Họ tên", "Nhiệm vụ"), *rows[:300]).appointed) == 300
    with pytest.raises(TooManyOfficials) as refused:
        read(("Họ tên", "Nhiệm vụ"), *rows)
    assert "300 dòng" in refused.value.message_vi
