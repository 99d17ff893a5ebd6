"""The quarterly list of what was made public, for everyone, and the report to the People's Council (Art. 13(2), 14(3)).

Both are made from the commune's book whenever they are asked for. That the list of a quarter was posted is itself a
content of the register, with its own days.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from voting.law.deadlines import last_day
from voting.law.disclosure import LAST, Form
from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, Quarter, day_of, half_of, quarter_of, span_called
from voting.papers.page import html_page
from voting.papers.publicity import LIST_TITLE, PublicityFacts, Published, council_report, quarterly_list
from voting.papers.report_tables import list_workbook
from voting.papers.sheet import Sheet, Signer
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.services.desk import Desk
from voting.services.errors import Conflict, Forbidden, NotFound
from voting.services.oversight.disclosure import CLOCK, OF_COMMUNE, Disclosures, NewDisclosure
from voting.services.people.working_days import days_off_after
from voting.services.permissions import Actor
from voting.services.reports.periodic import MEDIA, FileKind, ReportFile
from voting.services.reports.published import DISCLOSED, published_in
from voting.services.reports.recorded import name_of, place_since
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction

CHAIR = "Chủ tịch Ủy ban nhân dân"
QUARTERS = 4
"""So many of the latest are offered."""
_TYPES = tuple(one.type for one in DISCLOSED)


class PaperKind(StrEnum):
    """The files of a list or report, by the name in their addresses."""

    PAGE = "in.html"
    WORD = "in.docx"
    WORKBOOK = "danh-muc.xlsx"


def _word(sheet: Sheet) -> bytes:
    from voting.papers.word import word_file  # noqa: PLC0415 - 60 ms that a server's start need not pay

    return word_file(sheet)


_PAPERS: Mapping[str, tuple[Callable[[Sheet], bytes], str]] = {
    PaperKind.PAGE: (html_page, "text/html; charset=utf-8"),
    PaperKind.WORD: (_word, MEDIA[FileKind.WORD]),
}


@dataclass(frozen=True)
class ListDue:
    """The list of a quarter that ended, not posted yet: how many contents it has, and until when."""

    quarter: str
    contents: int
    last: date


@dataclass(frozen=True)
class PublicityList:
    """A list with what its page shows beside it; ``posted`` is the day on which its quarter's list was posted.

    ``quarters`` may be looked at too, the latest first; ``may_post`` says whether this one has ended and does not hang.
    """

    facts: PublicityFacts
    period: Period | Quarter
    quarters: tuple[Quarter, ...]
    posted: date | None
    may_post: bool


class PublicityLists:
    """Lists and reports of what was made public in a commune and its villages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def quarters(self) -> tuple[Quarter, ...]:
        """The latest quarters, the one that is now first."""
        return _quarters(self._today)

    def halves(self) -> tuple[Period, ...]:
        """This half of a year, and the one before it."""
        now = half_of(self._today)
        return (now, half_of(now.first - timedelta(days=1)))

    def of(self, commune: str, code: str) -> PublicityList:
        """What was made public in a period, for everyone; ``NotFound``."""
        period, today = self._begun(code), self._today
        with self._desk.database.reading() as tx:
            found = _read(tx, commune, period)
            facts = _facts(tx, commune, period, found, today)
        posted = _posted(found, period) if isinstance(period, Quarter) else None
        may = isinstance(period, Quarter) and period.after <= today and posted is None
        return PublicityList(facts, period, _quarters(today), posted, may)

    def file(self, commune: str, code: str, kind: str) -> ReportFile:
        """The list as a file, for everyone; ``NotFound``."""
        facts = self.of(commune, code).facts
        name = f"{LIST_TITLE.format(period=facts.period.vi)}, {facts.commune}, {kind}"
        if kind == PaperKind.WORKBOOK:
            return ReportFile(name, MEDIA[FileKind.WORKBOOK], list_workbook(facts.rows))
        return paper_file(quarterly_list(facts), kind, name)

    def report_file(self, actor: Actor, code: str, kind: str) -> ReportFile:
        """The report to the People's Council; ``Forbidden``, ``NotFound``."""
        facts = self._own(actor, code).facts
        return paper_file(council_report(facts), kind, f"Báo cáo công khai {facts.period.vi}, {facts.commune}, {kind}")

    def to_post(self, actor: Actor, code: str) -> PublicityList:
        """The list of a quarter, to say that it hangs; ``Forbidden``, ``NotFound``."""
        return self._own(actor, code)

    def post(self, actor: Actor, code: str, form: str = "") -> None:
        """Say that the list of a quarter that has ended hangs since today; once, whoever says it.

        ``Forbidden``, ``NotFound``, ``Conflict`` "quarter-goes-on".
        """
        found = self._own(actor, code)
        if not isinstance(found.period, Quarter) or found.period.after > self._today:
            raise Conflict(code="quarter-goes-on")
        if found.posted is None:
            last = found.period.after - timedelta(days=1)
            new = NewDisclosure(LAST, list_title(found.period), last, self._today, (Form.POSTING.value,))
            Disclosures(self._desk).make_public(actor, "", new, form)

    def _own(self, actor: Actor, code: str) -> PublicityList:
        if not actor.may(OF_COMMUNE):
            raise Forbidden(OF_COMMUNE)
        return self.of(actor.commune, code)

    @property
    def _today(self) -> date:
        return day_of(self._desk.now())

    def _begun(self, code: str) -> Period | Quarter:
        try:
            found = span_called(code)
        except UnknownPeriod as error:
            raise NotFound(code="unknown-period") from error
        if self._today < found.first:
            raise NotFound(code="unknown-period")
        return found


