"""What must be made public, in which forms and for how long (Art. 11-13): the fourteen items as data.

An item that carries a list of people (the poor, the sick, those called up) is made public like the others, but nothing
of it enters the record, and the list leaves the page when its time is over (LAW.md 7, 14).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from voting.law.clocks import value_of
from voting.law.errors import UnknownItem
from voting.law.sentence import Sentence


class Form(StrEnum):
    """A form of making something public (Art. 13)."""

    POSTING = "posting"
    LOUDSPEAKER = "loudspeaker"
    THROUGH_HEAD = "through-head"
    PORTAL = "portal"
    OTHER = "other"


FORMS: Mapping[Form, Sentence] = {
    Form.POSTING: Sentence("Niêm yết", "Posted"),
    Form.LOUDSPEAKER: Sentence("Đọc loa", "By loudspeaker"),
    Form.THROUGH_HEAD: Sentence("Qua trưởng thôn, tổ trưởng", "Through the village head"),
    Form.PORTAL: Sentence("Cổng thông tin điện tử", "On the portal"),
    Form.OTHER: Sentence("Hình thức khác", "Otherwise"),
}
"""Each in both languages, in the order in which papers name them."""


@dataclass(frozen=True)
class Item:
    """One of the items of Article 11. ``permanent``: posted for good, and kept up to date (Art. 13(2)).

    ``told``: read out too, and told through the head (Art. 13(3), (4)). ``lists`` people by name.
    """

    number: int
    said: Sentence
    permanent: bool = False
    told: bool = False
    lists: bool = False

    def takes(self, form: Form) -> bool:
        """Whether this is one of its forms: not all are read out, or told through the head."""
        return self.told or form not in {Form.LOUDSPEAKER, Form.THROUGH_HEAD}

    @property
    def forms(self) -> tuple[Form, ...]:
        """All that are its own."""
        return tuple(one for one in Form if self.takes(one))


_SAID = (
    ("Kế hoạch và kết quả phát triển kinh tế – xã hội", "Socio-economic plans and results"),
    ("Ngân sách, quyết toán, kiểm toán", "Budget, settlement, audit"),
    ("Dự án, thu hồi đất, đất công, quy hoạch", "Projects, land recovery, public land, planning"),
    ("Quy chế dân chủ, nhiệm vụ cán bộ, quy tắc ứng xử", "Democracy regulation, duties of officials, code of conduct"),
    ("Các quỹ, tiền tài trợ, khoản dân đóng góp", "Funds, sponsorship, contributions of the people"),
    ("Tài sản công, công trình công cộng", "Public assets and works"),
    ("Hỗ trợ, vay vốn, nhà ở, bảo hiểm, hộ nghèo", "Support, credit, housing, insurance, poor households"),
    ("Cứu trợ thiên tai, tiền và hàng quyên góp", "Disaster relief and donations"),
    ("Tuyển quân", "Military call-up"),
    ("Kết quả thanh tra, xử lý vi phạm, lấy phiếu tín nhiệm", "Results of inspection, discipline, confidence votes"),
    ("Kế hoạch, kết quả lấy ý kiến Nhân dân", "Plans and results of consultation"),
    ("Phí, lệ phí do xã thu", "Fees of the commune"),
    ("Thủ tục hành chính", "Administrative procedures"),
    ("Nội dung khác", "Other contents"),
)
_PERMANENT, _TOLD, _LISTS = {4, 13}, range(7, 13), range(7, 10)
ITEMS: Mapping[int, Item] = {
    number: Item(number, Sentence(*said), number in _PERMANENT, number in _TOLD, number in _LISTS)
    for number, said in enumerate(_SAID, 1)
}
"""Article 11, by number."""
CITATION = "law-10-2022:11"
LAST = max(ITEMS)
"""Other contents: the law says of none of them how they are made public."""

SHORTEST_DUE, LONGEST_DUE = 5, 21
"""Days from a decision to the last day that five working days after it can end on: no holiday, or a whole Tết."""
_LEAST = {Form.POSTING: "posting.min", Form.LOUDSPEAKER: "loudspeaker.min"}
"""The clocks of forms that last for consecutive days (Art. 13(2), (3))."""


def item_called(number: int) -> Item:
    """The item of this number; ``UnknownItem``."""
    if number not in ITEMS:
        raise UnknownItem(str(number))
    return ITEMS[number]


def least_days(form: Form) -> int:
    """For how many consecutive days at least, the first among them; 1 where the law names none."""
    return value_of(_LEAST[form]) if form in _LEAST else 1


def last_of(form: Form, first: date) -> date:
    """The last of the days for which a form must go on; the calendar's last where that is beyond it."""
    return first + min(timedelta(days=least_days(form) - 1), date.max - first)


def done_on(item: Item, forms: Collection[tuple[Form, date]]) -> date | None:
    """The last day of all its forms; ``None`` of what stays posted for good."""
    if item.permanent and any(form is Form.POSTING for form, _ in forms):
        return None
    return max(last_of(form, first) for form, first in forms)


def owed(item: Item, forms: Collection[Form]) -> tuple[Form, ...]:
    """The forms by which it must be made public and is not: posted, and read out where the law says so (13(2), (3))."""
    due = (Form.POSTING, *((Form.LOUDSPEAKER,) if item.told else ())) if item.number < LAST else ()
    return tuple(one for one in due if one not in forms)


def unposted(standing: Collection[int]) -> tuple[int, ...]:
    """The items that hang for good in every commune, and do not among these (Art. 13(2))."""
    return tuple(number for number, one in ITEMS.items() if one.permanent and number not in standing)


def is_late(first: date, due: date) -> bool:
    """Whether something was made public after the last day for it (Art. 12(3))."""
    return first > due


def due_fits(decided: date, due: date, *, by_sector: bool) -> bool:
    """Whether this can be the last day: five working days after the decision, or what another law says (Art. 12(3)).

    Which days are worked is the commune's own calendar: here it is only bounded.
    """
    if by_sector:
        return due >= decided
    return SHORTEST_DUE <= (due - decided).days <= LONGEST_DUE
