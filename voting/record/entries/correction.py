"""What was said wrongly of a vote is corrected by a further entry; nothing is ever edited (LEDGER, "Entries")."""

from dataclasses import dataclass
from enum import StrEnum

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, COUNT, HEXES, REASON, UUID, carries


class Corrected(StrEnum):
    """What a correction is about: a paper shown with the vote, or the words of an entry."""

    PAPER = "paper"
    WORDS = "words"


@dataclass(frozen=True, kw_only=True)
class Correction(Entry):
    """What was wrong with an entry about this vote, by that entry's index in the same book.

    ``about`` is one of ``Corrected``. Of a paper, ``papers`` are the SHA-256 of the wrong one and of the one that holds
    instead; of words they are none, and the reason says it all.
    """

    type = "correction"
    named = ("đính chính", "a correction")
    vote: str = carries(UUID)
    corrects: int = carries(COUNT)
    about: str = carries(CODE)
    papers: tuple[str, ...] = carries(HEXES)
    reason: str = carries(REASON)
    by: str = carries(CODE)
