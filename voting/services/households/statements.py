"""Household statements: a subject is opened, households speak under their cards, the team answers, it is closed.

Taking a statement is as flat as taking a ballot: all that a read or the signature can refuse comes before the lock,
inside it only what may have changed since. Words never enter the record; they are kept beside it, and erased.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from voting.ballots import strict_json
from voting.ballots.errors import BallotError
from voting.ballots.statement import Letter, Statement, check_signature, check_terms, parse_letter
from voting.ledger.merkle import CompactRange
from voting.ledger.tlog_proof import make_newest_receipt
from voting.record import errors as record_errors
from voting.record.entries.statements import StatementMade
from voting.record.facts import Phase
from voting.record.fields import show_minute
from voting.record.rules.statements import check_turn
from voting.services.desk import Desk, find_subject, find_village, subject_for, village_for
from voting.services.errors import Conflict, NotFound, RefusedStatement, Unavailable
from voting.services.forms import once
from voting.services.households.rolls import HouseholdInfo
from voting.services.households.subject_life import Asking, close_subject, close_subjects_due, open_subject
from voting.services.households.subjects import (
    OPEN,
    HeardStatement,
    SubjectInfo,
    SubjectKind,
    heard_of,
    info_of,
    silent_of,
    subject_info,
)
from voting.services.kept import Kept
from voting.services.lookups import vote_facts
from voting.services.people.communes import VillageInfo
from voting.services.permissions import Actor
from voting.services.subject_lookups import StoredSubjectBook
from voting.services.typed import public_words
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.statements import Answer, Words
from voting.texts.validity import InvalidText, require_valid

MOST_WORDS = 1000
"""Characters of a household's words, and of an answer to them."""
COMMUNES_KEPT = 4096


@dataclass(frozen=True)
class Taken:
    """An accepted, durable statement: tracker, place in the subject's book, receipt (tlog-proof), its minute."""

    tracker: str
    index: int
    receipt: str
    at: str


