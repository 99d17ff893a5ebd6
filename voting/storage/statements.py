"""What households are asked in the open: subjects, the index of accepted statements, their words and the answers.

The statements themselves are entries of their subject's book; their rows make a repeat impossible under concurrency.
Who a pseudonym is, words and answers are personal data and are erased together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, bindparam, exists, func, select

from voting.storage.errors import Conflict
from voting.storage.tables.households import cards
from voting.storage.tables.record import statements
from voting.storage.tables.statements import statement_answers, statement_words, subject_households, subjects
from voting.storage.tables.votes import votes
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Subject:
    """What households are asked, `about` a matter, a vote, or nothing; `roll_version` is the list their names stand in.

    `closes_at_utc` is when it closes, or did; `erased_at_utc` when words went, and how many had an answer by then.
    """

    commune_id: str
    subject_id: str
    village_code: str
    kind: str
    state: str
    roll_version: int
    opened_at_utc: datetime
    closes_at_utc: datetime
    opened_by: str
    about: str = ""
    answered: int = 0
    erased_at_utc: datetime | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Which household a pseudonym (64 hex digits) is of, and which of its cards. Personal data."""

    commune_id: str
    subject_id: str
    pseudonym: str
    village_code: str
    household_code: str
    issue: int


@dataclass(frozen=True, slots=True)
class StatementRow:
    """An accepted statement: `tracker` (Base64), `idx` its place in the subject's book."""

    commune_id: str
    subject_id: str
    pseudonym: str
    sequence: int
    tracker: str
    value: str
    idx: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a statement, with the 32-byte salt of their hash. Personal data.

    `shown` says whether they are published, with the team's `reason`; `None` before that is decided.
    """

    commune_id: str
    subject_id: str
    tracker: str
    salt: bytes
    words: str
    shown: bool | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the team answered to a statement; empty where its words were erased. Personal data."""

    commune_id: str
    subject_id: str
    tracker: str
    answer: str
    answered_by: str
    answered_at_utc: datetime


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subject in which so many households wait for the team: for an answer, or to have their words read."""

    subject_id: str
    village_code: str
    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What a new statement is judged by: the household's last one, the subject's state, whether its card still holds.

    `card` is `None` for a pseudonym that is no household's, or once that was erased.
    """

    sequence: int | None
    tracker: str | None
    value: str | None
    state: str | None
    card: bool | None


def _heard() -> Select[*tuple[Any, ...]]:
    """All of a `Heard` in one row; made once, because every statement runs it."""
    commune, subject, pseudonym = (bindparam(name, type_=Text) for name in ("commune", "subject", "pseudonym"))
    mine, who, card = statements.c, subject_households.c, cards.c
    newest = (
        select(mine.sequence, mine.tracker, mine.value)
        .where(mine.commune_id == commune, mine.subject_id == subject, mine.pseudonym == pseudonym)
        .order_by(mine.sequence.desc())
        .limit(1)
    )
    valid = (
        select(card.revoked_at_utc.is_(None))
        .select_from(subject_households.join(cards, (card.commune_id == who.commune_id)
            & (card.village_code == who.village_code)
            & (card.household_code == who.household_code)
            & (card.issue == who.issue)))
        .where(who.commune_id == commune, who.subject_id == subject, who.pseudonym == pseudonym)
        .scalar_subquery()
    )  # fmt: skip
    state = select(subjects.c.state).where(subjects.c.commune_id == commune, subjects.c.subject_id == subject)
    parts = [newest.with_only_columns(one).scalar_subquery() for one in (mine.sequence, mine.tracker, mine.value)]
    return select(*parts, state.scalar_subquery(), valid)


_HEARD = _heard()


