"""The report of a half of a year or of a whole one, of a village or of the commune: as a page, and as files.

Numbers of the book are counted here, those that were typed stand beside them, and each says which it is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, day_of, half_of, period_called
from voting.law.report_tables import (
    OF_COMMUNE,
    OF_VILLAGE,
    PARTS,
    SUMMED,
    WORDED,
    WORDS,
    WORDS_SAID,
    Field,
    Table,
    over,
)
from voting.law.sentence import Sentence
from voting.law.units import unit_called
from voting.papers.report import Amount, Group, Line, ReportFacts, Source, report
from voting.papers.report_tables import csv_file, decided, figures, workbook
from voting.papers.sheet import Signer
from voting.record.facts import Village as VillageKnown
from voting.services.desk import Desk, village_for
from voting.services.errors import Forbidden, NotFound
from voting.services.lookups import COMMUNE_BOOK, VILLAGE, read_fact
from voting.services.matters.steps import holding
from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor, Role
from voting.services.reports.counted import Sides, charted, record_groups
from voting.services.reports.recorded import Recorded, recorded
from voting.services.reports.typed_figures import pages_of
from voting.services.votes.closing import close_due
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.report_figures import ReportFigures

SEE, SEE_COMMUNE = "report.see", "report.commune.see"
_CHAIR = "Chủ tịch Ủy ban nhân dân"
_TABLES = {one.key: one for one in (*OF_VILLAGE, *OF_COMMUNE)}
Pages = Mapping[tuple[str, str, str], ReportFigures]
"""The newest of each page that was typed, by village ("" the commune), period and key."""


class FileKind(StrEnum):
    """The files a report is handed out as, by the name in their addresses."""

    FIGURES = "so-lieu.csv"
    DECIDED = "viec.csv"
    WORKBOOK = "bao-cao.xlsx"
    WORD = "bao-cao.docx"


MEDIA = {
    FileKind.FIGURES: "text/csv; charset=utf-8",
    FileKind.DECIDED: "text/csv; charset=utf-8",
    FileKind.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def _word(facts: ReportFacts) -> bytes:
    from voting.papers.word import word_file  # noqa: PLC0415 - 60 ms that a server's start need not pay

    return word_file(report(facts))


MAKERS: Mapping[FileKind, Callable[[ReportFacts], bytes]] = {
    FileKind.FIGURES: lambda facts: csv_file(figures(facts)),
    FileKind.DECIDED: lambda facts: csv_file(decided(facts)),
    FileKind.WORKBOOK: workbook,
    FileKind.WORD: _word,
}


@dataclass(frozen=True)
class ToFill:
    """A page to be filled in for a half of the period; when it was, last, and by whom."""

    period: Period
    key: str
    said: Sentence
    by: str = ""
    at_utc: datetime | None = None


@dataclass(frozen=True)
class VillageShare:
    """A village in the commune's report: contents decided (``None`` unknown), pages filled in of all there are."""

    village: VillageInfo
    decided: int | None
    filled: int
    pages: int


@dataclass(frozen=True)
class Report:
    """A report with what its page shows beside it. ``periods`` are others that may be looked at, the latest first."""

    period: Period
    facts: ReportFacts
    pages: tuple[ToFill, ...]
    villages: tuple[VillageShare, ...]
    periods: tuple[Period, ...]


@dataclass(frozen=True)
class ReportFile:
    """A report as a file."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class _Read:
    """What was read for a report; ``village`` is ``None`` for the commune's."""

    period: Period
    now: datetime
    commune: str
    village: Village | None
    villages: Sequence[Village]
    households: Mapping[str, int]
    recorded: Recorded
    pages: Pages
    names: Mapping[str, str]
    signer: Signer

    @property
    def today(self) -> date:
        return day_of(self.now)

    @property
    def code(self) -> str:
        """The village's code, "" for the commune."""
        return self.village.code if self.village else ""

    @property
    def sides(self) -> Sides:
        codes = [*(one.code for one in self.villages), *([] if self.village else [""])]  # "": the commune's own
        living = sum(not one.successors for one in self.villages)
        return Sides(self.recorded.of(codes, self.period), self.recorded.of(codes, self.period.before), living)


