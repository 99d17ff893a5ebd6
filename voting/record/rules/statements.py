"""Rules of subjects that households speak about: in the commune's book, and in a subject's own.

Whether a statement is valid depends on its own book and on what its opening fixed, and costs the same however many
there are. What a subject is about, and when it may be over, is `rules.subjects`.
"""

from collections.abc import Callable, Collection
from dataclasses import replace
from hashlib import sha256
from typing import Any

from voting.ballots.errors import BallotError
from voting.ballots.statement import Statement, check_signature, check_terms
from voting.record.changes import CommuneChange, SubjectChange, TakenStatement
from voting.record.entries.entry import Entry
from voting.record.entries.statements import StatementMade, SubjectClosed, SubjectOpened, SubjectStarted
from voting.record.errors import (
    ClosedTooEarly,
    NotStarted,
    OutOfOrder,
    RefusedStatement,
    UnknownSubject,
    WrongCards,
    WrongClosing,
    WrongOpening,
    WrongSetup,
)
from voting.record.facts import LastStatement, Opinions, Place, Subject, Village
from voting.record.fields import Seal
from voting.record.lookups import CommuneBook, Context, SubjectBook
from voting.record.rules.shared import payload, place_of, started, village_of
from voting.record.rules.subjects import asked, counted, is_over
from voting.record.setup import MAX_DURATION
from voting.record.subject_kinds import MOST_STATEMENTS, TERMS
from voting.record.subject_setup import read_pseudonyms
from voting.record.ties import require_subject_closing

# the commune's book


def subject_opened(book: CommuneBook, entry: SubjectOpened, context: Context) -> CommuneChange:
    """Once, with a book of its own; a pseudonym for each household's valid card; the values of its kind."""
    _check_place(book, entry)
    _check_cards(village_of(book, entry), entry)
    if entry.closes_at <= entry.at or entry.closes_at - entry.at > MAX_DURATION:
        raise WrongSetup(f"a subject closes after it opens, and at most {MAX_DURATION.days} days later")
    if TERMS.get(entry.kind) != (entry.values, entry.worded):
        raise WrongSetup(f"a subject of kind {entry.kind!r} has no such values")
    if (raw := payload(context, entry.pseudonyms)) is not None:
        read_pseudonyms(entry, raw)
    opened = Subject(
        entry.village, place_of(book, entry), entry.at, entry.closes_at, entry.listed, entry.values, entry.kind,
        entry.about,
    )  # fmt: skip
    return replace(asked(book, entry), subjects={entry.subject_id: opened})


def _check_place(book: CommuneBook, entry: SubjectOpened) -> None:
    if book.subject(entry.subject_id) is not None or book.vote(entry.subject_id) is not None:
        raise WrongSetup(f"{entry.subject_id} was opened before")
    origin = f"{started(book, entry).origin}/{entry.subject_id}"
    if entry.book != origin:
        raise WrongSetup(f"the subject's book is called {entry.book}, not {origin}")


def _check_cards(village: Village, entry: SubjectOpened) -> None:
    if not village.cards or village.cards != village.households or entry.register != village.register:
        raise WrongCards(f"{village.cards} valid cards for {village.households} households, or another register")
    if entry.listed != village.cards:
        raise WrongSetup(f"{entry.listed} pseudonyms for {village.cards} cards")


def subject_closed(book: CommuneBook, entry: SubjectClosed, context: Context) -> CommuneChange:
    """At its minute, or when nothing more is to come of it; the whole of its book is stated, and counted by value."""
    subject = _subject_in(book, entry)
    spoken = sum(number for _, number in entry.counts)
    if entry.at < subject.closes_at and spoken < subject.listed and not is_over(book, entry, subject):
        raise ClosedTooEarly(f"{spoken} of {subject.listed} households have spoken")
    if tuple(value for value, _ in entry.counts) != subject.values:
        raise WrongClosing("the counts are not those of the subject's values, in order")
    if not spoken <= min(entry.statements, subject.listed) or bool(spoken) != bool(entry.statements):
        raise WrongClosing(f"{spoken} of {subject.listed} households made {entry.statements} statements")
    before = subject.seal or Seal(0, "")
    if entry.size != 1 + entry.statements or entry.size < before.size:
        raise WrongClosing(
            f"a book of {entry.size} entries, sealed at {before.size}, with {entry.statements} statements"
        )
    if entry.size == before.size and entry.root != before.root:
        raise WrongClosing("another root than the one it was sealed with")
    if (own := context.subject_book(entry.subject_id)) is not None:
        require_subject_closing(entry, own)
    closed = replace(subject, seal=Seal(entry.size, entry.root), closing=book.size, counts=entry.counts)
    return replace(counted(book, entry, subject), subjects={entry.subject_id: closed})


