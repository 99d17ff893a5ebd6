"""Accepting a ballot: all that needs no lock before it, what may have changed since inside it (PROTOCOL section 4).

A ballot that is refused changes nothing and takes no lock; what everyone may have seen and can post again (a copy of
a public ballot) is refused by one read, before its proofs are looked at. Nothing here grows with the book.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from voting.ballots import acceptance, strict_json
from voting.ballots.envelope import Envelope, read_envelope
from voting.ballots.errors import BallotError
from voting.ledger.merkle import CompactRange
from voting.ledger.tlog_proof import make_newest_receipt
from voting.record import errors as record_errors
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.facts import Barred, Phase, Setup
from voting.record.fields import show_minute
from voting.record.rules.casting import check_turn
from voting.services.desk import Desk, find_vote
from voting.services.errors import NotFound, RefusedBallot, Unavailable
from voting.services.kept import Kept
from voting.services.lookups import StoredVoteBook
from voting.services.votes.help_desks import require_desk
from voting.services.votes.receipts import fresh_receipt
from voting.services.votes.waiting_closings import write_for
from voting.storage import errors as storage_errors
from voting.storage.ballots import BallotRow, Look
from voting.storage.database import Transaction

MAX_BODY_BYTES = 64 * 1024
COMMUNES_KEPT = 4096
TRACKER, BEGINNING = 43, 8
"""Characters of a tracker, and how many of its beginning, the first two groups, find it."""


@dataclass(frozen=True)
class Accepted:
    """An accepted, durable ballot: tracker, place in the vote's book, receipt (tlog-proof), the entry's minute."""

    tracker: str
    index: int
    receipt: str
    at: str


@dataclass(frozen=True)
class LastBallot:
    """The last accepted ballot of a credential; sequence 0 and no tracker before the first."""

    sequence: int
    tracker: str | None


@dataclass(frozen=True)
class BallotStatus:
    """A ballot in its vote's book: where, whether it is the one that counts, a fresh receipt for its exact entry."""

    vote: str
    tracker: str
    index: int
    receipt: str
    counts: bool
    sequence: int
    at: str
    entry: str


