"""The card register: which household key K belongs to which household. No card secret ever comes here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from voting.storage.tables.households import cards
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Card:
    """A card: `key` is K (64 hex digits), `issue` counts the cards of this household from 1."""

    commune_id: str
    village_code: str
    household_code: str
    issue: int
    key: str
    issued_at_utc: datetime
    revoked_at_utc: datetime | None = None


class Cards:
    """`tx.cards`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, new: Sequence[Card]) -> None:
        """Store cards, all or none.

        Raises:
            Conflict: uq_cards_key (K used before), uq_cards_active (the household has a valid card), pk_cards.
            BadValue: K is not 64 characters.
            MissingReference: no such village.
        """
        self._work.insert(cards, *new)

    def active(self, commune_id: str, village_code: str) -> tuple[Card, ...]:
        """The valid cards of a village, by household code: the card register."""
        key = where(cards, commune_id=commune_id, village_code=village_code, revoked_at_utc=None)
        return self._work.find(Card, columns_for(Card, cards).where(key).order_by(cards.c.household_code))

    def every(self, commune_id: str, village_code: str) -> tuple[Card, ...]:
        """Every card a village ever had, revoked ones too."""
        key = where(cards, commune_id=commune_id, village_code=village_code)
        query = columns_for(Card, cards).where(key)
        return self._work.find(Card, query.order_by(cards.c.household_code, cards.c.issue))

    def of_household(self, commune_id: str, village_code: str, household_code: str) -> tuple[Card, ...]:
        """Every card a household ever had, first issue first."""
        key = where(cards, commune_id=commune_id, village_code=village_code, household_code=household_code)
        return self._work.find(Card, columns_for(Card, cards).where(key).order_by(cards.c.issue))

    def with_key(self, key: str) -> tuple[Card, ...]:
        """Cards with this K in all communes, revoked ones too: choose by the village the card names."""
        query = columns_for(Card, cards).where(where(cards, key=key))
        return self._work.find(Card, query.order_by(cards.c.commune_id))

    def revoke(self, card: Card, at: datetime) -> None:
        """Make a valid card invalid; `NotFound` if it is not there or was revoked before."""
        key = where(
            cards,
            commune_id=card.commune_id,
            village_code=card.village_code,
            household_code=card.household_code,
            issue=card.issue,
            revoked_at_utc=None,
        )
        self._work.change(cards.update().where(key).values(revoked_at_utc=at), "no valid card")

    def count_issued(self, commune_id: str, village_code: str) -> int:
        """How many cards the village ever issued, re-issues included."""
        key = where(cards, commune_id=commune_id, village_code=village_code)
        return int(self._work.scalar(select(func.count()).select_from(cards).where(key)))
