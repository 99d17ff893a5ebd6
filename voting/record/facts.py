"""What the books say so far, as plain values: what a rule asks for (``lookups``) and what it changes (``changes``).

Each can be written down as JSON and read again, so that a database can keep it; all of them follow from the entries.
"""

from collections.abc import Mapping
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


UNDER_WAY = (Phase.OPEN, Phase.CLOSED, Phase.TALLIED)
OVER = (Phase.DECIDED, Phase.CANCELLED)


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
class PolicyChange:
    """A ``policy-changed`` by its index in the commune's book, and the policy's text."""

    index: int
    text: str


@dataclass(frozen=True)
class Setting:
    """A ``settings-changed`` by its index in the commune's book: a key of ``law.clocks`` and the number set."""

    index: int
    key: str
    value: int


@dataclass(frozen=True)
class Commune:
    """What ``log-started`` fixed: code, origin and key of the commune's book, and who must co-sign it; and the later
    policies in order, whether in force or not (``policies.standing``). ``settings`` are all changes of numbers that the
    law leaves open, in order.
    """  # fmt: skip

    code: str
    origin: str
    vkey: str
    policy: str
    changes: tuple[PolicyChange, ...] = ()
    settings: tuple[Setting, ...] = ()

    @property
    def numbers(self) -> Mapping[str, int]:
        """The numbers that the commune has set itself, as they are in force, by the keys of ``law.clocks``."""
        return {one.key: one.value for one in self.settings}

    @property
    def newest_policy(self) -> str:
        """The text of the newest policy, in force or not."""
        return self.changes[-1].text if self.changes else self.policy


@dataclass(frozen=True)
class Committee:
    """A counting committee; everything by members' numbers, from 1 and in order, with the exact bytes they published.

    ``keys`` are all there is where every member is needed; a threshold key is made in the rounds of PROTOCOL 5.
    """

    number: int
    members: int
    threshold: int
    keys: tuple[tuple[int, str], ...] = ()
    certificates: tuple[tuple[int, str], ...] = ()
    commitments: tuple[tuple[int, str], ...] = ()
    coefficients: tuple[tuple[int, str, str], ...] = ()
    confirmed: tuple[int, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether fewer than all members open a tally, with one key made together."""
        return self.threshold < self.members

    @property
    def complete(self) -> bool:
        """Whether every member has published a key, and of a key made together as many have confirmed it as open."""
        return len(self.keys) == self.members and (not self.shared or len(self.confirmed) >= self.threshold)


@dataclass(frozen=True)
class Village:
    """A village so far: its frozen roll, its cards, its present counting committee, the uuids of its open votes
    and, apart from them, of its open practice vote.

    ``roll`` is the index of the last ``roll-frozen``. ``named``: an entry has said so much as who serves in it.
    ``successors`` are the villages (codes) it became part of; ``joined`` the index of the last ``village-ended`` by
    which another became part of it. ``reviews`` are the open subjects (ids) in which households look through this roll,
    ``objections`` how many objected in those that are closed.
    """

    households: int = 0
    roll: int = 0
    register: str = ""
    cards: int = 0
    spares: int = 0
    revoked: int = 0
    committee: Committee | None = None
    open: tuple[str, ...] = ()
    practice: str = ""
    named: bool = False
    successors: tuple[str, ...] = ()
    joined: int = 0
    reviews: tuple[str, ...] = ()
    objections: int = 0

    @property
    def exists(self) -> bool:
        """Whether the book has told anything of it."""
        return self.named or self.households > 0 or self.committee is not None

    @property
    def outdated(self) -> bool:
        """Whether its roll is older than the households that have come to it from another village."""
        return self.joined > self.roll


@dataclass(frozen=True)
class Vote:
    """A vote as the commune's book tells it. ``opening`` is the place of its ``vote-opened``, ``extensions`` of each
    ``vote-extended``; ``seal`` is the last that the commune's book has of the vote's; ``tally``, ``partials`` (owner,
    index) and ``result`` are indexes of entries; ``parts`` is how many partial decryptions open its tally.
    ``corrected`` are papers (SHA-256, hex) that turned out wrong, each with the one that holds instead; ``opinion`` is
    set where households are only asked what they think, ``practice`` where people only practise. ``words`` is the
    subject in which households explain themselves beside it.
    """  # fmt: skip

    village: str
    opening: Place
    opened_at: datetime
    opens_at: datetime
    closes_at: datetime
    households: int
    parts: int
    opinion: bool = False
    practice: bool = False
    phase: Phase = Phase.OPEN
    extensions: tuple[Move, ...] = ()
    seal: Seal | None = None
    ballots: int = 0
    voted: int = 0
    closing: int | None = None
    closed_at: datetime | None = None
    tally: int | None = None
    partials: tuple[tuple[int, int], ...] = ()
    result: int | None = None
    corrected: tuple[tuple[str, str], ...] = ()

    @property
    def decides(self) -> bool:
        """Whether its numbers have an outcome."""
        return not (self.opinion or self.practice)

    @property
    def ended_at(self) -> datetime:
        """When it ended: before its closing time if all households had voted."""
        return self.closes_at if self.closed_at is None else min(self.closes_at, self.closed_at)

    words: str = ""


DATED = (Mark.PASSED, Mark.NOT_PASSED, Mark.SENT_COMMUNE, Mark.SENT_FRONT, Mark.RECOGNISED)


@dataclass(frozen=True)
class Petition:
    """A petition about a matter: about what of it, which office has it."""

    about: str
    to: str
    answered: bool = False


@dataclass(frozen=True)
class Matter:
    """A matter as the commune's book tells it: what has been done for it, its clause (0: none yet, or beyond the
    village) and channel, the roll it was settled with (the index of its ``roll-frozen``), the hash of what was
    announced and from when to when, and the uuid of its vote; and on which minute each of ``DATED`` was reached, from
    which a clock of the law runs. ``raised`` is the hash of what households were asked to consent to, ``asked`` the
    last subject about it. ``petitions`` are those about it, in the order of their numbers.
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
    raised: str = ""
    asked: str = ""
    dates: tuple[tuple[Mark, datetime], ...] = ()
    petitions: tuple[Petition, ...] = ()

    def date_of(self, mark: Mark) -> datetime | None:
        """When this was done, if a clock runs from it."""
        return dict(self.dates).get(mark)

    def under(self, village: Village) -> "Matter":
        """The matter under the village's present roll: until the notice, another roll is settled and polled anew."""
        if Mark.ANNOUNCED in self.marks or Mark.TURNED in self.marks or self.roll in {0, village.roll}:
            return self
        return replace(self, marks=tuple(mark for mark in self.marks if mark not in OF_ROLL), roll=0, asked="")


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
    """What households are asked, as the commune's book tells it: its kind, the matter or vote it is ``about``,
    ``listed`` households, ``seal`` the last that the commune's book has of the subject's, ``closing`` the index of its
    ``subject-closed`` with the ``counts`` it gave.
    """

    village: str
    opening: Place
    opened_at: datetime
    closes_at: datetime
    listed: int
    values: tuple[str, ...]
    kind: str
    about: str
    seal: Seal | None = None
    closing: int | None = None
    counts: tuple[tuple[str, int], ...] = ()

    def count(self, value: str) -> int:
        """How many households said this last, once it is closed."""
        return dict(self.counts).get(value, 0)


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
    about: str


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
