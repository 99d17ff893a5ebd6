"""What a supervising board needs besides the books: its key offered to whoever manages the commune, how the books
stand, and what it has written down. None of it is part of the record.
"""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from voting.ledger.cosignature import CosignatureVerifier
from voting.ledger.errors import KeyMalformed
from voting.ledger.note import NoteVerifier
from voting.record.facts import Phase
from voting.record.fields import minute
from voting.services.checkpoints import log_start
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Invalid
from voting.services.forms import once
from voting.services.lookups import COMMUNE_BOOK, vote_facts
from voting.services.pages import PAGE, Page
from voting.services.permissions import Actor, Role
from voting.services.record.cosigning import watching
from voting.services.record.sealing import SEALED
from voting.services.typed import public_words
from voting.storage.board_notes import BoardNote
from voting.storage.database import Transaction

OFFERED = "offered"
"""What stands as the last answer of a key that was made here and watches nothing yet."""
BOARDS = {Role.BOARD: "Ban giám sát", Role.FRONT: "Ban công tác Mặt trận"}
MOST_OFFERS = 24
MOST_WORDS = 2000
A_DAY = timedelta(days=1)
NOTE, FINDING = "note", "finding"
"""Kinds of what a board writes down: for itself, and what it has found wrong."""


@dataclass(frozen=True)
class Offer:
    """A key that waits to be written into the policy, and the office that it is said to be of."""

    office: str
    vkey: str


@dataclass(frozen=True)
class OpenBook:
    """An open vote's book: entries now, and how many the last seal in the commune's book takes in."""

    vote: str
    title: str
    size: int
    sealed: int


@dataclass(frozen=True)
class Health:
    """How the books stand: entries of the commune's, the minutes of the newest and of the last seal, open votes'."""

    size: int
    at_utc: datetime | None
    sealed_at_utc: datetime | None
    open_books: tuple[OpenBook, ...]


@dataclass(frozen=True)
class Noted:
    """Something that a board wrote down."""

    kind: str
    words: str
    office: Role
    at_utc: datetime


class Boards:
    """The supervising boards of a commune's villages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def office(self, actor: Actor, village: str) -> str:
        """What the actor's board is called among those who watch, until somebody writes it otherwise: a name that
        stands in public, in Vietnamese as all such names."""
        with self._desk.database.reading() as tx:
            found = village_for(tx, actor, village, "record.sign")
            name = found.name if found.name.lower().startswith(found.unit_kind) else f"{found.unit_kind} {found.name}"
            role = _office(actor, village)
            return tx.communes.get(found.commune_id).name if role is Role.COMMUNE else f"{BOARDS[role]} {name}"

    def offer(self, actor: Actor, village: str, vkey: str) -> None:
        """Offer a key that was made in a board's browser; offered again it is the same. ``Invalid`` at ``vkey``,
        ``Conflict`` "offers-full".
        """
        try:
            key = CosignatureVerifier.parse(vkey).key
        except KeyMalformed as error:
            raise Invalid({"vkey": "vkey-form"}, str(error)) from error
        office = self.office(actor, village)
        with self._desk.database.transaction() as tx:
            commune = village_for(tx, actor, village, "record.sign").commune_id
            if key.public_key == NoteVerifier.parse(log_start(tx, commune).vkey).key.public_key:
                raise Invalid({"vkey": "vkey-form"})
            self._desk.books.commune(tx, commune)  # locked: offers are counted
            known = tx.witnesses.of_commune(commune)
            if vkey in known or vkey in watching(tx, commune):
                return
            if sum(1 for one in known.values() if one.answer == OFFERED) >= MOST_OFFERS:
                raise Conflict(code="offers-full")
            tx.witnesses.put(replace(tx.witnesses.get(commune, vkey), office=office, answer=OFFERED))

    def offers(self, commune: str) -> tuple[Offer, ...]:
        """The keys that wait."""
        with self._desk.database.reading() as tx:
            listed = watching(tx, commune)
            known = tx.witnesses.of_commune(commune)
            waiting = [one for vkey, one in known.items() if one.answer == OFFERED and vkey not in listed]
            return tuple(Offer(one.office, one.vkey) for one in waiting)

    def health(self, commune: str) -> Health:
        """How a commune's books stand now; ``NotFound``."""
        with self._desk.database.reading() as tx:
            log_start(tx, commune)
            head = tx.log.head(commune, COMMUNE_BOOK)
            text = tx.facts.get(commune, COMMUNE_BOOK, *SEALED)
            sealed_at = minute(json.loads(text)) if text else None
            return Health(head.size, head.last_at, sealed_at, tuple(_open_books(tx, commune)))

    def note(self, actor: Actor, village: str, kind: str, words: str, form: str = "") -> str:
        """Write something down; the same again within a day makes no other. ``Invalid`` at ``kind``, ``words``."""
        if kind not in (NOTE, FINDING):
            raise Invalid({"kind": "choice-missing"})
        plain = public_words(words, "words", MOST_WORDS)

        def noted(tx: Transaction) -> str:
            commune = village_for(tx, actor, village, "record.sign").commune_id
            office, now = _office(actor, village), self._desk.now()
            for one in tx.board_notes.in_village(commune, village, PAGE):
                same = (one.kind, one.words, one.posted_by) == (kind, plain, actor.account_id)
                if same and now - one.posted_at_utc < A_DAY:
                    return one.id  # written already, in another tab
            row = BoardNote(commune, secrets.token_hex(8), village, kind, plain, office, actor.account_id, now)
            tx.board_notes.add(row)
            return row.id

        return once(self._desk, actor, form and f"board-note|{village}|{form}", noted)

    def notes(self, actor: Actor, village: str, number: int = 1) -> Page[Noted]:
        """What boards of a village wrote down, newest first, a page of it."""
        with self._desk.database.reading() as tx:
            commune = village_for(tx, actor, village, "record.sign").commune_id
            rows = tx.board_notes.in_village(commune, village, PAGE + 1, after=(number - 1) * PAGE)
            shown = tuple(Noted(one.kind, one.words, Role(one.office), one.posted_at_utc) for one in rows[:PAGE])
            return Page(shown, number, more=len(rows) > PAGE)


def _open_books(tx: Transaction, commune: str) -> list[OpenBook]:
    votes = tx.votes.list(commune, states=[Phase.OPEN])
    heads = tx.log.open_heads(commune, [one.uuid for one in votes])
    found = []
    for one in votes:
        facts = vote_facts(tx, commune, one.uuid)
        size = heads.get(one.uuid, (0, b""))[0]
        found.append(OpenBook(one.uuid, one.title, size, facts.seal.size if facts and facts.seal else 0))
    return found


def _office(actor: Actor, village: str) -> Role:
    roles = {one.role for one in actor.grants if one.village in {"", village}}
    return next(role for role in (Role.BOARD, Role.FRONT, Role.COMMUNE) if role in roles)
