"""Where a commune's calendar differs from the public holidays that the program knows."""

from dataclasses import dataclass
from datetime import date

from voting.storage.tables.calendar import calendar_days
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day off that the list of holidays lacks, or (not `off`) a working day that it has; `name` says why."""

    commune_id: str
    day: date
    off: bool
    name: str


class Calendar:
    """`tx.calendar`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put(self, day: CalendarDay) -> None:
        """Say how a day is, whatever was said before; `MissingReference`, `BadValue`."""
        self._work.run(calendar_days.delete().where(where(calendar_days, commune_id=day.commune_id, day=day.day)))
        self._work.insert(calendar_days, day)

    def days(self, commune_id: str) -> tuple[CalendarDay, ...]:
        """All that was said, by day."""
        query = columns_for(CalendarDay, calendar_days).where(where(calendar_days, commune_id=commune_id))
        return self._work.find(CalendarDay, query.order_by(calendar_days.c.day))
