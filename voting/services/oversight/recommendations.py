"""Recommendations of the two boards: drafted after a session, certified by the Front, sent, answered, done (LAW.md 9).

The commune's book tells where each stands, with salted hashes; what it says is read by those who supervise alone.
Whoever drafted it, whoever certified it and whoever answers it are three accounts.
"""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from voting.law.supervision import ANSWERS, BY_FRONT, FOLLOWING, SAME_WORDS, Board, Held, Stand, To, whose
from voting.record.entries.oversight import RecommendationMoved
from voting.record.told import Recommendation as Known
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import once
from voting.services.ids import random_id
from voting.services.lookups import COMMUNE_BOOK, RECOMMENDATION, read_fact
from voting.services.oversight.boards import MOST_WORDS, find_session, one_of, require_role
from voting.services.oversight.supervised import Recommended, clocks_at, day_of, told
from voting.services.permissions import Actor, Role
from voting.services.typed import public_words
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.supervision import Recommendation

SALT = "supervision-salt"
"""The kind of secret that the salts of recommendations and answers are."""
WORDLESS = SAME_WORDS
"""Steps in which nothing is written."""
OFFERED = 30
"""So many matters and announcements of a village, the newest, may be pointed at."""
CALLED = 60
"""Characters of an announcement by which it is called."""


@dataclass(frozen=True)
class NewRecommendation:
    """A recommendation as filled in; ``about`` is the id of a matter or an announcement, or empty."""

    to: str
    about: str
    words: str


@dataclass(frozen=True)
class RecommendationRead:
    """A recommendation for those who supervise, with what this official may do next; ``apart`` where somebody else
    must, because this one has taken an earlier step."""  # fmt: skip

    told: Recommended
    subject: str
    words: str
    answer: str
    closing: str
    pointed: str
    steps: tuple[Stand, ...]
    apart: bool


