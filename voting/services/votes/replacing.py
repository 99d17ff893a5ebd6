"""Cards that one official alone may not replace: one asks, another of another office agrees.

A card lost while a vote is open is closed in every open vote and a sealed spare card takes its place in each in which
its household has not voted (`waiting_closings` says when the books name them); more than a few cards made again, and a
whole series, need two officials as well.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voting.ballots.credentials import parse_household_key, vote_credential
from voting.record.facts import Barred
from voting.services.desk import Desk, find_village, find_vote, village_for
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, Unavailable
from voting.services.forms import once
from voting.services.households.card_records import (
    AGAIN,
    AGREED,
    ASKED,
    DECLINED,
    REPLACE,
    SERIES,
    is_spare,
    record_cards,
    register_of,
    require_unused,
    revoke_card,
    spares_of,
    valid_card,
)
from voting.services.households.impact import same_name
from voting.services.households.rolls import households_of
from voting.services.lookups import StoredVoteBook, village_facts
from voting.services.permissions import Actor
from voting.services.typed import public_reason
from voting.services.votes.waiting_closings import barred_now, seat, shut, write
from voting.storage import errors as storage_errors
from voting.storage.cards import Card, CardRequest
from voting.storage.communes import Village
from voting.storage.database import Transaction

CARDS, HOUSEHOLDS = "cards", "households"
"""The two offices: who makes the cards, and who answers for the household list (head and team)."""
CARDS_RIGHT, HOUSEHOLDS_RIGHT = "cards.issue", "cards.decide"
"""The action that an account of each office may take."""


@dataclass(frozen=True)
class Prospect:
    """What a replacement does in the votes that are open: uuids of those in which the spare card votes, in which the
    household's ballot stands, and in which it cannot vote online any more. ``spare`` is the printed number.
    """

    spare: int | None
    votes: tuple[str, ...]
    stands: tuple[str, ...]
    shut: tuple[str, ...]


@dataclass(frozen=True)
class CardQuestion:
    """What waits for a second official, and what comes of it. ``prospect`` is of a lost card alone."""

    id: str
    village: str
    action: str
    households: tuple[str, ...]
    reason: str
    asked_by: str
    asked_at_utc: datetime
    agreed: bool
    mine: bool
    may_agree: bool
    prospect: Prospect | None


@dataclass(frozen=True)
class CardChanges:
    """Of one vote, for everybody to see: credentials closed, spare cards that took a place, spares at opening."""

    closed: int
    replaced: int
    spares: int


class Turn(StrEnum):
    """What a household's card can do in an open vote: vote, or not, because its earlier ballot stands, or at all."""

    VOTES = "votes"
    STANDS = "stands"
    SHUT = "shut"


