"""Rules of a vote's own book. They ask that book and what its opening fixed, and nothing else.

So whether a ballot is valid depends on its own book alone, and what it costs to judge one does not grow (LEDGER).
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from hashlib import sha256
from typing import Any

from voting.ballots import acceptance
from voting.ballots.envelope import Envelope
from voting.ballots.errors import BallotError
from voting.ballots.event_chain import EventChain
from voting.record.changes import BookChange, TakenBallot
from voting.record.entries.casting import BallotCast, BookStarted, ClosingMoved, CredentialAdded, CredentialClosed
from voting.record.entries.entry import Entry
from voting.record.errors import (
    DatedBeforePredecessor,
    NotStarted,
    OutOfOrder,
    RefusedBallot,
    UnknownVote,
    WrongOpening,
    WrongSetup,
)
from voting.record.facts import Barred, LastBallot, Move, Place, Tallies
from voting.record.lookups import VoteBook
from voting.record.rules.shared import require_text
from voting.record.setup import MAX_DURATION


def book_started(book: VoteBook, entry: BookStarted, _: Collection[str]) -> BookChange:
    """The first entry, and only the first, names the opening; spare cards are barred from here on."""
    setup = book.setup
    if book.size or book.tallies is not None:
        raise NotStarted("book-started stands first, and once")
    if (entry.vote, entry.village) != (setup.uuid, setup.village):
        raise UnknownVote(f"{entry.type}: vote {entry.vote} of village {entry.village!r} has another book")
    if Place(entry.opened_index, entry.opened_leaf) != setup.opening:
        raise WrongOpening(f"book-started names entry {entry.opened_index}, not the opening of the vote")
    if entry.at < setup.opened_at:
        raise DatedBeforePredecessor("the vote's book is dated before the vote's opening")
    chain = EventChain.setup(setup.election.raw, setup.trustees.raw, setup.credentials_raw)
    barred: dict[str, Barred | None] = dict.fromkeys(setup.spares, Barred.SPARE)
    return BookChange(Tallies(setup.closes_at, ballots=0, voted=0, chain=chain), barred=barred)


def ballot(book: VoteBook, entry: BallotCast, verified: Collection[str]) -> BookChange:
    """The acceptance list of PROTOCOL section 4; proofs are skipped only for envelopes named in ``verified``."""
    tallies, setup = _tallies(book, entry.type), book.setup
    if (entry.vote, entry.village) != (setup.uuid, setup.village):  # step 2, of the entry itself
        raise RefusedBallot(f"vote {entry.vote} of village {entry.village!r} has another book", code="wrong-election")
    if not setup.opens_at <= entry.at < tallies.closes_at:  # step 11
        raise RefusedBallot("the vote is not open at this time", code="not-open")
    try:
        envelope = entry.sealed  # step 1
        acceptance.check_shape(envelope.ballot, setup.election)  # steps 2 and 4
    except BallotError as error:
        raise refused(error) from error
    last = check_turn(book, envelope)
    if sha256(envelope.raw).hexdigest() not in verified:
        try:
            acceptance.check_proofs(envelope, setup.election)  # steps 5 to 8, and the seal of 9
        except BallotError as error:
            raise refused(error) from error
    cast = envelope.ballot
    taken = TakenBallot(cast.credential, envelope.sequence, cast.tracker, cast.ciphertexts, cast.choices)
    counted = replace(
        tallies,
        ballots=tallies.ballots + 1,
        voted=tallies.voted + (last is None),
        chain=tallies.chain.append("Ballot", cast.raw),
    )
    return BookChange(counted, ballot=taken)


def check_turn(book: VoteBook, envelope: Envelope) -> LastBallot | None:
    """Steps 3, 9 and 10, which need the book: credential, order, never seen before; the credential's last ballot."""
    cast = envelope.ballot
    if cast.credential not in book.setup.credentials:
        raise RefusedBallot("the credential is not on the list", code="unknown-credential")
    if book.barred(cast.credential) is not None:
        raise RefusedBallot("the credential is closed", code="closed-credential")
    seen = book.seen(cast.tracker, cast.ciphertexts)
    if seen.tracker:
        raise RefusedBallot("this very ballot is already in the record", code="duplicate", crime="replayed-ballot")
    if seen.ciphertext or len(set(cast.ciphertexts)) != len(cast.ciphertexts):
        raise RefusedBallot("a ciphertext appears a second time", code="duplicate", crime="copied-ciphertext")
    last = book.last(cast.credential)
    if last is not None and envelope.sequence <= last.sequence:
        raise RefusedBallot(f"sequence {envelope.sequence} is not above the last, {last.sequence}", code="old-sequence")
    return last


