"""Sessions of the two boards: planned with their notice, held or called off, and how both are read (LAW.md 9).

The commune's book tells whose session, what kind of thing it looks into, and when; what exactly, and what was found, is
read by those who supervise alone.
"""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from voting.law.supervision import Board, Held, Topic
from voting.law.wording import HERE
from voting.record.entries.oversight import SessionMoved
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.ids import random_id
from voting.services.oversight.boards import MOST_WORDS, find_session, one_of, require_role
from voting.services.oversight.recommendations import Recommendations
from voting.services.oversight.supervised import Supervised, clocks_at, day_of, public, supervised_in
from voting.services.permissions import Actor, Role
from voting.services.typed import public_words
from voting.storage.database import Transaction
from voting.storage.supervision import Session

MOST_SUBJECT = 300
OLDEST = date(2026, 1, 1)
"""Plans sent before this are not entered any more."""


@dataclass(frozen=True)
class NewSession:
    """A session as filled in: ``sent`` is the day its plan went to the Front, the commune and those inspected."""

    board: str
    topic: str
    subject: str
    sent: date
    held: date


@dataclass(frozen=True)
class Ended:
    """How a session ended, as filled in: ``held`` is the day on which it was, ``words`` what was found, or why not."""

    state: str
    held: date | None
    words: str


@dataclass(frozen=True)
class SessionRead:
    """A session for those who supervise: what it looks into, what was found, or why it was called off; how this
    official may end it, and whether they may recommend something after it."""  # fmt: skip

    told: Supervised
    subject: str
    words: str
    ends: tuple[Held, ...]
    may_recommend: bool


class Supervision:
    """Planning, ending and reading sessions; ``recommendations`` are what follows them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.recommendations = Recommendations(desk)

    def of_village(self, village: str) -> tuple[Supervised, ...]:
        """A village's sessions as anyone may know them; ``NotFound``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return public(supervised_in(tx, where.commune_id, village, self._desk.now()))

    def of_commune(self, commune: str) -> tuple[Supervised, ...]:
        """The sessions in all villages of a commune, as anyone may know them."""
        with self._desk.database.reading() as tx:
            return public(supervised_in(tx, commune, "", self._desk.now()))

    def register(self, actor: Actor, village: str) -> tuple[Supervised, ...]:
        """A village's sessions with every recommendation, for those who supervise; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "supervision.see")
            return supervised_in(tx, where.commune_id, village, self._desk.now())

    def plan(self, actor: Actor, village: str, new: NewSession, form: str = "") -> str:
        """Write down that a plan was sent; the session's id, the same for the same ``form`` number or the same plan.

        ``Invalid`` at ``board``, ``topic``, ``subject``, ``sent``, ``held``; ``Conflict`` "village-over".
        """
        subject = public_words(new.subject, "subject", MOST_SUBJECT)
        one_of(new.board, tuple(Board), "board")
        one_of(new.topic, tuple(Topic), "topic")

        def planned(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "supervision.lead")
            require_role(actor, village, Role.BOARD)
            at = self._desk.next_minute(tx, where.commune_id)
            self._require_notice(tx, where.commune_id, new)
            row = Session(
                where.commune_id, random_id(), village, new.board, new.topic, subject, Held.PLANNED, _start(new.sent),
                _end(new.held),
            )  # fmt: skip
            if same := _same(tx, row):
                return same
            self._desk.append(tx, where.commune_id, [_entry(row, at)])
            tx.supervision.add_session(row)
            return row.id

        return once(self._desk, actor, form and f"session|{village}|{form}", planned)

    def end_session(self, actor: Actor, village: str, session: str, end: Ended, form: str = "") -> None:
        """It was held on a day, with what was found; or is called off, with why.

        ``Invalid`` at ``state``, ``held``, ``words``; ``NotFound``; ``Conflict`` "session-over".
        """
        one_of(end.state, (Held.HELD, Held.CANCELLED), "state")
        words, state = public_words(end.words, "words", MOST_WORDS), Held(end.state)
        action = "supervision.lead" if state is Held.HELD else "supervision.move"

        def ended(tx: Transaction) -> str:
            where = village_for(tx, actor, village, action)
            require_role(actor, village, Role.BOARD)
            at = self._desk.next_minute(tx, where.commune_id)
            row = find_session(tx, where, session)
            if row.state != Held.PLANNED:
                raise Conflict(code="session-over")
            held_at = self._held_at(row, end, at) if state is Held.HELD else row.held_at_utc
            self._desk.append(tx, where.commune_id, [_entry(replace(row, state=state, held_at_utc=held_at), at)])
            tx.supervision.end_session(where.commune_id, session, state=state, held_at=held_at, words=words)
            return session

        once(self._desk, actor, form and f"session-ended|{session}|{form}", ended)

    def session(self, actor: Actor, village: str, session: str) -> SessionRead:
        """A session for those who supervise; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "supervision.see")
            row = find_session(tx, where, session)
            found = supervised_in(tx, where.commune_id, village, self._desk.now())
            one = next(each for each in found if each.id == session)
            leads, here = actor.may("supervision.lead", village), not where.successors
            ends = (Held.HELD, Held.CANCELLED) if here else (Held.CANCELLED,)
            recommends = leads and here and one.state is Held.HELD
            return SessionRead(one, row.subject, row.words, ends if leads and one.is_due else (), recommends)

    def _held_at(self, row: Session, end: Ended, at: datetime) -> datetime:
        """The end of the day on which it was held, or now; never before its plan was sent."""
        if end.held is None or not day_of(row.sent_at_utc) <= end.held <= self._today():
            raise Invalid({"held": "session-day"})
        return min(_end(end.held), at)

    def _require_notice(self, tx: Transaction, commune: str, new: NewSession) -> None:
        """What is still to come is planned in time; what was held on paper is told as it was."""
        today = self._today()
        if not OLDEST <= new.sent <= today:
            raise Invalid({"sent": "plan-day"})
        if new.held < new.sent:
            raise Invalid({"held": "session-before-plan"})
        earliest = clocks_at(tx, commune, [new.sent], self._desk.now()).earliest(Board(new.board), new.sent)
        if today < new.held < earliest:
            raise Invalid({"held": "session-too-soon"})

    def _today(self) -> date:
        return day_of(self._desk.now())


def _same(tx: Transaction, new: Session) -> str:
    """The session that was planned in the same words for the same days, from another tab perhaps; empty if there is
    none that still stands."""
    known = (one for one in tx.supervision.sessions(new.commune_id, new.village_code) if one.state != Held.CANCELLED)
    alike = (one.id for one in known if replace(one, id=new.id, state=new.state, words=new.words) == new)
    return next(alike, "")


def _entry(row: Session, at: datetime) -> SessionMoved:
    return SessionMoved(
        village=row.village_code, at=at, session=row.id, board=row.board, topic=row.topic, state=row.state,
        sent_at=row.sent_at_utc, held_at=row.held_at_utc,
    )  # fmt: skip


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), HERE).astimezone(UTC)


def _end(day: date) -> datetime:
    return datetime.combine(day, time(23, 59), HERE).astimezone(UTC)