class Statements:
    """`tx.statements`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # subjects

    def open(self, subject: Subject, speakers: Sequence[Speaker]) -> None:
        """Store a subject with the households it asks.

        `Conflict` (pk_subjects; uq_subjects_subject_id, taken by any commune), `MissingReference` (no village).
        """
        self._work.insert(subjects, subject)
        self._work.insert(subject_households, *speakers)

    def subject(self, subject_id: str) -> Subject:
        """The subject of this id, whatever its commune; `NotFound`."""
        return self._work.get(
            Subject, columns_for(Subject, subjects).where(where(subjects, subject_id=subject_id)), "no subject"
        )

    def in_village(self, commune_id: str, village_code: str) -> tuple[Subject, ...]:
        """The subjects of a village, newest first."""
        key = where(subjects, commune_id=commune_id, village_code=village_code)
        query = columns_for(Subject, subjects).where(key)
        return self._work.find(Subject, query.order_by(subjects.c.opened_at_utc.desc(), subjects.c.subject_id))

    def standing(self, state: str, commune_id: str = "") -> tuple[Subject, ...]:
        """The subjects of a commune, or of all, in this state, by their closing time."""
        query = columns_for(Subject, subjects).where(subjects.c.state == state)
        if commune_id:
            query = query.where(subjects.c.commune_id == commune_id)
        order = (subjects.c.closes_at_utc, subjects.c.commune_id, subjects.c.subject_id)
        return self._work.find(Subject, query.order_by(*order))

    def due(self, state: str, now: datetime, vote_state: str) -> tuple[Subject, ...]:
        """The subjects of all communes in this state whose time is over, or whose vote is no longer in that state."""
        of_vote = (votes.c.commune_id == subjects.c.commune_id) & (votes.c.uuid == subjects.c.about)
        over = (subjects.c.closes_at_utc <= now) | (votes.c.state != vote_state)
        query = columns_for(Subject, subjects).outerjoin(votes, of_vote).where(subjects.c.state == state, over)
        return self._work.find(Subject, query.order_by(subjects.c.closes_at_utc, subjects.c.subject_id))

    def about(self, commune_id: str, about: str) -> tuple[Subject, ...]:
        """The subjects about a matter or a vote, the oldest first."""
        query = columns_for(Subject, subjects).where(where(subjects, commune_id=commune_id, about=about))
        return self._work.find(Subject, query.order_by(subjects.c.opened_at_utc, subjects.c.subject_id))

    def close(self, subject: Subject, state: str, at: datetime) -> None:
        """Move a subject on that closes now; `Conflict` if it has moved meanwhile."""
        key = where(subjects, commune_id=subject.commune_id, subject_id=subject.subject_id, state=subject.state)
        values = {"state": state, "closes_at_utc": min(at, subject.closes_at_utc)}
        if self._work.run(subjects.update().where(key).values(values)).rowcount == 0:
            raise Conflict("the subject has moved on meanwhile")

    # statements

    def hear(self, commune_id: str, subject_id: str, pseudonym: str) -> Heard:
        """All that a statement is judged by, in one statement."""
        asked = {"commune": commune_id, "subject": subject_id, "pseudonym": pseudonym}
        return Heard(*self._work.run(_HEARD, asked).one())

    def add(self, row: StatementRow) -> None:
        """Store a statement's unique row, after its entry was appended.

        Inside `tx.together` what is refused is raised at that block's end: `Conflict` (pk_statements,
        uq_statements_tracker, uq_statements_idx), `MissingReference` (the book has no entry `idx`).
        """
        self._work.insert(statements, row)

    def keep_words(self, words: Words) -> None:
        """Keep the words of a statement; `Conflict` (pk_statement_words)."""
        self._work.insert(statement_words, words)

    def last(self, commune_id: str, subject_id: str) -> tuple[StatementRow, ...]:
        """The last statement of each household, in the order of the book."""
        newest = (
            select(statements.c.pseudonym, func.max(statements.c.sequence).label("sequence"))
            .where(where(statements, commune_id=commune_id, subject_id=subject_id))
            .group_by(statements.c.pseudonym)
            .subquery()
        )
        same = (statements.c.pseudonym == newest.c.pseudonym) & (statements.c.sequence == newest.c.sequence)
        key = where(statements, commune_id=commune_id, subject_id=subject_id)
        query = columns_for(StatementRow, statements).join(newest, same).where(key)
        return self._work.find(StatementRow, query.order_by(statements.c.idx))

    def by_tracker(self, commune_id: str, subject_id: str, tracker: str) -> StatementRow:
        """The statement with this tracker; `NotFound`."""
        key = where(statements, commune_id=commune_id, subject_id=subject_id, tracker=tracker)
        return self._work.get(StatementRow, columns_for(StatementRow, statements).where(key), "no statement")

    # what is personal

    def speakers(self, commune_id: str, subject_id: str) -> tuple[Speaker, ...]:
        """Which household each pseudonym is of, by household code; none once erased."""
        key = where(subject_households, commune_id=commune_id, subject_id=subject_id)
        query = columns_for(Speaker, subject_households).where(key)
        return self._work.find(Speaker, query.order_by(subject_households.c.household_code))

    def words(self, commune_id: str, subject_id: str) -> tuple[Words, ...]:
        """The words of a subject's statements; none once erased."""
        key = where(statement_words, commune_id=commune_id, subject_id=subject_id)
        query = columns_for(Words, statement_words).where(key)
        return self._work.find(Words, query.order_by(statement_words.c.tracker))

    def answers(self, commune_id: str, subject_id: str) -> tuple[Answer, ...]:
        """The answers so far."""
        key = where(statement_answers, commune_id=commune_id, subject_id=subject_id)
        query = columns_for(Answer, statement_answers).where(key)
        return self._work.find(Answer, query.order_by(statement_answers.c.tracker))

    def waiting(self, commune_id: str, objection: str) -> tuple[Waiting, ...]:
        """Subjects of a commune in which a last statement of this value has no answer, or last words wait to be looked
        through, by kind; the oldest first.
        """
        said, word, given, later = statements.c, statement_words.c, statement_answers.c, statements.alias("later").c
        newer = exists().where(
            later.commune_id == said.commune_id, later.subject_id == said.subject_id,
            later.pseudonym == said.pseudonym, later.sequence > said.sequence,
        )  # fmt: skip
        answered = exists().where(
            given.commune_id == said.commune_id, given.subject_id == said.subject_id, given.tracker == said.tracker
        )
        unread = exists().where(
            word.commune_id == said.commune_id, word.subject_id == said.subject_id, word.tracker == said.tracker,
            word.shown.is_(None),
        )  # fmt: skip
        waits = ((said.value == objection) & ~answered) | ((said.value != objection) & unread)
        of_subject = (subjects.c.commune_id == said.commune_id) & (subjects.c.subject_id == said.subject_id)
        query = (
            select(said.subject_id, subjects.c.village_code, subjects.c.kind, func.count().label("number"))
            .join_from(statements, subjects, of_subject)
            .where(said.commune_id == commune_id, subjects.c.erased_at_utc.is_(None), waits, ~newer)
            .group_by(said.subject_id, subjects.c.village_code, subjects.c.kind, subjects.c.opened_at_utc)
            .order_by(subjects.c.opened_at_utc, said.subject_id)
        )
        return self._work.find(Waiting, query)

    def screen(self, words: Words) -> bool:
        """Keep what was decided about these words; `False` if they are gone."""
        key = where(statement_words, commune_id=words.commune_id, subject_id=words.subject_id, tracker=words.tracker)
        changed = statement_words.update().where(key).values(shown=words.shown, reason=words.reason)
        return self._work.run(changed).rowcount > 0

    def answer_to(self, commune_id: str, subject_id: str, tracker: str) -> Answer | None:
        """What was answered to a statement, if anything was."""
        key = where(statement_answers, commune_id=commune_id, subject_id=subject_id, tracker=tracker)
        found = self._work.find(Answer, columns_for(Answer, statement_answers).where(key))
        return found[0] if found else None

    def answer(self, given: Answer) -> None:
        """Keep an answer, in place of an earlier one to the same statement."""
        key = where(statement_answers, commune_id=given.commune_id, subject_id=given.subject_id, tracker=given.tracker)
        self._work.run(statement_answers.delete().where(key))
        self._work.insert(statement_answers, given)

    def erase_words(self, instead: Answer) -> None:
        """Forget the words of one statement, with their salt; what was answered gives way to this empty answer."""
        key = where(
            statement_words, commune_id=instead.commune_id, subject_id=instead.subject_id, tracker=instead.tracker
        )
        self._work.run(statement_words.delete().where(key))
        self.answer(instead)
        self._work.erased = True

    def erase(self, subject: Subject, at: datetime, answered: int) -> None:
        """Forget all that is personal of a subject: words, answers, whose pseudonym is whose; not how many answers."""
        for table in (statement_words, statement_answers, subject_households):
            key = where(table, commune_id=subject.commune_id, subject_id=subject.subject_id)
            self._work.run(table.delete().where(key))
        key = where(subjects, commune_id=subject.commune_id, subject_id=subject.subject_id)
        self._work.run(subjects.update().where(key).values(erased_at_utc=at, answered=answered))
        self._work.erased = True
