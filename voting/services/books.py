"""Appending to the books inside the caller's transaction, judged by `record`'s rules (LEDGER, "Appending").

The lock on a book's head is the order. A rule asks `lookups`, its change is written as rows beside the entry, in the
same transaction: nothing is ever replayed, and no process remembers anything that can change. Where two books change
together, the vote's is locked first, then the commune's.
"""

from collections.abc import Collection, Sequence
from contextlib import suppress
from datetime import datetime

from voting.ballots.errors import BallotError
from voting.ledger.note import NoteSigner
from voting.record.changes import BookChange, CommuneChange, SubjectChange, TakenBallot
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.entries.vote import VoteOpened
from voting.record.errors import UnknownVote
from voting.record.facts import Setup, SubjectSetup
from voting.record.lookups import Context, SubjectBook, VoteBook
from voting.record.replay import judge, judge_in_subject, judge_in_vote
from voting.record.setup import setup_of
from voting.services.clock import Clock
from voting.services.kept import Kept
from voting.services.lookups import (
    BARRED,
    COMMUNE,
    COMMUNE_BOOK,
    DISCLOSURE,
    MATTER,
    MATTER_OF,
    NOTICE,
    RECOMMENDATION,
    REPORT,
    SERVER_KEY,
    SESSION,
    SUBJECT,
    VILLAGE,
    VOTE,
    StoredCommuneBook,
    StoredVoteBook,
    ciphertext_hashes,
    entry_at,
    fact_text,
    vote_facts,
)
from voting.services.subject_lookups import StoredSubjectBook, read_subject_setup
from voting.storage import errors as storage_errors
from voting.storage.ballots import BallotRow
from voting.storage.database import Transaction
from voting.storage.log import Head, NewEntry
from voting.storage.statements import StatementRow

LOG_KEY = "log-key"
SETUPS_KEPT = 64
"""Votes whose setup a process keeps: some 200 kB each at 1,000 households, however many ballots they have."""
SIGNERS_KEPT = 256


