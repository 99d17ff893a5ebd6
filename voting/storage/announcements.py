"""Short messages of a village to everyone, each with its source."""

from dataclasses import dataclass
from datetime import date, datetime

from voting.storage.errors import NotFound
from voting.storage.tables.announcements import announcements
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message; `office` is that of whoever posted it, `until` its last day. Hidden: by whom, when and why."""

    commune_id: str
    id: str
    village_code: str
    words: str
    source: str
    until: date
    office: str
    posted_by: str
    posted_at_utc: datetime
    hidden_by: str | None = None
    hidden_at_utc: datetime | None = None
    hidden_because: str | None = None


class Announcements:
    """`tx.announcements`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, announcement: Announcement) -> None:
        """Store a new one; `Conflict` (pk_announcements), `MissingReference`, `BadValue`."""
        self._work.insert(announcements, announcement)

    def get(self, commune_id: str, village_code: str, announcement_id: str) -> Announcement:
        """One of a village, or `NotFound`."""
        key = where(announcements, commune_id=commune_id, village_code=village_code, id=announcement_id)
        return self._work.get(Announcement, columns_for(Announcement, announcements).where(key), "no announcement")

    def in_village(
        self, commune_id: str, village_code: str, most: int, *, after: int = 0, since: date = date.min
    ) -> tuple[Announcement, ...]:
        """The newest of a village whose last day is `since` or later, `most` of them after so many."""
        key = where(announcements, commune_id=commune_id, village_code=village_code)
        query = columns_for(Announcement, announcements).where(key, announcements.c.until >= since)
        query = query.order_by(announcements.c.posted_at_utc.desc(), announcements.c.id)
        return self._work.find(Announcement, query.limit(most).offset(after))

    def hide(self, commune_id: str, announcement_id: str, *, by: str, at: datetime, because: str) -> None:
        """Hide one, unless it is hidden already; `NotFound`."""
        key = where(announcements, commune_id=commune_id, id=announcement_id)
        values = {"hidden_by": by, "hidden_at_utc": at, "hidden_because": because}
        hidden = announcements.update().where(key, announcements.c.hidden_at_utc.is_(None)).values(values)
        if not self._work.run(hidden).rowcount and not self._work.find(
            Announcement, columns_for(Announcement, announcements).where(key)
        ):
            raise NotFound("no announcement")
