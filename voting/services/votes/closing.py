"""Closing a vote at its minute: closing, tally and the server's own partial decryption are one transaction.

A total of so few ballots that it would show what each says is opened by nobody: the server gives no part of it, the
vote ends without a count, and its key is destroyed.
"""

import logging
from datetime import datetime

from voting.ballots.errors import BallotError
from voting.ballots.tally import partial_decryption
from voting.law import wording
from voting.record.entries.count import PartialDecryption, Tally
from voting.record.entries.vote import VoteCancelled, VoteClosed
from voting.record.facts import Phase
from voting.record.rules.count import counted
from voting.services.desk import Desk
from voting.services.errors import Conflict, ServiceError
from voting.services.lookups import StoredVoteBook, vote_facts
from voting.services.votes.waiting_closings import write
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.votes import Vote

VOTE_KEY = "vote-key"
SERVER_OWNER = 1
BY_THE_PROGRAM = "program"
"""Whose act a cancellation is that no official has decided."""
FEWEST_BALLOTS = 3
"""A total of fewer says too much of each, unless the whole roll is smaller (static/js/committee/examination.mjs)."""
_LOG = logging.getLogger(__name__)


def close_due(desk: Desk) -> tuple[str, ...]:
    """Close every open vote whose time is over; a read first, so that nothing is locked while nothing is due."""
    with desk.database.reading() as tx:
        due = tx.votes.closing_by(desk.now(), Phase.OPEN)
    closed = []
    for vote in due:
        try:
            close_vote(desk, vote)
        except ServiceError:  # another process closed it first, or it was extended meanwhile
            continue
        except (storage_errors.StorageDataError, storage_errors.Damaged) as error:
            # Its key cannot be opened, say, or a ballot was altered on the disk: the other votes go on.
            _LOG.error("vote %s cannot be closed: %s", vote.uuid, type(error).__name__)
            continue
        closed.append(vote.uuid)
    return tuple(closed)


def require_open(desk: Desk, tx: Transaction, vote: Vote) -> StoredVoteBook:
    """The book of a vote that has not ended, locked, and then the commune's; ``Conflict`` "out-of-order"."""
    book = desk.books.vote(tx, vote.commune_id, vote.uuid)
    desk.books.commune(tx, vote.commune_id)
    known = vote_facts(tx, vote.commune_id, vote.uuid)
    if known is None or known.phase is not Phase.OPEN:
        raise Conflict(code="out-of-order")
    return book


def last_minute(desk: Desk, tx: Transaction, vote: Vote) -> datetime:
    """The minute for an entry that ends a vote: not before anything that stands in either of its books."""
    return max(desk.next_minute(tx, vote.commune_id), desk.next_minute(tx, vote.commune_id, vote.uuid))


def close_vote(desk: Desk, vote: Vote) -> None:
    """Close, tally, and give the server's part of the opening. Ballots are read before the locks, while others vote."""
    _write_what_waits(desk, vote)
    with desk.database.reading() as tx:
        before = desk.books.peek(tx, vote.commune_id, vote.uuid)
        before.choices()
    with desk.database.transaction() as tx:
        book = write(desk, tx, require_open(desk, tx, vote))
        book.remember(before)
        desk.append(tx, vote.commune_id, [_closing(desk, tx, vote, book)], asked=[book])
        if book.started().voted < min(FEWEST_BALLOTS, book.setup.households):
            _leave_sealed(desk, tx, vote, book)
            return
        try:
            _tally_and_open(desk, tx, vote, book)
        except BallotError as error:
            raise Conflict(str(error), code=error.code) from error
        tx.votes.set_state(vote.commune_id, vote.uuid, expected=Phase.OPEN, state=Phase.TALLIED)


def _write_what_waits(desk: Desk, vote: Vote) -> None:
    """Beforehand, so that the ballots read then are those of the book that is closed."""
    with desk.database.reading() as tx:
        waits = bool(tx.closings.waiting(vote.commune_id, vote.uuid))
    if waits:
        with desk.database.transaction() as tx:
            write(desk, tx, require_open(desk, tx, vote))


def _closing(desk: Desk, tx: Transaction, vote: Vote, book: StoredVoteBook) -> VoteClosed:
    tallies = book.started()
    return VoteClosed(
        village=vote.village_code,
        at=last_minute(desk, tx, vote),
        vote=vote.uuid,
        size=book.size,
        root=book.head.root.hex(),
        ballots=tallies.ballots,
        voted=tallies.voted,
        head=tallies.chain.append("EndBallots").head,
    )


def _leave_sealed(desk: Desk, tx: Transaction, vote: Vote, book: StoredVoteBook) -> None:
    """The vote ends without a count, for everyone to read why; nothing can open its ballots any more."""
    entry = VoteCancelled(
        village=vote.village_code, at=last_minute(desk, tx, vote), vote=vote.uuid, size=book.size,
        root=book.head.root.hex(), reason=wording.too_few(book.started().voted).vi, by=BY_THE_PROGRAM,
    )  # fmt: skip
    desk.append(tx, vote.commune_id, [entry], asked=[book])
    tx.votes.set_state(vote.commune_id, vote.uuid, expected=Phase.OPEN, state=Phase.CANCELLED)
    tx.secrets.destroy(vote.commune_id, VOTE_KEY, vote.uuid)


def _tally_and_open(desk: Desk, tx: Transaction, vote: Vote, book: StoredVoteBook) -> None:
    at = desk.next_minute(tx, vote.commune_id)
    encrypted = counted(book)
    secret = int.from_bytes(tx.secrets.get(vote.commune_id, VOTE_KEY, vote.uuid), "big")
    partial = partial_decryption(book.setup.election, encrypted, secret)
    desk.append(tx, vote.commune_id, [
        Tally(
            village=vote.village_code, at=at, vote=vote.uuid,
            encrypted_tally=encrypted.raw.decode(), sized=encrypted.sized_raw.decode(),
        ),
        PartialDecryption(
            village=vote.village_code, at=at, vote=vote.uuid,
            partial=partial.raw.decode(), owned=partial.owned(SERVER_OWNER).decode(),
        ),
    ], asked=[book])  # fmt: skip
