"""A commune's book in memory."""

from dataclasses import dataclass, field
from datetime import datetime

from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.facts import Commune, Matter, Subject, Village, Vote
from voting.record.state.tree import GrowingTree
from voting.record.told import Disclosure, Notice, Recommendation, Report, Session


@dataclass
class CommuneState:
    """Everything the rules may ask of a commune's book (``lookups.CommuneBook``); only ``apply`` changes it."""

    known: Commune | None = None
    villages: dict[str, Village] = field(default_factory=dict)
    votes: dict[str, Vote] = field(default_factory=dict)
    subjects: dict[str, Subject] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    reports: dict[str, Report] = field(default_factory=dict)
    disclosures: dict[str, Disclosure] = field(default_factory=dict)
    sessions: dict[str, Session] = field(default_factory=dict)
    recommendations: dict[str, Recommendation] = field(default_factory=dict)
    matter_votes: dict[str, str] = field(default_factory=dict)
    server_keys: set[str] = field(default_factory=set)
    entries: list[Entry] = field(default_factory=list)
    last_at: datetime | None = None
    tree: GrowingTree = field(default_factory=GrowingTree)

    @property
    def size(self) -> int:
        """How many entries it has."""
        return len(self.entries)

    def commune(self) -> Commune | None:
        """What ``log-started`` fixed."""
        return self.known

    def village(self, code: str) -> Village:
        """A village so far."""
        return self.villages.get(code, Village())

    def vote(self, uuid: str) -> Vote | None:
        """A vote that was opened."""
        return self.votes.get(uuid)

    def subject(self, subject_id: str) -> Subject | None:
        """A subject that was opened."""
        return self.subjects.get(subject_id)

    def matter(self, code: str) -> Matter | None:
        """A matter that was proposed."""
        return self.matters.get(code)

    def matter_of(self, uuid: str) -> str | None:
        """The matter that a vote decides."""
        return self.matter_votes.get(uuid)

    def notice(self, code: str) -> Notice | None:
        """An announcement that was made."""
        return self.notices.get(code)

    def report(self, key: str) -> Report | None:
        """A report that was settled."""
        return self.reports.get(key)

    def disclosure(self, code: str) -> Disclosure | None:
        """Something that was made public."""
        return self.disclosures.get(code)

    def session(self, code: str) -> Session | None:
        """A board's session whose plan was sent."""
        return self.sessions.get(code)

    def recommendation(self, code: str) -> Recommendation | None:
        """A board's recommendation."""
        return self.recommendations.get(code)

    def has_server_key(self, key: str) -> bool:
        """Whether a vote had this server key."""
        return key in self.server_keys

    def entry(self, index: int) -> Entry:
        """An entry by its index."""
        return self.entries[index]

    def root(self) -> str:
        """The Merkle root (hex) of all its entries."""
        return self.tree.root().hex()

    def apply(self, entry: Entry, leaf: bytes, change: CommuneChange) -> None:
        """Take in an entry that was judged: its leaf hash (32 bytes), and what it changes."""
        self.known = change.commune or self.known
        self.villages.update(change.villages)
        self.votes.update(change.votes)
        self.matters.update(change.matters)
        self.matter_votes.update({one.vote: code for code, one in change.matters.items() if one.vote})
        self.subjects.update(change.subjects)
        self.notices.update(change.notices)
        self.reports.update(change.reports)
        self.disclosures.update(change.disclosures)
        self.sessions.update(change.sessions)
        self.recommendations.update(change.recommendations)
        if change.server_key:
            self.server_keys.add(change.server_key)
        self.entries.append(entry)
        self.last_at = entry.at
        self.tree.append(leaf)
