"""The tables of the half-yearly and yearly report that people fill in, and its outline, as data (LAW.md 13).

The frame is ours, after forms of provinces (mark Q): a province's own is a change here and nowhere else. A field that
the program can count from its books is no field of these tables.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from voting.law.sentence import Sentence
from voting.law.sums import Balance, Covered, Rule, Sum, Values, Within


class Kind(StrEnum):
    """How the numbers of two halves make a year's."""

    FLOW = "flow"
    """Added up."""
    OPENING = "opening"
    """What was there at the beginning: the first half's."""
    CLOSING = "closing"
    """What is there at the end: the second half's."""


@dataclass(frozen=True)
class Field:
    """A number that is typed. ``unit`` is empty for a plain count."""

    key: str
    said: Sentence
    unit: str = ""
    kind: Kind = Kind.FLOW


@dataclass(frozen=True)
class Table:
    """A table: the part of the outline it belongs to, its fields (eight at most), what must add up among them."""

    key: str
    part: str
    said: Sentence
    fields: tuple[Field, ...]
    rules: tuple[Rule, ...] = ()


PARTS: Mapping[str, Sentence] = {
    "I": Sentence("I. Lãnh đạo, chỉ đạo, tuyên truyền", "I. Leadership, direction, information"),
    "II": Sentence("II. Kết quả thực hiện", "II. Results"),
    "II.1": Sentence("1. Công khai", "1. What was made public"),
    "II.2": Sentence("2. Bàn và quyết định", "2. Discussed and decided"),
    "II.3": Sentence("3. Tham gia ý kiến", "3. Consultation"),
    "II.4": Sentence("4. Kiểm tra, giám sát", "4. Inspection and supervision"),
    "II.5": Sentence("5. Tiếp công dân, đơn thư", "5. Reception of citizens, petitions"),
    "II.6": Sentence("6. Đối thoại, hội nghị, họp thôn", "6. Dialogue, conferences, village meetings"),
    "II.7": Sentence("7. Hương ước, quy ước", "7. Village rules"),
    "II.8": Sentence("8. Dân vận khéo, khen thưởng", "8. Good examples, praise"),
    "III": Sentence("III. Hạn chế, nguyên nhân", "III. Shortcomings and their causes"),
    "IV": Sentence("IV. Khó khăn, kiến nghị theo điều luật", "IV. Difficulties, proposals by article"),
    "V": Sentence("V. Nhiệm vụ kỳ tới", "V. Tasks of the next period"),
}
"""The outline, in its order."""

WORDED = ("I", "III", "IV", "V")
"""Parts of the outline that are words, not numbers."""
WORDS = "loi-van"
"""What the page of these words is called, beside the tables' keys."""
WORDS_SAID = Sentence("Lời văn của báo cáo", "The report's words")


def _field(key: str, vi: str, en: str, unit: str = "", kind: Kind = Kind.FLOW) -> Field:
    return Field(key, Sentence(vi, en), unit, kind)


