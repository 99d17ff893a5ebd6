"""Counting day: each member opens their part on their own device; the last one makes the result appear."""

from dataclasses import dataclass, replace

from voting.ballots.errors import BallotError
from voting.ballots.tally import parse_partial
from voting.record.entries.count import PartialDecryption, ResultDeclared
from voting.record.errors import RecordError
from voting.record.outcome import outcome_of
from voting.record.rules import count as rules_count
from voting.record.state import Phase
from voting.services.desk import Desk, find_village, find_vote, vote_for
from voting.services.errors import Conflict, Invalid
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
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "count.decrypt")
            return self._task(tx, vote, _seat(tx, actor, vote))

    def _task(self, tx: Transaction, vote: Vote, seat: Seat) -> CountingTask:
        state = self._desk.logs.state(tx, vote.commune_id)
        known = state.votes[vote.uuid]
        if known.tally is None:
            raise Conflict(code="still-open")
        members = committee_of(tx, find_village(tx, vote.village_code), seat.committee).members
        done = tuple(sorted(owner - SERVER_OWNER for owner in known.partials if owner > SERVER_OWNER))
        owners = {owner.number: owner.public_key.hex for owner in known.setup.trustees.owners}
        return CountingTask(
            uuid=vote.uuid,
            owner=seat.member + SERVER_OWNER,
            member=seat.member,
            public_key=owners[seat.member + SERVER_OWNER],
            election=known.setup.election.raw.decode(),
            encrypted_tally=known.tally.raw.decode(),
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
            at = self._desk.entry_time(self._desk.logs.state(tx, vote.commune_id))
            entry = PartialDecryption(village=vote.village_code, at=at, vote=uuid, partial=text, owned=owned_text)
            try:
                self._desk.logs.append(tx, vote.commune_id, [entry])
            except RecordError as error:
                raise Invalid({"partial": error.code}, str(error)) from error
            self._declare(tx, vote)
            return self._task(tx, vote, seat)

    def _declare(self, tx: Transaction, vote: Vote) -> None:
        """Append the result once every partial decryption is there, and let the server's key of this vote go."""
        state = self._desk.logs.state(tx, vote.commune_id)
        known = state.votes[vote.uuid]
        try:
            numbers = rules_count.opened(known)
        except BallotError:
            return
        outcome = outcome_of(known.setup, numbers.counts)
        entry = ResultDeclared(
            village=vote.village_code, at=self._desk.entry_time(state), vote=vote.uuid,
            result=numbers.raw.decode(), outcome=outcome,
        )  # fmt: skip
        self._desk.logs.append(tx, vote.commune_id, [entry])
        passed = [[one["passed"] for one in row] for row in outcome["questions"]]
        plan = {**vote.plan, "counts": [list(row) for row in numbers.counts], "passed": passed}
        tx.votes.update(replace(vote, state=Phase.DECIDED.value, plan=plan), expected_state=Phase.TALLIED)
        tx.secrets.delete(vote.commune_id, VOTE_KEY, vote.uuid)

    def progress(self, uuid: str) -> CountingProgress:
        """How many members have done their part; nothing about who, and nothing about the numbers."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            rows = tx.log.entries_of_vote(vote.commune_id, uuid, start=vote.plan.get("closed_index", 2**62))
            done = sum(row.type == PartialDecryption.type for row in rows) - 1
            members = tx.committee.members(vote.commune_id, vote.village_code, vote.committee or 0)
            return CountingProgress(max(done, 0), len(members))


def _seat(tx: Transaction, actor: Actor, vote: Vote) -> Seat:
    return seat_of(tx, actor, find_village(tx, vote.village_code), vote.committee)