class Recommendations:
    """Drafting, certifying, sending, answering and closing recommendations."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def pointable(self, village: str) -> Mapping[str, str]:
        """What a recommendation may point at: id -> title of the newest matters and announcements of a village."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return _pointable(tx, where)

    def draft(self, actor: Actor, village: str, session: str, new: NewRecommendation, form: str = "") -> str:
        """Draft a recommendation after a session that was held; its id, the same for the same ``form`` number, or for
        the same words that nobody has certified yet.

        ``Invalid`` at ``to``, ``about``, ``words``; ``Conflict`` "session-not-held", "village-over".
        """
        words = public_words(new.words, "words", MOST_WORDS)
        one_of(new.to, tuple(To), "to")

        def drafted(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "supervision.lead")
            require_role(actor, village, Role.BOARD)
            at = self._desk.next_minute(tx, where.commune_id)
            held = find_session(tx, where, session)
            if held.state != Held.HELD:
                raise Conflict(code="session-not-held")
            if new.about and new.about not in _pointable(tx, where):
                raise Invalid({"about": "choice-missing"})
            before = [one for one in tx.supervision.recommended(where.commune_id, village) if one.session_id == session]
            same = (new.about, new.to, Stand.DRAFTED, words, actor.account_id)
            for one in before:  # from another tab perhaps
                if (one.about, one.recipient, one.state, one.words, one.drafted_by) == same:
                    return one.id
            row = Recommendation(
                where.commune_id, random_id(), village, session, len(before) + 1, new.about, new.to, Stand.DRAFTED,
                words, actor.account_id, self._desk.now(),
            )  # fmt: skip
            self._append(tx, row, at, Stand.DRAFTED, Board(held.board), self._hashed(tx, row, Stand.DRAFTED, words))
            tx.supervision.add(row)
            return row.id

        return once(self._desk, actor, form and f"recommendation|{session}|{form}", drafted)

    def read(self, actor: Actor, village: str, recommendation: str) -> RecommendationRead:
        """A recommendation for those who supervise; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "supervision.see")
            row = _recommendation(tx, where, recommendation)
            session, now = find_session(tx, where, row.session_id), self._desk.now()
            sent = [day_of(row.sent_at_utc)] if row.sent_at_utc else []
            one = told(row, Board(session.board), clocks_at(tx, where.commune_id, sent, now))
            theirs = tuple(step for step in FOLLOWING[one.state] if _serves(actor, one, step))
            steps = tuple(step for step in theirs if actor.account_id not in _apart(row, step))
            pointed = _pointable(tx, where).get(row.about, "")
            return RecommendationRead(
                one, session.subject, row.words, row.answer, row.closing, pointed, steps, bool(theirs) and not steps
            )  # fmt: skip

    def move(
        self, actor: Actor, village: str, recommendation: str, *, step: str, words: str = "", form: str = ""
    ) -> None:  # fmt: skip
        """Take a recommendation one step further. ``Invalid`` at ``step``, ``words``; ``NotFound``, ``Forbidden``.

        ``Conflict`` "recommendation-moved" where another has taken a step meanwhile, "steps-apart" where this official
        has taken an earlier one.
        """
        one_of(step, tuple(Stand), "step")
        stand = Stand(step)
        words = "" if stand in WORDLESS else public_words(words, "words", MOST_WORDS)

        def moved(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "supervision.move")
            at = self._desk.next_minute(tx, where.commune_id)
            row = _recommendation(tx, where, recommendation)
            board = Board(find_session(tx, where, row.session_id).board)
            _require_step(actor, row, board, stand)
            document = self._document(tx, row, stand, words)
            self._append(tx, row, at, stand, board, document)
            tx.supervision.move(row.commune_id, row.id, stand, **self._written(actor, stand, words))
            return row.id

        once(self._desk, actor, form and f"recommendation-moved|{recommendation}|{form}", moved)

    def _written(self, actor: Actor, stand: Stand, words: str) -> dict[str, Any]:
        now = self._desk.now()
        if stand is Stand.CERTIFIED:
            return {"certified_by": actor.account_id, "certified_at_utc": now}
        if stand is Stand.SENT:
            return {"sent_at_utc": now}
        if stand in ANSWERS:
            return {"answer": words, "answered_at_utc": now}
        return {"closing": words, "closed_at_utc": now}

    def _document(self, tx: Transaction, row: Recommendation, stand: Stand, words: str) -> str:
        if stand not in SAME_WORDS:
            return self._hashed(tx, row, stand, words)
        text = tx.facts.get(row.commune_id, COMMUNE_BOOK, RECOMMENDATION, row.id)
        if text is None:
            raise ValueError(f"recommendation {row.id} is in no book")
        return read_fact(Known, text).document

    def _hashed(self, tx: Transaction, row: Recommendation, stand: Stand, words: str) -> str:
        """The salted hash of what is written, with its salt beside the book."""
        salt = secrets.token_bytes(32)
        tx.secrets.put(row.commune_id, SALT, f"{row.id} {stand}", salt, at=self._desk.now(), own_key=True)
        return sha256(salt + words.encode()).hexdigest()

    def _append(
        self, tx: Transaction, row: Recommendation, at: datetime, stand: Stand, board: Board, document: str
    ) -> None:
        entry = RecommendationMoved(
            village=row.village_code, at=at, recommendation=row.id, session=row.session_id, about=row.about,
            to=row.recipient, state=stand, by=whose(stand, board, To(row.recipient)), document=document,
        )  # fmt: skip
        self._desk.append(tx, row.commune_id, [entry])


def _require_step(actor: Actor, row: Recommendation, board: Board, stand: Stand) -> None:
    one = To(row.recipient)
    require_role(actor, row.village_code, _role_of(stand, board, one))
    if stand not in FOLLOWING[Stand(row.state)]:
        raise Conflict(code="recommendation-moved")
    if actor.account_id in _apart(row, stand):
        raise Conflict(code="steps-apart")


def _apart(row: Recommendation, stand: Stand) -> Collection[str]:
    """Accounts that have taken an earlier step, and so do not take this one."""
    if stand in BY_FRONT:
        return {row.drafted_by}
    return {row.drafted_by, row.certified_by or ""} if stand in ANSWERS and row.recipient == To.GOVERNMENT else ()


def _role_of(stand: Stand, board: Board, to: To) -> Role:
    return Role.BOARD if whose(stand, board, to) == board else Role.COMMUNE


def _serves(actor: Actor, one: Recommended, stand: Stand) -> bool:
    role = _role_of(stand, one.board, one.to)
    return any(each.role is role and each.village in {"", one.village} for each in actor.grants)


def _pointable(tx: Transaction, where: Village) -> dict[str, str]:
    matters = tx.matters.some_in_village(where.commune_id, where.code, OFFERED)
    told_here = tx.announcements.in_village(where.commune_id, where.code, OFFERED)
    shown = {one.id: one.words[:CALLED] for one in told_here if one.hidden_because is None}
    return {one.id: one.title for one in matters} | shown


def _recommendation(tx: Transaction, where: Village, recommendation: str) -> Recommendation:
    try:
        found = tx.supervision.get(where.commune_id, recommendation)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-recommendation") from error
    if found.village_code != where.code:
        raise NotFound(code="unknown-recommendation")
    return found