class Books:
    """The books of all communes of this installation."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._setups: Kept[tuple[str, str], Setup] = Kept(SETUPS_KEPT)
        self._subject_setups: Kept[tuple[str, str], SubjectSetup] = Kept(SETUPS_KEPT)
        self._signers: Kept[tuple[str, str], NoteSigner] = Kept(SIGNERS_KEPT)

    # looking

    def commune(self, tx: Transaction, commune: str) -> StoredCommuneBook:
        """A commune's book, locked until the transaction ends."""
        return StoredCommuneBook(tx, commune, tx.log.lock(commune, COMMUNE_BOOK))

    def vote(self, tx: Transaction, commune: str, uuid: str) -> StoredVoteBook:
        """A vote's book, locked until the transaction ends."""
        return self._vote_book(tx, commune, uuid, tx.log.lock(commune, uuid))

    def peek(self, tx: Transaction, commune: str, uuid: str) -> StoredVoteBook:
        """A vote's book as it stands, without a lock."""
        return self._vote_book(tx, commune, uuid, tx.log.head(commune, uuid))

    def setup(self, tx: Transaction, commune: str, uuid: str) -> Setup:
        """What a vote's opening fixed; kept, because it never changes. `UnknownVote`."""
        return self._setups.get((commune, uuid), lambda: read_setup(tx, commune, uuid))

    def subject(self, tx: Transaction, commune: str, name: str) -> StoredSubjectBook:
        """A subject's book, locked until the transaction ends."""
        return self._subject_book(tx, commune, name, tx.log.lock(commune, name))

    def peek_subject(self, tx: Transaction, commune: str, name: str) -> StoredSubjectBook:
        """A subject's book as it stands, without a lock."""
        return self._subject_book(tx, commune, name, tx.log.head(commune, name))

    def next_minute(self, tx: Transaction, commune: str, book: str = COMMUNE_BOOK) -> datetime:
        """The minute for a book's next entry: now, but never before its last one if the machine's clock went back."""
        return self.minute_after(tx.log.lock(commune, book))

    def minute_after(self, head: Head) -> datetime:
        """The same for an entry after this head, locked or not."""
        minute = self._clock().replace(second=0, microsecond=0)
        return minute if head.last_at is None else max(minute, head.last_at)

    def signer(self, tx: Transaction, commune: str, book: str = COMMUNE_BOOK) -> NoteSigner:
        """The commune's signing key under the name of a book's origin, opened once a process."""
        return self._signers.get((commune, book), lambda: _open_signer(tx, commune, book))

    # appending

    def append(
        self, tx: Transaction, commune: str, entries: Sequence[Entry], *, asked: Collection[StoredVoteBook] = ()
    ) -> int:
        """Judge and append entries to a commune's book, in order; index of the first. `RecordError`, nothing stored.

        `asked` are votes' books that the caller has locked, and what has been read of them already is not read again.
        """
        first = tx.log.lock(commune, COMMUNE_BOOK).size
        for entry in entries:
            change = judge(self.commune(tx, commune), entry, self._context(tx, commune, asked))
            signer = self.signer(tx, commune)
            with tx.together():
                _store(tx, commune, COMMUNE_BOOK, entry, signer)
                _write_facts(tx, commune, change)
        return first

    def append_in_vote(
        self, tx: Transaction, commune: str, uuid: str, entries: Sequence[Entry], *, verified: Collection[str] = ()
    ) -> int:
        """Judge and append entries to a vote's book, in order; the index of the first. `RecordError`, nothing stored.

        `verified`: SHA-256 (hex) of envelopes whose proofs the caller has checked already.
        """
        first = tx.log.lock(commune, uuid).size
        for entry in entries:
            book = self.vote(tx, commune, uuid)
            if isinstance(entry, BallotCast):
                with suppress(BallotError):  # the rule will say so
                    book.look_for(entry.sealed.ballot)
            self.take(tx, book, entry, verified=verified)
        return first

    def take(self, tx: Transaction, book: StoredVoteBook, entry: Entry, *, verified: Collection[str] = ()) -> int:
        """As `append_in_vote`, for one entry and a book that is locked and has perhaps been asked already."""
        change = judge_in_vote(book, entry, verified)
        signer = self.signer(tx, book.commune, book.uuid)
        with tx.together():
            _store(tx, book.commune, book.uuid, entry, signer, facts=fact_text(change.tallies))
            _write_change(tx, book, change)
        return book.size

    def take_in_subject(
        self, tx: Transaction, book: StoredSubjectBook, entry: Entry, *, verified: Collection[str] = ()
    ) -> SubjectChange:
        """Judge and append an entry to a subject's book that is locked; what it changes. `RecordError`.

        `verified`: SHA-256 (hex) of statements whose signatures the caller has checked already.
        """
        change = judge_in_subject(book, entry, verified)
        signer = self.signer(tx, book.commune, book.name)
        with tx.together():
            _store(tx, book.commune, book.name, entry, signer, facts=fact_text(change.opinions))
            if (taken := change.statement) is not None:
                said = (taken.pseudonym, taken.sequence, taken.tracker, taken.value)
                tx.statements.add(StatementRow(book.commune, book.name, *said, book.size))
        return change

    def _subject_book(self, tx: Transaction, commune: str, name: str, head: Head) -> StoredSubjectBook:
        def read() -> SubjectSetup:
            return read_subject_setup(tx, commune, name)

        if not head.size:  # its opening stands in this very transaction, which may yet come to nothing
            return StoredSubjectBook(tx, commune, name, head, read)
        setup = self._subject_setups
        return StoredSubjectBook(tx, commune, name, head, lambda: setup.get((commune, name), read))

    def _vote_book(self, tx: Transaction, commune: str, uuid: str, head: Head) -> StoredVoteBook:
        if head.size:
            return StoredVoteBook(tx, commune, uuid, head, lambda: self.setup(tx, commune, uuid))
        # Its opening stands in this very transaction, which may yet come to nothing: not to be kept.
        return StoredVoteBook(tx, commune, uuid, head, lambda: read_setup(tx, commune, uuid))

    def _context(self, tx: Transaction, commune: str, asked: Collection[StoredVoteBook]) -> Context:
        def payload(name: str) -> bytes | None:
            try:
                return tx.payloads.get(commune, bytes.fromhex(name))
            except storage_errors.NotFound:
                return None

        def vote_book(uuid: str) -> VoteBook | None:
            try:
                return next((one for one in asked if one.uuid == uuid), None) or self.peek(tx, commune, uuid)
            except storage_errors.NotFound:
                return None

        def subject_book(name: str) -> SubjectBook | None:
            try:
                return self.peek_subject(tx, commune, name)
            except storage_errors.NotFound:
                return None

        return Context(payload, vote_book, subject_book)