class Replacing:
    """Asking and agreeing about cards."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # asking

    def ask(self, actor: Actor, village: str, household_code: str, reason: str, form: str = "") -> str:
        """Ask that a household's lost card be replaced; the household's code. Asked twice, it is one question.

        The same ``form`` number asks once, also after it was answered; so in the other questions below.
        """
        reason = public_reason(reason)

        def asked(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "cards.revoke")
            code = valid_card(tx, where, household_code).household_code
            self._ask(tx, where, actor, REPLACE, [code], reason)
            return code

        return once(self._desk, actor, form and f"replace|{village}|{form}", asked)

    def ask_again(self, actor: Actor, village: str, reason: str, form: str = "") -> int:
        """Ask that all revoked cards be made again in one go; how many. ``Conflict`` "card-none-lost"."""
        reason = public_reason(reason)

        def asked(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "cards.revoke")
            cards = tx.cards.every(where.commune_id, where.code)
            valid = {card.household_code for card in cards if card.revoked_at_utc is None}
            lost = {card.household_code for card in cards} - valid
            codes = [row.code for row in households_of(tx, where) if row.code in lost]
            self._ask(tx, where, actor, AGAIN, codes, reason)
            return str(len(codes))

        return int(once(self._desk, actor, form and f"again|{village}|{form}", asked))

    def ask_series(self, actor: Actor, village: str, reason: str, *, named: str, form: str = "") -> int:
        """Ask that every card of the village be made again; how many. ``Conflict`` as ``require_unused``.

        ``named`` is the village's name as it was typed, to show that this village is meant: ``Invalid`` at the field.
        """
        reason = public_reason(reason)

        def asked(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "cards.revoke")
            if not same_name(named, where.name):
                raise Invalid({"named": "village-name"})
            require_unused(self._desk, tx, where)
            codes = [code for code, _ in register_of(tx, where).cards]
            self._ask(tx, where, actor, SERIES, codes, reason)
            return str(len(codes))

        return int(once(self._desk, actor, form and f"series|{village}|{form}", asked))

    def _ask(self, tx: Transaction, village: Village, actor: Actor, action: str, codes: list[str], reason: str) -> None:
        if not codes:
            raise Conflict(code="card-none-lost")
        waiting = tx.cards.requests(village.commune_id, village.code, ASKED)
        if any((one.action, one.households) == (action, codes) for one in waiting):
            return
        office = CARDS if actor.may(CARDS_RIGHT, village.code) else HOUSEHOLDS
        tx.cards.ask(CardRequest(
            village.commune_id, secrets.token_urlsafe(12), village.code, action, codes, reason, office,
            actor.account_id, self._desk.now(),
        ))  # fmt: skip

    # deciding

    def waiting(self, actor: Actor, village: str) -> tuple[CardQuestion, ...]:
        """What waits for a second official, oldest first, and what was agreed but is not printed yet."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            uuids = village_facts(tx, where.commune_id, village).open
            books = {uuid: self._desk.books.peek(tx, where.commune_id, uuid) for uuid in uuids}
            agreed = [one for one in tx.cards.requests(where.commune_id, village, AGREED) if one.action == SERIES]
            asked = tx.cards.requests(where.commune_id, village, ASKED)
            return tuple(_question(tx, where, actor, one, books) for one in (*asked, *agreed))

    def agree(self, actor: Actor, village: str, request_id: str) -> CardQuestion:
        """The second official's yes; what came of it. ``Conflict`` "cards-same-person", "card-question-closed"."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            request = _waiting(tx, where, request_id)
            if request.asked_by == actor.account_id:
                raise Conflict(code="cards-same-person")
            if not actor.may(_other_right(request), where.code):
                raise Forbidden(f"agree to {request.action} in {where.code}")
            books = self._lock_open(tx, where)
            done = _question(tx, where, actor, request, books)
            if request.action == SERIES:
                require_unused(self._desk, tx, where)
            if done.prospect:
                self._replace(tx, where, request, books, done.prospect)
            tx.cards.decide(request, state=AGREED, by=actor.account_id, at=self._desk.now())
            return done

    def decline(self, actor: Actor, village: str, request_id: str) -> None:
        """Nothing is done: taken back by who asked, refused by the other, or a series that is not made after all."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            request = _waiting(tx, where, request_id, AGREED)
            tx.cards.decide(request, state=DECLINED, by=actor.account_id, at=self._desk.now())

    def given(self, actor: Actor, village: str) -> tuple[tuple[str, int], ...]:
        """Households whose valid card was a sealed spare card, with its printed number."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            valid = (one for one in tx.cards.active(where.commune_id, where.code) if not is_spare(one.household_code))
            return tuple((one.household_code, one.spare) for one in valid if one.spare)

    def in_open_vote(self, actor: Actor, village: str) -> bool:
        """Whether a vote of the village is open, so that a lost card takes two officials."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "cards.revoke")
            return bool(village_facts(tx, where.commune_id, village).open)

    def changes(self, uuid: str) -> CardChanges:
        """How many credentials of a vote were closed and replaced so far; public."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            book = self._desk.books.peek(tx, find_village(tx, vote.village_code).commune_id, uuid)
            told, waiting = book.started(), book.waiting()
            closings = told.closings + sum(book.barred(one.credential) is None for one in waiting)
            exchanged = told.exchanged + sum(one.spare is not None for one in waiting)
            return CardChanges(closings, exchanged, len(book.setup.spares))

    def turns(self, village: str, household_code: str) -> dict[str, Turn]:
        """Open vote -> what the household's present card can do there, to be said calmly to who scans it."""
        with self._desk.database.reading() as tx:
            return turns_of(self._desk, tx, find_village(tx, village), household_code)

    def _lock_open(self, tx: Transaction, village: Village) -> dict[str, StoredVoteBook]:
        """The open votes of a village, with their books locked (in order), and then the commune's book."""
        seen = village_facts(tx, village.commune_id, village.code).open
        books = {uuid: self._desk.books.vote(tx, village.commune_id, uuid) for uuid in sorted(seen)}
        now = self._desk.books.commune(tx, village.commune_id).village(village.code).open
        if not set(now) <= set(seen):  # a vote was opened in between: its book comes before the commune's
            raise Unavailable("a vote of this village has just been opened")
        return {uuid: books[uuid] for uuid in now}

    def _replace(
        self, tx: Transaction, village: Village, request: CardRequest, books: Mapping[str, StoredVoteBook], to: Prospect
    ) -> None:
        (code,) = request.households
        cards = tx.cards.of_household(village.commune_id, village.code, code)
        spare = next((one for one in spares_of(tx, village) if one.spare == to.spare), None)
        for uuid, book in books.items():
            own = _credentials(cards, book)
            free = [one for one in own if barred_now(book, one) is Barred.CLOSED]
            places = [shut(tx, book, one) for one in own if barred_now(book, one) is None]
            if spare and uuid in to.votes:
                seat(tx, book, [*places, *free][0], _credential(spare, uuid))
            if len(books) == 1:
                write(self._desk, tx, book)
        for card in cards:
            if card.revoked_at_utc is None:
                revoke_card(self._desk, tx, card, request.reason)
        if spare:
            tx.cards.give(spare, code, len(cards) + 1, self._desk.now())
            record_cards(self._desk, tx, village, issued=1, reissued=1)


