"""What the books say so far, as plain values: what a rule asks for (``lookups``) and what it changes (``changes``).

Each can be written down as JSON and read again, so that a database can keep it; all of them follow from the entries.
"""

from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from voting.ballots.election import Election
from voting.ballots.event_chain import EventChain
from voting.ballots.statement import Terms
from voting.ballots.trustees import Trustees
from voting.law.road import OF_ROLL, Mark
from voting.record.fields import Seal, minute, show_minute

Fact = TypeVar("Fact")


class Phase(StrEnum):
    """Where a vote stands in the record; "not yet open" is a matter of time, not of phase."""

    OPEN = "open"
    CLOSED = "closed"
    TALLIED = "tallied"
    DECIDED = "decided"
    CANCELLED = "cancelled"


class Barred(StrEnum):
    """Why a credential on the list may not vote: a spare not yet given out, closed, or closed and replaced."""

    SPARE = "spare"
    CLOSED = "closed"
    EXCHANGED = "exchanged"


@dataclass(frozen=True)
class Place:
    """An entry by its index in its book and its leaf hash (hex)."""

    index: int
    leaf: str


@dataclass(frozen=True)
class Move(Place):
    """A ``vote-extended`` by its place in the commune's book, and the closing time it sets."""

    closes_at: datetime


@dataclass(frozen=True)
class Commune:
    """What ``log-started`` fixed: code, origin and key of the commune's book, and who must co-sign it."""

    code: str
    origin: str
    vkey: str
    policy: str


@dataclass(frozen=True)
class Committee:
    """A counting committee; ``keys`` are members' numbers, from 1 and in order, with the exact bytes of their key."""

    number: int
    members: int
    threshold: int
    keys: tuple[tuple[int, str], ...] = ()

    @property
    def complete(self) -> bool:
        """Whether every member has published a key."""
        return len(self.keys) == self.members


@dataclass(frozen=True)
class Village:
    """A village so far: its frozen roll, its cards, its present counting committee, the uuids of its open votes.

    ``roll`` is the index of the last ``roll-frozen``.
    """

    households: int = 0
    roll: int = 0
    register: str = ""
    cards: int = 0
    spares: int = 0
    revoked: int = 0
    committee: Committee | None = None
    open: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vote:
    """A vote as the commune's book tells it. ``opening`` is the place of its ``vote-opened``, ``extensions`` of each
    ``vote-extended``; ``seal`` is the last that the commune's book has of the vote's; ``tally``, ``partials`` (owner,
    index) and ``result`` are indexes of entries; ``parts`` is how many partial decryptions open its tally.
    ``corrected`` are papers (SHA-256, hex) that turned out wrong, each with the one that holds instead.
    """  # fmt: skip

    village: str
    opening: Place
    opened_at: datetime
    opens_at: datetime
    closes_at: datetime
    households: int
    parts: int
    phase: Phase = Phase.OPEN
    extensions: tuple[Move, ...] = ()
    seal: Seal | None = None
    ballots: int = 0
    voted: int = 0
    closing: int | None = None
    tally: int | None = None
    partials: tuple[tuple[int, int], ...] = ()
    result: int | None = None
    corrected: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Matter:
    """A matter as the commune's book tells it: what has been done for it, its clause (0: none yet, or beyond the
    village) and channel, the roll it was settled with (the index of its ``roll-frozen``), the hash of what was
    announced and from when to when, and the uuid of its vote.
    """

    village: str
    marks: tuple[Mark, ...]
    clause: int = 0
    channel: str = ""
    roll: int = 0
    content: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    vote: str = ""

    def under(self, village: Village) -> "Matter":
        """The matter under the village's present roll: until the notice, another roll is settled and polled anew."""
        if Mark.ANNOUNCED in self.marks or Mark.TURNED in self.marks or self.roll in {0, village.roll}:
            return self
        return replace(self, marks=tuple(mark for mark in self.marks if mark not in OF_ROLL), roll=0)


@dataclass(frozen=True)
class Setup:
    """What ``vote-opened`` fixed for ever, parsed, with the credential list that stands beside the book."""

    uuid: str
    village: str
    opening: Place
    opened_at: datetime
    opens_at: datetime
    closes_at: datetime
    election: Election
    trustees: Trustees
    credentials: frozenset[str]
    credentials_raw: bytes
    spares: tuple[str, ...]
    households: int
    register: str
    majority: str
    citation: str
    proposals: tuple[tuple[int, ...], ...]
    documents: tuple[str, ...]


@dataclass(frozen=True)
class Tallies:
    """A vote's book in numbers: closing time in force, accepted ballots (replaced ones included), households that
    voted, the archive's event chain, credentials closed and exchanged, and the ``vote-extended`` it has followed.
    """  # fmt: skip

    closes_at: datetime
    ballots: int
    voted: int
    chain: EventChain
    closings: int = 0
    exchanged: int = 0
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True)
class LastBallot:
    """The last accepted ballot of a credential: what a later one is compared with."""

    sequence: int
    tracker: str


@dataclass(frozen=True)
class Subject:
    """What households are asked, as the commune's book tells it: ``listed`` households, ``seal`` the last that the
    commune's book has of the subject's, ``closing`` the index of its ``subject-closed``.
    """  # fmt: skip

    village: str
    opening: Place
    opened_at: datetime
    closes_at: datetime
    listed: int
    values: tuple[str, ...]
    seal: Seal | None = None
    closing: int | None = None


@dataclass(frozen=True)
class SubjectSetup:
    """What ``subject-opened`` fixed for ever, parsed, with the list of pseudonyms that stands beside the book."""

    terms: Terms
    village: str
    opening: Place
    opened_at: datetime
    closes_at: datetime
    pseudonyms: frozenset[str]
    register: str


@dataclass(frozen=True)
class Opinions:
    """A subject's book in numbers: accepted statements (replaced ones included); households by their last value."""

    statements: int
    counts: tuple[tuple[str, int], ...]

    @property
    def spoken(self) -> int:
        """How many households have spoken."""
        return sum(number for _, number in self.counts)


@dataclass(frozen=True)
class LastStatement:
    """The last accepted statement of a household: what a later one is compared with."""

    sequence: int
    tracker: str
    value: str


def show(fact: Any) -> Any:
    """A fact as a JSON value."""
    if is_dataclass(fact):
        return {one.name: show(getattr(fact, one.name)) for one in fields(fact)}
    if isinstance(fact, datetime):
        return show_minute(fact)
    if isinstance(fact, tuple):
        return [show(one) for one in fact]
    return fact


def read(kind: type[Fact], value: Any) -> Fact:
    """The fact that ``show`` gave this JSON value for; only for values of one's own database."""
    found: Fact = _read(kind, value)
    return found


def _read(kind: Any, value: Any) -> Any:
    if get_origin(kind) is UnionType or type(None) in get_args(kind):
        return None if value is None else _read(next(one for one in get_args(kind) if one is not type(None)), value)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), value)
    if is_dataclass(kind):
        return kind(**{name: _read(hint, value[name]) for name, hint in _hints(kind)})  # type: ignore[operator, arg-type]
    return minute(value) if kind is datetime else kind(value)


def _read_tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is ...:  # noqa: PLR2004 - tuple[T, ...]
        return tuple(_read(kinds[0], one) for one in value)
    return tuple(_read(kind, one) for kind, one in zip(kinds, value, strict=True))


@cache
def _hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(kind)
    return tuple((one.name, hints[one.name]) for one in fields(kind))
