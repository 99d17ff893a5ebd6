"""What households are asked in the open: what anyone may know of a subject, what its household, what the team."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from voting.ballots.credentials import parse_household_key
from voting.ballots.statement import Terms, pseudonym
from voting.law.initiatives import consents_needed
from voting.law.majority import Majority, needed
from voting.record.facts import Opinions, Phase
from voting.record.subject_kinds import OBJECTION, SAID, YES, SubjectKind
from voting.services.desk import Desk, find_subject, find_village
from voting.services.errors import Conflict
from voting.services.households.rolls import HouseholdInfo, latest_roll
from voting.services.lookups import subject_facts, village_facts, vote_facts
from voting.services.people.communes import VillageInfo
from voting.storage.cards import Card
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.statements import Answer, StatementRow, Subject, Words

__all__ = ["OBJECTION", "SAID", "YES", "SubjectKind"]
"""For `web`, which knows services alone; their home is `record`."""
OPEN, CLOSED = "open", "closed"
"""How a subject's row says that it stands."""
WORDS_KEPT = timedelta(days=30)
"""After the closing; then words, answers, and whose pseudonym is whose, are erased. No law sets this time."""


@dataclass(frozen=True)
class SubjectInfo:
    """A subject for everyone: ``listed`` households are asked, ``spoken`` have answered, ``counts`` by last value.

    ``about`` is the matter or vote it is about, called ``title``; both empty for the list. ``open`` says whether a
    statement is still taken.
    """

    id: str
    kind: SubjectKind
    village: VillageInfo
    terms: Terms
    opened_at_utc: datetime
    closes_at_utc: datetime
    open: bool
    closed: bool
    listed: int
    spoken: int
    statements: int
    counts: tuple[tuple[str, int], ...]
    erased: bool
    about: str
    title: str

    def count(self, value: str) -> int:
        """How many households said this last."""
        return dict(self.counts).get(value, 0)

    @property
    def needed(self) -> int:
        """How many households must say yes for something to follow; 0 where nothing does."""
        match self.kind:
            case SubjectKind.CONSENT:
                return consents_needed(self.listed)
            case SubjectKind.FORM_POLL:
                return needed(Majority.MORE_THAN_HALF, self.listed)
        return 0


@dataclass(frozen=True)
class HouseholdSubject:
    """A subject for the household of a card: what it said last (``sequence`` 0 before), and what the team answered."""

    info: SubjectInfo
    asked: bool
    sequence: int = 0
    value: str = ""
    tracker: str = ""
    answer: str = ""


@dataclass(frozen=True)
class HeardStatement:
    """A household's last statement for the team. Personal data; ``words`` are empty where none were given or kept.

    ``settled``: it is answered, or its words were erased. ``shown`` is what was decided about publishing them.
    """

    tracker: str
    household: HouseholdInfo | None
    household_code: str
    value: str
    words: str
    answer: str
    settled: bool
    shown: bool | None
    reason: str


def info_of(desk: Desk, tx: Transaction, row: Subject) -> SubjectInfo:
    """A subject from its row, its opening, and its book in numbers."""
    book = desk.books.peek_subject(tx, row.commune_id, row.subject_id)
    setup, opinions = book.setup, book.opinions or Opinions(0, ())
    known = subject_facts(tx, row.commune_id, row.subject_id)
    closed = row.state != OPEN or (known is not None and known.closing is not None)
    closes_at = closing_of(tx, row)
    return SubjectInfo(
        id=row.subject_id,
        kind=SubjectKind(row.kind),
        village=VillageInfo.of(find_village(tx, row.village_code)),
        terms=setup.terms,
        opened_at_utc=setup.opened_at,
        closes_at_utc=closes_at,
        open=not closed and desk.now() < closes_at,
        closed=closed,
        listed=len(setup.pseudonyms),
        spoken=opinions.spoken,
        statements=opinions.statements,
        counts=opinions.counts,
        erased=row.erased_at_utc is not None,
        about=row.about,
        title=title_of(tx, row),
    )


def closing_of(tx: Transaction, row: Subject) -> datetime:
    """When a subject closes, or did: words beside a vote are taken until the vote ends, however it is extended."""
    if row.kind != SubjectKind.VOTE_WORDS or row.state != OPEN:
        return row.closes_at_utc
    vote = vote_facts(tx, row.commune_id, row.about)
    if vote is None or vote.phase is not Phase.OPEN:
        return row.opened_at_utc
    return min(vote.closes_at, row.closes_at_utc)


