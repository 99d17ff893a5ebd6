"""The board's check of a vote's credential list while votes are open: the server computes, and only numbers come out.

Whoever holds the card register can tell from a vote's public books which households have voted, so that it leaves the
server only while no vote of the village is open (``Cards.register``); until then this says whether a list is whole.
"""

from dataclasses import dataclass
from datetime import datetime

from voting.record.register import CardRegister
from voting.services.desk import Desk, find_village, vote_for
from voting.services.households.card_records import is_spare, register_of
from voting.services.permissions import Actor
from voting.storage.communes import Village
from voting.storage.database import Transaction


@dataclass(frozen=True)
class ListCheck:
    """A vote's credential list beside the cards of the village, in numbers.

    ``households`` (N) and ``listed`` are what the opening says; ``cards`` and ``spares`` what the register of that day
    holds; ``strangers`` are credentials of no card, ``missing`` cards without a credential; ``same_register`` whether
    the register has the hash that the opening names, ``same_spares`` whether the spare credentials are its spares'.
    """

    households: int
    listed: int
    cards: int
    spares: int
    strangers: int
    missing: int
    same_register: bool
    same_spares: bool

    @property
    def holds(self) -> bool:
        """Whether the list is exactly ``{K^t}`` of one card a household and of the spare cards."""
        whole = self.cards == self.households and not self.strangers and not self.missing
        return whole and self.same_register and self.same_spares


class ListChecks:
    """Checks of credential lists, for whoever may look into the record."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, actor: Actor, uuid: str) -> ListCheck:
        """The check of one vote; about 0.1 ms a household. ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "record.inspect")
            setup = self._desk.books.setup(tx, vote.commune_id, uuid)
            register = _register_at(tx, find_village(tx, vote.village_code), vote.created_at_utc, setup.register)
        given = set(register.credentials(uuid))
        return ListCheck(
            households=setup.households,
            listed=len(setup.credentials),
            cards=len(register.cards),
            spares=len(register.spares),
            strangers=len(setup.credentials - given),
            missing=len(given - setup.credentials),
            same_register=register.sha256 == setup.register,
            same_spares=set(setup.spares) == set(register.spare_credentials(uuid)),
        )


def _register_at(tx: Transaction, village: Village, moment: datetime, sha256: str) -> CardRegister:
    """The register of this hash: the present one, or as it stood at this moment, before cards were replaced."""
    present = register_of(tx, village)
    if present.sha256 == sha256:
        return present
    cards, spares = [], []
    for card in tx.cards.every(village.commune_id, village.code):
        if card.revoked_at_utc is not None and card.revoked_at_utc < moment:
            continue
        if is_spare(card.household_code) or (card.spare and card.issued_at_utc >= moment):
            spares.append(card.key)  # a household got it later, if at all
        elif card.issued_at_utc <= moment:
            cards.append((card.household_code, card.key))
    return CardRegister(village.code, tuple(cards), tuple(spares))
