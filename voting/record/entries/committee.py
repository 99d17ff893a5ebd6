"""A village's counting committee and its members' keys."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import COUNT, LONG_TEXT, carries


@dataclass(frozen=True, kw_only=True)
class CommitteeFormed(Entry):
    """A counting committee: its number in the village, members, and how many of them open a tally."""

    type = "committee-formed"
    named = ("lập ban kiểm phiếu", "the counting committee")
    committee: int = carries(COUNT)
    members: int = carries(COUNT)
    threshold: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CommitteeKey(Entry):
    """A member's public key with its proof of possession: exact bytes of ``{"pok":...,"public_key":...}``."""

    type = "committee-key"
    named = ("khóa của người kiểm phiếu", "a counting member's key")
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    key: str = carries(LONG_TEXT)
