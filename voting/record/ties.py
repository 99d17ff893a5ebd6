"""What ties a vote's book to the commune's: opening, seals, moved closing times, the end.

The rules ask it when the server gives both books; the verifier asks it once it has replayed both.
"""

from voting.record.entries.casting import BookStarted
from voting.record.entries.statements import SubjectClosed, SubjectStarted
from voting.record.entries.vote import VoteCancelled, VoteClosed
from voting.record.errors import WrongClosing, WrongMove, WrongOpening, WrongSeal
from voting.record.facts import Place, Subject, Vote
from voting.record.fields import Seal
from voting.record.lookups import SubjectBook, VoteBook


def require_opening(vote: Vote, book_started: BookStarted) -> None:
    """The vote's book begins by naming the very entry that opened the vote; else ``WrongOpening``."""
    named = Place(book_started.opened_index, book_started.opened_leaf)
    if named != vote.opening or book_started.village != vote.village or book_started.at < vote.opened_at:
        raise WrongOpening("the vote's book does not begin with the opening that the commune's book has")


def require_seal(seal: Seal, book: VoteBook | SubjectBook) -> None:
    """The vote's, or the subject's, book had this root at this size; else ``WrongSeal``."""
    if book.root_at(seal.size) != seal.root:
        raise WrongSeal(f"the book of {book.size} entries has another root at size {seal.size}, or none")


def require_cancelled(entry: VoteCancelled, book: VoteBook) -> None:
    """The vote's book ends where the cancellation says; else ``WrongSeal``."""
    if book.size != entry.size:
        raise WrongSeal(f"the vote's book has {book.size} entries, vote-cancelled says {entry.size}")
    require_seal(Seal(entry.size, entry.root), book)


def require_moves(vote: Vote, book: VoteBook) -> None:
    """Every extension moved the closing time in the vote's book, to the same time, and nothing else did."""
    tallies = book.tallies
    moves = tallies.moves if tallies else ()
    if moves != vote.extensions or (tallies and tallies.closes_at != vote.closes_at):
        raise WrongMove(f"{len(vote.extensions)} extensions, and {len(moves)} moved closing times in the vote's book")


def require_closing(entry: VoteClosed, vote: Vote, book: VoteBook) -> None:
    """``vote-closed`` states the whole book: size, root, ballots, households, archive head; else ``WrongClosing``.

    Also that both books have the same closing time (``WrongMove``): it is what the last ballot was judged by.
    """
    tallies = book.tallies
    if tallies is None or book.size != entry.size or book.root_at(entry.size) != entry.root:
        raise WrongClosing(f"the vote's book has {book.size} entries or another root, vote-closed says {entry.size}")
    head = tallies.chain.append("EndBallots").head
    if (entry.ballots, entry.voted, entry.head) != (tallies.ballots, tallies.voted, head):
        raise WrongClosing("vote-closed states other ballots, households or archive head than the vote's book")
    if book.last_at is not None and entry.at < book.last_at:
        raise WrongClosing("vote-closed is dated before the last entry of the vote's book")
    require_moves(vote, book)


def require_subject_opening(subject: Subject, first: SubjectStarted) -> None:
    """The subject's book begins by naming the very entry that opened the subject; else ``WrongOpening``."""
    named = Place(first.opened_index, first.opened_leaf)
    if named != subject.opening or first.village != subject.village or first.at < subject.opened_at:
        raise WrongOpening("the subject's book does not begin with the opening that the commune's book has")


def require_subject_closing(entry: SubjectClosed, book: SubjectBook) -> None:
    """``subject-closed`` states the whole book: size, root, statements, counts by value; else ``WrongClosing``."""
    opinions = book.opinions
    if opinions is None or book.size != entry.size or book.root_at(entry.size) != entry.root:
        raise WrongClosing(f"the subject's book has {book.size} entries or another root, subject-closed {entry.size}")
    if (entry.statements, entry.counts) != (opinions.statements, opinions.counts):
        raise WrongClosing("subject-closed states other statements or counts than the subject's book")
    if book.last_at is not None and entry.at < book.last_at:
        raise WrongClosing("subject-closed is dated before the last entry of the subject's book")
