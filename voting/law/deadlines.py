"""When a clock of the law runs out: days, working days and months on the villages' calendar.

Working days are Monday to Friday less the public holidays (Labour Code, Art. 112), which the caller gives: the list is
kept by the commune, because days are moved every year.
"""

import calendar
from collections.abc import Collection
from datetime import date, timedelta

from voting.law.clocks import CLOCKS, Clock, Unit

_SATURDAY = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Monday to Friday, and no holiday."""
    return day.weekday() < _SATURDAY and day not in holidays


def working_days_after(start: date, number: int, holidays: Collection[date]) -> date:
    """The last day of a limit of so many working days: ``start`` itself does not count (Civil Code, Art. 147)."""
    day = start
    while number:
        day += timedelta(days=1)
        number -= is_working_day(day, holidays)
    return day


def months_after(start: date, number: int) -> date:
    """The same day so many months later, or the last of a month that is too short (Civil Code, Art. 146, 148)."""
    years, month = divmod(start.month - 1 + number, 12)
    year = start.year + years
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
    day = start + timedelta(days=known.value)
    return day if is_working_day(day, holidays) else working_days_after(day, 1, holidays)
