"""The entry types of the record (LEDGER, "Entries"): frozen values in, exact bytes out, and back.

An entry is compact JSON, ``{"v":1,"type":...,"village":...,"at":...}`` and then the fields of its type in the order
of the class below. Nothing personal is ever in one. A new type is a new class; nothing else needs to know.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.record.errors import MalformedEntry, UnknownEntryType
from voting.record.fields import (
    CODE,
    COUNT,
    CREDENTIALS,
    HEXES,
    LABEL,
    LONG_TEXT,
    MINUTE,
    OBJECT,
    PROPOSALS,
    REASON,
    SHA256,
    UUID,
    Kind,
    PayloadRef,
    carries,
    read,
)

MAX_ENTRY_BYTES = 65_535  # an entry bundle prefixes each entry with a uint16 length (C2SP tlog-tiles)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry carries: the village it is about ("" for the commune itself) and the UTC minute."""

    type: ClassVar[str] = ""
    village: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class LogStarted(Entry):
    """The first entry of a commune's log: who it is for, its origin and key, and who must co-sign."""

    type = "log-started"
    commune: str = carries(CODE)
    origin: str = carries(LABEL)
    vkey: str = carries(LABEL)
    policy: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class OfficialsChanged(Entry):
    """Salted commitment to who holds which role from now on, and which role made the change."""

    type = "officials-changed"
    commitment: str = carries(SHA256)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class RollFrozen(Entry):
    """The household list is settled: N households; salted commitment to the list; what changed since the last one."""

    type = "roll-frozen"
    households: int = carries(COUNT)
    commitment: str = carries(SHA256)
    added: int = carries(COUNT)
    removed: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CardsIssued(Entry):
    """Every household has a card: hash of the card register, cards and spare cards in it, how many are new."""

    type = "cards-issued"
    register: str = carries(SHA256)
    cards: int = carries(COUNT)
    spares: int = carries(COUNT)
    issued: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CardRevoked(Entry):
    """A lost card: salted commitment to its key, the reason, and how many have been revoked in this village."""

    type = "card-revoked"
    commitment: str = carries(SHA256)
    reason: str = carries(REASON)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CommitteeFormed(Entry):
    """A counting committee: its number in the village, members, and how many of them open a tally."""

    type = "committee-formed"
    committee: int = carries(COUNT)
    members: int = carries(COUNT)
    threshold: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CommitteeKey(Entry):
    """A member's public key with its proof of possession: exact bytes of ``{"pok":...,"public_key":...}``."""

    type = "committee-key"
    committee: int = carries(COUNT)
    member: int = carries(COUNT)
    key: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class VoteOpened(Entry):
    """Everything that is fixed from now on: exact bytes of election and trustees, credentials, N, rule and times.

    ``spares`` are those of the credentials that belong to spare cards: closed until a ``credential-added`` names one.
    They are in the published list from the start because the archive's list can never change (PROTOCOL section 7).
    ``documents`` are the SHA-256 of the papers shown with the vote.
    """

    type = "vote-opened"
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
class BallotCast(Entry):
    """An accepted ballot in its envelope (sequence, seal, ballot)."""

    type = "ballot"
    vote: str = carries(UUID)
    envelope: dict[str, Any] = carries(OBJECT)


@dataclass(frozen=True, kw_only=True)
class CredentialClosed(Entry):
    """A credential that may not vote any more in this vote, with the reason and a public count."""

    type = "credential-closed"
    vote: str = carries(UUID)
    credential: str = carries(SHA256)
    reason: str = carries(REASON)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class CredentialAdded(Entry):
    """A spare credential that votes in place of a closed one; public count of such exchanges in this vote."""

    type = "credential-added"
    vote: str = carries(UUID)
    credential: str = carries(SHA256)
    instead_of: str = carries(SHA256)
    count: int = carries(COUNT)


@dataclass(frozen=True, kw_only=True)
class VoteExtended(Entry):
    """A later closing time, for a public reason."""

    type = "vote-extended"
    vote: str = carries(UUID)
    closes_at: datetime = carries(MINUTE)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class VoteCancelled(Entry):
    """The vote ends without a count, for a public reason."""

    type = "vote-cancelled"
    vote: str = carries(UUID)
    reason: str = carries(REASON)
    by: str = carries(CODE)


