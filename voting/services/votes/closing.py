"""Closing a vote at its minute: closing, tally and the server's own partial decryption are one transaction."""

import logging
from dataclasses import replace

from voting.ballots.errors import BallotError
from voting.ballots.event_chain import EventChain
from voting.ballots.tally import partial_decryption
from voting.record.entries.count import PartialDecryption, Tally
from voting.record.entries.vote import VoteClosed
from voting.record.errors import RecordError
from voting.record.rules import count as rules_count
from voting.record.state import Phase, State, VoteState
from voting.services.desk import Desk
from voting.services.errors import Conflict, ServiceError
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.votes import Vote

VOTE_KEY = "vote-key"
SERVER_OWNER = 1
_LOG = logging.getLogger(__name__)


def close_due(desk: Desk) -> tuple[str, ...]:
    """Close every open vote whose time is over; a read first, so that nothing is locked while nothing is due."""
    with desk.database.reading() as tx:
        due = tx.votes.closing_by(desk.now(), Phase.OPEN)
    closed = []
    for vote in due:
        try:
            with desk.database.transaction() as tx:
                close_vote(desk, tx, tx.votes.get(vote.commune_id, vote.uuid))
        except ServiceError:  # another process closed it first, or it was extended meanwhile
            continue
        except storage_errors.StorageDataError as error:  # its key cannot be opened, say: the other votes go on
            _LOG.error("vote %s cannot be closed: %s", vote.uuid, type(error).__name__)
            continue
        closed.append(vote.uuid)
    return tuple(closed)


def close_vote(desk: Desk, tx: Transaction, vote: Vote) -> Vote:
    """Close, tally, and give the server's part of the opening; the index row as it stands then."""
    state = desk.logs.state(tx, vote.commune_id)
    known = state.votes[vote.uuid]
    if known.phase is not Phase.OPEN:
        raise Conflict(code="out-of-order")
    try:
        index = desk.logs.append(tx, vote.commune_id, [_closing(desk, state, vote, known)])
        _tally_and_open(desk, tx, vote)
    except (RecordError, BallotError) as error:
        raise Conflict(str(error), code=error.code) from error
    closed = replace(vote, state=Phase.TALLIED.value, plan={**vote.plan, "closed_index": index})
    tx.votes.update(closed, expected_state=Phase.OPEN)
    return closed


def _closing(desk: Desk, state: State, vote: Vote, known: VoteState) -> VoteClosed:
    chain: EventChain = known.chain.append("EndBallots")
    return VoteClosed(
        village=vote.village_code,
        at=desk.entry_time(state),
        vote=vote.uuid,
        ballots=known.ballots,
        voted=known.voted,
        head=chain.head,
        root=known.entries.root().hex(),
    )


def _tally_and_open(desk: Desk, tx: Transaction, vote: Vote) -> None:
    state = desk.logs.state(tx, vote.commune_id)
    known, at = state.votes[vote.uuid], desk.entry_time(state)
    encrypted = rules_count.counted(known)
    secret = int.from_bytes(tx.secrets.get(vote.commune_id, VOTE_KEY, vote.uuid), "big")
    partial = partial_decryption(known.setup.election, encrypted, secret)
    desk.logs.append(tx, vote.commune_id, [
        Tally(
            village=vote.village_code, at=at, vote=vote.uuid,
            encrypted_tally=encrypted.raw.decode(), sized=encrypted.sized_raw.decode(),
        ),
        PartialDecryption(
            village=vote.village_code, at=at, vote=vote.uuid,
            partial=partial.raw.decode(), owned=partial.owned(SERVER_OWNER).decode(),
        ),
    ])  # fmt: skip