def refused(error: BallotError) -> RefusedBallot:
    """A ballot's own error as the record says it: the code of the interface, the crime by its finer name."""
    return RefusedBallot(str(error), code=error.code, crime=error.name)


def credential_closed(book: VoteBook, entry: CredentialClosed, _: Collection[str]) -> BookChange:
    """No further ballot from here on; one that was accepted before stays counted, as the archive counts it."""
    tallies = _of_this_vote(book, entry)
    if entry.credential not in book.setup.credentials or book.barred(entry.credential) is not None:
        raise WrongSetup("the credential is not on the list, or closed already")
    if entry.count != tallies.closings + 1:
        raise WrongSetup(f"credential-closed says {entry.count}, the record has {tallies.closings} before it")
    require_text(entry.reason, "reason", line_breaks=True)
    return BookChange(replace(tallies, closings=entry.count), barred={entry.credential: Barred.CLOSED})


def credential_added(book: VoteBook, entry: CredentialAdded, _: Collection[str]) -> BookChange:
    """A spare takes the place of one closed credential, once, so that open credentials never outnumber households."""
    tallies = _of_this_vote(book, entry)
    if book.barred(entry.credential) is not Barred.SPARE:
        raise WrongSetup("not a spare credential still closed")
    if book.barred(entry.instead_of) is not Barred.CLOSED:
        raise WrongSetup("the credential it replaces is not closed, or was replaced before")
    if book.last(entry.instead_of) is not None:
        raise OutOfOrder("the credential it replaces has voted: its household has had its vote")
    if entry.count != tallies.exchanged + 1:
        raise WrongSetup(f"credential-added says {entry.count}, the record has {tallies.exchanged} before it")
    barred = {entry.credential: None, entry.instead_of: Barred.EXCHANGED}
    return BookChange(replace(tallies, exchanged=entry.count), barred=barred)


def closing_moved(book: VoteBook, entry: ClosingMoved, _: Collection[str]) -> BookChange:
    """Before the closing it moves, to a later one, and never beyond the longest time (LEDGER)."""
    tallies, setup = _of_this_vote(book, entry), book.setup
    if not entry.at < tallies.closes_at < entry.closes_at:
        raise OutOfOrder("a closing time is moved before it is reached, and to a later one")
    if entry.closes_at - setup.opened_at > MAX_DURATION:
        raise OutOfOrder(f"a vote closes at most {MAX_DURATION.days} days after its opening")
    if entry.extended_index <= (tallies.moves[-1] if tallies.moves else setup.opening).index:
        raise OutOfOrder("closing-moved follows an extension that comes after the last one it followed")
    move = Move(entry.extended_index, entry.extended_leaf, entry.closes_at)
    return BookChange(replace(tallies, closes_at=entry.closes_at, moves=(*tallies.moves, move)))


def _tallies(book: VoteBook, what: str) -> Tallies:
    tallies = book.tallies
    if tallies is None:
        raise NotStarted(f"{what} before book-started")
    return tallies


def _of_this_vote(book: VoteBook, entry: Entry) -> Tallies:
    """The book in numbers; nothing in it names another vote or village."""
    tallies, setup = _tallies(book, entry.type), book.setup
    if (entry.subject(), entry.village) != (setup.uuid, setup.village):
        raise UnknownVote(f"{entry.type}: vote {entry.subject()} of village {entry.village!r} has another book")
    return tallies


RULES: dict[type[Entry], Callable[[VoteBook, Any, Collection[str]], BookChange]] = {
    BookStarted: book_started,
    BallotCast: ballot,
    CredentialClosed: credential_closed,
    CredentialAdded: credential_added,
    ClosingMoved: closing_moved,
}
