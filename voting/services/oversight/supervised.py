"""What the boards look into and recommend, as it is read: by everyone without words, by those who supervise with them.

So many statements, however many sessions and recommendations there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from voting.law.clocks import in_force
from voting.law.deadlines import last_day
from voting.law.supervision import ANSWER, FOLLOWING, NOTICES, Board, Held, Stand, To, Topic
from voting.law.wording import HERE
from voting.services.lookups import commune_facts
from voting.services.people.working_days import days_off_between
from voting.storage.database import Transaction
from voting.storage.supervision import Recommendation, Session

LONGEST_NOTICE = timedelta(days=120)
"""Longer than any plan is sent before its session, days off included."""


@dataclass(frozen=True)
class Recommended:
    """A recommendation as anyone may know it; ``number`` counts those of its session, ``about`` is what it points at.

    ``last`` is the day by which the commune answers, none before it is sent, and where no law sets one; ``days_late``
    are those after it, until it was answered or until now.
    """

    id: str
    number: int
    village: str
    session: str
    board: Board
    about: str
    to: To
    state: Stand
    drafted: date
    sent: date | None
    last: date | None
    answered: date | None
    closed: date | None
    days_late: int

    @property
    def is_over(self) -> bool:
        """Whether nothing can follow."""
        return not FOLLOWING[self.state]

    @property
    def is_awaited(self) -> bool:
        """Whether an answer is to come."""
        return self.state is Stand.SENT


@dataclass(frozen=True)
class Supervised:
    """A session as anyone may know it: whose, what kind of thing it looks into, where it stands, when.

    ``earliest`` is the first day on which it might be held after its plan was sent (``sent``); ``days_short`` says by
    how many days it came too early. ``recommended`` are those of its recommendations that were certified.
    """

    id: str
    village: str
    board: Board
    topic: Topic
    state: Held
    sent: date
    held: date
    earliest: date
    recommended: tuple[Recommended, ...] = ()

    @property
    def days_short(self) -> int:
        """How many days too early it was held, or is to be; 0 where it was told in time."""
        return 0 if self.state is Held.CANCELLED else max(0, (self.earliest - self.held).days)

    @property
    def is_due(self) -> bool:
        """Whether it is still to be held, or to be told that it was."""
        return self.state is Held.PLANNED


@dataclass(frozen=True)
class Clocks:
    """The clocks of supervision as they are in force, with the days off they go around."""

    numbers: Mapping[str, int]
    days_off: frozenset[date]
    today: date

    def earliest(self, board: Board, sent: date) -> date:
        """The first day on which a board may hold a session whose plan was sent on a day (D 14(1)b, L 45(1)b)."""
        return last_day(in_force(NOTICES[board], self.numbers), sent, self.days_off)

    def answer_by(self, sent: date) -> date:
        """The last day for an answer to what was sent on a day (L 40(1)c, 45(2)c)."""
        return last_day(in_force(ANSWER, self.numbers), sent, self.days_off)


def clocks_at(tx: Transaction, commune: str, days: Iterable[date], now: datetime) -> Clocks:
    """The clocks for what was sent on any of these days."""
    facts, today = commune_facts(tx, commune), day_of(now)
    first = min([*days, today])
    return Clocks(facts.numbers if facts else {}, days_off_between(tx, commune, first, today + LONGEST_NOTICE), today)


def supervised_in(tx: Transaction, commune: str, village: str, now: datetime) -> tuple[Supervised, ...]:
    """The sessions of a village, or of the commune (""), the last first, with every recommendation."""
    sessions, recommended = tx.supervision.sessions(commune, village), tx.supervision.recommended(commune, village)
    if not sessions:
        return ()
    clocks = clocks_at(tx, commune, _sent_days(sessions, recommended), now)
    boards = {one.id: Board(one.board) for one in sessions}
    found: dict[str, list[Recommended]] = defaultdict(list)
    for row in recommended:
        found[row.session_id].append(told(row, boards[row.session_id], clocks))
    return tuple(session_told(one, clocks, tuple(found[one.id])) for one in sessions)


@dataclass(frozen=True)
class Waiting:
    """What waits for an act: a session whose day has come, or a recommendation that is not over; ``step`` says which.

    ``apart`` are accounts that have taken an earlier step and so do not take this one; ``last`` the day by which.
    """

    village: str
    id: str
    number: int
    subject: str
    step: Stand | Held
    board: Board
    to: To | None
    last: date | None
    apart: frozenset[str] = frozenset()


def waiting_in(tx: Transaction, commune: str, now: datetime) -> tuple[Waiting, ...]:
    """What waits in a commune, each with its day: four statements, five with days off."""
    rows = tx.supervision.in_state(commune, [one for one in FOLLOWING if FOLLOWING[one]])
    planned = [one for one in tx.supervision.planned(commune, Held.PLANNED) if day_of(one.held_at_utc) <= day_of(now)]
    if not rows and not planned:
        return ()
    clocks = clocks_at(tx, commune, [day_of(one.sent_at_utc) for one in rows if one.sent_at_utc], now)
    sessions = {one.id: one for one in tx.supervision.sessions(commune)}
    due = (
        Waiting(one.village_code, one.id, 0, one.subject, Held.PLANNED, Board(one.board), None, day_of(one.held_at_utc))
        for one in planned
    )
    return (*due, *(_waiting(row, sessions[row.session_id], clocks) for row in rows))


def _waiting(row: Recommendation, session: Session, clocks: Clocks) -> Waiting:
    one = told(row, Board(session.board), clocks)
    asked = one.state is Stand.DRAFTED or (one.is_awaited and one.to is To.GOVERNMENT)
    apart = frozenset({row.drafted_by, row.certified_by or ""} - {""}) if asked else frozenset()
    last = one.last if one.is_awaited else None
    return Waiting(one.village, one.id, one.number, session.subject, one.state, one.board, one.to, last, apart)


def public(found: Sequence[Supervised]) -> tuple[Supervised, ...]:
    """The same without what the Front has not certified: a draft is the board's alone."""
    hidden = (Stand.DRAFTED, Stand.RETURNED, Stand.WITHDRAWN)
    return tuple(
        Supervised(
            one.id, one.village, one.board, one.topic, one.state, one.sent, one.held, one.earliest,
            tuple(each for each in one.recommended if each.state not in hidden),
        )
        for one in found
    )  # fmt: skip


