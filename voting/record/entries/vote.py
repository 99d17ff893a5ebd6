"""A vote as a whole, in the commune's book: opened, extended, cancelled, closed."""

from dataclasses import dataclass
from datetime import datetime

from voting.record.entries.entry import Entry
from voting.record.fields import (
    CITATION,
    CODE,
    COUNT,
    HEXES,
    LABEL,
    LONG_TEXT,
    MINUTE,
    PROPOSALS,
    REASON,
    SHA256,
    UUID,
    carries,
)


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Entry):
    """Everything that is fixed from now on: exact bytes of election and trustees, credentials, N, rule and times.

    ``book`` is the origin of the vote's book. ``credentials`` is the SHA-256 of ``public_creds.json``, which stands
    beside the book, and ``listed`` how many it lists. ``clause`` is of Article 15, ``majority`` the rule of decision by
    name; what decides nothing has clause 0, the rule "opinion" or "practice", no citation, no proposals. Practice has
    cards of its own, and ``households`` is their number. ``spares`` are those of the credentials that belong to spare
    cards: closed until a ``credential-added`` names one. They are in the published list from the start because the
    archive's list can never change (PROTOCOL section 7).
    ``documents`` are the SHA-256 of the papers shown with the vote.
    """

    type = "vote-opened"
    named = ("mở biểu quyết", "the opening of a vote")
    vote: str = carries(UUID)
    book: str = carries(LABEL)
    election: str = carries(LONG_TEXT)
    trustees: str = carries(LONG_TEXT)
    credentials: str = carries(SHA256)
    listed: int = carries(COUNT)
    spares: tuple[str, ...] = carries(HEXES)
    households: int = carries(COUNT)
    register: str = carries(SHA256)
    committee: int = carries(COUNT)
    clause: int = carries(COUNT)
    majority: str = carries(CODE)
    citation: str = carries(CITATION)
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
    """The vote ends without a count, for a public reason; size and root of its book as it then stands."""

    type = "vote-cancelled"
    named = ("hủy biểu quyết", "a cancelled vote")
    vote: str = carries(UUID)
    size: int = carries(COUNT)
    root: str = carries(SHA256)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class VoteClosed(Entry):
    """Closing: size and root of the vote's book, ballots, households that voted, head of the archive's event chain."""

    type = "vote-closed"
    named = ("đóng biểu quyết", "the closing of a vote")
    vote: str = carries(UUID)
    size: int = carries(COUNT)
    root: str = carries(SHA256)
    ballots: int = carries(COUNT)
    voted: int = carries(COUNT)
    head: str = carries(SHA256)
