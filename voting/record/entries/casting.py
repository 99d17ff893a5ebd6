"""A vote's own book: ballots, and everything that changes who may cast one, and until when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Self

from voting.ballots.envelope import Envelope, read_envelope
from voting.record.entries.entry import Entry, compact
from voting.record.fields import COUNT, MINUTE, OBJECT, REASON, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class BookStarted(Entry):
    """The first entry: index and leaf hash of the ``vote-opened`` in the commune's book that this book belongs to."""

    type = "book-started"
    named = ("mở sổ phiếu", "the beginning of a vote's book")
    vote: str = carries(UUID)
    opened_index: int = carries(COUNT)
    opened_leaf: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class BallotCast(Entry):
    """An accepted ballot in its envelope (sequence, seal, ballot)."""

    type = "ballot"
    named = ("lá phiếu", "a ballot")
    vote: str = carries(UUID)
    envelope: dict[str, Any] = carries(OBJECT)

    @classmethod
    def of(cls, sealed: Envelope, envelope: dict[str, Any], *, village: str, at: datetime, vote: str) -> Self:
        """The entry of an envelope that was read from this very JSON value, and is not read again."""
        entry = cls(village=village, at=at, vote=vote, envelope=envelope)
        vars(entry)["sealed"] = sealed
        return entry

    @cached_property
    def sealed(self) -> Envelope:
        """The envelope with its exact bytes, read once; ``BallotError`` if it is none."""
        return read_envelope(self.envelope, compact(self.envelope))


def envelope_in(raw: bytes) -> bytes:
    """The exact bytes of the envelope in a ballot entry's bytes, not yet judged; empty where there is none."""
    return raw.partition(b',"envelope":')[2][:-1]


@dataclass(frozen=True, kw_only=True)
class CredentialClosed(Entry):
    """A credential that may not vote any more in this vote, with the reason and a public count."""

    type = "credential-closed"
    named = ("đóng một quyền bỏ phiếu", "a closed credential")
    vote: str = carries(UUID)
    credential: str = carries(SHA256)
    reason: str = carries(REASON)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CredentialAdded(Entry):
    """A spare credential that votes in place of a closed one; public count of such exchanges in this vote."""

    type = "credential-added"
    named = ("thay một quyền bỏ phiếu", "a credential that replaces another")
    vote: str = carries(UUID)
    credential: str = carries(SHA256)
    instead_of: str = carries(SHA256)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class ClosingMoved(Entry):
    """A later closing time, at its place between the ballots: index and leaf hash of its ``vote-extended``."""

    type = "closing-moved"
    named = ("dời giờ đóng", "a moved closing time")
    vote: str = carries(UUID)
    extended_index: int = carries(COUNT)
    extended_leaf: str = carries(SHA256)
    closes_at: datetime = carries(MINUTE)
