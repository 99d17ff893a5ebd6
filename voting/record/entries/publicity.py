"""What a village is told, and what is reported upwards: by hashes alone, never changed, only followed (LAW.md 12, 13).

A message's words may name somebody's house or phone: they stand as a salted hash, and the salt beside the book.
"""

from dataclasses import dataclass
from datetime import date, datetime

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, COUNT, DAY, HEXES, MINUTE, REASON, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class OfNotice(Entry):
    """What every entry about an announcement carries: its id, and whose act it is (`law.road.Office`)."""

    notice: str = carries(UUID)
    by: str = carries(CODE)

    def subject(self) -> str:
        """The announcement."""
        return self.notice


@dataclass(frozen=True, kw_only=True)
class NoticePosted(OfNotice):
    """An announcement: salted hash of its words, the office it comes from, its papers, and until when it is shown."""

    type = "notice-posted"
    named = ("tin gửi bà con", "an announcement")
    words: str = carries(SHA256)
    source: str = carries(CODE)
    papers: tuple[str, ...] = carries(HEXES)
    until: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class NoticeCorrected(OfNotice):
    """The same announcement in other words from now on, with the reason."""

    type = "notice-corrected"
    named = ("đính chính tin", "an announcement put right")
    words: str = carries(SHA256)
    source: str = carries(CODE)
    papers: tuple[str, ...] = carries(HEXES)
    until: datetime = carries(MINUTE)
    reason: str = carries(REASON)


@dataclass(frozen=True, kw_only=True)
class NoticeWithdrawn(OfNotice):
    """The announcement is taken back, with the reason."""

    type = "notice-withdrawn"
    named = ("gỡ tin", "an announcement withdrawn")
    reason: str = carries(REASON)


@dataclass(frozen=True, kw_only=True)
class ReportFrozen(Entry):
    """A report of a half-year or a year (`law.periods`), of a village or of the commune (""): the SHA-256 of its files.

    ``revision`` counts from 1; each further one says why.
    """

    type = "report-frozen"
    named = ("chốt báo cáo", "a report settled")
    period: str = carries(CODE)
    revision: int = carries(COUNT)
    by: str = carries(CODE)
    papers: tuple[str, ...] = carries(HEXES)
    reason: str = carries(REASON)


@dataclass(frozen=True, kw_only=True)
class ReportSent(Entry):
    """A settled revision of a report was sent to a body (`law.reporting.Recipient`) on a day, by whoever reports."""

    type = "report-sent"
    named = ("gửi báo cáo", "a report sent")
    period: str = carries(CODE)
    revision: int = carries(COUNT)
    by: str = carries(CODE)
    to: str = carries(CODE)
    sent: date = carries(DAY)
