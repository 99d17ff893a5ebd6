"""Rules about the count: the encrypted tally, partial decryptions, the result and its outcome."""

from collections.abc import Callable
from typing import Any

from voting.ballots import tally as tallies
from voting.ballots.errors import BallotError
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Entry, compact
from voting.record.errors import WrongOutcome, WrongPartialDecryption, WrongResult, WrongTally
from voting.record.outcome import outcome_of
from voting.record.rules.shared import Change, Context, vote_in
from voting.record.state import Phase, State, VoteState


def counted(vote: VoteState) -> tallies.Tally:
    """The encrypted tally of the ballots that count: the last of each credential."""
    return tallies.tally_choices(vote.setup.election, [ballot.choices for ballot in vote.last.values()])


def tally(state: State, entry: Tally, _: Context) -> Change:
    """Recomputed here from the ballots in the record, byte for byte."""
    vote = vote_in(state, entry, Phase.CLOSED)
    encrypted = counted(vote)
    if (entry.encrypted_tally.encode(), entry.sized.encode()) != (encrypted.raw, encrypted.sized_raw):
        raise WrongTally("not the product of the last ballots in the record, or a wrong number of them")
    chain = vote.chain.append("EncryptedTally", encrypted.sized_raw)

    def change() -> None:
        vote.phase, vote.tally, vote.chain = Phase.TALLIED, encrypted, chain

    return change


def partial_decryption(state: State, entry: PartialDecryption, _: Context) -> Change:
    """One for each trustee, with a proof for every factor."""
    vote = vote_in(state, entry, Phase.TALLIED)
    try:
        owner, partial = checked_partial(vote, entry.owned.encode(), entry.partial.encode())
    except BallotError as error:
        raise WrongPartialDecryption(f"{error.name}: {error}") from error
    chain = vote.chain.append("PartialDecryption", entry.owned.encode())

    def change() -> None:
        vote.partials[owner] = partial
        vote.chain = chain

    return change


def checked_partial(vote: VoteState, owned: bytes, raw: bytes) -> tuple[int, tallies.PartialDecryption]:
    """The owner's number and its partial decryption, proofs checked; ``BallotError`` or ``WrongPartialDecryption``."""
    owner, _ = tallies.parse_owned(owned)
    partial = tallies.parse_partial(raw)
    keys = {one.number: one.public_key for one in vote.setup.trustees.owners}
    if owner not in keys or partial.owned(owner) != owned:
        raise WrongPartialDecryption("not by a trustee of this vote, or the payload has another hash")
    if owner in vote.partials:
        raise WrongPartialDecryption(f"trustee {owner} has done its part already")
    tallies.check_partial(vote.setup.election, _tally(vote), keys[owner], partial)
    return owner, partial


def opened(vote: VoteState) -> tallies.Result:
    """The numbers the partial decryptions open to; ``BallotError`` while some are missing."""
    return tallies.combine(vote.setup.election, _tally(vote), vote.setup.trustees, vote.partials)


def _tally(vote: VoteState) -> tallies.Tally:
    if vote.tally is None:
        raise WrongTally("nothing is tallied yet")
    return vote.tally


def result(state: State, entry: ResultDeclared, _: Context) -> Change:
    """Both the numbers and what the rule makes of them are recomputed and compared."""
    vote = vote_in(state, entry, Phase.TALLIED)
    try:
        numbers = opened(vote)
    except BallotError as error:
        raise WrongResult(f"{error.name}: {error}") from error
    if entry.result.encode() != numbers.raw:
        raise WrongResult("not what the partial decryptions open to")
    if compact(entry.outcome) != compact(outcome_of(vote.setup, numbers.counts)):  # in Python, 1 == True
        raise WrongOutcome("not what the rule of decision makes of the numbers")

    chain = vote.chain.append("Result", entry.result.encode())

    def change() -> None:
        vote.phase, vote.chain = Phase.DECIDED, chain

    return change


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    Tally: tally,
    PartialDecryption: partial_decryption,
    ResultDeclared: result,
}
