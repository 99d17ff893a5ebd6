"""A commune's days off: the public holidays (Labour Code, Art. 112) as the library `holidays` has them, corrected.

The government moves days every year, and a library learns of it late: what the administrator says holds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid
from voting.services.forms import seen_of
from voting.services.permissions import Actor
from voting.services.typed import name_fault
from voting.storage.calendar import CalendarDay
from voting.storage.database import Transaction
from voting.texts.validity import cleaned

YEARS = 2
"""This year and so many after it are known."""


@dataclass(frozen=True)
class DayOff:
    """A day on which nobody works; ``own`` if the commune said so itself."""

    day: date
    name: str
    own: bool


class WorkingDays:
    """Reading and correcting a commune's days off."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def days_off(self, commune: str, year: int) -> tuple[DayOff, ...]:
        """The days off of a year, in order."""
        with self._desk.database.reading() as tx:
            own = {one.day for one in tx.calendar.days(commune) if one.off}
            found = _days(tx, commune, year, year)
            return tuple(DayOff(day, name, day in own) for day, name in sorted(found.items()))

    def seen(self, commune: str) -> str:
        """What the commune itself has said of days so far, for the form that says more."""
        with self._desk.database.reading() as tx:
            return _said_of(tx.calendar.days(commune))

    def change(self, actor: Actor, day: date, *, off: bool, name: str, seen: str = "") -> None:
        """Say that a day is off, or that it is worked; ``Invalid`` at ``day`` and ``name``.

        ``seen`` is what the page showed: ``Conflict`` "changed-meanwhile" if since then somebody said otherwise of
        this day.
        """
        actor.require("village.manage")
        name, this_year = cleaned(name), self._desk.now().year
        if fault := name_fault(name):
            raise Invalid({"name": fault})
        if not this_year - 1 <= day.year <= this_year + YEARS:
            raise Invalid({"day": "day-far"})
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, actor.commune)  # locked: of two who say otherwise, the second is told
            known = tx.calendar.days(actor.commune)
            if (
                seen
                and seen != _said_of(known)
                and any(one.day == day and (one.off, one.name) != (off, name) for one in known)
            ):
                raise Conflict(code="changed-meanwhile")
            tx.calendar.put(CalendarDay(actor.commune, day, off, name))


def _said_of(days: Sequence[CalendarDay]) -> str:
    return seen_of(*(f"{one.day}|{one.off}|{one.name}" for one in days))


def days_off_after(tx: Transaction, commune: str, start: date) -> frozenset[date]:
    """The days off from a day's year to the end of the next: enough for every clock of the law."""
    return frozenset(_days(tx, commune, start.year, start.year + 1))


def days_off_between(tx: Transaction, commune: str, first: date, last: date) -> frozenset[date]:
    """The days off from the year of one day to the end of the year after another."""
    return frozenset(_days(tx, commune, first.year, last.year + 1))


def _days(tx: Transaction, commune: str, first: int, last: int) -> Mapping[date, str]:
    import holidays  # noqa: PLC0415 - 90 ms that a server's start need not pay

    known = holidays.country_holidays("VN", years=range(first, last + 1), language="vi")
    found = dict(known.items())
    for one in tx.calendar.days(commune):
        if not first <= one.day.year <= last:
            continue
        if one.off:
            found[one.day] = one.name
        else:
            found.pop(one.day, None)
    return found
