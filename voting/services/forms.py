"""Forms of officials: each is done once however often it is sent, and what was typed outlives a lost sign-in.

A form that changes what stands says what it had seen (`seen_of`): if that is not so any more, it is refused and shows
what is now, so that of two stale tabs neither undoes the other unknowingly.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import timedelta
from hashlib import sha256

from voting.services.desk import Desk
from voting.services.errors import Conflict, NotFound
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.forms import KeptForm

WAITING_KEPT, NUMBERS_KEPT = timedelta(days=1), timedelta(days=60)
"""How long what was typed, and papers chosen with it, wait; how long a number stands for what it made."""
TYPED = "typed"
MOST_TYPED = 128 * 1024
"""Bytes of names and values that are kept of one form."""


def once(desk: Desk, actor: Actor, form: str, make: Callable[[Transaction], str]) -> str:
    """What `make` makes in its transaction; what it made before when this form (kind and number) came already.

    The number is written first, in the same transaction: of three that come at once, two wait and read what the first
    has made. A form without a number is done each time.
    """
    if not form:
        with desk.database.transaction() as tx:
            return make(tx)
    try:
        return _numbered(desk, actor, form, make)
    except storage_errors.Conflict:  # sent twice at once: what the other one made, or what is now said of it
        return _numbered(desk, actor, form, make)


def seen_of(*shown: str | bool | int | None) -> str:
    """What a page showed, in a few characters; it is no secret, and says nothing of its own."""
    return sha256(json.dumps(shown, ensure_ascii=False).encode()).hexdigest()[:16]


def require_seen(seen: str, *now: str | bool | int | None, wanted: Sequence[str | bool | int | None]) -> None:
    """``Conflict`` "changed-meanwhile" if what stands now is neither what was seen nor what is wanted.

    ``seen`` "" is for programs, which have not looked.
    """
    if seen and seen != seen_of(*now) and tuple(wanted) != now:
        raise Conflict(code="changed-meanwhile")


def form_id(actor: Actor, form: str) -> str:
    """The number of a form as it is stored: whatever was sent, of this official alone."""
    return sha256(f"{actor.account_id}|{form}".encode()).hexdigest()[:32]


def _numbered(desk: Desk, actor: Actor, form: str, make: Callable[[Transaction], str]) -> str:
    number = form_id(actor, form)
    with desk.database.transaction() as tx:
        try:
            if (done := tx.forms.get(actor.commune, number).made) is not None:
                return done
        except storage_errors.NotFound:
            tx.forms.add(KeptForm(actor.commune, number, actor.account_id, "", {}, desk.now()))
        made = make(tx)
        tx.forms.done(actor.commune, number, made)
        return made


class TypedForms:
    """What an official had typed when the sign-in was lost; kept for a day, for its owner alone."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def keep(self, actor: Actor, typed: Sequence[tuple[str, str]]) -> str:
        """Keep names and values of fields in their order; the number to find them by, "" if they are too many."""
        if sum(len(part.encode()) for pair in typed for part in pair) > MOST_TYPED:
            return ""
        number = secrets.token_urlsafe(12)
        fields = [[name, value] for name, value in typed]
        with self._desk.database.transaction() as tx:
            tx.forms.add(KeptForm(actor.commune, number, actor.account_id, TYPED, fields, self._desk.now()))
        return number

    def typed(self, actor: Actor, number: str) -> tuple[tuple[str, str], ...]:
        """The fields of that number, in their order; ``NotFound`` for anybody else, and a day later."""
        with self._desk.database.reading() as tx:
            try:
                kept = tx.forms.get(actor.commune, number)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-form") from error
        if (kept.place, kept.account_id) != (TYPED, actor.account_id):
            raise NotFound(code="unknown-form")
        return tuple((name, value) for name, value in kept.fields)
