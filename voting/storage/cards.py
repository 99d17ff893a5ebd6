"""The card register: which household key K belongs to which household. No card secret ever comes here.

And what officials ask each other about cards, where one alone may not act.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from voting.storage.tables.households import card_requests, cards, practice_cards
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Card:
    """A card: `key` is K (64 hex digits), `issue` counts the cards of this household from 1.

    `spare` is the number printed on a card that was made for no household yet; it keeps it when a household gets it.
    """

    commune_id: str
    village_code: str
    household_code: str
    issue: int
    key: str
    issued_at_utc: datetime
    revoked_at_utc: datetime | None = None
    spare: int | None = None


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """A card to practise with, by the number printed on it; `key` is K."""

    commune_id: str
    village_code: str
    number: int
    key: str


@dataclass(frozen=True, slots=True)
class CardRequest:
    """What one official asks about cards, and what became of it; `households` are codes, `state` begins as "asked"."""

    commune_id: str
    id: str
    village_code: str
    action: str
    households: list[str]
    reason: str
    office: str
    asked_by: str
    asked_at_utc: datetime
    state: str = "asked"
    decided_by: str | None = None
    decided_at_utc: datetime | None = None


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

    def give(self, spare: Card, household_code: str, issue: int, at: datetime) -> Card:
        """Make a valid spare card a household's own; `NotFound` if it is not there, `Conflict` as `add`."""
        given = replace(spare, household_code=household_code, issue=issue, issued_at_utc=at)
        values = {"household_code": household_code, "issue": issue, "issued_at_utc": at}
        self._work.change(cards.update().where(_valid(spare)).values(values), "no valid card")
        return given

    def last_spare(self, commune_id: str, village_code: str) -> int:
        """The highest number a spare card of the village was ever given; 0 before the first."""
        key = where(cards, commune_id=commune_id, village_code=village_code)
        return int(self._work.scalar(select(func.coalesce(func.max(cards.c.spare), 0)).where(key)))

    def practice(self, commune_id: str, village_code: str) -> tuple[PracticeCard, ...]:
        """The practice cards of a village, by number."""
        key = where(practice_cards, commune_id=commune_id, village_code=village_code)
        query = columns_for(PracticeCard, practice_cards).where(key)
        return self._work.find(PracticeCard, query.order_by(practice_cards.c.number))

    def practice_with_key(self, key: str) -> tuple[PracticeCard, ...]:
        """Practice cards with this K in all communes."""
        query = columns_for(PracticeCard, practice_cards).where(where(practice_cards, key=key))
        return self._work.find(PracticeCard, query.order_by(practice_cards.c.commune_id))

    def renew_practice(self, commune_id: str, village_code: str, new: Sequence[PracticeCard]) -> None:
        """These instead of the village's practice cards so far; `Conflict` (uq_practice_cards_key), `BadValue`."""
        key = where(practice_cards, commune_id=commune_id, village_code=village_code)
        self._work.run(practice_cards.delete().where(key))
        self._work.insert(practice_cards, *new)

    def ask(self, request: CardRequest) -> None:
        """Keep a request."""
        self._work.insert(card_requests, request)

    def request(self, commune_id: str, request_id: str) -> CardRequest:
        """A request, or `NotFound`."""
        key = where(card_requests, commune_id=commune_id, id=request_id)
        return self._work.get(CardRequest, columns_for(CardRequest, card_requests).where(key), "no request")

    def requests(self, commune_id: str, village_code: str, *states: str) -> tuple[CardRequest, ...]:
        """The requests of a village that stand so, oldest first."""
        key = where(card_requests, commune_id=commune_id, village_code=village_code)
        query = columns_for(CardRequest, card_requests).where(key, card_requests.c.state.in_(states))
        return self._work.find(CardRequest, query.order_by(card_requests.c.asked_at_utc, card_requests.c.id))

    def decide(self, request: CardRequest, *, state: str, by: str, at: datetime) -> None:
        """What became of a request that stands as it is here; `NotFound` if it changed meanwhile."""
        key = where(card_requests, commune_id=request.commune_id, id=request.id, state=request.state)
        values = {"state": state, "decided_by": by, "decided_at_utc": at}
        self._work.change(card_requests.update().where(key).values(values), "no such request")

    def revoke(self, card: Card, at: datetime) -> None:
        """Make a valid card invalid; `NotFound` if it is not there or was revoked before."""
        self._work.change(cards.update().where(_valid(card)).values(revoked_at_utc=at), "no valid card")

    def last_issued_at(self, commune_id: str, village_code: str) -> datetime | None:
        """When the newest card of the village was issued; `None` before the first."""
        key = where(cards, commune_id=commune_id, village_code=village_code)
        found: datetime | None = self._work.scalar(select(func.max(cards.c.issued_at_utc)).where(key))
        return found

    def count_issued(self, commune_id: str, village_code: str) -> int:
        """How many cards the village ever issued, re-issues included."""
        key = where(cards, commune_id=commune_id, village_code=village_code)
        return int(self._work.scalar(select(func.count()).select_from(cards).where(key)))


def _valid(card: Card) -> ColumnElement[bool]:
    return where(
        cards,
        commune_id=card.commune_id,
        village_code=card.village_code,
        household_code=card.household_code,
        issue=card.issue,
        revoked_at_utc=None,
    )
