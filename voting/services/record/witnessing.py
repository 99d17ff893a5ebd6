"""Asking witnesses to co-sign a commune's book (c2sp.org/tlog-witness), and what each answer means (LEDGER's table).

Who asks over the network is given (`Ask`): it runs between transactions, never under a lock and never in a request, and
one witness that does not answer keeps nobody waiting but itself.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from functools import partial

from voting.ledger.errors import LedgerDataError, RequestMalformed
from voting.ledger.merkle import consistency_proof
from voting.ledger.note import Signature, parse_signature_lines
from voting.ledger.witness import AddCheckpoint, parse_conflict_size
from voting.services.checkpoints import log_start, published_note
from voting.services.desk import Desk
from voting.services.errors import RefusedLine, ServiceError
from voting.services.lookups import COMMUNE_BOOK
from voting.services.record.cosigning import SIGNED, Watching, checked, keep, watching
from voting.services.record.pulling import pulls
from voting.services.record.sealing import seal
from voting.storage.database import Transaction
from voting.storage.witnesses import Evidence, Witness

A_DAY = timedelta(days=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=6)
MOST_DOUBLINGS = 10
MOST_AT_ONCE = 8
CONFLICT = 409


@dataclass(frozen=True)
class Reply:
    """What came back over the network; status 0 where nothing did, or nothing that could be read."""

    status: int
    body: bytes = b""


Ask = Callable[[str, bytes], Reply]
"""Posts bytes to a witness's ``add-checkpoint`` address."""


class Answer(StrEnum):
    """What a witness's last answer was, as it is kept and told."""

    SIGNED = SIGNED
    UNUSABLE = "unusable"
    """It answered as if it had signed, but no line of its own holds."""
    ROLLED_BACK = "rolled-back"
    """It has seen a longer book than this one, or will not say: the book was rolled back or forked."""
    INCONSISTENT = "inconsistent"
    """By its reckoning the book does not grow out of what it has signed."""
    REFUSED = "refused"
    UNKNOWN_LOG = "unknown-log"
    """It does not know this book yet."""
    BUSY = "busy"
    """No answer, too many questions, or trouble of its own."""


ALARMS = (Answer.ROLLED_BACK, Answer.INCONSISTENT)
"""Answers that say that the book contradicts itself."""


@dataclass(frozen=True)
class Told:
    """What one witness answered about a checkpoint of this size; ``status`` as HTTP has it, 0 for no answer."""

    commune: str
    witness: str
    size: int
    answer: Answer
    status: int


@dataclass(frozen=True)
class _Question:
    """A checkpoint put to a witness that has last signed ``old``; ``prefix`` is its address."""

    commune: str
    to: Watching
    size: int
    note: bytes
    body: bytes


