"""What the head or the Front tells everyone in the village: at most 300 characters, with the source it rests on.

It is no part of the record: nothing is decided by it. It may be hidden, with a reason that stays until its last day.
"""

import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from voting.law.road import OFFICES, Office
from voting.law.sentence import Sentence
from voting.law.units import unit_called
from voting.law.wording import HERE
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Invalid, NotFound
from voting.services.forms import once
from voting.services.pages import PAGE, Page
from voting.services.permissions import Actor, Role
from voting.services.typed import public_reason, public_words
from voting.storage import errors as storage_errors
from voting.storage.announcements import Announcement
from voting.storage.communes import Village
from voting.storage.database import Transaction

MOST_WORDS, MOST_SOURCE = 300, 120
LONGEST = timedelta(days=365)
SHOWN = 5
"""How many of the latest stand on a village's page and in its feed."""


@dataclass(frozen=True)
class NewAnnouncement:
    """A message as filled in; ``until`` is the last day on which it is shown."""

    words: str
    source: str
    until: date


@dataclass(frozen=True)
class Announced:
    """A message; hidden, its words are empty for everyone, and ``hidden`` says why."""

    id: str
    words: str
    source: str
    until: date
    office: Sentence
    at_utc: datetime
    hidden: str = ""
    hidden_at_utc: datetime | None = None

    @classmethod
    def of(cls, row: Announcement, unit_kind: str) -> Self:
        """As it is handed up, by what the head of such a community is called."""
        words = row.words if row.hidden_because is None else ""
        hidden = row.hidden_because or ""
        return cls(
            row.id, words, row.source, row.until, _called(Role(row.office), unit_kind), row.posted_at_utc, hidden,
            row.hidden_at_utc,
        )  # fmt: skip


class Announcements:
    """Posting, hiding and reading messages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def post(self, actor: Actor, village: str, new: NewAnnouncement, form: str = "") -> str:
        """Tell everyone; its id. The same ``form`` number, or words, again make no other. ``Invalid`` at ``words``,
        ``source``, ``until``."""
        words, source = public_words(new.words, "words", MOST_WORDS), public_words(new.source, "source", MOST_SOURCE)
        today = self._today()
        if not today <= new.until <= today + LONGEST:
            raise Invalid({"until": "day-out-of-range"})

        def posted(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "notice.post")
            for one in tx.announcements.in_village(where.commune_id, village, PAGE, since=today):
                if one.hidden_because is None and (one.words, one.source, one.until) == (words, source, new.until):
                    return one.id  # said already, in another tab
            row = Announcement(
                where.commune_id, secrets.token_hex(8), village, words, source, new.until, _office(actor, village),
                actor.account_id, self._desk.now(),
            )  # fmt: skip
            tx.announcements.add(row)
            return row.id

        return once(self._desk, actor, form and f"announce|{village}|{form}", posted)

    def hide(self, actor: Actor, village: str, announcement: str, reason: str, form: str = "") -> None:
        """Take a message off the pages; the first reason stays. ``NotFound``, ``Invalid`` at ``reason``."""
        reason = public_reason(reason)

        def hidden(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "notice.post")
            row = _found(tx, where.commune_id, village, announcement)
            tx.announcements.hide(
                row.commune_id, row.id, by=actor.account_id, at=self._desk.now(), because=reason
            )  # fmt: skip
            return row.id

        once(self._desk, actor, form and f"hide|{announcement}|{form}", hidden)

    def get(self, village: str, announcement: str) -> Announced:
        """One of a village; ``NotFound``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return Announced.of(_found(tx, where.commune_id, village, announcement), where.unit_kind)

    def page(self, village: str, number: int) -> Page[Announced]:
        """All of a village, newest first, a page of them; ``NotFound``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            rows = tx.announcements.in_village(where.commune_id, village, PAGE + 1, after=(number - 1) * PAGE)
            shown = tuple(Announced.of(one, where.unit_kind) for one in rows[:PAGE])
            return Page(shown, number, more=len(rows) > PAGE)

    def _today(self) -> date:
        return _day(self._desk.now())


def announced_now(tx: Transaction, where: Village, now: datetime) -> tuple[Announced, ...]:
    """The latest messages of a village whose last day has not passed, newest first."""
    rows = tx.announcements.in_village(where.commune_id, where.code, SHOWN, since=_day(now))
    return tuple(Announced.of(one, where.unit_kind) for one in rows)


def _called(role: Role, unit_kind: str) -> Sentence:
    if role is not Role.HEAD:
        return OFFICES[Office.FRONT]
    unit = unit_called(unit_kind)
    return Sentence(unit.head_vi, unit.head_en)


def _day(now: datetime) -> date:
    return now.astimezone(HERE).date()


def _found(tx: Transaction, commune: str, village: str, announcement: str) -> Announcement:
    try:
        return tx.announcements.get(commune, village, announcement)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-announcement") from error


def _office(actor: Actor, village: str) -> Role:
    roles = {one.role for one in actor.grants if one.village in {"", village}}
    return next(role for role in (Role.HEAD, Role.FRONT) if role in roles)