class Reports:
    """Half-yearly and yearly reports."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def present(self) -> str:
        """The code of the half of a year that is now."""
        return half_of(day_of(self._desk.now())).code

    def of_village(self, actor: Actor, village: str, period: str) -> Report:
        """A village's report; ``NotFound``, ``Forbidden``."""
        return self._report(actor, village, period)

    def of_commune(self, actor: Actor, period: str) -> Report:
        """The commune's; ``Forbidden`` to whoever follows only some villages of it."""
        return self._report(actor, "", period)

    def facts(self, actor: Actor, village: str, period: str) -> ReportFacts:
        """What a report ("" the commune's) says now, for settling it; as ``of_village``."""
        return self._report(actor, village, period).facts

    def file(self, actor: Actor, village: str, period: str, kind: str) -> ReportFile:
        """A report ("" the commune's) as a file; ``NotFound`` for another kind of file."""
        if kind not in MAKERS:
            raise NotFound(code="unknown-document")
        found, chosen = self._report(actor, village, period), FileKind(kind)
        name = f"{found.facts.place}, {found.facts.period.vi}, {chosen}"
        return ReportFile(name, MEDIA[chosen], MAKERS[chosen](found.facts))

    def _report(self, actor: Actor, village: str, code: str) -> Report:
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, SEE) if village else None
            if where is None and not actor.may(SEE_COMMUNE):
                raise Forbidden(SEE_COMMUNE)
            period = _begun(code, day_of(self._desk.now()))
            read = _read(tx, actor.commune, where, period, self._desk.now())
        return Report(period, _facts(read), tuple(_pages(read)), tuple(_shares(read)), _periods(read))


def _begun(code: str, today: date) -> Period:
    try:
        found = period_called(code)
    except UnknownPeriod as error:
        raise NotFound(code="unknown-period") from error
    if today < found.first:
        raise NotFound(code="unknown-period")
    return found


def _read(tx: Transaction, commune: str, where: Village | None, period: Period, now: datetime) -> _Read:
    villages = (where,) if where else tx.communes.villages(commune)
    known = tx.facts.some(commune, COMMUNE_BOOK, VILLAGE, [one.code for one in villages])
    codes = [half.code for side in (period, period.before) for half in side.halves]
    rows = tx.report_pages.newest(commune, codes)
    name = tx.communes.get(commune).name
    return _Read(
        period, now, name[:1].lower() + name[1:], where, villages,
        {code: read_fact(VillageKnown, text).households for code, text in known.items()},
        recorded(tx, commune, period, now), {(one.village_code, one.period, one.sheet): one for one in rows},
        {one.id: one.name for one in tx.accounts.list(commune)}, _signer(tx, where),
    )  # fmt: skip


def _signer(tx: Transaction, where: Village | None) -> Signer:
    if where is None:
        return Signer(_CHAIR)
    head = holding(tx, where, Role.HEAD)
    return Signer(head.office or unit_called(where.unit_kind).head_vi, head.name)


def _facts(read: _Read) -> ReportFacts:
    sides, where = read.sides, read.village
    groups = [_size(read), *record_groups(sides, read.today), *_typed(read)]
    order = list(PARTS)
    first = min(sides.now.since.values(), default=None)
    return ReportFacts(
        commune=read.commune,
        village=f"{where.unit_kind.lower()} {where.name}" if where else "",
        period=read.period.named,
        before=read.period.before.named,
        day=read.today,
        signer=read.signer,
        parts=tuple(PARTS.items()),
        groups=tuple(sorted(groups, key=lambda one: order.index(one.part))),
        decided=sides.now.decided,
        words=tuple((part, _words(read, part)) for part in WORDED),
        charted=charted(sides),
        public=sides.now.disclosures,
        partly=first if first and first > read.period.first else None,
    )


