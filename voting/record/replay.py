"""The one judge of what may stand in a book, for the server before it appends and for the verifier.

``judge`` only asks and answers: every rule first checks everything and then returns what is to change as a value, so
an entry that is refused changes nothing. The server writes the change as rows; ``accept`` takes it into memory:
1. ``parse_entry(raw, book)``: exact bytes to an entry; 2. ``judge``: date order, then the rule of its type;
3. ``state.apply``. Rules live by subject in ``rules/``, under the names of ``entries/``.
"""

from collections.abc import Callable, Collection
from typing import Any

from voting.ledger.merkle import leaf_hash
from voting.record.changes import BookChange, CommuneChange, SubjectChange
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.errors import DatedBeforePredecessor
from voting.record.lookups import CommuneBook, Context, SubjectBook, VoteBook
from voting.record.rules import (
    casting,
    committee,
    commune,
    correction,
    count,
    decision,
    disclosure,
    matter,
    oversight,
    publicity,
    statements,
    village,
    vote,
)
from voting.record.state.commune import CommuneState
from voting.record.state.subject_book import SubjectBookState
from voting.record.state.vote_book import VoteBookState

COMMUNE_RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    **commune.RULES,
    **village.RULES,
    **committee.RULES,
    **matter.RULES,
    **vote.RULES,
    **correction.RULES,
    **count.RULES,
    **decision.RULES,
    **statements.RULES,
    **oversight.RULES,
    **publicity.RULES,
    **disclosure.RULES,
}
VOTE_RULES: dict[type[Entry], Callable[[VoteBook, Any, Collection[str]], BookChange]] = casting.RULES
SUBJECT_RULES: dict[type[Entry], Callable[[SubjectBook, Any, Collection[str]], SubjectChange]] = (
    statements.SUBJECT_RULES
)

RULES: dict[Book, dict[type[Entry], Callable[[Any, Any, Any], Any]]] = {
    Book.COMMUNE: dict(COMMUNE_RULES),
    Book.VOTE: dict(VOTE_RULES),
    Book.SUBJECT: dict(SUBJECT_RULES),
}
"""The rule of every type, by book."""


def judge(book: CommuneBook, entry: Entry, context: Context) -> CommuneChange:
    """What the next entry of a commune's book changes; raises ``RecordError`` if it may not stand there."""
    _require_order_in_time(book, entry)
    return COMMUNE_RULES[type(entry)](book, entry, context)


def judge_in_vote(book: VoteBook, entry: Entry, verified: Collection[str] = ()) -> BookChange:
    """What the next entry of a vote's book changes; raises ``RecordError`` if it may not stand there.

    ``verified`` names envelopes (SHA-256, hex) whose proofs were already checked against this election, so that the
    costly part can run before a lock or on several cores; the rest is always checked here.
    """
    _require_order_in_time(book, entry)
    return VOTE_RULES[type(entry)](book, entry, verified)


def judge_in_subject(book: SubjectBook, entry: Entry, verified: Collection[str] = ()) -> SubjectChange:
    """As ``judge_in_vote``, for a subject's book; ``verified`` names statements (SHA-256, hex)."""
    _require_order_in_time(book, entry)
    return SUBJECT_RULES[type(entry)](book, entry, verified)


def accept(state: CommuneState, raw: bytes, context: Context) -> Entry:
    """Judge the next entry of a commune's book and take it in; ``RecordError``, and nothing changed, if it may not."""
    entry = parse_entry(raw, Book.COMMUNE)
    state.apply(entry, leaf_hash(raw), judge(state, entry, context))
    return entry


def accept_in_vote(state: VoteBookState, raw: bytes, verified: Collection[str] = ()) -> Entry:
    """As ``accept``, for the next entry of a vote's book; ``verified`` as in ``judge_in_vote``."""
    entry = parse_entry(raw, Book.VOTE)
    state.apply(entry, leaf_hash(raw), judge_in_vote(state, entry, verified))
    return entry


def accept_in_subject(state: SubjectBookState, raw: bytes, verified: Collection[str] = ()) -> Entry:
    """As ``accept``, for the next entry of a subject's book; ``verified`` as in ``judge_in_subject``."""
    entry = parse_entry(raw, Book.SUBJECT)
    state.apply(entry, leaf_hash(raw), judge_in_subject(state, entry, verified))
    return entry


def _require_order_in_time(book: CommuneBook | VoteBook | SubjectBook, entry: Entry) -> None:
    if book.last_at is not None and entry.at < book.last_at:
        raise DatedBeforePredecessor(f"entry {book.size} is dated before entry {book.size - 1}")
