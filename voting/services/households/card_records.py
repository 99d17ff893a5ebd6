"""The card register as it stands in the database, and its hash in the record."""

from voting.record.entries.village import CardsIssued
from voting.record.register import CardRegister
from voting.services.desk import Desk
from voting.storage.communes import Village
from voting.storage.database import Transaction

SPARE_PREFIX = "~"
"""A card of no household yet has a code that begins with this, which no household code does."""


def register_of(tx: Transaction, village: Village) -> CardRegister:
    """The valid cards of a village: those of households, and the spare ones."""
    valid = tx.cards.active(village.commune_id, village.code)
    cards = tuple((card.household_code, card.key) for card in valid if not card.household_code.startswith(SPARE_PREFIX))
    spares = tuple(card.key for card in valid if card.household_code.startswith(SPARE_PREFIX))
    return CardRegister(village.code, cards, spares)


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


def keep_cards(desk: Desk, tx: Transaction, village: Village, households: set[str]) -> None:
    """After a change of the roll: cards of households no longer on it end, and the register is recorded anew."""
    valid = tx.cards.active(village.commune_id, village.code)
    for card in valid:
        if card.household_code not in households and not card.household_code.startswith(SPARE_PREFIX):
            tx.cards.revoke(card, desk.now())
    if valid:
        record_cards(desk, tx, village, issued=0, reissued=0)