def _size(read: _Read) -> Group:
    """Households on the rolls of today: of another day nobody knows them without reading the book anew."""
    present, living = read.period.has(read.today), [one for one in read.villages if not one.successors]
    listed = [read.households[one.code] for one in living if read.households.get(one.code)]
    now = Amount(sum(listed), Source.RECORD, len(listed), len(living)) if present and listed else Amount()
    said = Sentence("Tổng số hộ theo danh sách hiện nay", "Households on today's rolls")
    line = Line("households", said, now, Amount())
    return Group("II", Sentence("Số hộ", "Households"), (line,))


# what was typed


def _typed(read: _Read) -> Iterator[Group]:
    for table in OF_VILLAGE if read.village else (*OF_COMMUNE, *SUMMED):
        places = [read.code] if read.village or table in OF_COMMUNE else [one.code for one in read.villages]
        lines = tuple(_line(read, table, one, places) for one in table.fields)
        yield Group(table.part, table.said, lines, "" if table in SUMMED and not read.village else table.key)


def _line(read: _Read, table: Table, field: Field, places: Sequence[str]) -> Line:
    now, before = (_amount(read, (table, side), field, places) for side in (read.period, read.period.before))
    parts = {part for rule in table.rules for part in getattr(rule, "parts", (getattr(rule, "part", ""),))}
    return Line(field.key, field.said, now, before, field.unit, deeper=field.key in parts)


def _amount(read: _Read, which: tuple[Table, Period], field: Field, places: Sequence[str]) -> Amount:
    table, period = which
    found = [_values(read, place, table, period).get(field.key) for place in places]
    known = [one for one in found if one is not None]
    living = {one.code for one in read.villages if not one.successors} | {""}
    of = len([place for place in places if place in living])
    return Amount(sum(known), Source.TYPED, len(known), max(of, len(known))) if known else Amount()


def _values(read: _Read, place: str, table: Table, period: Period) -> dict[str, int]:
    pages = [read.pages.get((place, half.code, table.key)) for half in period.halves]
    return over(table, [page.content if page else {} for page in pages])


def _words(read: _Read, part: str) -> str:
    """A part's words; of a whole year, those of both its halves."""
    pages = (read.pages.get((read.code, half.code, WORDS)) for half in read.period.halves)
    return "\n".join(page.content[f"part_{part}"] for page in pages if page and f"part_{part}" in page.content)


# beside the report


def _pages(read: _Read) -> Iterator[ToFill]:
    for half in read.period.halves:
        for key in pages_of(read.code) if half.first <= read.today else ():
            said = WORDS_SAID if key == WORDS else _TABLES[key].said
            page = read.pages.get((read.code, half.code, key))
            yield (
                ToFill(half, key, said, read.names.get(page.typed_by, ""), page.typed_at_utc)
                if page
                else ToFill(half, key, said)
            )


def _shares(read: _Read) -> Iterator[VillageShare]:
    if read.village:
        return
    sides = read.sides
    halves = [half for half in read.period.halves if half.first <= read.today]
    for one in read.villages:
        filled = sum((one.code, half.code, key) in read.pages for half in halves for key in pages_of(one.code))
        mine = sum(row.village == one.code for row in sides.now.decided)
        known = mine if one.code in sides.now.since else None
        yield VillageShare(VillageInfo.of(one), known, filled, len(halves) * len(pages_of(one.code)))


def _periods(read: _Read) -> tuple[Period, ...]:
    """This year's and last year's, as far as they have begun."""
    years = (read.today.year, read.today.year - 1)
    found = [one for year in years for one in (Period(year), Period(year, 2), Period(year, 1))]
    return tuple(one for one in found if one.first <= read.today)
