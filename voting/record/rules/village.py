"""Rules about a village's household roll and its cards."""

from collections.abc import Callable
from typing import Any

from voting.record.entries.entry import Entry
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen
from voting.record.errors import OutOfOrder, WrongCards, WrongRollCount
from voting.record.rules.shared import Change, Context, under_way, village_of
from voting.record.state import State


def roll_frozen(state: State, entry: RollFrozen, _: Context) -> Change:
    """N adds up with what was there before; no vote of the village is under way; cards must follow anew."""
    village = village_of(state, entry)
    if entry.households < 1 or entry.households != village.households + entry.added - entry.removed:
        raise WrongRollCount(
            f"{village.households} + {entry.added} - {entry.removed} households are not {entry.households}"
        )
    under_way(state, entry)

    def change() -> None:
        state.villages[entry.village] = village
        village.households = entry.households
        village.register, village.cards, village.spares = "", 0, 0

    return change


def cards_issued(state: State, entry: CardsIssued, _: Context) -> Change:
    """As many cards as households, no more and no fewer; a register with fewer cannot open a vote."""
    village = village_of(state, entry)
    if not village.households:
        raise OutOfOrder("cards-issued before roll-frozen")
    if entry.cards > village.households or entry.issued > entry.cards + entry.spares:
        raise WrongCards(f"{entry.cards} cards ({entry.issued} new) for {village.households} households")

    def change() -> None:
        village.register, village.cards, village.spares = entry.register, entry.cards, entry.spares

    return change


def card_revoked(state: State, entry: CardRevoked, _: Context) -> Change:
    """Each lost card counts one further; the register must be issued anew."""
    village = village_of(state, entry)
    if not village.cards:
        raise OutOfOrder("card-revoked before cards-issued")
    if entry.count != village.revoked + 1:
        raise WrongCards(f"card-revoked says {entry.count}, the record has {village.revoked} before it")

    def change() -> None:
        village.revoked += 1
        village.cards -= 1

    return change


RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    RollFrozen: roll_frozen,
    CardsIssued: cards_issued,
    CardRevoked: card_revoked,
}
