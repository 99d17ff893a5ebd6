"""What a scanned card is for: the votes of its household's village, and what the household has sent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.ballots.credentials import parse_household_key, vote_credential
from voting.services.desk import Desk, find_village
from voting.services.errors import NotFound
from voting.services.people.communes import VillageInfo
from voting.services.votes.casting import LastBallot
from voting.services.votes.summaries import VoteSummary, summaries
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class CardInfo:
    """What a household's phone learns of its card; ``valid`` is false once the card was replaced.

    ``last`` is by vote: the household's last accepted ballot, where it has sent one.
    """

    village: VillageInfo
    household_code: str
    valid: bool
    votes: tuple[VoteSummary, ...]
    last: Mapping[str, LastBallot]


class CardLookup:
    """Looking up a card by its public key."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def find(self, village: str, key: str) -> CardInfo:
        """What a scanned card is for. ``NotFound`` "unknown-card" for any key that is no card of the village."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            cards = [c for c in tx.cards.with_key(key) if (c.commune_id, c.village_code) == (where.commune_id, village)]
            if not cards:
                raise NotFound(code="unknown-card")
            votes = tx.votes.in_village(where.commune_id, village)
            valid = cards[0].revoked_at_utc is None
            listed, last = summaries(self._desk, tx, votes), _last_ballots(tx, key, votes)
            return CardInfo(VillageInfo.of(where), cards[0].household_code, valid, listed, last)


def _last_ballots(tx: Transaction, key: str, votes: Sequence[Vote]) -> dict[str, LastBallot]:
    household, found = parse_household_key(key), {}
    for vote in votes:
        try:
            row = tx.ballots.last_of(vote.commune_id, vote.uuid, vote_credential(household, vote.uuid).hex)
        except storage_errors.NotFound:
            continue
        found[vote.uuid] = LastBallot(row.sequence, row.tracker)
    return found