def session_told(row: Session, clocks: Clocks, recommended: tuple[Recommended, ...] = ()) -> Supervised:
    """A session with its clock."""
    board, sent = Board(row.board), day_of(row.sent_at_utc)
    return Supervised(
        row.id, row.village_code, board, Topic(row.topic), Held(row.state), sent, day_of(row.held_at_utc),
        clocks.earliest(board, sent), recommended,
    )  # fmt: skip


def told(row: Recommendation, board: Board, clocks: Clocks) -> Recommended:
    """A recommendation with its clock."""
    sent, answered = _day(row.sent_at_utc), _day(row.answered_at_utc)
    last = clocks.answer_by(sent) if sent and row.recipient == To.GOVERNMENT else None
    late = max(0, ((answered or clocks.today) - last).days) if last else 0
    return Recommended(
        row.id, row.number, row.village_code, row.session_id, board, row.about, To(row.recipient), Stand(row.state),
        day_of(row.drafted_at_utc), sent, last, answered, _day(row.closed_at_utc), late,
    )  # fmt: skip


def _sent_days(sessions: Iterable[Session], recommended: Iterable[Recommendation]) -> set[date]:
    days = {day_of(one.sent_at_utc) for one in sessions}
    return days | {day_of(one.sent_at_utc) for one in recommended if one.sent_at_utc}


def day_of(at: datetime) -> date:
    """The day of a moment in the village."""
    return at.astimezone(HERE).date()


def _day(at: datetime | None) -> date | None:
    return None if at is None else day_of(at)
