"""The case under examination: the evidence, and what the checks have established so far.

Each field is set by one check, as soon as it is known to be readable; a later check that needs it asks `need`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from voting.ballots.archive import Archive
from voting.ballots.audit import Setup
from voting.ballots.ballot import Ballot
from voting.ballots.tally import Tally
from voting.ledger.checkpoint import Checkpoint
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import Policy
from voting.record.entries.commune import LogStarted
from voting.record.entries.entry import Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.errors import RecordError
from voting.record.rules.shared import of_vote
from voting.record.state import State
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.findings import Needs, Status
from voting.verifier.proofs import BallotProofs

T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """One entry as given: its index in the log, exact bytes, and what they say if they are an entry at all."""

    index: int
    raw: bytes
    entry: Entry | None


@dataclass
class Subject:
    """One vote: its archive's bytes and what the checks have read out of them."""

    uuid: str
    raw: bytes = b""
    archive: Archive | None = None
    setup: Setup | None = None
    ballots: tuple[Ballot, ...] | None = None
    counted: int | None = None
    tally: Tally | None = None
    decrypted: bool = False
    counts: tuple[tuple[int, ...], ...] | None = None


@dataclass(frozen=True)
class Replayed:
    """How far the record replays: the state then, the lines accepted, and whether that is all of them."""

    state: State
    accepted: tuple[Line, ...]
    complete: bool


@dataclass
class Case:
    """Everything the checks share."""

    evidence: Evidence
    trusted: Trusted
    proofs: BallotProofs
    log: NoteVerifier | None = None
    policy: Policy | None = None
    head: Checkpoint | None = None
    replayed: Replayed | None = None
    statuses: dict[tuple[str, int], Status] = field(default_factory=dict)

    @property
    def is_archive(self) -> bool:
        """Whether there is no record at all, only an archive."""
        return self.evidence.kind is Kind.ARCHIVE

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """All entries given, in order of their index."""
        return tuple(Line(index, raw, _entry(raw)) for index, raw in sorted(self.evidence.entries.items()))

    @cached_property
    def start(self) -> LogStarted | None:
        """The log's first entry, if it was given and is one."""
        first = self.lines[0] if self.lines else None
        return first.entry if first and first.index == 0 and isinstance(first.entry, LogStarted) else None

    @cached_property
    def subjects(self) -> tuple[Subject, ...]:
        """The votes to check: the bundle's, the archive's, or every vote that the log opens."""
        if self.evidence.kind is not Kind.LOG:
            return (Subject(self.evidence.vote, self.evidence.archive),)
        return tuple(Subject(line.entry.vote) for line in self.lines if isinstance(line.entry, VoteOpened))

    def lines_of(self, uuid: str) -> Iterator[Line]:
        """The entries about one vote, in order."""
        return (line for line in self.lines if line.entry is not None and of_vote(line.entry) == uuid)

    def payload(self, name: str) -> bytes:
        """What an entry refers to by SHA-256 (hex); `KeyError` if it was not given."""
        return self.evidence.payloads[name]


def need(value: T | None, check: str) -> T:
    """What an earlier check established, or `Needs` that names the check."""
    if value is None:
        raise Needs(check)
    return value


def _entry(raw: bytes) -> Entry | None:
    try:
        return parse_entry(raw)
    except RecordError:
        return None
