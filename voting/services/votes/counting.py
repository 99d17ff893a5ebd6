"""Counting day: each member opens their part on their own device; the last one makes the result appear."""

from contextlib import suppress
from dataclasses import dataclass, replace

from voting.ballots.errors import BallotError
from voting.ballots.tally import parse_partial
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.errors import WrongPartialDecryption
from voting.record.facts import Phase
from voting.record.facts import Vote as Known
from voting.record.outcome import outcome_of
from voting.record.rules.count import check_partial, opened, read_tally
from voting.services.desk import Desk, find_village, find_vote, vote_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.lookups import entry_at, vote_facts
from voting.services.permissions import Actor
from voting.services.votes.ceremony import PRIVATE_KEY
from voting.services.votes.closing import SERVER_OWNER, VOTE_KEY, close_due
from voting.services.votes.committees import members_of
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class CountingTask:
    """What a counting account's page works on: exact JSON of election and encrypted tally, and who has done their part.

    ``member`` is the account's own seat, 0 without one; ``public_keys`` (hex) are those whose part is still awaited.
    ``needed`` of the members open the total; ``sealed`` are the shares of a key made together, each for one paper.
    """

    uuid: str
    member: int
    public_keys: tuple[str, ...]
    sealed: tuple[str, ...]
    needed: int
    election: str
    encrypted_tally: str
    done: tuple[int, ...]
    waiting: tuple[str, ...]
    decided: bool


@dataclass(frozen=True)
class CountingProgress:
    """Members who have done their part, and how many of them are needed."""

    done: int
    needed: int


class Counting:
    """Partial decryptions of the counting committee, and the result."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def task(self, actor: Actor, uuid: str) -> CountingTask:
        """What is still to open, for any counting account; ``Conflict`` "still-open", "ended-uncounted"."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "count.decrypt")
            return self._task(tx, vote, actor)

    def _task(self, tx: Transaction, vote: Vote, actor: Actor) -> CountingTask:
        known, setup = _known(tx, vote), self._desk.books.setup(tx, vote.commune_id, vote.uuid)
        tally = _tally(tx, vote, known)
        members = members_of(tx, find_village(tx, vote.village_code), vote.committee or 0)
        seats = tx.committee.members(vote.commune_id, vote.village_code, vote.committee or 0)
        done = _done(known)
        return CountingTask(
            uuid=vote.uuid,
            member=next((one.number for one in members if one.account_id == actor.account_id), 0),
            public_keys=tuple(
                owner.public_key.hex for owner in setup.trustees.owners
                if owner.number != SERVER_OWNER and owner.number - SERVER_OWNER not in done
            ),
            sealed=tuple(one.sealed for seat in seats for one in tx.committee.messages(seat, PRIVATE_KEY)),
            needed=setup.trustees.parts - SERVER_OWNER,
            election=setup.election.raw.decode(),
            encrypted_tally=tally.encrypted_tally,
            done=done,
            waiting=tuple(member.name for member in members if member.number not in done),
            decided=known.phase is Phase.DECIDED,
        )  # fmt: skip

    def publish(self, actor: Actor, uuid: str, partial: bytes) -> CountingTask:
        """Record a member's partial decryption (exact bytes); when all have done theirs, the result with it.

        Its proof says whose it is, so any counting account of the village may hand it in.
        """
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "count.decrypt")
            try:
                owner = self._owner(tx, vote, partial)
                text, owned_text = partial.decode(), parse_partial(partial).owned(owner).decode()
            except (BallotError, UnicodeDecodeError) as error:
                raise Invalid({"partial": "malformed"}, str(error)) from error
            at = self._desk.next_minute(tx, vote.commune_id)
            entry = PartialDecryption(village=vote.village_code, at=at, vote=uuid, partial=text, owned=owned_text)
            try:
                self._desk.append(tx, vote.commune_id, [entry])
            except Conflict as error:
                raise Invalid({"partial": error.code}, error.detail) from error
            self._declare(tx, vote)
            return self._task(tx, vote, actor)

    def _owner(self, tx: Transaction, vote: Vote, partial: bytes) -> int:
        """The number of the member who made it, by its proof; ``Invalid`` if it is nobody's."""
        parsed, known = parse_partial(partial), _known(tx, vote)
        setup = self._desk.books.setup(tx, vote.commune_id, vote.uuid)
        tally = read_tally(_tally(tx, vote, known))
        for owner in setup.trustees.owners:
            with suppress(WrongPartialDecryption):
                check_partial(setup, tally, owner.number, parsed)
                return owner.number
        raise Invalid({"partial": WrongPartialDecryption.code})

    def _declare(self, tx: Transaction, vote: Vote) -> None:
        """Append the result once enough partial decryptions are there, and let the server's key of this vote go."""
        setup, known = self._desk.books.setup(tx, vote.commune_id, vote.uuid), _known(tx, vote)
        if len(known.partials) < setup.trustees.parts:
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
            needed = self._desk.books.setup(tx, vote.commune_id, vote.uuid).trustees.parts - SERVER_OWNER
            return CountingProgress(len(_done(_known(tx, vote))), needed)


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
        raise Conflict(code="ended-uncounted" if known.phase is Phase.CANCELLED else "still-open")
    return entry