def turns_of(desk: Desk, tx: Transaction, village: Village, household_code: str) -> dict[str, Turn]:
    """As `Replacing.turns`, inside another look-up."""
    cards = tx.cards.of_household(village.commune_id, village.code, household_code)
    uuids = village_facts(tx, village.commune_id, village.code).open
    return {uuid: _turn(cards, desk.books.peek(tx, village.commune_id, uuid)) for uuid in uuids}


def _question(
    tx: Transaction, village: Village, actor: Actor, request: CardRequest, books: Mapping[str, StoredVoteBook]
) -> CardQuestion:
    mine = request.asked_by == actor.account_id
    return CardQuestion(
        id=request.id,
        village=village.code,
        action=request.action,
        households=tuple(request.households),
        reason=request.reason,
        asked_by=tx.accounts.get(request.commune_id, request.asked_by).name,
        asked_at_utc=request.asked_at_utc,
        agreed=request.state == AGREED,
        mine=mine,
        may_agree=request.state == ASKED and not mine and actor.may(_other_right(request), village.code),
        prospect=_prospect(tx, village, request.households[0], books) if request.action == REPLACE else None,
    )


def _prospect(tx: Transaction, village: Village, code: str, books: Mapping[str, StoredVoteBook]) -> Prospect:
    """With the first spare card that votes somewhere; with none if it would not vote anywhere."""
    cards = tx.cards.of_household(village.commune_id, village.code, code)
    own = {uuid: _credentials(cards, book) for uuid, book in books.items()}
    stands = tuple(uuid for uuid, book in books.items() if any(book.last(one) for one in own[uuid]))
    wanting = [uuid for uuid in books if own[uuid] and uuid not in stands]
    for spare in spares_of(tx, village):
        votes = tuple(uuid for uuid in wanting if barred_now(books[uuid], _credential(spare, uuid)) is Barred.SPARE)
        if votes:
            return Prospect(spare.spare, votes, stands, tuple(uuid for uuid in wanting if uuid not in votes))
    return Prospect(None, (), stands, tuple(wanting))


def _turn(cards: Sequence[Card], book: StoredVoteBook) -> Turn:
    """The card of the last issue votes if it is on the list and not barred; a closed one may have voted before."""
    own = [one for card in cards if (one := _credential(card, book.uuid)) in book.setup.credentials]
    open_ones = [_credential(card, book.uuid) for card in cards if card.revoked_at_utc is None]
    if any(one in own and barred_now(book, one) is None for one in open_ones):
        return Turn.VOTES
    return Turn.STANDS if any(book.last(one) for one in own) else Turn.SHUT


def _credentials(cards: Sequence[Card], book: StoredVoteBook) -> list[str]:
    """Those of a household's credentials that are on a vote's list and could have voted, latest card first."""
    every = (_credential(card, book.uuid) for card in reversed(cards))
    return [one for one in every if one in book.setup.credentials and barred_now(book, one) is not Barred.EXCHANGED]


def _credential(card: Card, uuid: str) -> str:
    return vote_credential(parse_household_key(card.key), uuid).hex


def _other_right(request: CardRequest) -> str:
    return HOUSEHOLDS_RIGHT if request.office == CARDS else CARDS_RIGHT


def _waiting(tx: Transaction, village: Village, request_id: str, *also: str) -> CardRequest:
    try:
        request = tx.cards.request(village.commune_id, request_id)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-card-question") from error
    if request.village_code != village.code:
        raise NotFound(code="unknown-card-question")
    if request.state not in {ASKED, *also}:
        raise Conflict(code="card-question-closed")
    return request