class Casting:
    """Casting ballots and finding them again."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._communes: Kept[str, str] = Kept(COMMUNES_KEPT)

    def cast(self, uuid: str, body: bytes, at_desk: str = "") -> Accepted:
        """Accept an envelope's exact bytes, durably, or ``RefusedBallot`` with a code of PROTOCOL section 8.

        ``at_desk`` is the token of the help desk it comes from, if it does: "desk-closed", or counted with the ballot.
        """
        if len(body) > MAX_BODY_BYTES:
            raise RefusedBallot("more than 64 KiB", code="too-large")
        with _refusals():
            value = strict_json.load(body)
            envelope = read_envelope(value, body)
            commune, setup, is_waited_for = self._checked(uuid, envelope, at_desk)
            acceptance.check_proofs(envelope, setup.election)
        try:
            if is_waited_for:  # and whoever sends this has just proved to hold it
                write_for(self._desk, commune, uuid, envelope.ballot.credential)
            with _refusals(), self._desk.database.transaction() as tx:
                accepted = self._append(tx, self._desk.books.vote(tx, commune, uuid), envelope, value)
                if at_desk:
                    tx.help_desks.count(commune, uuid)
                return accepted
        except storage_errors.OutcomeUnknown:
            raise  # it may be in the record: nobody says here that nothing was stored
        except (record_errors.RecordError, storage_errors.Unavailable) as error:
            raise Unavailable(str(error)) from error

    def _checked(self, uuid: str, envelope: Envelope, at_desk: str) -> tuple[str, Setup, bool]:
        """All that needs neither proofs nor a lock; a vote's commune and what its opening fixed are kept, for ever.

        The last value tells a spare credential whose place is kept for it (`waiting_closings`).
        """
        with self._desk.database.reading() as tx:
            commune = self._communes.get(uuid, lambda: find_vote(tx, uuid).commune_id)
            if at_desk:
                require_desk(tx, at_desk, commune, self._desk.now())
            setup = self._desk.books.setup(tx, commune, uuid)
            acceptance.check_shape(envelope.ballot, setup.election)
            return commune, setup, self._check_turn(self._desk.books.peek(tx, commune, uuid), envelope)

    def _check_turn(self, book: StoredVoteBook, envelope: Envelope) -> bool:
        """Whether the vote is open now and it is this ballot's turn: two statements, one of which is the head."""
        if envelope.ballot.credential not in book.setup.credentials:
            raise RefusedBallot("the credential is not on the list", code="unknown-credential")
        look = book.look_for(envelope.ballot)
        if look.vote_state != Phase.OPEN or not book.setup.opens_at <= self._desk.now() < book.started().closes_at:
            raise RefusedBallot("the vote is not open at this time", code="not-open")
        if book.barred(envelope.ballot.credential) is Barred.SPARE and book.waits_for_spare(envelope.ballot.credential):
            return True
        check_turn(book, envelope)
        _require_not_closed(look)
        return False

    def _append(self, tx: Transaction, book: StoredVoteBook, envelope: Envelope, value: dict[str, Any]) -> Accepted:
        cast, before = envelope.ballot, book.head
        look = book.look_for(cast)
        if look.vote_state != Phase.OPEN:
            raise RefusedBallot("the vote has ended", code="not-open")
        _require_not_closed(look)
        at = self._desk.next_minute(tx, book.commune, book.uuid)
        entry = BallotCast.of(envelope, value, village=book.setup.village, at=at, vote=book.uuid)
        index = self._desk.books.take(tx, book, entry, verified={sha256(envelope.raw).hexdigest()})
        signed = tx.log.checkpoint(book.commune, book.uuid).note
        receipt = make_newest_receipt(CompactRange(before.size, before.hashes), signed)
        return Accepted(cast.tracker, index, receipt, show_minute(entry.at))

    def last(self, uuid: str, credential: str) -> LastBallot:
        """The last accepted ballot of a credential; ``RefusedBallot`` if it is not on the vote's list."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            if credential not in self._desk.books.setup(tx, vote.commune_id, uuid).credentials:
                raise RefusedBallot("the credential is not on the list", code="unknown-credential")
            last = self._desk.books.peek(tx, vote.commune_id, uuid).last(credential)
            return LastBallot(last.sequence, last.tracker) if last else LastBallot(0, None)

    def ballot(self, uuid: str, tracker: str) -> BallotStatus:
        """A ballot by its tracker or the beginning of it, with a fresh receipt.

        ``NotFound`` "unknown-ballot", "several-ballots".
        """
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            try:
                row = tx.ballots.by_tracker(vote.commune_id, uuid, _whole(tx, tracker))
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-ballot") from error
            return _status(tx, row)

    def find(self, tracker: str) -> BallotStatus:
        """As ``ballot``, for a page that knows no vote."""
        with self._desk.database.reading() as tx:
            found = tx.ballots.with_tracker(_whole(tx, tracker))
            if not found:
                raise NotFound(code="unknown-ballot")
            return _status(tx, found[0])

    def beginning_with(self, start: str) -> str:
        """The one tracker that begins so; ``NotFound`` "unknown-ballot", "several-ballots"."""
        with self._desk.database.reading() as tx:
            return _the_one(tx, start)


def _require_not_closed(look: Look) -> None:
    """A card that was replaced votes nowhere from that minute on, though the books name its credentials later."""
    if look.waits:
        raise RefusedBallot("the credential is closed", code="closed-credential")


def _whole(tx: Transaction, typed: str) -> str:
    """The whole tracker, where enough of its beginning was given."""
    return _the_one(tx, typed) if BEGINNING <= len(typed) < TRACKER else typed


def _the_one(tx: Transaction, start: str) -> str:
    found = {row.tracker for row in tx.ballots.beginning_with(start, 2)}
    if len(found) != 1:
        raise NotFound(code="several-ballots" if found else "unknown-ballot")
    return found.pop()


@contextmanager
def _refusals() -> Iterator[None]:
    """What the ballot protocol or the record has against a ballot, as this service says it."""
    try:
        yield
    except BallotError as error:
        raise RefusedBallot(str(error), code=error.code, crime=error.name) from error
    except record_errors.RefusedBallot as error:
        raise RefusedBallot(str(error), code=error.code, crime=error.crime) from error


def _status(tx: Transaction, row: BallotRow) -> BallotStatus:
    book = (row.commune_id, row.vote_uuid)
    raw = tx.log.entry(*book, row.idx).raw
    return BallotStatus(
        vote=row.vote_uuid,
        tracker=row.tracker,
        index=row.idx,
        receipt=fresh_receipt(tx, *book, row.idx),
        counts=tx.ballots.last_of(*book, row.credential).tracker == row.tracker,
        sequence=row.sequence,
        at=show_minute(parse_entry(raw, Book.VOTE).at),
        entry=raw.decode(),
    )