@dataclass(frozen=True, kw_only=True)
class VoteClosed(Entry):
    """Closing: ballots, households that voted, head of the archive's event chain, root over this vote's entries."""

    type = "vote-closed"
    vote: str = carries(UUID)
    ballots: int = carries(COUNT)
    voted: int = carries(COUNT)
    head: str = carries(SHA256)
    root: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class Tally(Entry):
    """The encrypted tally and its size, exact bytes of both."""

    type = "tally"
    vote: str = carries(UUID)
    encrypted_tally: str = carries(LONG_TEXT)
    sized: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class PartialDecryption(Entry):
    """One trustee's partial decryption with proofs, and who owns it, exact bytes of both."""

    type = "partial-decryption"
    vote: str = carries(UUID)
    partial: str = carries(LONG_TEXT)
    owned: str = carries(LONG_TEXT)


@dataclass(frozen=True, kw_only=True)
class ResultDeclared(Entry):
    """The opened numbers (exact bytes) and what the rule of decision makes of them."""

    type = "result"
    vote: str = carries(UUID)
    result: str = carries(LONG_TEXT)
    outcome: dict[str, Any] = carries(OBJECT)


TYPES: dict[str, type[Entry]] = {cls.type: cls for cls in Entry.__subclasses__()}
_KINDS: dict[str, tuple[tuple[str, Kind], ...]] = {
    cls.type: tuple((f.name, f.metadata["kind"]) for f in dataclasses.fields(cls) if "kind" in f.metadata)
    for cls in TYPES.values()
}
_HEAD = ("v", "type", "village", "at")


def compact(value: Any) -> bytes:
    """JSON as the record writes it: no spaces, UTF-8 unescaped; ``MalformedEntry`` for what has no such bytes."""
    try:
        return strict_json.dump(value)
    except (ValueError, RecursionError) as error:
        raise MalformedEntry(f"has no JSON bytes: {error}") from error


def entry_bytes(entry: Entry) -> bytes:
    """The exact bytes of an entry; ``MalformedEntry`` when it is longer than ``MAX_ENTRY_BYTES``."""
    head = {"v": 1, "type": entry.type, "village": entry.village, "at": MINUTE.show(entry.at)}
    body = {name: kind.show(getattr(entry, name)) for name, kind in _KINDS[entry.type]}
    raw = compact(head | body)
    if len(raw) > MAX_ENTRY_BYTES:
        raise MalformedEntry(f"{entry.type}: {len(raw)} bytes, at most {MAX_ENTRY_BYTES}")
    return raw


def parse_entry(raw: bytes) -> Entry:
    """The entry of these bytes, or ``MalformedEntry`` if they are not exactly what we would print."""
    fields = _json_object(raw)
    if tuple(fields)[:4] != _HEAD or fields["v"] != 1 or type(fields["v"]) is not int:
        raise MalformedEntry("an entry begins with v, type, village, at")
    cls = TYPES.get(fields["type"]) if isinstance(fields["type"], str) else None
    if cls is None:
        raise UnknownEntryType(f"unknown type {fields['type']!r:.60}")
    kinds = _KINDS[cls.type]
    if tuple(fields)[4:] != tuple(name for name, _ in kinds):
        raise MalformedEntry(f"{cls.type}: fields are not {[name for name, _ in kinds]}")
    village = fields["village"] if fields["village"] == "" else read(CODE, "village", fields["village"])
    values = {name: read(kind, name, fields[name]) for name, kind in kinds}
    entry = cls(village=village, at=read(MINUTE, "at", fields["at"]), **values)
    if entry_bytes(entry) != raw:
        raise MalformedEntry(f"{cls.type}: does not print back to the same bytes")
    return entry


def _json_object(raw: bytes) -> dict[str, Any]:
    try:
        value = strict_json.load(raw, size_max_bytes=MAX_ENTRY_BYTES)
    except BallotError as error:
        raise MalformedEntry(f"{error.name}: {error}") from error
    if not isinstance(value, dict):
        raise MalformedEntry("not a JSON object")
    return value
