"""What happens while a vote is open: ballots, and credentials that may not vote any more or may after all."""

from dataclasses import dataclass
from typing import Any

from voting.record.entries.entry import Entry
from voting.record.fields import COUNT, OBJECT, REASON, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class BallotCast(Entry):
    """An accepted ballot in its envelope (sequence, seal, ballot)."""

    type = "ballot"
    named = ("lá phiếu", "a ballot")
    vote: str = carries(UUID)
    envelope: dict[str, Any] = carries(OBJECT)


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
