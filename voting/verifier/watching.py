"""What a witness does before it signs: every rule over the commune's book and the books it watches, and only growth.

It is the verifier, with a memory: a head goes on from the one this witness signed last, and so does every book bound
by it. Only the quorum is not asked for, since this very signature is part of it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier, parse_note
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Phase
from voting.record.policies import CLOCKS_DIFFER_S
from voting.verifier.case import Case
from voting.verifier.errors import AnotherBook, BadState, Crime, Stale
from voting.verifier.evidence import Evidence, Kind, Trusted
from voting.verifier.findings import Status
from voting.verifier.growth import (
    MADE_BEFORE_S,
    require_dated,
    require_growth,
    require_not_ahead,
    root_at,
    time_to_sign,
)
from voting.verifier.proofs import BallotProofs, silent
from voting.verifier.report import CheckResult
from voting.verifier.verification import report_of
from voting.verifier.witness_state import Memory, Remembered

STILL_AWAITED = frozenset({"quorum-not-met", "end-not-cosigned"})
"""What check 3 says while witnesses have not all signed: no word against a book."""
_ENDED = frozenset({Phase.DECIDED, Phase.CANCELLED})
BOOKS = {Kind.COMMUNE: Book.COMMUNE, Kind.BUNDLE: Book.VOTE, Kind.SUBJECT: Book.SUBJECT}
"""Which book is looked at when evidence of this kind was asked for."""


class Refused(Exception):
    """Not to be signed: the book it is about, what is wrong with it, and what was shown."""

    def __init__(
        self,
        origin: str,
        shown: Evidence,
        *,
        crime: Crime | LedgerDataError | None = None,
        failed: CheckResult | None = None,
    ) -> None:
        super().__init__(origin)
        self.origin, self.shown, self.crime, self.failed = origin, shown, crime, failed


@dataclass(frozen=True)
class Watched:
    """A book that may be signed, or is bound by what is signed: its head, and how that is remembered.

    `time_s` is when a line under it says that it was seen; 0: now.
    """

    head: Checkpoint
    note: bytes
    time_s: int = 0

    def remembered(self, vkey: str, at: datetime) -> Remembered:
        """What the witness is to know of it from now on."""
        head = self.head
        at_s = int(at.timestamp())
        return Remembered(head.origin, vkey, head.size, head.root.hex(), self.note.decode(), at_s)


@dataclass(frozen=True)
class Watch:
    """How books are looked at: `fetch_vote` and `fetch_subject` give a bundle by its id."""

    memory: Memory
    vkey: str
    now: datetime
    processes: int
    fetch_vote: Callable[[str], Evidence]
    fetch_subject: Callable[[str], Evidence]

    def look(self, commune: Evidence) -> tuple[Watched, ...]:
        """The commune's book, first, and every book watched with it; raises `Refused` or an `UnreadableInput`."""
        case = self._examined(commune)
        head = _head_of(commune.commune.checkpoint)
        before = self._require_grown(commune, head, commune.commune.entries)
        self._require_not_ahead(case)
        beside = [self._look_beside(case, shown) for shown in self._books(case, before.size if before else 0)]
        return (Watched(head, commune.commune.checkpoint), *beside)

    def others(self, commune: Evidence, notes: Iterable[bytes]) -> tuple[Watched, ...]:
        """The heads that other witnesses have signed, if the book shown goes on from each; raises `Refused`."""
        found, entries = [], commune.commune.entries
        try:
            for note in notes:
                head = open_checkpoint(note, NoteVerifier.parse(self.vkey))
                require_growth(head, entries)
                following = entries[head.size] if head.size < len(entries) else None
                at = parse_entry(following, Book.COMMUNE).at if following is not None else None
                found.append(Watched(head, note, time_to_sign(at, int(self.now.timestamp()))))
        except (Crime, LedgerDataError) as crime:
            raise Refused(_origin_of(commune), commune, crime=crime) from crime
        return tuple(found)

    def _examined(self, shown: Evidence) -> Case:
        case = Case(shown, Trusted(vkey=self.vkey), BallotProofs(self.processes, silent), self.now)
        for one in report_of(case).checks:
            if one.status is Status.FAIL and one.error not in STILL_AWAITED:
                raise Refused(_origin_of(shown), shown, failed=one)
        return case

    def _require_grown(self, shown: Evidence, head: Checkpoint, entries: tuple[bytes, ...]) -> Remembered | None:
        """The book goes on from what is remembered of it, under the same key.

        Nothing that is new in it is dated before this witness saw it without that: a vote that is kept open after its
        hour takes no ballots dated before it.
        """
        before = self.memory.of(head.origin)
        if before is None:
            return None
        try:
            require_growth(_checkpoint_of(before), entries)
            slack_s = CLOCKS_DIFFER_S if shown.kind is Kind.COMMUNE else MADE_BEFORE_S
            require_dated(entries, BOOKS[shown.kind], size=before.size, seen_at_s=before.at_s - slack_s)
        except Crime as crime:
            raise Refused(head.origin, shown, crime=crime) from crime
        return before

    def _require_not_ahead(self, case: Case) -> None:
        """No entry is of the future."""
        last = case.commune_lines[-1].entry if case.commune_lines else None
        try:
            require_not_ahead(last.at if last else None, self.now.timestamp())
        except Crime as crime:
            raise Refused(_origin_of(case.evidence), case.evidence, crime=crime) from crime

    def _books(self, case: Case, since: int) -> Iterator[Evidence]:
        """The bundles of what is open, and of what the book says anything new of since it was signed last."""
        state = case.commune
        new = {one.subject() for one in state.entries[since:]} if state else set()
        for entry in state.entries[since:] if state else ():
            new |= {name for name, _ in entry.books} if isinstance(entry, BooksSealed) else set()
        for uuid, vote in state.votes.items() if state else ():
            if vote.phase not in _ENDED or uuid in new:
                yield self.fetch_vote(uuid)
        for name, subject in state.subjects.items() if state else ():
            if subject.closing is None or name in new:
                yield self.fetch_subject(name)

    def _look_beside(self, commune: Case, shown: Evidence) -> Watched:
        """A bundle holds, its commune's book is the one shown, and its own book has only grown."""
        self._examined(shown)
        ours, theirs = commune.evidence.commune.entries, shown.commune.entries
        size = min(len(ours), len(theirs))
        head = _head_of(shown.book.checkpoint)
        if root_at(ours, size) != root_at(theirs, size):
            raise Refused(head.origin, shown, crime=AnotherBook(f"the first {size} entries differ"))
        if size <= _last_about(commune, shown.about):
            raise Stale(f"{shown.source}: its commune's book ends at {size} entries")
        self._require_grown(shown, head, shown.book.entries)
        return Watched(head, shown.book.checkpoint)


def _last_about(commune: Case, about: str) -> int:
    """The index of the last entry of the commune's book about a vote or subject, seals of its book included."""
    return max(line.index for line in commune.commune_lines if line.entry and _is_about(line.entry, about))


def _is_about(entry: Entry, about: str) -> bool:
    return about in dict(entry.books) if isinstance(entry, BooksSealed) else entry.subject() == about


def _origin_of(shown: Evidence) -> str:
    """What the book examined calls itself; empty where that cannot be read."""
    note = shown.commune.checkpoint if shown.kind is Kind.COMMUNE else shown.book.checkpoint
    try:
        return _head_of(note).origin
    except LedgerDataError:
        return ""


def _head_of(note: bytes) -> Checkpoint:
    return parse_checkpoint(parse_note(note).text)


def _checkpoint_of(before: Remembered) -> Checkpoint:
    try:
        found = parse_checkpoint(parse_note(before.checkpoint.encode()).text)
    except LedgerDataError as error:
        raise BadState(f"{before.origin}: {error}") from error
    if (found.origin, found.size, found.root.hex()) != (before.origin, before.size, before.root):
        raise BadState(f"{before.origin}: its checkpoint is not the head that is remembered")
    return found
