"""Sessions of the boards and what they recommend after them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voting.storage.tables.supervision import recommendations, supervision_sessions
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a board; `subject` and `words` (what was found, or why it was called off) are for those who
    supervise."""

    commune_id: str
    id: str
    village_code: str
    board: str
    topic: str
    subject: str
    state: str
    sent_at_utc: datetime
    held_at_utc: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What a board recommends after a session; `number` counts those of the session from 1."""

    commune_id: str
    id: str
    village_code: str
    session_id: str
    number: int
    about: str
    recipient: str
    state: str
    words: str
    drafted_by: str
    drafted_at_utc: datetime
    certified_by: str | None = None
    certified_at_utc: datetime | None = None
    sent_at_utc: datetime | None = None
    answer: str = ""
    answered_at_utc: datetime | None = None
    closing: str = ""
    closed_at_utc: datetime | None = None


class Supervision:
    """`tx.supervision`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add_session(self, session: Session) -> None:
        """Store a new one; `Conflict` (pk_supervision_sessions), `MissingReference`."""
        self._work.insert(supervision_sessions, session)

    def session(self, commune_id: str, session_id: str) -> Session:
        """The one of this id; `NotFound`."""
        key = where(supervision_sessions, commune_id=commune_id, id=session_id)
        return self._work.get(Session, columns_for(Session, supervision_sessions).where(key), "no session")

    def sessions(self, commune_id: str, village_code: str = "") -> tuple[Session, ...]:
        """Those of a village, or of the whole commune, the last first."""
        place = {"village_code": village_code} if village_code else {}
        key = where(supervision_sessions, commune_id=commune_id, **place)
        last = supervision_sessions.c.held_at_utc.desc()
        query = columns_for(Session, supervision_sessions).where(key)
        return self._work.find(Session, query.order_by(last, supervision_sessions.c.id))

    def planned(self, commune_id: str, state: str) -> tuple[Session, ...]:
        """Those of a commune that stand so, the first to be held first."""
        key = where(supervision_sessions, commune_id=commune_id, state=state)
        query = columns_for(Session, supervision_sessions).where(key)
        return self._work.find(Session, query.order_by(supervision_sessions.c.held_at_utc, supervision_sessions.c.id))

    def end_session(self, commune_id: str, session_id: str, *, state: str, held_at: datetime, words: str) -> None:
        """It was held, or called off; `NotFound`."""
        key = where(supervision_sessions, commune_id=commune_id, id=session_id)
        change = supervision_sessions.update().where(key).values(state=state, held_at_utc=held_at, words=words)
        self._work.change(change, "no session")

    def add(self, recommendation: Recommendation) -> None:
        """Store a new one; `Conflict` (pk_recommendations, uq_recommendations_number), `MissingReference`."""
        self._work.insert(recommendations, recommendation)

    def get(self, commune_id: str, recommendation_id: str) -> Recommendation:
        """The one of this id; `NotFound`."""
        key = where(recommendations, commune_id=commune_id, id=recommendation_id)
        query = columns_for(Recommendation, recommendations).where(key)
        return self._work.get(Recommendation, query, "no recommendation")

    def recommended(self, commune_id: str, village_code: str = "") -> tuple[Recommendation, ...]:
        """Those of a village, or of the whole commune, in the order in which they were drafted."""
        place = {"village_code": village_code} if village_code else {}
        return self._those(where(recommendations, commune_id=commune_id, **place))

    def in_state(self, commune_id: str, states: Collection[str]) -> tuple[Recommendation, ...]:
        """Those of a commune that stand so, in the order in which they were drafted."""
        return self._those(where(recommendations, commune_id=commune_id) & recommendations.c.state.in_(states))

    def move(self, commune_id: str, recommendation_id: str, state: str, **values: Any) -> None:
        """It came a step further; `NotFound`."""
        key = where(recommendations, commune_id=commune_id, id=recommendation_id)
        change = recommendations.update().where(key).values(state=state, **values)
        self._work.change(change, "no recommendation")

    def _those(self, key: Any) -> tuple[Recommendation, ...]:
        query = columns_for(Recommendation, recommendations).where(key)
        order = (recommendations.c.drafted_at_utc, recommendations.c.session_id, recommendations.c.number)
        return self._work.find(Recommendation, query.order_by(*order))
