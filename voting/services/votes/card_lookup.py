"""What a scanned card is for: the votes of its household's village, and what the household has sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from voting.ballots.credentials import parse_household_key, vote_credential
from voting.record.facts import Phase
from voting.record.fields import CODE, fits
from voting.services.desk import Desk, find_village
from voting.services.errors import NotFound
from voting.services.households.subjects import HouseholdSubject, subjects_of_card
from voting.services.people.communes import VillageInfo
from voting.services.votes.casting import LastBallot
from voting.services.votes.practice import code_of
from voting.services.votes.replacing import Turn, turns_of
from voting.services.votes.summaries import VoteSummary, summaries
from voting.storage import errors as storage_errors
from voting.storage.cards import Card, PracticeCard
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.votes import Vote
from voting.texts.names import name_key

AnyCard = TypeVar("AnyCard", Card, PracticeCard)


@dataclass(frozen=True)
class CardInfo:
    """What a household's phone learns of its card; ``valid`` is false once the card was replaced.

    A ``practice`` card is of no household, and for practice votes alone.

    ``last`` is by vote: the household's last accepted ballot, where it has sent one. ``turns`` is by open vote: what
    the household's present card can do there, for one that took a lost card's place. ``subjects`` is what it is asked
    in the open.
    """

    village: VillageInfo
    household_code: str
    valid: bool
    votes: tuple[VoteSummary, ...]
    last: Mapping[str, LastBallot]
    turns: Mapping[str, Turn]
    subjects: tuple[HouseholdSubject, ...]
    practice: bool = False


class CardLookup:
    """Looking up a card by its public key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, village: str, key: str) -> CardInfo:
        """What a card is for, its village by code or name; ``NotFound`` "unknown-card", "unknown-village"."""
        with self._desk.database.reading() as tx:
            if cards := tx.cards.practice_with_key(key):
                return self._practice(tx, *_in_village(tx, village, cards))
            card, where = _in_village(tx, village, tx.cards.with_key(key))
            votes = tx.votes.in_village(where.commune_id, where.code)
            valid = card.revoked_at_utc is None
            listed, last = summaries(self._desk, tx, votes), _last_ballots(tx, key, votes)
            turns = turns_of(self._desk, tx, where, card.household_code)
            asked = tuple(subjects_of_card(self._desk, tx, card)) if valid else ()
            return CardInfo(VillageInfo.of(where), card.household_code, valid, listed, last, turns, asked)


    def _practice(self, tx: Transaction, card: PracticeCard, where: Village) -> CardInfo:
        """A card sees the practice votes that it is on the list of."""
        rows = tx.votes.practices(where.commune_id, where.code)
        last = _last_ballots(tx, card.key, rows)
        listed = [one for one in rows if _is_listed(self._desk, tx, card.key, one)]
        turns = {one.uuid: Turn.VOTES for one in listed if one.state == Phase.OPEN}
        votes = summaries(self._desk, tx, listed)
        return CardInfo(VillageInfo.of(where), code_of(card.number), True, votes, last, turns, (), practice=True)


def _is_listed(desk: Desk, tx: Transaction, key: str, vote: Vote) -> bool:
    credential = vote_credential(parse_household_key(key), vote.uuid).hex
    return credential in desk.books.setup(tx, vote.commune_id, vote.uuid).credentials


def _in_village(tx: Transaction, called: str, cards: Sequence[AnyCard]) -> tuple[AnyCard, Village]:
    """That of these cards which is in the village of this code or name; ``NotFound``."""
    found = [(card, tx.communes.village(card.commune_id, card.village_code)) for card in cards]
    for card, village in found:
        if village.code == called or name_key(called) in _names_of(village):
            return card, village
    if found:
        raise NotFound(code="unknown-village")
    if fits(CODE, called):
        find_village(tx, called)
    raise NotFound(code="unknown-card")


def _names_of(village: Village) -> set[str]:
    """What people may type for a village."""
    names = (village.code, village.name, f"{village.unit_kind} {village.name}")
    return {name_key(name) for name in names}


def _last_ballots(tx: Transaction, key: str, votes: Sequence[Vote]) -> dict[str, LastBallot]:
    household, found = parse_household_key(key), {}
    for vote in votes:
        try:
            row = tx.ballots.last_of(vote.commune_id, vote.uuid, vote_credential(household, vote.uuid).hex)
        except storage_errors.NotFound:
            continue
        found[vote.uuid] = LastBallot(row.sequence, row.tracker)
    return found
