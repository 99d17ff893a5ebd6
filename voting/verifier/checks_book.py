"""Checks of the vote's own book: whole and by the rules, tied to the commune's book, and nothing left out of either."""

from collections.abc import Iterator
from contextlib import suppress
from hashlib import sha256

from voting.ballots.errors import BallotDataError
from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.record.entries.casting import BallotCast, BookStarted, envelope_in
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteCancelled, VoteClosed, VoteOpened
from voting.record.errors import NotStarted, RecordError
from voting.record.facts import Phase, Setup, Vote
from voting.record.replay import judge_in_vote
from voting.record.setup import setup_of
from voting.record.state.vote_book import VoteBookState
from voting.record.ties import require_cancelled, require_closing, require_moves, require_opening, require_seal
from voting.verifier.case import Case, Line, need
from voting.verifier.checks_commune import require_whole
from voting.verifier.errors import Crime, MissingPayload
from voting.verifier.findings import Failure, Finding, Needs, Status, held

WHOLE = ("checkpoint", "entries", "replay", "vote-book", "ties")
"""The checks that show both books to be whole."""


def vote_book(case: Case) -> Finding:
    """6. The vote's book is signed by the commune's key, whole, and its rules accept every entry in order.

    The entries are judged even where signature or root do not hold, so that one lie does not hide the next.
    """
    vote, opened = need(case.vote, "replay"), need(case.opened, "replay")
    case.book = VoteBookState(_setup(case, vote, opened))
    try:
        head = open_checkpoint(case.evidence.book.checkpoint, need(case.log, "log-key").named(opened.book))
        require_whole(case.evidence.book, case.book_lines, head)
    except (Crime, LedgerDataError, Failure, Needs):
        with suppress(Failure, RecordError):
            _replay(case, case.book)
        raise
    _replay(case, case.book)
    return held("vote-book.whole", entries=head.size, ballots=len(case.taken))


def _setup(case: Case, vote: Vote, opened: VoteOpened) -> Setup:
    credentials = case.payload(opened.credentials)
    if credentials is None:
        raise MissingPayload(f"the credential list {opened.credentials} is not in the bundle")
    return setup_of(opened, vote.opening, credentials, judged=True)  # by check 5, which was given the list too


def _replay(case: Case, book: VoteBookState) -> None:
    """Judge every entry in order; other processes check the proofs beside it, also behind a refused entry."""
    envelopes = [envelope_in(line.raw) for line in case.book_lines if _is_cast(line)]
    answers = zip(envelopes, case.proofs.of_envelopes(book.setup.election, envelopes), strict=True)
    verified: set[str] = set()
    try:
        for line in case.book_lines:
            if _is_cast(line):
                verified |= _remembered(case, *next(answers))
            _take(case, book, line, verified)
    finally:
        for one in answers:
            _remembered(case, *one)
    if not book.size:
        raise NotStarted("no entries in the vote's book")


def _is_cast(line: Line) -> bool:
    return isinstance(line.entry, BallotCast)


def _remembered(case: Case, envelope: bytes, answer: str | BallotDataError | None) -> set[str]:
    """Keep the tracker of a ballot whose proofs hold; gives the name by which the rules know that."""
    if not isinstance(answer, str):
        return set()
    case.proven.add(answer)
    return {sha256(envelope).hexdigest()}


def _take(case: Case, book: VoteBookState, line: Line, verified: set[str]) -> None:
    try:
        if line.entry is None:
            raise line.error or NotStarted("no entry")
        change = judge_in_vote(book, line.entry, verified)
        book.apply(line.entry, line.leaf, change)
    except RecordError as error:
        raise Failure(error, index=line.index, type=line.entry.type if line.entry else "") from error
    if change.ballot is not None:
        case.taken[line.index] = change.ballot
        case.proven.add(change.ballot.tracker)


def ties(case: Case) -> Finding:
    """7. The two books agree: opening, every seal, moved closing times, closing or cancellation."""
    vote, book = need(case.vote, "replay"), need(case.book, "vote-book")
    if case.statuses["vote-book"] is not Status.PASS:
        raise Needs("vote-book")
    first = case.book_lines[0].entry
    if isinstance(first, BookStarted):
        require_opening(vote, first)
    seals = 0
    for index, entry in _about_the_book(case):
        try:
            seals += _tie(case, entry, vote, book)
        except RecordError as error:
            raise Failure(error, index=index, type=entry.type) from error
    require_moves(vote, book)
    say = "ties.hold-open" if vote.phase is Phase.OPEN else "ties.hold"
    return held(say, seals=seals, moves=len(vote.extensions))


def _about_the_book(case: Case) -> Iterator[tuple[int, Entry]]:
    """The entries of the commune's book that state how the vote's book stood, as far as the rules accept them."""
    for index, entry in enumerate(case.commune.entries if case.commune else ()):
        sealed = isinstance(entry, BooksSealed) and case.evidence.vote in dict(entry.books)
        ended = isinstance(entry, VoteClosed | VoteCancelled) and entry.vote == case.evidence.vote
        if sealed or ended:
            yield index, entry


def _tie(case: Case, entry: Entry, vote: Vote, book: VoteBookState) -> int:
    """What this entry states of the vote's book is so; how many seals that were."""
    match entry:
        case BooksSealed():
            require_seal(dict(entry.books)[case.evidence.vote], book)
            return 1
        case VoteClosed():
            require_closing(entry, vote, book)
        case VoteCancelled():
            require_cancelled(entry, book)
    return 0


def nothing_left_out(case: Case) -> Finding:
    """8. Both books are whole, so there is no other opening, ballot, extension or cancellation: nothing is left out.

    While a vote is open its book is whole up to its own checkpoint, and the commune's book has sealed a part of it.
    """
    for name in WHOLE:
        if case.statuses[name] is not Status.PASS:
            raise Needs(name)
    vote, book = need(case.vote, "replay"), need(case.book, "vote-book")
    values = {"entries": len(case.commune_lines), "book": book.size, "ballots": len(case.taken)}
    if vote.phase is Phase.OPEN:
        return held("nothing-left-out.open", sealed=vote.seal.size if vote.seal else 0, **values)
    return held("nothing-left-out.ended", **values)
