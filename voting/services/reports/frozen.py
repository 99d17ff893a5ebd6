"""Reports that are settled: their files kept as they were, their hashes in the book, one revision after another.

What is filled in or counted later changes no file that was settled; whoever reports settles anew, and says why.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, day_of, half_of, period_called
from voting.law.road import Office
from voting.law.wording import HERE
from voting.papers.report import report
from voting.papers.sheet import Sheet, Stamp
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.publicity import ReportFrozen
from voting.record.rules.publicity import report_key
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Forbidden, NotFound
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, REPORT, clock_of, entry_at, report_facts
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
_STAMPED = (PAGE_FILE, FileKind.WORD)
_MEDIA: Mapping[str, str] = {PAGE_FILE: "text/html; charset=utf-8", **{kind.value: MEDIA[kind] for kind in FileKind}}


@dataclass(frozen=True)
class Which:
    """Whose report ("" the commune's), of which period by its code."""

    village: str
    period: str


@dataclass(frozen=True)
class Revision:
    """A report as it was settled once: where in the book, when, why; each file's name and SHA-256 (hex)."""

    number: int
    index: int
    at_utc: datetime
    reason: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReportDue:
    """A report that the commune's office has not settled: its period's code, the last day for it; so many of the
    commune's ``villages`` have ``settled`` theirs.
    """

    period: str
    last: date
    settled: int
    villages: int


def report_due(tx: Transaction, commune: str, living: Collection[str], now: datetime) -> ReportDue | None:
    """The report of the period that ended last: the first half's, or the whole year's; ``None`` once it is settled, or
    where the book tells of no day of it. ``living`` are the codes of the villages that still report."""
    today = day_of(now)
    period = Period(today.year, 1) if half_of(today).half > 1 else Period(today.year - 1)
    first = tx.log.entries_at(commune, [0]).get(0)
    if first is None or parse_entry(first.raw, Book.COMMUNE).at >= _end(period):
        return None
    keys = [report_key(code, period.code) for code in ("", *living)]
    settled = tx.facts.some(commune, COMMUNE_BOOK, REPORT, keys)
    if report_key("", period.code) in settled:
        return None
    days = clock_of(tx, commune, "report.due").value
    return ReportDue(period.code, period.after + timedelta(days=days - 1), len(settled), len(living))


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
    known = report_facts(tx, commune, report_key(which.village, _period(which.period)))
    found = []
    for number, index in enumerate(known.frozen if known else (), 1):
        entry = entry_at(tx, commune, index)
        if isinstance(entry, ReportFrozen):
            names = tx.report_pages.frozen_files(commune, which.village, which.period, number)
            found.append(Revision(number, index, entry.at, entry.reason, tuple(zip(names, entry.papers, strict=True))))
    return found


def _period(code: str) -> str:
    try:
        return period_called(code).code
    except UnknownPeriod as error:
        raise NotFound(code="unknown-period") from error


def _require(tx: Transaction, actor: Actor, village: str, action: str, of_commune: str) -> None:
    if village:
        village_for(tx, actor, village, action)
    elif not actor.may(of_commune):
        raise Forbidden(of_commune)
