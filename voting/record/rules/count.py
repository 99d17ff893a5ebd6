"""Rules about the count: the encrypted tally, partial decryptions, the result and its outcome.

Order and numbers are always judged; what the numbers are made of only where the vote's own book is given.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from voting.ballots import tally as tallies
from voting.ballots.errors import BallotError
from voting.record.changes import CommuneChange
from voting.record.entries.count import PartialDecryption, ResultDeclared, Tally
from voting.record.entries.entry import Entry, compact
from voting.record.errors import RecordError, WrongOutcome, WrongPartialDecryption, WrongResult, WrongTally
from voting.record.facts import Phase, Setup, Vote
from voting.record.lookups import CommuneBook, Context, VoteBook
from voting.record.outcome import is_formed, outcome_of
from voting.record.rules.shared import vote_in


def tally(book: CommuneBook, entry: Tally, context: Context) -> CommuneChange:
    """Recomputed here from the ballots in the vote's book, byte for byte."""
    vote = vote_in(book, entry, Phase.CLOSED)
    if read_tally(entry).number != vote.voted:
        raise WrongTally(f"{vote.voted} households have voted, and another number of ballots is counted")
    if (own := context.vote_book(entry.vote)) is not None:
        encrypted = counted(own)
        if (entry.encrypted_tally.encode(), entry.sized.encode()) != (encrypted.raw, encrypted.sized_raw):
            raise WrongTally("not the product of the last ballots in the vote's book, or a wrong number of them")
    return CommuneChange(votes={entry.vote: replace(vote, phase=Phase.TALLIED, tally=book.size)})


def counted(book: VoteBook) -> tallies.Tally:
    """The encrypted tally of the ballots that count: the last of each credential."""
    return tallies.tally_choices(book.setup.election, list(book.choices()))


def read_tally(entry: Tally) -> tallies.Tally:
    """The encrypted tally an entry carries; ``WrongTally`` if it is none."""
    with _as(WrongTally):
        return tallies.parse_tally(entry.encrypted_tally.encode(), entry.sized.encode())


def tally_of(book: CommuneBook, vote: Vote) -> tallies.Tally:
    """The encrypted tally that stands in the book; ``WrongTally`` before there is one."""
    entry = None if vote.tally is None else book.entry(vote.tally)
    if not isinstance(entry, Tally):
        raise WrongTally("nothing is tallied yet")
    return read_tally(entry)


def partial_decryption(book: CommuneBook, entry: PartialDecryption, context: Context) -> CommuneChange:
    """One for each trustee, with a proof for every factor."""
    vote = vote_in(book, entry, Phase.TALLIED)
    owner, partial = read_partial(entry)
    if owner in dict(vote.partials):
        raise WrongPartialDecryption(f"trustee {owner} has done its part already")
    if (own := context.vote_book(entry.vote)) is not None:
        check_partial(own.setup, tally_of(book, vote), owner, partial)
    done = replace(vote, partials=(*vote.partials, (owner, book.size)))
    return CommuneChange(votes={entry.vote: done})


def read_partial(entry: PartialDecryption) -> tuple[int, tallies.PartialDecryption]:
    """The owner's number and what it owns; ``WrongPartialDecryption`` if they do not belong together."""
    with _as(WrongPartialDecryption):
        owner, _ = tallies.parse_owned(entry.owned.encode())
        partial = tallies.parse_partial(entry.partial.encode())
    if partial.owned(owner) != entry.owned.encode():
        raise WrongPartialDecryption("the payload has another hash than the one that is owned")
    return owner, partial


def check_partial(setup: Setup, tally: tallies.Tally, owner: int, partial: tallies.PartialDecryption) -> None:
    """It is by a trustee of the vote, and every proof holds; else ``WrongPartialDecryption``."""
    keys = {one.number: one.public_key for one in setup.trustees.owners}
    if owner not in keys:
        raise WrongPartialDecryption(f"the vote has no trustee {owner}")
    with _as(WrongPartialDecryption):
        tallies.check_partial(setup.election, tally, keys[owner], partial)


def result(book: CommuneBook, entry: ResultDeclared, context: Context) -> CommuneChange:
    """Both the numbers and what the rule makes of them are recomputed and compared."""
    vote = vote_in(book, entry, Phase.TALLIED)
    with _as(WrongResult):
        stated = tallies.parse_result(entry.result.encode())
    if len(vote.partials) < vote.parts:
        raise WrongResult(f"{len(vote.partials)} of the {vote.parts} parts that open the tally are in the book")
    if any(number > vote.voted for row in stated.counts for number in row):
        raise WrongResult(f"a number is larger than the {vote.voted} households that have voted")
    if bool(entry.outcome) is not vote.decides:
        raise WrongOutcome("a vote that decides nothing has no outcome, and every other vote has one")
    if entry.outcome and not is_formed(entry.outcome, len(stated.counts)):
        raise WrongOutcome("not of the form that an outcome has")
    if (own := context.vote_book(entry.vote)) is not None:
        numbers = opened(book, vote, own.setup)
        if entry.result.encode() != numbers.raw:
            raise WrongResult("not what the partial decryptions open to")
        if compact(entry.outcome) != compact(outcome_of(own.setup, numbers.counts)):  # in Python, 1 == True
            raise WrongOutcome("not what the rule of decision makes of the numbers")
    return CommuneChange(votes={entry.vote: replace(vote, phase=Phase.DECIDED, result=book.size)})


def opened(book: CommuneBook, vote: Vote, setup: Setup) -> tallies.Result:
    """The numbers that the partial decryptions in the book open to; ``WrongResult`` while some are missing."""
    partials = dict(_partials(book, vote))
    with _as(WrongResult):
        return tallies.combine(setup.election, tally_of(book, vote), setup.trustees, partials)


def _partials(book: CommuneBook, vote: Vote) -> Iterator[tuple[int, tallies.PartialDecryption]]:
    for _, index in vote.partials:
        entry = book.entry(index)
        if isinstance(entry, PartialDecryption):
            yield read_partial(entry)


@contextmanager
def _as(refusal: type[RecordError]) -> Iterator[None]:
    try:
        yield
    except BallotError as error:
        raise refusal(f"{error.name}: {error}") from error


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    Tally: tally,
    PartialDecryption: partial_decryption,
    ResultDeclared: result,
}
