"""Reports that are settled: their files kept as they were, their hashes in the book, one revision after another.

What is filled in or counted later changes no file that was settled; whoever reports settles anew, and says why.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, day_of, half_of, period_called
from voting.law.reporting import RECIPIENTS, Recipient, last_day_of, recipients
from voting.law.road import Office
from voting.law.sentence import Sentence
from voting.law.wording import HERE
from voting.papers.report import report
from voting.papers.sheet import Sheet, Stamp
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.publicity import ReportFrozen, ReportSent
from voting.record.rules.publicity import report_key
from voting.record.told import Report as Known
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, REPORT, clock_of, entry_at, read_fact, report_facts
from voting.services.permissions import Actor
from voting.services.press import Press
from voting.services.reports.periodic import MAKERS, MEDIA, SEE, SEE_COMMUNE, FileKind, ReportFile, Reports
from voting.services.reports.typed_figures import FILL, FILL_COMMUNE
from voting.services.typed import public_reason
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.report_figures import FrozenFile

PAGE_FILE = "bao-cao.html"
"""The printed page of a settled report, beside its ``FileKind``s."""
FIRST = "Chốt lần đầu."
DUE = "report.due"
"""The clock by which a report is settled and sent."""
_STAMPED = (PAGE_FILE, FileKind.WORD)
_MEDIA: Mapping[str, str] = {PAGE_FILE: "text/html; charset=utf-8", **{kind.value: MEDIA[kind] for kind in FileKind}}


@dataclass(frozen=True)
class Which:
    """Whose report ("" the commune's), of which period by its code."""

    village: str
    period: str


@dataclass(frozen=True)
class Sending:
    """A revision that went to a body on a day, so many days after the last one for it; 0 where it was in time."""

    to: Sentence
    day: date
    days_late: int


@dataclass(frozen=True)
class Revision:
    """A report as it was settled once: where in the book, when, why; each file's name and SHA-256 (hex); whom it was
    sent to."""

    number: int
    index: int
    at_utc: datetime
    reason: str
    files: tuple[tuple[str, str], ...]
    sent: tuple[Sending, ...]


@dataclass(frozen=True)
class ReportDue:
    """A report that the commune's office has not settled: its period's code, the last day for it; so many of the
    commune's ``villages`` have ``settled`` theirs.
    """

    period: str
    last: date
    settled: int
    villages: int


@dataclass(frozen=True)
class Unsent:
    """A report that was settled ("" the commune's) and has not gone to the body it is made for, with the last day."""

    village: str
    period: str
    last: date


@dataclass(frozen=True)
class ReportsDue:
    """What is to be done about the reports of the period that ended last."""

    settle: ReportDue | None = None
    send: tuple[Unsent, ...] = ()


def reports_due(tx: Transaction, commune: str, living: Collection[str], now: datetime, *, office: bool) -> ReportsDue:
    """About the report of the period that ended last: the first half's, or the whole year's. ``living`` are the codes
    of the villages that still report; ``office``: also what the commune's own has to do.

    Nothing is to be settled where the book tells of no day of that period.
    """
    period = period_over(day_of(now))
    codes = [*([""] if office else []), *living]
    known = reports_of(tx, commune, codes, period)
    unsent = [code for code in codes if code in known and not is_sent(code, known[code])]
    unsettled = office and "" not in known and _begins_before(tx, commune, period)
    if not unsent and not unsettled:
        return ReportsDue()
    last = last_day_of(period, clock_of(tx, commune, DUE).value)
    settled = sum(code in known for code in living)
    return ReportsDue(
        ReportDue(period.code, last, settled, len(living)) if unsettled else None,
        tuple(Unsent(code, period.code, last) for code in unsent),
    )


def period_over(today: date) -> Period:
    """The period that ended last: the first half, or the whole year."""
    return Period(today.year, 1) if half_of(today).half > 1 else Period(today.year - 1)


def reports_of(tx: Transaction, commune: str, codes: Collection[str], period: Period) -> dict[str, Known]:
    """The reports of a period that were settled, by village ("" the commune's); one statement."""
    keys = {report_key(code, period.code): code for code in codes}
    found = tx.facts.some(commune, COMMUNE_BOOK, REPORT, sorted(keys)) if keys else {}
    return {keys[key]: read_fact(Known, text) for key, text in found.items()}


def is_sent(village: str, report: Known) -> bool:
    """Whether its last revision went to the body it is made for."""
    return any((revision, to) == (len(report.frozen), recipients(village)[0]) for revision, to, _ in report.sent)


def _begins_before(tx: Transaction, commune: str, period: Period) -> bool:
    first = tx.log.entries_at(commune, [0]).get(0)
    return first is not None and parse_entry(first.raw, Book.COMMUNE).at < _end(period)


def _end(period: Period) -> datetime:
    return datetime.combine(period.after, time(), HERE)


class FrozenReports:
    """Settling reports, and reading what was settled."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def revisions(self, actor: Actor, which: Which, *, to_settle: bool = False) -> tuple[Revision, ...]:
        """What was settled of a period, the latest first, for whoever may see it, or settle it; ``NotFound``,
        ``Forbidden``."""
        with self._desk.database.reading() as tx:
            _require(tx, actor, which.village, *((FILL, FILL_COMMUNE) if to_settle else (SEE, SEE_COMMUNE)))
            return tuple(reversed(_revisions(tx, actor.commune, which)))

    def freeze(self, actor: Actor, which: Which, seen: int, reason: str = "", form: str = "") -> None:
        """Settle the report as it stands now, after so many ``seen`` revisions; a further one needs its reason.

        ``Conflict`` "changed-meanwhile"; ``Invalid`` at ``reason``; ``NotFound``, ``Forbidden``.
        """
        reason = public_reason(reason) if seen else FIRST
        making = _Making(self._desk, actor, which, reason)

        def frozen(tx: Transaction) -> str:
            _require(tx, actor, which.village, FILL, FILL_COMMUNE)
            book = self._desk.books.commune(tx, actor.commune)
            known = book.report(report_key(which.village, which.period))
            if len(known.frozen if known else ()) != seen:
                raise Conflict(code="changed-meanwhile")
            making.write(tx, seen + 1, book.size)
            return which.period

        once(self._desk, actor, form and f"freeze|{which.village}|{which.period}|{form}", frozen)

    def send(self, actor: Actor, which: Which, seen: int, to: str, day: date, form: str = "") -> None:
        """Write down that the last of so many ``seen`` revisions went to a body on a day; the same again changes
        nothing. ``Conflict`` "changed-meanwhile"; ``Invalid`` at ``to``, ``day``; ``NotFound``, ``Forbidden``.
        """

        def sent(tx: Transaction) -> str:
            _require(tx, actor, which.village, FILL, FILL_COMMUNE)
            book = self._desk.books.commune(tx, actor.commune)
            known = book.report(report_key(which.village, _period(which.period).code)) or Known()
            if not known.frozen or len(known.frozen) != seen:
                raise Conflict(code="changed-meanwhile")
            if to not in recipients(which.village):
                raise Invalid({"to": "choice-missing"})
            if not day_of(book.entry(known.frozen[-1]).at) <= day <= day_of(self._desk.now()):
                raise Invalid({"day": "report-day"})
            before = {body: text for revision, body, text in known.sent if revision == seen}
            if to not in before:
                by, at = Office.HEAD if which.village else Office.COMMUNE, self._desk.next_minute(tx, actor.commune)
                entry = ReportSent(
                    village=which.village, at=at, period=which.period, revision=seen, by=by, to=to, sent=day
                )
                self._desk.append(tx, actor.commune, [entry])
            elif before[to] != day.isoformat():
                raise Invalid({"to": "report-sent-before"})
            return which.period

        once(self._desk, actor, form and f"send|{which.village}|{which.period}|{form}", sent)

    def file(self, actor: Actor, which: Which, revision: int, kind: str) -> ReportFile:
        """A file of a settled report, exact bytes; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            _require(tx, actor, which.village, SEE, SEE_COMMUNE)
            try:
                kept = tx.report_pages.frozen(actor.commune, which.village, which.period, revision, kind)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-document") from error
            return ReportFile(kept.name, _MEDIA[kind], kept.content)


class _Making:
    """A report being settled: its files are made before the lock, those that name their entry for its likely place."""

    def __init__(self, desk: Desk, actor: Actor, which: Which, reason: str) -> None:
        self._desk, self._actor, self._which, self._reason = desk, actor, which, reason
        with desk.database.reading() as tx:
            _require(tx, actor, which.village, FILL, FILL_COMMUNE)
        self._facts = Reports(desk).facts(actor, which.village, which.period)
        self._press = Press()
        self._plain = {kind.value: MAKERS[kind](self._facts) for kind in FileKind if kind not in _STAMPED}
        with desk.database.reading() as tx:
            self._press.printed(self._sheet(tx.log.head(actor.commune, COMMUNE_BOOK).size))

    def write(self, tx: Transaction, revision: int, index: int) -> None:
        """The entry with the hashes of all files, and the files."""
        which, commune = self._which, self._actor.commune
        printed = self._press.printed(self._sheet(index))
        files = self._plain | {PAGE_FILE: printed.page, FileKind.WORD.value: printed.word}
        by = Office.HEAD if which.village else Office.COMMUNE
        entry = ReportFrozen(
            village=which.village, at=self._desk.next_minute(tx, commune), period=which.period, revision=revision,
            by=by, papers=tuple(sha256(files[name]).hexdigest() for name in sorted(files)), reason=self._reason,
        )  # fmt: skip
        self._desk.append(tx, commune, [entry])
        called = f"{self._facts.place}, {self._facts.period.vi}, bản {revision}"
        tx.report_pages.freeze(
            *(
                FrozenFile(
                    commune, which.village, which.period, revision, name, f"{called}, {name}",
                    sha256(content).digest(), content,
                )
                for name, content in sorted(files.items())
            )
        )  # fmt: skip

    def _sheet(self, index: int) -> Sheet:
        where = f"thon/{self._which.village}" if self._which.village else f"xa/{self._actor.commune}"
        stamp = Stamp(self._press.code(0), self._actor.commune, index, f"https://{self._desk.host}/{where}")
        return replace(report(self._facts), stamp=stamp)


def _revisions(tx: Transaction, commune: str, which: Which) -> list[Revision]:
    period = _period(which.period)
    known = report_facts(tx, commune, report_key(which.village, period.code))
    last = last_day_of(period, clock_of(tx, commune, DUE).value) if known else date.max
    found = []
    for number, index in enumerate(known.frozen if known else (), 1):
        entry = entry_at(tx, commune, index)
        if isinstance(entry, ReportFrozen):
            names = tx.report_pages.frozen_files(commune, which.village, which.period, number)
            files = tuple(zip(names, entry.papers, strict=True))
            sent = tuple(_sendings(known, number, last)) if known else ()
            found.append(Revision(number, index, entry.at, entry.reason, files, sent))
    return found


def _sendings(known: Known, number: int, last: date) -> Iterator[Sending]:
    for revision, to, text in known.sent:
        if revision == number:
            day = date.fromisoformat(text)
            yield Sending(RECIPIENTS[Recipient(to)], day, max(0, (day - last).days))


def _period(code: str) -> Period:
    try:
        return period_called(code)
    except UnknownPeriod as error:
        raise NotFound(code="unknown-period") from error


def _require(tx: Transaction, actor: Actor, village: str, action: str, of_commune: str) -> None:
    if village:
        village_for(tx, actor, village, action)
    elif not actor.may(of_commune):
        raise Forbidden(of_commune)