_DONG, _AREA, _DAYS = "đồng", "m²", "ngày công"
PUBLICITY = Table(
    "cong-khai", "II.1", Sentence("Công khai không ghi trong sổ", "Made public, not in the book"),
    (
        _field("items", "Số nội dung đã công khai", "Items made public"),
        _field("posted", "Niêm yết", "Posted"),
        _field("loudspeaker", "Đọc loa", "By loudspeaker"),
        _field("through_head", "Qua trưởng thôn, tổ trưởng", "Through the village head"),
        _field("otherwise", "Hình thức khác", "Otherwise"),
    ),
    (Covered("items", ("posted", "loudspeaker", "through_head", "otherwise")),),
)  # fmt: skip
CONTRIBUTIONS = Table(
    "gia-tri", "II.2", Sentence("Giá trị các việc đã quyết định", "Value of what was decided"),
    (
        _field("value", "Tổng giá trị", "Total value", _DONG),
        _field("state_money", "Nhà nước hỗ trợ", "From the state", _DONG),
        _field("people_money", "Bà con góp tiền", "Money of the people", _DONG),
        _field("other_money", "Nguồn khác", "From elsewhere", _DONG),
        _field("labour", "Ngày công (không cộng vào tiền)", "Labour (not added to the money)", _DAYS),
    ),
    (Sum("value", ("state_money", "people_money", "other_money")),),
)  # fmt: skip
MEETINGS = Table(
    "hop", "II.6", Sentence("Họp thôn, hội nghị", "Meetings and conferences"),
    (
        _field("meetings", "Số cuộc họp thôn đã tổ chức", "Village meetings held"),
        _field("conferences", "Trong đó hội nghị cộng đồng cuối năm", "Of these, year-end conferences"),
    ),
    (Within("meetings", "conferences"),),
)  # fmt: skip
CONSULTATION = Table(
    "tham-gia", "II.3", Sentence("Nhân dân tham gia ý kiến", "Consultation"),
    (
        _field("consulted", "Số nội dung đã lấy ý kiến", "Matters consulted on"),
        _field("planned", "Trong đó có kế hoạch lấy ý kiến", "Of these, with a plan"),
        _field("explained", "Đã giải trình, tiếp thu", "Explained"),
        _field("unexplained", "Chưa giải trình", "Not explained yet"),
    ),
    (Within("consulted", "planned"), Sum("consulted", ("explained", "unexplained"))),
)  # fmt: skip
SUPERVISION = Table(
    "giam-sat", "II.4", Sentence("Nhân dân kiểm tra, giám sát", "Inspection and supervision"),
    (
        _field("inspections", "Số nội dung kiểm tra, giám sát", "Matters inspected"),
        _field("by_bttnd", "Do Ban Thanh tra nhân dân", "By the people's inspection board"),
        _field("by_bgsdtcd", "Do Ban Giám sát đầu tư của cộng đồng", "By the investment supervision board"),
        _field("by_others", "Do nơi khác", "By others"),
        _field("recommended", "Số kiến nghị", "Recommendations"),
        _field("to_party", "Gửi cấp ủy Đảng", "To the Party"),
        _field("to_government", "Gửi chính quyền", "To the government"),
        _field("to_others", "Gửi nơi khác", "To others"),
    ),
    (
        Sum("inspections", ("by_bttnd", "by_bgsdtcd", "by_others")),
        Sum("recommended", ("to_party", "to_government", "to_others")),
    ),
)  # fmt: skip
BTTND = Table(
    "ban-thanh-tra", "II.4", Sentence("Ban Thanh tra nhân dân", "People's inspection board"),
    (
        _field("bttnd_sessions", "Số cuộc giám sát", "Sessions"),
        _field("bttnd_violations", "Số vụ phát hiện sai phạm", "Violations found"),
        _field("bttnd_recommended", "Số kiến nghị", "Recommendations"),
        _field("bttnd_money", "Tiền thu hồi", "Money recovered", _DONG),
        _field("bttnd_land", "Đất thu hồi", "Land recovered", _AREA),
        _field("bttnd_other", "Xử lý khác", "Other outcomes"),
        _field("bttnd_obstacles", "Số vướng mắc về pháp luật", "Legal obstacles"),
    ),
)  # fmt: skip
BGSDTCD = Table(
    "ban-giam-sat", "II.4", Sentence("Ban Giám sát đầu tư của cộng đồng", "Investment supervision board"),
    (
        _field("projects", "Số dự án trên địa bàn", "Projects in the area"),
        _field("bgsdtcd_sessions", "Số cuộc giám sát", "Sessions"),
        _field("bgsdtcd_violations", "Số vụ phát hiện sai phạm", "Violations found"),
        _field("bgsdtcd_recommended", "Số kiến nghị", "Recommendations"),
        _field("bgsdtcd_money", "Tiền thu hồi", "Money recovered", _DONG),
        _field("bgsdtcd_reduced", "Giảm trừ khi quyết toán", "Reduced at settlement", _DONG),
        _field("bgsdtcd_other", "Xử lý khác", "Other outcomes"),
    ),
)  # fmt: skip
RECEPTION = Table(
    "tiep-dan", "II.5", Sentence("Tiếp công dân", "Reception of citizens"),
    (
        _field("visits", "Số lượt tiếp", "Receptions"),
        _field("by_leaders", "Trong đó lãnh đạo tiếp", "Of these, by leaders"),
        _field("visitors", "Số người được tiếp", "People received"),
        _field("cases", "Số vụ việc", "Cases"),
        _field("delegations", "Số đoàn đông người", "Large groups"),
    ),
    (Within("visits", "by_leaders"),),
)  # fmt: skip
PETITIONS = Table(
    "don-thu", "II.5", Sentence("Đơn thư", "Petitions"),
    (
        _field("pending_before", "Còn lại từ kỳ trước", "Pending from before", kind=Kind.OPENING),
        _field("received", "Nhận trong kỳ", "Received"),
        _field("settled", "Giải quyết xong trong kỳ", "Settled"),
        _field("pending", "Còn tồn cuối kỳ", "Pending at the end", kind=Kind.CLOSING),
    ),
    (Balance("pending_before", "received", "settled", "pending"),),
)  # fmt: skip
DIALOGUES = Table(
    "doi-thoai", "II.6", Sentence("Đối thoại", "Dialogue"),
    (_field("dialogues", "Số cuộc UBND xã đối thoại với Nhân dân", "Dialogues of the commune with the people"),),
)  # fmt: skip
CONVENTIONS = Table(
    "huong-uoc", "II.7", Sentence("Hương ước, quy ước", "Village rules"),
    (
        _field("recognised", "Được công nhận", "Recognised"),
        _field("refused", "Không được công nhận", "Refused"),
        _field("amended", "Sửa đổi, bổ sung", "Amended"),
        _field("replaced", "Thay thế", "Replaced"),
        _field("suspended", "Tạm ngừng", "Suspended"),
        _field("abolished", "Bãi bỏ", "Abolished"),
    ),
)  # fmt: skip
PRAISE = Table(
    "khen-thuong", "II.8", Sentence("Dân vận khéo, khen thưởng", "Good examples, praise"),
    (
        _field("models", "Số mô hình “Dân vận khéo” đăng ký", "Good examples registered"),
        _field("models_approved", "Trong đó được công nhận", "Of these, recognised"),
        _field("praised", "Số tập thể, cá nhân được khen", "Groups and people praised"),
    ),
    (Within("models", "models_approved"),),
)  # fmt: skip

