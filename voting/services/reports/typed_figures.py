"""What officials type for a report: pages of at most eight numbers, kept with who typed them and when.

A page is never written over: what it said before stands beside, with whoever changed it. Only the village's head types
for the village, only the commune's office for the commune. It is no part of the record.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, day_of, period_called
from voting.law.report_tables import OF_COMMUNE, OF_VILLAGE, PARTS, WORDED, WORDS, WORDS_SAID, Table, faults
from voting.law.sentence import Sentence
from voting.services.desk import Desk, village_for
from voting.services.errors import Invalid, NotFound
from voting.services.forms import once, require_seen, seen_of
from voting.services.permissions import Actor
from voting.services.typed import public_words
from voting.storage.database import Transaction
from voting.storage.report_figures import ReportFigures

FILL, FILL_COMMUNE = "report.fill", "report.commune.fill"
MOST_WORDS = 2_000
Content = Mapping[str, int | str]


@dataclass(frozen=True)
class Which:
    """Which page: of a village ("" for the commune's own), of a half of a year by its code, by its key."""

    village: str
    period: str
    key: str


@dataclass(frozen=True)
class Version:
    """A page as it was typed once: by whom, when, and what it said."""

    number: int
    by: str
    at_utc: datetime
    content: Content


@dataclass(frozen=True)
class Page:
    """A page that is filled in for a half of a year. ``table`` is ``None`` for the report's words.

    ``seen`` is what a form carries of how it stands; ``versions`` are all that were typed, the latest first.
    """

    period: Period
    key: str
    table: Table | None
    versions: tuple[Version, ...]

    @property
    def content(self) -> Content:
        """What it says now."""
        return self.versions[0].content if self.versions else {}

    @property
    def said(self) -> Sentence:
        """What it is called."""
        return self.table.said if self.table else WORDS_SAID

    @property
    def parts(self) -> Mapping[str, Sentence]:
        """The parts of the outline that are words, on the page of these."""
        return {part: PARTS[part] for part in WORDED}

    def told(self, version: Version) -> tuple[tuple[Sentence, int | str], ...]:
        """What a version says, with what its fields are called."""
        names = {one.key: one.said for one in self.table.fields} if self.table else {}
        names |= {f"part_{part}": said for part, said in self.parts.items()}
        return tuple((names[key], value) for key, value in version.content.items() if key in names)

    @property
    def seen(self) -> str:
        """How it stands, in a few characters."""
        return seen_of(_written(self.content))


def pages_of(village: str) -> tuple[str, ...]:
    """The keys of the pages a village's head fills in, or (for "") the commune's office."""
    return (*(one.key for one in (OF_VILLAGE if village else OF_COMMUNE)), WORDS)


class TypedFigures:
    """Filling in pages, and reading what was filled in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def page(self, actor: Actor, which: Which) -> Page:
        """A page for a half year; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            _require(tx, actor, which.village)
            return self._page(tx, actor.commune, which)

    def fill(self, actor: Actor, which: Which, content: Content, seen: str = "", form: str = "") -> None:
        """Keep a page as it is now; what was not filled in is not known.

        ``Invalid`` at a field: below zero, or numbers that do not add up; ``Conflict`` "changed-meanwhile". The same
        again changes nothing.
        """

        def filled(tx: Transaction) -> str:
            _require(tx, actor, which.village)
            page = self._page(tx, actor.commune, which)
            new = _checked(page.table, content)
            require_seen(seen, _written(page.content), wanted=[_written(new)])
            if new != page.content:
                row = ReportFigures(
                    actor.commune, which.village, which.period, which.key, len(page.versions) + 1, dict(new),
                    actor.account_id, self._desk.now(),
                )  # fmt: skip
                tx.report_pages.add(row)
            return which.key

        once(self._desk, actor, form and f"report|{which.village}|{which.period}|{which.key}|{form}", filled)

    def _page(self, tx: Transaction, commune: str, which: Which) -> Page:
        half, table = self._half(which.period), _table(which.village, which.key)
        names = {one.id: one.name for one in tx.accounts.list(commune)}
        rows = tx.report_pages.versions(commune, which.village, which.period, which.key)
        found = [Version(one.version, names.get(one.typed_by, ""), one.typed_at_utc, one.content) for one in rows]
        return Page(half, which.key, table, tuple(reversed(found)))

    def _half(self, period: str) -> Period:
        """A half of a year that has begun."""
        try:
            found = period_called(period)
        except UnknownPeriod as error:
            raise NotFound(code="unknown-period") from error
        if not found.half or day_of(self._desk.now()) < found.first:
            raise NotFound(code="unknown-period")
        return found


def _require(tx: Transaction, actor: Actor, village: str) -> None:
    if village:
        village_for(tx, actor, village, FILL)
    else:
        actor.require(FILL_COMMUNE)


def _table(village: str, key: str) -> Table | None:
    if key not in pages_of(village):
        raise NotFound(code="unknown-report-page")
    return next((one for one in (OF_VILLAGE if village else OF_COMMUNE) if one.key == key), None)


def _checked(table: Table | None, content: Content) -> Content:
    if table is None:
        words = {f"part_{part}": str(content.get(f"part_{part}", "")) for part in WORDED}
        return {key: public_words(text, key, MOST_WORDS) for key, text in words.items() if text.strip()}
    known = {one.key: int(content[one.key]) for one in table.fields if one.key in content}
    if wrong := faults(table, known):
        raise Invalid(wrong)
    return known


def _written(content: Content) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False)