def title_of(tx: Transaction, row: Subject) -> str:
    """What the matter or the vote is called that a subject is about; empty for the list."""
    if row.kind == SubjectKind.VOTE_WORDS:
        return tx.votes.get(row.commune_id, row.about).title
    return next((one.title for one in tx.matters.some(row.commune_id, [row.about])), "") if row.about else ""


def subject_info(desk: Desk, tx: Transaction, subject_id: str) -> SubjectInfo:
    """What anyone may know of a subject; ``NotFound`` "unknown-subject"."""
    return info_of(desk, tx, find_subject(tx, subject_id))


def subjects_of_card(desk: Desk, tx: Transaction, card: Card) -> Iterator[HouseholdSubject]:
    """The subjects of a card's village that concern its household, newest first: open, or not yet erased."""
    key = parse_household_key(card.key)
    for row in tx.statements.in_village(card.commune_id, card.village_code):
        if row.erased_at_utc is not None:
            continue
        heard = tx.statements.hear(row.commune_id, row.subject_id, pseudonym(key, row.subject_id).hex)
        info = info_of(desk, tx, row)
        if heard.tracker is None:
            if info.open:
                yield HouseholdSubject(info, asked=heard.card is not None)
            continue
        answer = tx.statements.answer_to(row.commune_id, row.subject_id, heard.tracker)
        yield HouseholdSubject(
            info, True, heard.sequence or 0, heard.value or "", heard.tracker, answer.answer if answer else ""
        )


def heard_of(tx: Transaction, subject: Subject) -> tuple[HeardStatement, ...]:
    """The last statement of each household that has spoken, in the order of the list. Personal data."""
    key = (subject.commune_id, subject.subject_id)
    said = {one.pseudonym: one for one in tx.statements.last(*key)}
    names = _households(tx, subject)
    words = {one.tracker: one for one in tx.statements.words(*key)}
    answers = {one.tracker: one for one in tx.statements.answers(*key)}
    return tuple(
        _heard(said[one.pseudonym], one.household_code, names, words, answers)
        for one in tx.statements.speakers(*key)
        if one.pseudonym in said
    )


def objections_in(tx: Transaction, village: Village) -> tuple[int, int]:
    """How many objections to the village's present list the books count, and how many of them the team has answered.

    ``Conflict`` "review-open" while households are still looking through it.
    """
    known, roll = village_facts(tx, village.commune_id, village.code), latest_roll(tx, village)
    if known.reviews:
        raise Conflict(code="review-open")
    subjects = tx.statements.in_village(village.commune_id, village.code) if roll is not None else ()
    asked = [
        one
        for one in subjects
        if roll is not None and one.roll_version == roll.version and one.kind == SubjectKind.LIST_REVIEW
    ]
    return known.objections, sum(answered_in(tx, one) for one in asked)


def answered_in(tx: Transaction, subject: Subject) -> int:
    """How many objections of a subject have been answered; known after the answers are erased, too."""
    if subject.erased_at_utc is not None:
        return subject.answered
    return sum(one.settled for one in heard_of(tx, subject) if one.value == OBJECTION)


def silent_of(tx: Transaction, subject: Subject) -> tuple[HouseholdInfo, ...]:
    """The households that have not spoken, in the order of their codes. Personal data."""
    key = (subject.commune_id, subject.subject_id)
    said = {one.pseudonym for one in tx.statements.last(*key)}
    names = _households(tx, subject)
    silent = [one.household_code for one in tx.statements.speakers(*key) if one.pseudonym not in said]
    return tuple(names[code] for code in silent if code in names)


def _households(tx: Transaction, subject: Subject) -> dict[str, HouseholdInfo]:
    """The households of the list that the subject asked about; none once that list is erased."""
    rows = tx.rolls.households(subject.commune_id, subject.village_code, subject.roll_version)
    return {row.code: HouseholdInfo.of(row) for row in rows}


def _heard(
    row: StatementRow,
    code: str,
    names: dict[str, HouseholdInfo],
    words: dict[str, Words],
    answers: dict[str, Answer],
) -> HeardStatement:
    answer, said = answers.get(row.tracker), words.get(row.tracker)
    return HeardStatement(
        tracker=row.tracker,
        household=names.get(code),
        household_code=code,
        value=row.value,
        words=said.words if said else "",
        answer=answer.answer if answer else "",
        settled=answer is not None,
        shown=said.shown if said else None,
        reason=said.reason if said else "",
    )
