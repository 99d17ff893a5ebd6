"""What was made public, as rows, as the quarterly list (Art. 13(2)), and as the report to the Council (Art. 14(3)).

A list of people is named by its item only: nothing of it is in the book that these papers are made from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from voting.law.disclosure import FORMS, ITEMS, Form, is_late, item_called, last_of, owed, unposted
from voting.law.road import OFFICES
from voting.law.sentence import Sentence
from voting.papers.matter import BASIS
from voting.papers.sheet import Block, Head, Para, Rows, Sheet, Signer, number, paras

LIST_TITLE = "Danh mục công khai {period}"
REPORT_TITLE = "Kết quả công khai ở xã, thôn {period}"
UNNAMED = "Danh sách người không nêu tên trong danh mục này."
_ORDER = tuple(Form)


@dataclass(frozen=True)
class Published:
    """Something made public: ``forms`` with the first day of each, the commune's own where ``village`` is empty.

    ``title`` is empty of a list of people; ``plan`` is the commune's plan's number, if any; ``last`` the day it ended.
    """

    village: str
    village_name: str
    item: int
    title: str
    by: str
    plan: str
    decided: date
    due: date
    day: date
    forms: tuple[tuple[Form, date], ...]
    last: date | None = None

    @property
    def late(self) -> bool:
        """Whether it became public after the last day for it."""
        return is_late(self.day, self.due)

    @property
    def words(self) -> Sentence:
        """What it is called; of a list of people the item alone."""
        return Sentence(self.title, self.title) if self.title else item_called(self.item).said

    @property
    def body(self) -> Sentence:
        """Who made it public."""
        return next(said for office, said in OFFICES.items() if office == self.by)

    @property
    def ways(self) -> tuple[Sentence, ...]:
        """Each form with its days."""
        ordered = sorted(self.forms, key=lambda one: _ORDER.index(one[0]))
        return tuple(self._way(form, first) for form, first in ordered)

    def _way(self, form: Form, first: date) -> Sentence:
        said, for_good = FORMS[form], item_called(self.item).permanent and form is Form.POSTING
        last = last_of(form, first)
        if for_good:
            vi, en = "{form}: từ {first}, thường xuyên", "{form}: from {first}, for good"
        elif last == first:
            vi, en = "{form}: {first}", "{form}: {first}"
        else:
            vi, en = "{form}: {first} – {last}", "{form}: {first} to {last}"
        return Sentence(vi, en).filled({"form": said, "first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"})

    @property
    def missing(self) -> tuple[Form, ...]:
        """The forms that the law demands and it never had."""
        return owed(item_called(self.item), [form for form, _ in self.forms])


@dataclass(frozen=True)
class PublicityFacts:
    """What a commune and its villages made public in a period. ``standing`` are items that the commune has hanging."""

    commune: str
    period: Sentence
    day: date
    signer: Signer
    rows: tuple[Published, ...]
    standing: frozenset[int]

    @property
    def late(self) -> int:
        """How many became public after their day."""
        return sum(one.late for one in self.rows)


def heading() -> tuple[str, ...]:
    """The columns of the table."""
    return ("Nội dung", "Nơi công khai, kế hoạch số", "Hình thức, thời gian", "Ngày công khai")


WIDTHS = (31, 25, 27, 17)


def row(one: Published) -> tuple[str, ...]:
    """A row of the table."""
    late = ", muộn" if one.late else ""
    place = f"{one.village_name} ({one.body.vi})" if one.village else one.body.vi
    plan = f", kế hoạch số {one.plan}" if one.plan else ""
    ways = "; ".join(way.vi for way in one.ways)
    return (f"{one.words.vi} (mục {one.item})", f"{place}{plan}", ways, f"{one.day:%d/%m/%Y}{late}")


def table(rows: Sequence[Published]) -> Rows:
    """What was made public, a row each."""
    return Rows(WIDTHS, heading(), tuple(row(one) for one in rows))


def quarterly_list(facts: PublicityFacts) -> Sheet:
    """Art. 13(2): contents, form and time, made and posted each quarter."""
    said = (
        f"Trong {facts.period.vi}, {facts.commune} và các thôn công khai {number(len(facts.rows))} nội dung theo "
        f"Điều 11, trong đó {number(facts.late)} nội dung công khai muộn."
    )
    blocks: tuple[Block, ...] = (*BASIS[:1], *paras(said))
    if facts.rows:
        blocks = (*blocks, table(facts.rows), Para(UNNAMED))
    subject = f"Nội dung đã công khai {facts.period.vi}"
    return Sheet("publicity-list", "Danh mục", subject, _head(facts), blocks, (facts.signer,), None)


def council_report(facts: PublicityFacts) -> Sheet:
    """Art. 14(3): to the People's Council's nearest regular session, with a copy to the Front."""
    blocks = (*BASIS[:1], *_counted(facts), *_missing(facts), *_listed(facts))
    to = (f"Hội đồng nhân dân {facts.commune}", f"Ủy ban Mặt trận Tổ quốc Việt Nam {facts.commune}")
    subject = REPORT_TITLE.format(period=facts.period.vi)
    return Sheet("publicity-report", "Báo cáo", subject, _head(facts), blocks, (facts.signer,), None, to=to)


def _head(facts: PublicityFacts) -> Head:
    return Head("", f"Ủy ban nhân dân {facts.commune}", facts.commune[:1].upper() + facts.commune[1:], facts.day)


def by_item(facts: PublicityFacts) -> tuple[tuple[int, Sentence, int, int], ...]:
    """Of each of the fourteen items: how many contents, how many of them late."""
    return tuple(
        (key, item.said, sum(one.item == key for one in facts.rows),
         sum(one.item == key and one.late for one in facts.rows))
        for key, item in ITEMS.items()
    )  # fmt: skip


def _counted(facts: PublicityFacts) -> tuple[Block, ...]:
    rows = tuple((f"{key}. {said.vi}", number(all_), number(late)) for key, said, all_, late in by_item(facts))
    whole = ("Tổng số", number(len(facts.rows)), number(facts.late))
    counts = {form: sum(form in dict(one.forms) for one in facts.rows) for form in FORMS}
    forms = "; ".join(f"{said.vi.lower()} {number(counts[form])}" for form, said in FORMS.items())
    return (
        Para("1. Kết quả theo từng mục của Điều 11", bold=True),
        Para(f"Số liệu đếm từ sổ chung, tính đến ngày {facts.day:%d/%m/%Y}."),
        Rows((64, 18, 18), ("Mục", "Nội dung", "Công khai muộn"), (*rows, whole)),
        Para(f"Số nội dung theo hình thức (một nội dung có thể có nhiều hình thức): {forms}."),
    )


def _missing(facts: PublicityFacts) -> tuple[Block, ...]:
    said = [
        f"{one.words.vi} (mục {one.item}): chưa có {', '.join(FORMS[form].vi.lower() for form in one.missing)}."
        for one in facts.rows
        if one.missing
    ]
    said += [f"Mục {key} chưa niêm yết thường xuyên ở xã." for key in unposted(facts.standing)]
    return (Para("2. Phần còn thiếu", bold=True), *paras(*(said or ["Không có."])))


def _listed(facts: PublicityFacts) -> tuple[Block, ...]:
    head = Para("3. Các nội dung đã công khai", bold=True)
    return (head, table(facts.rows), Para(UNNAMED)) if facts.rows else (head, *paras("Không có."))
