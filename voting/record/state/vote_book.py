"""A vote's book in memory."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from voting.ballots.tally import Rows
from voting.record.changes import BookChange
from voting.record.entries.entry import Entry
from voting.record.facts import Barred, LastBallot, Setup, Tallies
from voting.record.lookups import Seen
from voting.record.state.tree import GrowingTree


@dataclass
class VoteBookState:
    """Everything the rules may ask of a vote's book (``lookups.VoteBook``); only ``apply`` changes it.

    It keeps no entries: of a ballot only what a later one is compared with, and the choices of those that count.
    """

    setup: Setup
    tallies: Tallies | None = None
    last_at: datetime | None = None
    closed: dict[str, Barred] = field(default_factory=dict)
    last_ballots: dict[str, LastBallot] = field(default_factory=dict)
    counted: dict[str, Rows] = field(default_factory=dict)
    trackers: set[str] = field(default_factory=set)
    ciphertexts: set[str] = field(default_factory=set)
    tree: GrowingTree = field(default_factory=GrowingTree)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.tree.size

    def barred(self, credential: str) -> Barred | None:
        """Why a credential may not vote, or ``None`` if it may."""
        return self.closed.get(credential)

    def last(self, credential: str) -> LastBallot | None:
        """The last accepted ballot of a credential."""
        return self.last_ballots.get(credential)

    def seen(self, tracker: str, ciphertexts: Sequence[str]) -> Seen:
        """Whether a ballot repeats something."""
        return Seen(tracker in self.trackers, not self.ciphertexts.isdisjoint(ciphertexts))

    def root_at(self, size: int) -> str | None:
        """The Merkle root (hex) when it had this size; ``None`` if it never did."""
        root = self.tree.root_at(size)
        return None if root is None else root.hex()

    def root(self) -> str:
        """The Merkle root (hex) of all its entries."""
        return self.tree.root().hex()

    def choices(self) -> Iterator[Rows]:
        """The encrypted choices of the ballots that count."""
        yield from self.counted.values()

    def apply(self, entry: Entry, leaf: bytes, change: BookChange) -> None:
        """Take in an entry that was judged: its leaf hash (32 bytes), and what it changes."""
        self.tallies = change.tallies
        for credential, why in change.barred.items():
            if why is None:
                self.closed.pop(credential, None)
            else:
                self.closed[credential] = why
        if (taken := change.ballot) is not None:
            self.last_ballots[taken.credential] = LastBallot(taken.sequence, taken.tracker)
            self.counted[taken.credential] = taken.choices
            self.trackers.add(taken.tracker)
            self.ciphertexts.update(taken.ciphertexts)
        self.last_at = entry.at
        self.tree.append(leaf)
