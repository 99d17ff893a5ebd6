"""Short messages of a village to everyone, each with its source."""

from dataclasses import dataclass
from datetime import date, datetime

from voting.storage.errors import NotFound
from voting.storage.intact import require_content
from voting.storage.tables.announcements import announcement_papers, announcements
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Announcement:
    """A message; `office` is that of whoever posted it, `until` its last day. Hidden: by whom, when and why, where in
    the book. `version` counts from 1; `entry_index` is where its words stand, `reason` why they are others than before.
    """

    commune_id: str
    id: str
    village_code: str
    words: str
    source: str
    source_office: str
    until: date
    version: int
    entry_index: int
    reason: str
    office: str
    posted_by: str
    posted_at_utc: datetime
    hidden_by: str | None = None
    hidden_at_utc: datetime | None = None
    hidden_because: str | None = None
    hidden_index: int | None = None


@dataclass(frozen=True, slots=True)
class AnnouncementPaper:
    """A version of a message as it is hung up; `sha256` is 32 bytes."""

    commune_id: str
    announcement_id: str
    version: int
    media_type: str
    sha256: bytes
    content: bytes


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

    def put_right(self, announcement: Announcement) -> None:
        """Other words under the same id; `NotFound`."""
        key = where(announcements, commune_id=announcement.commune_id, id=announcement.id)
        names = ("words", "source", "source_office", "until", "version", "entry_index", "reason")
        values = {name: getattr(announcement, name) for name in names}
        self._work.change(announcements.update().where(key).values(values), "no announcement")

    def add_papers(self, *papers: AnnouncementPaper) -> None:
        """Keep a version as it is hung up; `Conflict` (pk_announcement_papers), `MissingReference`."""
        self._work.insert(announcement_papers, *papers)

    def paper(self, commune_id: str, announcement_id: str, version: int, media_type: str) -> AnnouncementPaper:
        """A version as it was hung up; `NotFound`, `Damaged`."""
        key = where(
            announcement_papers, commune_id=commune_id, announcement_id=announcement_id, version=version,
            media_type=media_type,
        )  # fmt: skip
        found = self._work.get(
            AnnouncementPaper, columns_for(AnnouncementPaper, announcement_papers).where(key), "no paper"
        )
        require_content(found.content, found.sha256, "a paper")
        return found

    def hide(self, commune_id: str, announcement_id: str, *, by: str, at: datetime, because: str, index: int) -> None:
        """Hide one, unless it is hidden already; `NotFound`."""
        key = where(announcements, commune_id=commune_id, id=announcement_id)
        values = {"hidden_by": by, "hidden_at_utc": at, "hidden_because": because, "hidden_index": index}
        hidden = announcements.update().where(key, announcements.c.hidden_at_utc.is_(None)).values(values)
        if not self._work.run(hidden).rowcount and not self._work.find(
            Announcement, columns_for(Announcement, announcements).where(key)
        ):
            raise NotFound("no announcement")