class Statements:
    """What households are asked in the open, and what they say."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._communes: Kept[str, str] = Kept(COMMUNES_KEPT)

    # looking

    def get(self, subject_id: str) -> SubjectInfo:
        """A subject, closed first if it is due; ``NotFound`` "unknown-subject"."""
        close_subjects_due(self._desk)
        with self._desk.database.reading() as tx:
            return subject_info(self._desk, tx, subject_id)

    def village(self, subject_id: str) -> VillageInfo:
        """The village that a subject is of, and nothing else of it: a cheap look-up; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return VillageInfo.of(find_village(tx, find_subject(tx, subject_id).village_code))

    def in_village(self, village: str) -> tuple[SubjectInfo, ...]:
        """The subjects of a village, newest first; ``NotFound``."""
        close_subjects_due(self._desk)
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return tuple(info_of(self._desk, tx, row) for row in tx.statements.in_village(where.commune_id, where.code))

    def heard(self, actor: Actor, subject_id: str) -> tuple[HeardStatement, ...]:
        """Each household's last statement, with words and answer. Personal data, for the team alone."""
        with self._desk.database.reading() as tx:
            return heard_of(tx, subject_for(tx, actor, subject_id, "subject.answer"))

    def silent(self, actor: Actor, subject_id: str) -> tuple[HouseholdInfo, ...]:
        """The households that have not spoken. Personal data, for the team alone."""
        with self._desk.database.reading() as tx:
            return silent_of(tx, subject_for(tx, actor, subject_id, "subject.answer"))

    # doing

    def open(
        self, actor: Actor, village: str, kind: SubjectKind, closes_at_utc: datetime, form: str = ""
    ) -> SubjectInfo:
        """Ask every household of the village; ``Conflict`` "missing-roll", "missing-cards", "subject-open".

        The same ``form`` number again changes nothing. ``Invalid`` at ``closes_at``.
        """
        asking = Asking(kind, closes_at_utc.replace(second=0, microsecond=0))

        def opened(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "subject.open")
            return open_subject(self._desk, tx, where, asking, actor.account_id)

        return self.get(once(self._desk, actor, form and f"ask|{village}|{form}", opened))

    def take(self, subject_id: str, body: bytes) -> Taken:
        """Accept a letter's exact bytes, durably, or ``RefusedStatement`` with a code of the interface."""
        with _refusals():
            letter = _read(body)
            commune = self._checked(subject_id, letter.statement)
            check_signature(letter.statement)
        try:
            with _refusals(), self._desk.database.transaction() as tx:
                return self._append(tx, self._desk.books.subject(tx, commune, subject_id), letter)
        except storage_errors.OutcomeUnknown:
            raise  # it may be in the record: nobody says here that nothing was stored
        except (record_errors.RecordError, storage_errors.Unavailable) as error:
            raise Unavailable(str(error)) from error

    def answer(self, actor: Actor, subject_id: str, tracker: str, text: str) -> None:
        """Answer a household's last statement; another answer takes its place. ``Invalid`` at ``answer``.

        ``Conflict`` "statement-replaced" where the household has said something newer; the same answer again changes
        nothing.
        """
        answer = public_words(text, "answer", MOST_WORDS)
        with self._desk.database.transaction() as tx:
            row = subject_for(tx, actor, subject_id, "subject.answer")
            key = (row.commune_id, row.subject_id)
            self._desk.books.subject(tx, *key)  # locked: what is answered stays the last word meanwhile
            if tracker not in {one.tracker for one in heard_of(tx, row)}:
                raise Conflict(code="statement-replaced")
            before = tx.statements.answer_to(*key, tracker)
            if before is None or before.answer != answer:
                tx.statements.answer(Answer(*key, tracker, answer, actor.account_id, self._desk.now()))

    def close(self, actor: Actor, subject_id: str) -> None:
        """Close before its minute, when nothing more is to come of it; ``Conflict`` "closed-too-early"."""
        with self._desk.database.reading() as tx:
            row = subject_for(tx, actor, subject_id, "subject.open")
        if row.state != OPEN:
            raise Conflict(code="out-of-order")
        close_subject(self._desk, row)

    def erase_words(self, actor: Actor, subject_id: str, tracker: str) -> None:
        """Erase the words of one statement and the answer to it, as the household may ask at any time."""
        with self._desk.database.transaction() as tx:
            row = subject_for(tx, actor, subject_id, "subject.answer")
            try:
                tx.statements.by_tracker(row.commune_id, row.subject_id, tracker)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-statement") from error
            tx.statements.erase_words(
                Answer(row.commune_id, row.subject_id, tracker, "", actor.account_id, self._desk.now())
            )

    # taking a statement

    def _checked(self, subject_id: str, statement: Statement) -> str:
        """All that needs neither the signature nor a lock; a subject's commune is kept, for ever."""
        with self._desk.database.reading() as tx:
            commune = self._communes.get(subject_id, lambda: find_subject(tx, subject_id).commune_id)
            book = self._desk.books.peek_subject(tx, commune, subject_id)
            check_terms(statement, book.setup.terms)
            self._check_turn(tx, book, statement)
        return commune

    def _check_turn(self, tx: Transaction, book: StoredSubjectBook, statement: Statement) -> None:
        """Whether the subject is open now and it is this statement's turn; a replaced card speaks no more."""
        if statement.pseudonym not in book.setup.pseudonyms:
            raise RefusedStatement("the pseudonym is not on the list", code="unknown-pseudonym")
        heard = book.hear(statement.pseudonym)
        if heard.state != OPEN or self._desk.now() >= book.setup.closes_at or _is_vote_over(tx, book, self._desk.now()):
            raise RefusedStatement("the subject is closed", code="not-open")
        if heard.card is False:
            raise RefusedStatement("the card was replaced", code="closed-credential")
        check_turn(book, statement)

    def _append(self, tx: Transaction, book: StoredSubjectBook, letter: Letter) -> Taken:
        statement, before = letter.statement, book.head
        heard = book.hear(statement.pseudonym)
        if heard.state != OPEN or heard.card is False:
            raise RefusedStatement("the subject or the card has ended", code="not-open")
        entry = StatementMade(
            village=book.setup.village,
            at=self._desk.next_minute(tx, book.commune, book.name),
            subject_id=book.name,
            statement=strict_json.load(statement.raw),
        )
        self._desk.books.take_in_subject(tx, book, entry, verified={sha256(statement.raw).hexdigest()})
        if letter.words:
            key = (book.commune, book.name, statement.tracker)
            tx.statements.keep_words(Words(*key, letter.salt, letter.words))
        signed = tx.log.checkpoint(book.commune, book.name)
        receipt = make_newest_receipt(CompactRange(before.size, before.hashes), signed.note)
        return Taken(statement.tracker, before.size, receipt, show_minute(entry.at))


def _is_vote_over(tx: Transaction, book: StoredSubjectBook, now: datetime) -> bool:
    """Whether the subject is words beside a vote that takes no ballots any more, or none yet."""
    if book.setup.terms.kind != SubjectKind.VOTE_WORDS:
        return False
    vote = vote_facts(tx, book.commune, book.setup.about)
    return vote is None or vote.phase is not Phase.OPEN or not vote.opens_at <= now < vote.closes_at


def _read(body: bytes) -> Letter:
    """The letter, whose words can be read by people."""
    letter = parse_letter(body)
    if len(letter.words) > MOST_WORDS:
        raise RefusedStatement(f"more than {MOST_WORDS} characters", code="too-large")
    if letter.words:
        try:
            require_valid(letter.words, line_breaks=True)
        except InvalidText as error:
            raise RefusedStatement(str(error), code="malformed", crime="wrong-text") from error
    return letter


@contextmanager
def _refusals() -> Iterator[None]:
    """What the protocol or the record has against a statement, as this service says it."""
    try:
        yield
    except BallotError as error:
        raise RefusedStatement(str(error), code=error.code, crime=error.name) from error
    except record_errors.RefusedStatement as error:
        raise RefusedStatement(str(error), code=error.code, crime=error.crime) from error
