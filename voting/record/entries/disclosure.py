"""What was made public under Articles 11-13: item, title, forms and days; never a name (LAW.md 7, 14).

A title or a paper that names people stands as a salted hash, and the salt beside the book until its time is over.
"""

from dataclasses import dataclass
from datetime import date

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, CODES, COUNT, DAY, HEXES, NOTE, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class OfDisclosure(Entry):
    """What each carries: its id, and whose act it is (`law.road.Office`). ``village`` is "" for the commune's own."""

    disclosure: str = carries(UUID)
    by: str = carries(CODE)

    def subject(self) -> str:
        """What was made public."""
        return self.disclosure


@dataclass(frozen=True, kw_only=True)
class Disclosed(OfDisclosure):
    """Something was made public in these forms (`law.disclosure.Form`), from the day ``first`` on.

    ``words`` is the salted hash of title and paper; ``title`` and ``papers`` are left out where people are listed.
    ``plan`` is the number of the commune's plan, if any. ``decided`` is the paper's day, ``due`` the last day for
    making it public: by another law where ``sector`` is 1.
    """

    type = "disclosed"
    named = ("công khai một nội dung", "something made public")
    item: int = carries(COUNT)
    title: str = carries(NOTE)
    words: str = carries(SHA256)
    papers: tuple[str, ...] = carries(HEXES)
    plan: str = carries(NOTE)
    decided: date = carries(DAY)
    due: date = carries(DAY)
    sector: int = carries(COUNT)
    forms: tuple[str, ...] = carries(CODES)
    first: date = carries(DAY)


@dataclass(frozen=True, kw_only=True)
class DisclosureAdded(OfDisclosure):
    """Further forms from a day on, or photographs of the board on which it hangs, by their SHA-256."""

    type = "disclosure-added"
    named = ("thêm hình thức công khai, ảnh bảng niêm yết", "further forms, or a photograph of the board")
    forms: tuple[str, ...] = carries(CODES)
    first: date = carries(DAY)
    photos: tuple[str, ...] = carries(HEXES)


@dataclass(frozen=True, kw_only=True)
class DisclosureEnded(OfDisclosure):
    """It is public no longer after the day ``last``; with a reason where that is before its time."""

    type = "disclosure-ended"
    named = ("hết công khai một nội dung", "the end of something made public")
    last: date = carries(DAY)
    reason: str = carries(NOTE)
