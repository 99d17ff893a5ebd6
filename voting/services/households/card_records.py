"""The card register as it stands in the database, and what the record says of it."""

import secrets
from collections.abc import Iterable
from datetime import timedelta
from hashlib import sha256

from voting.record.entries.village import CardRevoked, CardsIssued
from voting.record.register import CardRegister
from voting.services.desk import Desk
from voting.services.errors import Conflict, NotFound
from voting.services.lookups import village_facts
from voting.storage.cards import Card
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.texts.codes import code_key

SPARE_PREFIX = "~"
"""A card of no household yet has a code that begins with this, which no household code does."""
CARD_SALT = "card-salt"
ASKED, AGREED, DECLINED = "asked", "agreed", "declined"
REPLACE, AGAIN, SERIES = "replace", "again", "series"
"""What is asked: a lost card in an open vote; several lost cards made again; every card of the village made again."""
FEW, A_DAY = 3, timedelta(days=1)
"""So many cards a day are made again by the card authority alone; more, only if a second official agreed."""


def register_of(tx: Transaction, village: Village) -> CardRegister:
    """The valid cards of a village: those of households, and the spare ones."""
    valid = tx.cards.active(village.commune_id, village.code)
    cards = tuple((card.household_code, card.key) for card in valid if not is_spare(card.household_code))
    spares = tuple(card.key for card in valid if is_spare(card.household_code))
    return CardRegister(village.code, cards, spares)


def is_spare(code: str) -> bool:
    """Whether a card with this code is of no household yet."""
    return code.startswith(SPARE_PREFIX)


def spares_of(tx: Transaction, village: Village) -> tuple[Card, ...]:
    """The sealed cards that wait, by their printed number."""
    valid = tx.cards.active(village.commune_id, village.code)
    return tuple(sorted((card for card in valid if is_spare(card.household_code)), key=lambda card: card.spare or 0))


def valid_card(tx: Transaction, village: Village, household_code: str) -> Card:
    """The valid card of a household, however its code is written (``texts.codes``); ``NotFound``."""
    key = code_key(household_code)
    for card in tx.cards.active(village.commune_id, village.code):
        if key and code_key(card.household_code) == key and not is_spare(card.household_code):
            return card
    raise NotFound(code="unknown-card")


def record_cards(desk: Desk, tx: Transaction, village: Village, *, issued: int, reissued: int) -> CardRegister:
    """Append ``cards-issued`` for the register as it stands; ``reissued`` of the new ones replace an older card."""
    register = register_of(tx, village)
    entry = CardsIssued(
        village=village.code,
        at=desk.next_minute(tx, village.commune_id),
        register=register.sha256,
        cards=len(register.cards),
        spares=len(register.spares),
        issued=issued,
        reissued=reissued,
    )
    desk.append(tx, village.commune_id, [entry])
    return register


def revoke_card(desk: Desk, tx: Transaction, card: Card, reason: str) -> None:
    """A card is valid no more, in the record too: a salted commitment to its key, the reason, a public count."""
    tx.cards.revoke(card, desk.now())
    salt = secrets.token_bytes(32)
    revoked = CardRevoked(
        village=card.village_code,
        at=desk.next_minute(tx, card.commune_id),
        commitment=sha256(salt + bytes.fromhex(card.key)).hexdigest(),
        reason=reason,
        count=village_facts(tx, card.commune_id, card.village_code).revoked + 1,
    )
    index = desk.append(tx, card.commune_id, [revoked])
    tx.secrets.put(card.commune_id, CARD_SALT, str(index), salt, at=desk.now())


def keep_cards(desk: Desk, tx: Transaction, village: Village, households: set[str]) -> None:
    """After a change of the roll: cards of households no longer on it end, and the register is recorded anew."""
    valid = tx.cards.active(village.commune_id, village.code)
    for card in valid:
        if card.household_code not in households and not is_spare(card.household_code):
            tx.cards.revoke(card, desk.now())
    if valid:
        record_cards(desk, tx, village, issued=0, reissued=0)


def agreed_again(tx: Transaction, village: Village) -> dict[str, str]:
    """Households whose card two officials agreed to make again and that have no newer one -> what was agreed."""
    newest = {card.household_code: card for card in tx.cards.every(village.commune_id, village.code)}
    found = {}
    for request in tx.cards.requests(village.commune_id, village.code, AGREED):
        for code in request.households if request.action in {AGAIN, SERIES} else ():
            if request.decided_at_utc and code in newest and newest[code].issued_at_utc < request.decided_at_utc:
                found[code] = request.action
    return found


def require_unused(desk: Desk, tx: Transaction, village: Village) -> None:
    """A series is made again while no vote is open and none of its cards has voted; else ``Conflict``."""
    if desk.books.commune(tx, village.commune_id).village(village.code).open:
        raise Conflict(code="cards-in-vote")
    register = register_of(tx, village)
    for vote in tx.votes.in_village(village.commune_id, village.code):
        voted = tx.ballots.voted_credentials(vote.commune_id, vote.uuid)
        if voted and register.households_with(vote.uuid, voted):
            raise Conflict(code="card-has-voted")


def again_today(desk: Desk, tx: Transaction, village: Village) -> set[str]:
    """Households that got a card again in the last day, sealed spare cards (two officials gave them) aside."""
    since = desk.now() - A_DAY
    cards = tx.cards.every(village.commune_id, village.code)
    return {one.household_code for one in cards if one.issue > 1 and one.spare is None and one.issued_at_utc > since}


def require_few(desk: Desk, tx: Transaction, village: Village, again: Iterable[str]) -> None:
    """Cards made again by one official alone are few, those of the last day counted; else ``Conflict``."""
    wanted = set(again)
    if wanted and len(wanted | again_today(desk, tx, village)) > FEW:
        raise Conflict(code="cards-need-two")