def read_setup(tx: Transaction, commune: str, uuid: str) -> Setup:
    """What a vote's opening fixed: its entry and the credential list beside the book are read; `UnknownVote`."""
    facts = vote_facts(tx, commune, uuid)
    entry = None if facts is None else entry_at(tx, commune, facts.opening.index)
    if facts is None or not isinstance(entry, VoteOpened):
        raise UnknownVote(f"no vote {uuid} in the book of {commune}")
    return setup_of(entry, facts.opening, tx.payloads.get(commune, bytes.fromhex(entry.credentials)))


def _open_signer(tx: Transaction, commune: str, book: str) -> NoteSigner:
    origin = tx.communes.get(commune).origin
    key = NoteSigner.parse(tx.secrets.get(commune, LOG_KEY, origin).decode())
    return key.named(f"{origin}/{book}") if book else key


def _store(
    tx: Transaction, commune: str, book: str, entry: Entry, signer: NoteSigner, *, facts: str | None = None
) -> None:
    row = NewEntry(entry_bytes(entry), entry.type, entry.subject())
    tx.log.append(commune, book, [row], at=entry.at, signer=signer, facts=facts)


def _write_facts(tx: Transaction, commune: str, change: CommuneChange) -> None:
    rows: dict[tuple[str, str], str] = {}
    if change.commune is not None:
        rows[COMMUNE, ""] = fact_text(change.commune)
    rows |= {(VILLAGE, code): fact_text(one) for code, one in change.villages.items()}
    rows |= {(VOTE, uuid): fact_text(one) for uuid, one in change.votes.items()}
    rows |= {(SUBJECT, name): fact_text(one) for name, one in change.subjects.items()}
    rows |= {(MATTER, code): fact_text(one) for code, one in change.matters.items()}
    rows |= {(NOTICE, code): fact_text(one) for code, one in change.notices.items()}
    rows |= {(REPORT, key): fact_text(one) for key, one in change.reports.items()}
    rows |= {(DISCLOSURE, code): fact_text(one) for code, one in change.disclosures.items()}
    rows |= {(SESSION, key): fact_text(one) for key, one in change.sessions.items()}
    rows |= {(RECOMMENDATION, key): fact_text(one) for key, one in change.recommendations.items()}
    rows |= {(MATTER_OF, one.vote): code for code, one in change.matters.items() if one.vote}
    if rows:
        tx.facts.put(commune, COMMUNE_BOOK, rows)
    if change.server_key:
        tx.facts.add(commune, COMMUNE_BOOK, {(SERVER_KEY, change.server_key): "true"})


def _write_change(tx: Transaction, book: StoredVoteBook, change: BookChange) -> None:
    barred = {(BARRED, one): why.value for one, why in change.barred.items() if why is not None}
    free = [(BARRED, one) for one, why in change.barred.items() if why is None]
    if barred:
        tx.facts.put(book.commune, book.uuid, barred)
    if free:
        tx.facts.drop(book.commune, book.uuid, free)
    if change.ballot is not None:
        _write_ballot(tx, book, change.ballot)


def _write_ballot(tx: Transaction, book: StoredVoteBook, taken: TakenBallot) -> None:
    row = BallotRow(book.commune, book.uuid, taken.tracker, taken.credential, taken.sequence, book.size)
    tx.ballots.add(row, ciphertext_hashes(taken.ciphertexts))