def _subject_in(book: CommuneBook, entry: SubjectClosed) -> Subject:
    started(book, entry)
    subject = book.subject(entry.subject_id)
    if subject is None or subject.village != entry.village:
        raise UnknownSubject(f"{entry.type}: no subject {entry.subject_id} in village {entry.village!r}")
    if subject.closing is not None:
        raise OutOfOrder(f"{entry.type}: the subject was closed before")
    return subject


# a subject's own book


def subject_started(book: SubjectBook, entry: SubjectStarted, _: Collection[str]) -> SubjectChange:
    """The first entry, and only the first, names the opening."""
    setup = book.setup
    if book.size or book.opinions is not None:
        raise NotStarted("subject-started stands first, and once")
    _require_own(book, entry)
    if Place(entry.opened_index, entry.opened_leaf) != setup.opening or entry.at < setup.opened_at:
        raise WrongOpening(f"subject-started names entry {entry.opened_index}, not the opening of the subject")
    return SubjectChange(Opinions(statements=0, counts=tuple((value, 0) for value in setup.terms.values)))


def statement_made(book: SubjectBook, entry: StatementMade, verified: Collection[str]) -> SubjectChange:
    """The acceptance list of ``ballots.statement``; signatures named in ``verified`` are not checked again."""
    if book.opinions is None:
        raise NotStarted(f"{entry.type} before subject-started")
    _require_own(book, entry)
    if entry.at >= book.setup.closes_at:  # step 6
        raise RefusedStatement("the subject is closed at this time", code="not-open")
    try:
        statement = entry.signed  # step 1
        check_terms(statement, book.setup.terms)  # step 2
        last = check_turn(book, statement)
        if sha256(statement.raw).hexdigest() not in verified:
            check_signature(statement)  # step 4
    except BallotError as error:
        raise refused(error) from error
    said = statement.said
    taken = TakenStatement(statement.pseudonym, said.sequence, statement.tracker, said.value)
    return SubjectChange(_counted(book.opinions, last, said.value), statement=taken)


def check_turn(book: SubjectBook, statement: Statement) -> LastStatement | None:
    """Steps 3 and 5, which need the book: the pseudonym, and its order; the pseudonym's last statement.

    Numbers rise from 1, so their highest is also the most that a household may say (`MOST_STATEMENTS`).
    """
    if statement.pseudonym not in book.setup.pseudonyms:
        raise RefusedStatement("the pseudonym is not on the list", code="unknown-pseudonym")
    if statement.said.sequence > MOST_STATEMENTS:
        detail = f"sequence {statement.said.sequence}, of {MOST_STATEMENTS} that a household may use"
        raise RefusedStatement(detail, code="too-many")
    last = book.last(statement.pseudonym)
    if last is not None and statement.tracker == last.tracker:
        raise RefusedStatement("this very statement is already in the record", code="duplicate")
    if last is not None and statement.said.sequence <= last.sequence:
        detail = f"sequence {statement.said.sequence} is not above the last, {last.sequence}"
        raise RefusedStatement(detail, code="old-sequence")
    return last


def refused(error: BallotError) -> RefusedStatement:
    """A statement's own error as the record says it: the code of the interface, the crime by its finer name."""
    return RefusedStatement(str(error), code=error.code, crime=error.name)


def _counted(before: Opinions, last: LastStatement | None, value: str) -> Opinions:
    """With this value instead of the household's last one."""
    moves = {value: 1} if last is None else {} if last.value == value else {value: 1, last.value: -1}
    counts = tuple((one, number + moves.get(one, 0)) for one, number in before.counts)
    return Opinions(before.statements + 1, counts)


def _require_own(book: SubjectBook, entry: SubjectStarted | StatementMade) -> None:
    setup = book.setup
    if (entry.subject_id, entry.village) != (setup.terms.subject, setup.village):
        raise UnknownSubject(f"{entry.type}: {entry.subject_id} of village {entry.village!r} has another book")


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    SubjectOpened: subject_opened,
    SubjectClosed: subject_closed,
}
SUBJECT_RULES: dict[type[Entry], Callable[[SubjectBook, Any, Collection[str]], SubjectChange]] = {
    SubjectStarted: subject_started,
    StatementMade: statement_made,
}
