"""Counting day: each member opens their part on their own device; the last one makes the result appear."""

from dataclasses import dataclass, replace

from voting.ballots.errors import BallotError
from voting.ballots.tally import parse_partial
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.facts import Phase
from voting.record.facts import Vote as Known
from voting.record.outcome import outcome_of
from voting.record.rules.count import opened
from voting.services.desk import Desk, find_village, find_vote, vote_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.lookups import entry_at, vote_facts
from voting.services.permissions import Actor
from voting.services.votes.closing import SERVER_OWNER, VOTE_KEY, close_due
from voting.services.votes.committees import committee_of, seat_of
from voting.storage.committee import Seat
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class CountingTask:
    """What a member's page works on: exact JSON of election and encrypted tally, and who has done their part."""

    uuid: str
    owner: int
    member: int
    public_key: str
    election: str
    encrypted_tally: str
    done: tuple[int, ...]
    waiting: tuple[str, ...]
    decided: bool


@dataclass(frozen=True)
class CountingProgress:
    """Members who have done their part, and how many there are."""

    done: int
    needed: int


class Counting:
    """Partial decryptions of the counting committee, and the result."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def task(self, actor: Actor, uuid: str) -> CountingTask:
        """The member's own part; ``Conflict`` "still-open" before closing, "not-a-member" for anyone else."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "count.decrypt")
            return self._task(tx, vote, _seat(tx, actor, vote))

    def _task(self, tx: Transaction, vote: Vote, seat: Seat) -> CountingTask:
        known, setup = _known(tx, vote), self._desk.books.setup(tx, vote.commune_id, vote.uuid)
        tally = _tally(tx, vote, known)
        members = committee_of(tx, find_village(tx, vote.village_code), seat.committee).members
        done = _done(known)
        owners = {owner.number: owner.public_key.hex for owner in setup.trustees.owners}
        return CountingTask(
            uuid=vote.uuid,
            owner=seat.member + SERVER_OWNER,
            member=seat.member,
            public_key=owners[seat.member + SERVER_OWNER],
            election=setup.election.raw.decode(),
            encrypted_tally=tally.encrypted_tally,
            done=done,
            waiting=tuple(member.name for member in members if member.number not in done),
            decided=known.phase is Phase.DECIDED,
        )

    def publish(self, actor: Actor, uuid: str, partial: bytes) -> CountingTask:
        """Record a member's partial decryption (exact bytes); when all have done theirs, the result with it."""
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "count.decrypt")
            seat = _seat(tx, actor, vote)
            try:
                owned = parse_partial(partial).owned(seat.member + SERVER_OWNER)
                text, owned_text = partial.decode(), owned.decode()
            except (BallotError, UnicodeDecodeError) as error:
                raise Invalid({"partial": "malformed"}, str(error)) from error
            at = self._desk.next_minute(tx, vote.commune_id)
            entry = PartialDecryption(village=vote.village_code, at=at, vote=uuid, partial=text, owned=owned_text)
            try:
                self._desk.append(tx, vote.commune_id, [entry])
            except Conflict as error:
                raise Invalid({"partial": error.code}, error.detail) from error
            self._declare(tx, vote)
            return self._task(tx, vote, seat)

    def _declare(self, tx: Transaction, vote: Vote) -> None:
        """Append the result once every partial decryption is there, and let the server's key of this vote go."""
        setup, known = self._desk.books.setup(tx, vote.commune_id, vote.uuid), _known(tx, vote)
        if len(known.partials) < len(setup.trustees.owners):
            return
        numbers = opened(self._desk.books.commune(tx, vote.commune_id), known, setup)
        entry = ResultDeclared(
            village=vote.village_code, at=self._desk.next_minute(tx, vote.commune_id), vote=vote.uuid,
            result=numbers.raw.decode(), outcome=outcome_of(setup, numbers.counts),
        )  # fmt: skip
        self._desk.append(tx, vote.commune_id, [entry])
        tx.votes.update(replace(vote, state=Phase.DECIDED.value), expected_state=Phase.TALLIED)
        tx.secrets.destroy(vote.commune_id, VOTE_KEY, vote.uuid)

    def progress(self, uuid: str) -> CountingProgress:
        """How many members have done their part; nothing about who, and nothing about the numbers."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            members = tx.committee.members(vote.commune_id, vote.village_code, vote.committee or 0)
            return CountingProgress(len(_done(_known(tx, vote))), len(members))


def _known(tx: Transaction, vote: Vote) -> Known:
    known = vote_facts(tx, vote.commune_id, vote.uuid)
    if known is None:
        raise NotFound(code="unknown-vote")
    return known


def _done(known: Known) -> tuple[int, ...]:
    """Numbers of the members who have done their part; the server's own is done at closing."""
    return tuple(sorted(owner - SERVER_OWNER for owner, _ in known.partials if owner > SERVER_OWNER))


def _tally(tx: Transaction, vote: Vote, known: Known) -> Tally:
    entry = None if known.tally is None else entry_at(tx, vote.commune_id, known.tally)
    if not isinstance(entry, Tally):
        raise Conflict(code="still-open")
    return entry


def _seat(tx: Transaction, actor: Actor, vote: Vote) -> Seat:
    return seat_of(tx, actor, find_village(tx, vote.village_code), vote.committee)
