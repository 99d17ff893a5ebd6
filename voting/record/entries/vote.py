"""A vote as a whole: opened, extended, cancelled, closed."""

from dataclasses import dataclass
from datetime import datetime

from voting.record.entries.entry import Entry
from voting.record.fields import (
    CODE,
    COUNT,
    CREDENTIALS,
    HEXES,
    LABEL,
    LONG_TEXT,
    MINUTE,
    PROPOSALS,
    REASON,
    SHA256,
    UUID,
    PayloadRef,
    carries,
)


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Entry):
    """Everything that is fixed from now on: exact bytes of election and trustees, credentials, N, rule and times.

    ``spares`` are those of the credentials that belong to spare cards: closed until a ``credential-added`` names one.
    They are in the published list from the start because the archive's list can never change (PROTOCOL section 7).
    ``documents`` are the SHA-256 of the papers shown with the vote.
    """

    type = "vote-opened"
    named = ("mở biểu quyết", "the opening of a vote")
    vote: str = carries(UUID)
    election: str = carries(LONG_TEXT)
    trustees: str = carries(LONG_TEXT)
    credentials: tuple[str, ...] | PayloadRef = carries(CREDENTIALS)
    spares: tuple[str, ...] = carries(HEXES)
    households: int = carries(COUNT)
    register: str = carries(SHA256)
    committee: int = carries(COUNT)
    majority: str = carries(CODE)
    citation: str = carries(LABEL)
    proposals: tuple[tuple[int, ...], ...] = carries(PROPOSALS)
    documents: tuple[str, ...] = carries(HEXES)
    opens_at: datetime = carries(MINUTE)
    closes_at: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class VoteExtended(Entry):
    """A later closing time, for a public reason."""

    type = "vote-extended"
    named = ("kéo dài biểu quyết", "an extension")
    vote: str = carries(UUID)
    closes_at: datetime = carries(MINUTE)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class VoteCancelled(Entry):
    """The vote ends without a count, for a public reason."""

    type = "vote-cancelled"
    named = ("hủy biểu quyết", "a cancelled vote")
    vote: str = carries(UUID)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class VoteClosed(Entry):
    """Closing: ballots, households that voted, head of the archive's event chain, root over this vote's entries."""

    type = "vote-closed"
    named = ("đóng biểu quyết", "the closing of a vote")
    vote: str = carries(UUID)
    ballots: int = carries(COUNT)
    voted: int = carries(COUNT)
    head: str = carries(SHA256)
    root: str = carries(SHA256)
