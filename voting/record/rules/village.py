"""Rules about a village's household roll, its cards, and its end."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.entries.village import CardRevoked, CardsIssued, RollFrozen, VillageEnded
from voting.record.errors import OutOfOrder, WrongCards, WrongRollCount, WrongSuccessor
from voting.record.facts import Village
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_text, village_of

MOST_SUCCESSORS = 5


def roll_frozen(book: CommuneBook, entry: RollFrozen, _: Context) -> CommuneChange:
    """N adds up with what was there before; no vote of the village is under way; cards must follow anew."""
    village = village_of(book, entry)
    if entry.households < 1 or entry.households != village.households + entry.added - entry.removed:
        raise WrongRollCount(
            f"{village.households} + {entry.added} - {entry.removed} households are not {entry.households}"
        )
    if village.open:
        raise OutOfOrder("roll-frozen while a vote of the village is open")
    bare = replace(village, register="", cards=0, spares=0, reviews=(), objections=0)
    frozen = replace(bare, households=entry.households, roll=book.size)
    return CommuneChange(villages={entry.village: frozen})


def cards_issued(book: CommuneBook, entry: CardsIssued, _: Context) -> CommuneChange:
    """As many cards as households, no more and no fewer; a register with fewer cannot open a vote."""
    village = village_of(book, entry)
    if not village.households:
        raise OutOfOrder("cards-issued before roll-frozen")
    if entry.cards > village.households or not entry.reissued <= entry.issued <= entry.cards + entry.spares:
        raise WrongCards(
            f"{entry.cards} cards ({entry.issued} new, {entry.reissued} of them again) "
            f"for {village.households} households"
        )
    issued = replace(village, register=entry.register, cards=entry.cards, spares=entry.spares)
    return CommuneChange(villages={entry.village: issued})


def card_revoked(book: CommuneBook, entry: CardRevoked, _: Context) -> CommuneChange:
    """Each lost card counts one further; the register must be issued anew."""
    village = village_of(book, entry)
    if not village.cards:
        raise OutOfOrder("card-revoked before cards-issued")
    if entry.count != village.revoked + 1:
        raise WrongCards(f"card-revoked says {entry.count}, the record has {village.revoked} before it")
    require_text(entry.reason, "reason", line_breaks=True)
    revoked = replace(village, revoked=village.revoked + 1, cards=village.cards - 1)
    return CommuneChange(villages={entry.village: revoked})


def village_ended(book: CommuneBook, entry: VillageEnded, _: Context) -> CommuneChange:
    """LAW.md 10: no vote of it is open, its successors are known and go on; each of these freezes its roll anew."""
    village = village_of(book, entry)
    if village.open or village.practice:
        raise OutOfOrder("village-ended while a vote of the village is open")
    require_text(entry.reason, "reason", line_breaks=True)
    named = set(entry.successors)
    if not 1 <= len(entry.successors) == len(named) <= MOST_SUCCESSORS or entry.village in named:
        raise WrongSuccessor(f"{list(entry.successors)}: one to {MOST_SUCCESSORS} other villages, each once")
    if not village.exists:
        raise WrongSuccessor(f"the book knows no village {entry.village}")
    joined = {code: _joined(book, code) for code in entry.successors}
    return CommuneChange(villages={entry.village: replace(village, successors=entry.successors), **joined})


def _joined(book: CommuneBook, code: str) -> Village:
    successor = book.village(code)
    if not successor.exists or successor.successors:
        raise WrongSuccessor(f"the book knows no village {code}, or it became part of another")
    return replace(successor, joined=book.size)


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    RollFrozen: roll_frozen,
    CardsIssued: cards_issued,
    CardRevoked: card_revoked,
    VillageEnded: village_ended,
}
