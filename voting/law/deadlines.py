"""When a clock of the law runs out: days, working days and months on the villages' calendar.

A limit that would run out beyond the calendar, at the end of the year 9999, runs out on its last day: whatever a forged
entry says, there is a day.

Working days are Monday to Friday less the public holidays (Labour Code, Art. 112), which the caller gives: the list is
kept by the commune, because days are moved every year.
"""

import calendar
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from voting.law.clocks import CLOCKS, Clock, Unit, in_force
from voting.law.matters import MATTERS, ONLINE_CLAUSE
from voting.law.road import JUDGES, Mark

_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_after(start: date, number: int, holidays: Collection[date]) -> date:
    """The last day of a limit of so many working days: ``start`` itself does not count (Civil Code, Art. 147)."""
    day = start
    while number and day < date.max:
        day += timedelta(days=1)
        number -= is_working_day(day, holidays)
    return day


def months_after(start: date, number: int) -> date:
    """The same day so many months later, or the last of a month that is too short (Civil Code, Art. 146, 148)."""
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def last_day(clock: Clock | str, start: date, holidays: Collection[date] = ()) -> date:
    """The last day on which what the clock limits is still in time.

    A limit of days that ends on a day off ends on the next working day (Civil Code, Art. 148). ``ValueError`` for a
    number that is no time.
    """
    known = CLOCKS[clock] if isinstance(clock, str) else clock
    if known.unit is Unit.WORKING_DAYS:
        return working_days_after(start, known.value, holidays)
    if known.unit is Unit.MONTHS:
        return months_after(start, known.value)
    if known.unit is not Unit.DAYS:
        raise ValueError(f"{known.key} is no time")
    day = start + min(timedelta(days=known.value), date.max - start)
    return day if is_working_day(day, holidays) else working_days_after(day, 1, holidays)


@dataclass(frozen=True)
class Decided:
    """A matter that is decided, or whose vote is over: what has been done for it, its clause (0: none named), and when.

    ``over`` is the day on which its vote, its meeting or its slips ended; ``dates`` the day of each mark from which a
    clock runs; ``online`` tells a vote from a meeting.
    """

    marks: Collection[Mark]
    clause: int
    over: date
    dates: Mapping[Mark, date]
    online: bool


@dataclass(frozen=True)
class Running:
    """A clock that runs for a matter, and the last day on which it is in time."""

    clock: Clock
    last: date


_SENT = (Mark.SENT_COMMUNE, Mark.SENT_FRONT)
_JUDGED = {Mark.RECOGNISED, Mark.NOT_RECOGNISED}


def running(matter: Decided, settings: Mapping[str, int], holidays: Collection[date]) -> tuple[Running, ...]:
    """The clocks of LAW.md 11 that run for a matter, the first to run out first; ``settings`` as in ``in_force``."""
    if {Mark.ENDED, Mark.REPORTED} & set(matter.marks):
        return ()
    clocks = ((in_force(key, settings), start) for key, start in _starts(matter))
    found = (Running(clock, last_day(clock, start, holidays)) for clock, start in clocks)
    return tuple(sorted(found, key=lambda one: one.last))


def _starts(matter: Decided) -> Iterator[tuple[str, date]]:
    """Each clock that runs, and from which day."""
    marks, dates = set(matter.marks), matter.dates
    decided = dates.get(Mark.PASSED) or dates.get(Mark.NOT_PASSED)
    if not marks >= set(_SENT):
        yield ("online.send" if matter.online else "decision.send"), matter.over  # D 5(4)b, L 20(3)
    if decided and Mark.PUBLISHED not in marks:
        yield "publicity.default", decided  # L 12(3)
    if Mark.PASSED not in marks:
        return
    effect = MATTERS[matter.clause or ONLINE_CLAUSE].takes_effect
    judge = JUDGES.get(effect)
    if judge and judge[1] in dates and not _JUDGED & marks:
        yield "recognition", dates[judge[1]]  # L 21(2)
    in_effect = dates.get(Mark.RECOGNISED) if judge else dates.get(Mark.PASSED)
    if in_effect:
        yield "implementation.report", in_effect  # L 23(2)
