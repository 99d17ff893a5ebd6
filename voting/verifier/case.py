"""The case under examination: the evidence, and what the checks have established so far.

Each field is set by one check, as soon as it is known to be readable; a later check that needs it asks `need`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TypeVar

from voting.ballots.archive import Archive
from voting.ballots.audit import Setup as ArchiveSetup
from voting.ballots.tally import Rows, Tally
from voting.ledger.checkpoint import Checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import Policy, Verdict
from voting.record.changes import TakenBallot
from voting.record.entries.casting import BallotCast
from voting.record.entries.commune import LogStarted, PolicyChanged
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.statements import SubjectOpened
from voting.record.entries.vote import VoteOpened
from voting.record.errors import RecordError
from voting.record.facts import Opinions, PolicyChange, Subject, Vote
from voting.record.policies import Heads, Standing
from voting.record.state.commune import CommuneState
from voting.record.state.subject_book import SubjectBookState
from voting.record.state.vote_book import VoteBookState
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.findings import Needs, ReceiptFinding, Status
from voting.verifier.proofs import BallotProofs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Line:
    """One entry as given: its index, exact bytes and leaf hash; what it says, or why it is no entry at all."""

    index: int
    raw: bytes
    leaf: bytes
    entry: Entry | None
    error: RecordError | None = None


@dataclass(frozen=True)
class Cast:
    """A ballot of the archive: its number, whose it is, and its choices."""

    tracker: str
    credential: str
    choices: Rows


@dataclass
class Case:
    """Everything the checks share. `now` is the present time, against which cosignatures are judged, if known."""

    evidence: Evidence
    trusted: Trusted
    proofs: BallotProofs
    now: datetime | None = None
    statuses: dict[str, Status] = field(default_factory=dict)
    # the commune's book
    log: NoteVerifier | None = None
    policy: Policy | None = None
    head: Checkpoint | None = None
    heads: Heads | None = None
    policies: Standing | None = None
    judging: Standing | None = None
    verdicts: tuple[Verdict, ...] = ()
    brought: tuple[Verdict, ...] = ()
    commune: CommuneState | None = None
    # the vote's book
    book: VoteBookState | None = None
    taken: dict[int, TakenBallot] = field(default_factory=dict)
    proven: set[str] = field(default_factory=set)
    # a subject's book
    subject_book: SubjectBookState | None = None
    opinions: Opinions | None = None
    # the archive and the count
    archive: Archive | None = None
    setup: ArchiveSetup | None = None
    ballots: tuple[Cast, ...] | None = None
    counted: int | None = None
    tally: Tally | None = None
    decrypted: bool = False
    counts: tuple[tuple[int, ...], ...] | None = None
    receipts: tuple[ReceiptFinding, ...] = ()

    @property
    def kind(self) -> Kind:
        """What was given."""
        return self.evidence.kind

    @property
    def uuid(self) -> str:
        """The vote that is examined: the bundle's, or the one that a bare archive names; empty if there is none."""
        return self.evidence.vote or (self.setup.election.uuid if self.setup else "")

    @cached_property
    def commune_lines(self) -> tuple[Line, ...]:
        """The entries given of the commune's book."""
        return tuple(_line(index, raw, Book.COMMUNE) for index, raw in enumerate(self.evidence.commune.entries))

    @cached_property
    def book_lines(self) -> tuple[Line, ...]:
        """The entries given of the vote's book, or of the subject's."""
        book = Book.SUBJECT if self.kind is Kind.SUBJECT else Book.VOTE
        return tuple(_line(index, raw, book) for index, raw in enumerate(self.evidence.book.entries))

    @property
    def start(self) -> LogStarted | None:
        """The commune book's first entry, if it was given and is one."""
        first = self.commune_lines[0].entry if self.commune_lines else None
        return first if isinstance(first, LogStarted) else None

    @cached_property
    def policy_changes(self) -> tuple[PolicyChange, ...]:
        """The later policies that the commune's book shows, whether the rules accept them or not."""
        entries = ((line.index, line.entry) for line in self.commune_lines)
        return tuple(PolicyChange(index, entry.policy) for index, entry in entries if isinstance(entry, PolicyChanged))

    @property
    def vote(self) -> Vote | None:
        """The examined vote as the commune's book tells it, as far as that could be replayed."""
        return self.commune.vote(self.evidence.vote) if self.commune else None

    @property
    def opened(self) -> VoteOpened | None:
        """The entry that opened the examined vote, if the rules have accepted it."""
        vote = self.vote
        found = self.commune.entry(vote.opening.index) if self.commune and vote else None
        return found if isinstance(found, VoteOpened) else None

    @property
    def subject(self) -> Subject | None:
        """The examined subject as the commune's book tells it, as far as that could be replayed."""
        return self.commune.subject(self.evidence.subject) if self.commune else None

    @property
    def subject_opened(self) -> SubjectOpened | None:
        """The entry that opened the examined subject, if the rules have accepted it."""
        subject = self.subject
        found = self.commune.entry(subject.opening.index) if self.commune and subject else None
        return found if isinstance(found, SubjectOpened) else None

    def entries_of_subject(self) -> Iterator[Entry]:
        """The entries about the examined subject in the commune's book, in order, as far as the rules accept them."""
        for entry in self.commune.entries if self.commune else ():
            if self.evidence.subject and entry.subject() == self.evidence.subject:
                yield entry

    def entries_of_vote(self) -> Iterator[Entry]:
        """The entries about the examined vote in the commune's book, in order, as far as they can be read."""
        for line in self.commune_lines:
            if line.entry is not None and self.evidence.vote and line.entry.subject() == self.evidence.vote:
                yield line.entry

    def ballot_entries(self) -> Iterator[BallotCast]:
        """The ballots in the vote's book, in order."""
        return (line.entry for line in self.book_lines if isinstance(line.entry, BallotCast))

    def payload(self, name: str) -> bytes | None:
        """What an entry refers to by SHA-256 (hex), if it was given."""
        return self.evidence.payloads.get(name)


def need(value: T | None, check: str) -> T:
    """What an earlier check established, or `Needs` that names the check."""
    if value is None:
        raise Needs(check)
    return value


def root_of(lines: tuple[Line, ...], size: int) -> bytes:
    """The Merkle root over the first `size` lines."""
    return CompactRange().extend(line.leaf for line in lines[:size]).root()


def _line(index: int, raw: bytes, book: Book) -> Line:
    try:
        return Line(index, raw, leaf_hash(raw), parse_entry(raw, book))
    except RecordError as error:
        return Line(index, raw, leaf_hash(raw), None, error)
