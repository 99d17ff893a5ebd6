"""A subject's book in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from voting.record.changes import SubjectChange
from voting.record.entries.entry import Entry
from voting.record.facts import LastStatement, Opinions, SubjectSetup
from voting.record.state.tree import GrowingTree


@dataclass
class SubjectBookState:
    """Everything the rules may ask of a subject's book (``lookups.SubjectBook``); only ``apply`` changes it."""

    setup: SubjectSetup
    opinions: Opinions | None = None
    last_at: datetime | None = None
    last_statements: dict[str, LastStatement] = field(default_factory=dict)
    tree: GrowingTree = field(default_factory=GrowingTree)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.tree.size

    def last(self, pseudonym: str) -> LastStatement | None:
        """The last accepted statement of a household."""
        return self.last_statements.get(pseudonym)

    def root_at(self, size: int) -> str | None:
        """The Merkle root (hex) when it had this size; ``None`` if it never did."""
        root = self.tree.root_at(size)
        return None if root is None else root.hex()

    def root(self) -> str:
        """The Merkle root (hex) of all its entries."""
        return self.tree.root().hex()

    def apply(self, entry: Entry, leaf: bytes, change: SubjectChange) -> None:
        """Take in an entry that was judged: its leaf hash (32 bytes), and what it changes."""
        self.opinions = change.opinions
        if (taken := change.statement) is not None:
            self.last_statements[taken.pseudonym] = LastStatement(taken.sequence, taken.tracker, taken.value)
        self.last_at = entry.at
        self.tree.append(leaf)
