"""What the record says so far: plain values that ``replay`` alone changes, once every check of a rule has passed."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from voting.ballots.election import Election
from voting.ballots.event_chain import EventChain
from voting.ballots.tally import PartialDecryption, Rows, Tally
from voting.ballots.trustees import Trustees
from voting.ledger.merkle import CompactRange


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
class LastBallot:
    """The last accepted ballot of a credential: what a later one is compared with, and what the tally takes."""

    sequence: int
    tracker: str
    choices: Rows


@dataclass(frozen=True)
class Setup:
    """What ``vote-opened`` fixed for ever."""

    village: str
    election: Election
    trustees: Trustees
    credentials: frozenset[str]
    households: int
    register: str
    majority: str
    citation: str
    proposals: tuple[tuple[int, ...], ...]
    documents: tuple[str, ...]
    opens_at: datetime


@dataclass
class VoteState:
    """One vote so far. ``chain`` is the archive's event chain, ``entries`` the Merkle range of this vote's entries."""

    setup: Setup
    closes_at: datetime
    chain: EventChain
    phase: Phase = Phase.OPEN
    entries: CompactRange = field(default_factory=CompactRange)
    closed: dict[str, Barred] = field(default_factory=dict)
    closings: int = 0
    exchanged: int = 0
    last: dict[str, LastBallot] = field(default_factory=dict)
    trackers: set[str] = field(default_factory=set)
    ciphertexts: set[str] = field(default_factory=set)
    tally: Tally | None = None
    partials: dict[int, PartialDecryption] = field(default_factory=dict)

    @property
    def ballots(self) -> int:
        """Accepted ballots, replaced ones included."""
        return len(self.trackers)

    @property
    def voted(self) -> int:
        """Households that have voted."""
        return len(self.last)


@dataclass
class Committee:
    """A counting committee: members' public keys (exact bytes of key and proof) by member number, from 1."""

    number: int
    members: int
    threshold: int
    keys: dict[int, str] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        """Whether every member has published a key."""
        return len(self.keys) == self.members


@dataclass
class VillageState:
    """A village so far: its frozen roll, its cards, its present counting committee."""

    households: int = 0
    register: str = ""
    cards: int = 0
    spares: int = 0
    revoked: int = 0
    committee: Committee | None = None


@dataclass
class State:
    """Everything the rules need to judge the next entry."""

    size: int = 0
    commune: str = ""
    origin: str = ""
    vkey: str = ""
    policy: str = ""
    last_at: datetime | None = None
    villages: dict[str, VillageState] = field(default_factory=dict)
    votes: dict[str, VoteState] = field(default_factory=dict)
    server_keys: set[str] = field(default_factory=set)