def list_title(quarter: Quarter) -> str:
    """What the list of a quarter is called where it is made public itself."""
    return LIST_TITLE.format(period=quarter.named.vi)


def list_due(tx: Transaction, commune: str, today: date) -> ListDue | None:
    """The list of the last quarter, if anything was made public in it and it does not hang yet.

    Asked of the table and not of the book: a desk costs the same however long the book is.
    """
    quarter = quarter_of(today).before
    found, title = tx.disclosures.since(commune, quarter.first), list_title(quarter)
    contents = sum(quarter.has(one.first_day) for one in found)
    if not contents or any(not one.village_code and one.item == LAST and one.title == title for one in found):
        return None
    ended = quarter.after - timedelta(days=1)
    return ListDue(quarter.code, contents, last_day(CLOCK, ended, days_off_after(tx, commune, ended)))


def _quarters(today: date) -> tuple[Quarter, ...]:
    found = [quarter_of(today)]
    while len(found) < QUARTERS:
        found.append(found[-1].before)
    return tuple(found)


def _read(tx: Transaction, commune: str, period: Period | Quarter) -> tuple[Published, ...]:
    """What was made public since a period began, each with its village's code as its name."""
    rows = tx.log.of_types_since(commune, _TYPES, place_since(tx, commune, period.begins_at))
    return tuple(published_in((parse_entry(one.raw, Book.COMMUNE) for one in rows), lambda code: code))


def _posted(found: tuple[Published, ...], quarter: Quarter) -> date | None:
    """Since when the list of a quarter hangs."""
    title = list_title(quarter)
    return next((one.day for one in found if not one.village and one.item == LAST and one.title == title), None)


def _facts(
    tx: Transaction, commune: str, period: Period | Quarter, found: tuple[Published, ...], today: date
) -> PublicityFacts:
    try:
        name = tx.communes.get(commune).name
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-commune") from error
    villages = {one.code: one for one in tx.communes.villages(commune)}
    standing = {one.item for one in tx.disclosures.standing(commune) if not one.village_code}
    rows = (
        replace(one, village_name=name_of(villages, one.village) if one.village else "")
        for one in found if period.has(one.day)
    )  # fmt: skip
    return PublicityFacts(
        f"{name[:1].lower()}{name[1:]}", period.named, today, Signer(CHAIR), tuple(rows), frozenset(standing)
    )


def paper_file(sheet: Sheet, kind: str, name: str) -> ReportFile:
    """A paper as a page or for Word; ``NotFound`` for another kind of file."""
    if kind not in _PAPERS:
        raise NotFound(code="unknown-document")
    make, media = _PAPERS[kind]
    return ReportFile(name, media, make(sheet))