OF_VILLAGE = (PUBLICITY, CONTRIBUTIONS, MEETINGS)
"""What a village's head fills in. The commune's report adds up all but the first, which the commune has its own of."""
SUMMED = (CONTRIBUTIONS, MEETINGS)
OF_COMMUNE = (
    PUBLICITY, CONSULTATION, SUPERVISION, BTTND, BGSDTCD, RECEPTION, PETITIONS, DIALOGUES, CONVENTIONS, PRAISE,
)  # fmt: skip
"""What the commune's office fills in."""
MOST = 10**15
"""No number of a report is larger: more than a commune's money in đồng."""


def faults(table: Table, values: Values) -> dict[str, str]:
    """Field -> the code of what is wrong with its number; the first fault of each."""
    found: dict[str, str] = {}
    for one in table.fields:
        if one.key in values and not 0 <= values[one.key] <= MOST:
            found[one.key] = "figure-too-large" if values[one.key] > 0 else "figure-below-zero"
    for rule in table.rules:
        for key, code in rule.faults(values):
            found.setdefault(key, code)
    return found


def over(table: Table, parts: Sequence[Values]) -> dict[str, int]:
    """The numbers of a period from those of its halves in order; what one of them lacks is not known."""
    found = {}
    for one in table.fields:
        chosen = {Kind.FLOW: parts, Kind.OPENING: parts[:1], Kind.CLOSING: parts[-1:]}[one.kind]
        if all(one.key in part for part in chosen):
            found[one.key] = sum(part[one.key] for part in chosen)
    return found
