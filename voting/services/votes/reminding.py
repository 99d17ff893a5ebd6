"""Reminding the households that have not voted yet: who they are now, and whom the team has reminded already.

A household that votes is gone from the list with its ballot, whatever was noted of it: the list is made of what the
vote's book says at this moment. What was noted says that a household had not voted then, so it is deleted thirty days
after the vote's closing time, and nobody reads it once the vote has ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from voting.record.register import CardRegister
from voting.services.desk import Desk, find_village, vote_for
from voting.services.errors import Invalid
from voting.services.forms import once
from voting.services.households.rolls import HouseholdInfo, households_of
from voting.services.permissions import Actor
from voting.services.votes.summaries import Stage, stage_at
from voting.storage.database import Transaction
from voting.storage.reminders import Reminder
from voting.storage.votes import Vote

KEPT: Final = timedelta(days=30)
"""How long after a vote's closing time it is kept who was reminded."""


class Way(StrEnum):
    """How a household was reminded."""

    CALL = "call"
    VISIT = "visit"
    MET = "met"
    MESSAGE = "message"


@dataclass(frozen=True)
class ToRemind:
    """A household that has not voted, and the last time it was reminded, if it was. Personal data."""

    household: HouseholdInfo
    way: Way | None = None
    by: str = ""
    at_utc: datetime | None = None


class Reminding:
    """The list for reminding, and what the team notes on it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def households(self, actor: Actor, uuid: str) -> tuple[ToRemind, ...]:
        """Households that have not voted yet, in list order; none once the vote has ended. For head and team alone."""
        with self._desk.database.reading() as tx:
            vote = vote_for(tx, actor, uuid, "turnout.names")
            if stage_at(vote, self._desk.now()) is not Stage.OPEN:
                return ()
            noted = {one.household_code: one for one in tx.reminders.of_vote(vote.commune_id, uuid)}
            names = {one.id: one.name for one in tx.accounts.list(vote.commune_id)}
            return tuple(_to_remind(one, noted.get(one.code), names) for one in missing(tx, vote))

    def mark(self, actor: Actor, uuid: str, households: Sequence[str], way: str, form: str = "") -> int:
        """Note that these were reminded; how many, without those that have voted meanwhile.

        ``Invalid`` at ``households`` and ``way``. The same ``form`` number again changes nothing.
        """
        faults = {} if way in list(Way) else {"way": "way-missing"}
        if not households:
            faults["households"] = "households-missing"
        if faults:
            raise Invalid(faults)

        def noted(tx: Transaction) -> str:
            vote = vote_for(tx, actor, uuid, "turnout.names")
            still = {one.code for one in missing(tx, vote)} if self._is_open(vote) else set()
            now = self._desk.now()
            marks = [
                Reminder(vote.commune_id, uuid, code, way, actor.account_id, now) for code in {*households} & still
            ]
            tx.reminders.put(marks)
            return str(len(marks))

        return int(once(self._desk, actor, form and f"remind|{uuid}|{form}", noted))

    def unmark(self, actor: Actor, uuid: str, household: str) -> None:
        """As if this household had not been reminded: somebody ticked the wrong line."""
        with self._desk.database.transaction() as tx:
            vote = vote_for(tx, actor, uuid, "turnout.names")
            tx.reminders.remove(vote.commune_id, uuid, [household])

    def _is_open(self, vote: Vote) -> bool:
        return stage_at(vote, self._desk.now()) is Stage.OPEN


def missing(tx: Transaction, vote: Vote) -> tuple[HouseholdInfo, ...]:
    """The households of a vote that have not voted at this moment, in list order. Personal data."""
    return tuple(one for one, voted in _turnout(tx, vote) if not voted)


def took_part(tx: Transaction, vote: Vote) -> tuple[HouseholdInfo, ...]:
    """The households that have sent a ballot in a vote, in list order, and not how they voted. Personal data."""
    return tuple(one for one, voted in _turnout(tx, vote) if voted)


def _turnout(tx: Transaction, vote: Vote) -> tuple[tuple[HouseholdInfo, bool], ...]:
    village = find_village(tx, vote.village_code)
    voted = tx.ballots.voted_credentials(vote.commune_id, vote.uuid)
    cards = tuple((one.household_code, one.key) for one in tx.cards.every(vote.commune_id, village.code))
    have = CardRegister(village.code, cards, ()).households_with(vote.uuid, voted)  # by a card replaced since, too
    return tuple((HouseholdInfo.of(one), one.code in have) for one in households_of(tx, village))


def forget_reminders_due(desk: Desk) -> int:
    """Delete what was noted of votes that closed long ago; of how many votes. Reads first: mostly nothing is due."""
    with desk.database.reading() as tx:
        due = tx.reminders.votes_closed_before(desk.now() - KEPT)
    for commune, uuid in due:
        with desk.database.transaction() as tx:
            tx.reminders.forget(commune, uuid)
    return len(due)


def _to_remind(household: HouseholdInfo, noted: Reminder | None, names: dict[str, str]) -> ToRemind:
    if noted is None:
        return ToRemind(household)
    return ToRemind(household, Way(noted.way), names.get(noted.by_account, ""), noted.at_utc)