class Witnessing:
    """Rounds of asking. Several processes may ask at once: a witness signs a size once, and a line is kept once."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def round(self, ask: Ask, *, at_once: bool = False, stopped_too: bool = False) -> tuple[Told, ...]:
        """Ask every witness that is due, in every commune; what each answered.

        ``at_once``: also before its next try, and for a checkpoint that it has refused; ``stopped_too``: also those
        that have raised an alarm, once its cause is found.
        """
        with self._desk.database.reading() as tx:
            communes = [one.code for one in tx.communes.list()]
        told: list[Told] = []
        for commune in communes:
            due = self._due(commune, at_once=at_once, stopped_too=stopped_too)
            if due:
                self._seal(commune)
                with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
                    told += pool.map(partial(self._asked, ask, commune), due)
        return tuple(told)

    def after_restore(self, ask: Ask) -> tuple[Told, ...]:
        """Ask everybody who can be asked about the newest checkpoint, whether they signed it before or not.

        For an operator who has put back an older database, before it serves anybody (LEDGER, "Checkpoints"): nothing is
        written into the books, and whoever has seen more of them answers ``ROLLED_BACK``.
        """
        with self._desk.database.reading() as tx:
            communes = [one.code for one in tx.communes.list()]
            reached = [(code, one) for code in communes for one in watching(tx, code).values()
                       if not pulls(one.url, log_start(tx, code).origin)]  # fmt: skip
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            return tuple(pool.map(lambda one: self._asked(ask, *one), reached))

    def _due(self, commune: str, *, at_once: bool, stopped_too: bool) -> list[Watching]:
        """Who has not signed the newest checkpoint and may be asked now."""
        with self._desk.database.reading() as tx:
            known, own = tx.witnesses.of_commune(commune), log_start(tx, commune).origin
            size, now = tx.log.checkpoint(commune, COMMUNE_BOOK).size, self._desk.now()
            found = []
            for vkey, one in watching(tx, commune).items():
                state = known.get(vkey, Witness(commune, vkey))
                waits = state.final_size == size or (state.next_try_utc is not None and now < state.next_try_utc)
                silent = pulls(one.url, own) or state.size >= size or (state.stopped and not stopped_too)
                if not silent and (at_once or not waits):
                    found.append(one)
            return found

    def _seal(self, commune: str) -> None:
        """The open books as they stand, so that what is signed binds them."""
        with suppress(ServiceError), self._desk.database.transaction() as tx:  # what ended meanwhile needs no seal
            self._desk.books.commune(tx, commune)
            seal(self._desk, tx, commune)

    def _asked(self, ask: Ask, commune: str, to: Watching) -> Told:
        """One witness asked, and once more from the size that it names if it has signed another one."""
        with self._desk.database.reading() as tx:
            question = _question(tx, commune, to, tx.witnesses.get(commune, to.key.vkey).size)
        reply = ask(to.url, question.body)
        if (size := self._honest_size(commune, reply)) is not None:
            with self._desk.database.reading() as tx:
                question = _question(tx, commune, to, size)
            reply = ask(to.url, question.body)
            if self._honest_size(commune, reply) is not None:
                reply = Reply(0)  # it says one size and then another: it is asked again later
        return self._taken(question, reply)

    def _honest_size(self, commune: str, reply: Reply) -> int | None:
        """The size from which a witness wants the proof, if our book was ever so large.

        It is the present book that is asked: another process may have shown the witness a newer head.
        """
        if reply.status != CONFLICT or (size := _named(reply)) is None:
            return None
        with self._desk.database.reading() as tx:
            return size if size <= tx.log.head(commune, COMMUNE_BOOK).size else None

    def _taken(self, question: _Question, reply: Reply) -> Told:
        """The answer kept: a line that counts, or when to ask again, or that something contradicts itself."""
        commune, to = question.commune, question.to
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, commune)  # locked: a witness's state is read and written whole
            answer = _meaning(reply.status)
            if answer is Answer.SIGNED and not self._signed(tx, question, reply.body):
                answer = Answer.UNUSABLE
            if answer is not Answer.SIGNED:
                tx.witnesses.put(self._standing(tx.witnesses.get(commune, to.key.vkey), question.size, answer))
            if answer in ALARMS:
                self._keep_evidence(tx, question, answer, reply)
        return Told(commune, to.name, question.size, answer, reply.status)

    def _signed(self, tx: Transaction, question: _Question, body: bytes) -> bool:
        """Keep the lines of an answer, of each witness the newest; whether its own is among them."""
        newest: dict[str, tuple[int, Signature]] = {}
        try:
            for line in parse_signature_lines(body):
                try:
                    _, vkey, time_s = checked(self._desk, tx, question.commune, question.size, line)
                except RefusedLine as error:
                    if error.code == "unknown-witness":  # a key we do not know: readers ignore it too
                        continue
                    return False
                if vkey not in newest or time_s > newest[vkey][0]:
                    newest[vkey] = (time_s, line)
        except LedgerDataError:
            return False
        if question.to.key.vkey not in newest:
            return False
        keep(self._desk, tx, question.commune, question.size, {vkey: line for vkey, (_, line) in newest.items()})
        return True

    def _standing(self, known: Witness, size: int, answer: Answer) -> Witness:
        """How it stands with a witness after an answer that is no line."""
        now = self._desk.now()
        after = replace(known, answer=answer.value, asked_at_utc=now, next_try_utc=None)
        if answer in (Answer.BUSY, Answer.UNUSABLE):
            pause = min(FIRST_PAUSE * 2 ** min(known.failures, MOST_DOUBLINGS), LONGEST_PAUSE)
            return replace(after, failures=known.failures + 1, next_try_utc=now + pause)
        if answer is Answer.UNKNOWN_LOG:
            return replace(after, failures=0, next_try_utc=now + A_DAY)
        if answer is Answer.ROLLED_BACK:
            return replace(after, failures=0, stopped=True)
        return replace(after, failures=0, final_size=size)

    def _keep_evidence(self, tx: Transaction, question: _Question, answer: Answer, reply: Reply) -> None:
        """Both notes: what was shown now, and what this witness has signed before; and its words."""
        vkey = question.to.key.vkey
        signed = tx.witnesses.get(question.commune, vkey).size
        earlier = published_note(tx, question.commune, signed) if signed else b""
        found = Evidence(
            question.commune, vkey, answer.value, self._desk.now(), question.size, question.note, earlier, reply.body
        )
        tx.witnesses.keep_evidence(found)


def _question(tx: Transaction, commune: str, to: Watching, old: int) -> _Question:
    """The newest checkpoint as published, with the proof that it grows out of the one of ``old`` entries."""
    note = published_note(tx, commune)
    size = tx.log.checkpoint(commune, COMMUNE_BOOK).size
    proof = consistency_proof(old, size, tx.tiles.node_reader(commune, COMMUNE_BOOK, size))
    return _Question(commune, to, size, note, AddCheckpoint(old, proof, note).body)


def _named(reply: Reply) -> int | None:
    """The size that a witness says it has signed, if it says one."""
    try:
        return parse_conflict_size(reply.body)
    except RequestMalformed:
        return None


def _meaning(status: int) -> Answer:
    """What an answer's status says by itself."""
    known = {
        200: Answer.SIGNED, CONFLICT: Answer.ROLLED_BACK, 422: Answer.INCONSISTENT, 403: Answer.REFUSED,
        400: Answer.REFUSED, 404: Answer.UNKNOWN_LOG,
    }  # fmt: skip
    return known.get(status, Answer.BUSY)
