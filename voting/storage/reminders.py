"""Whom the team has reminded of an open vote: the last time, by whom, and which way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, select

from voting.storage.tables.turnout import reminders
from voting.storage.tables.votes import votes
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Reminder:
    """The last reminder of a household; `by_account` is an account's id."""

    commune_id: str
    vote_uuid: str
    household_code: str
    way: str
    by_account: str
    at_utc: datetime


class Reminders:
    """`tx.reminders`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put(self, marks: Collection[Reminder]) -> None:
        """Each in the place of the household's last one; `MissingReference`, `BadValue`."""
        for mark in marks:
            self.remove(mark.commune_id, mark.vote_uuid, [mark.household_code])
        self._work.insert(reminders, *marks)

    def remove(self, commune_id: str, vote_uuid: str, households: Collection[str]) -> None:
        """As if these households had not been reminded."""
        of_vote = where(reminders, commune_id=commune_id, vote_uuid=vote_uuid)
        self._work.run(reminders.delete().where(of_vote, reminders.c.household_code.in_(households)))

    def of_vote(self, commune_id: str, vote_uuid: str) -> tuple[Reminder, ...]:
        """All of a vote, by household."""
        of_vote = where(reminders, commune_id=commune_id, vote_uuid=vote_uuid)
        query = columns_for(Reminder, reminders).where(of_vote)
        return self._work.find(Reminder, query.order_by(reminders.c.household_code))

    def votes_closed_before(self, moment: datetime) -> tuple[tuple[str, str], ...]:
        """Commune and uuid of each vote with reminders whose closing time lies before this."""
        same = and_(reminders.c.commune_id == votes.c.commune_id, reminders.c.vote_uuid == votes.c.uuid)
        query = select(votes.c.commune_id, votes.c.uuid).where(votes.c.closes_at_utc < moment, exists().where(same))
        return tuple((row["commune_id"], row["uuid"]) for row in self._work.mappings(query))

    def forget(self, commune_id: str, vote_uuid: str) -> int:
        """Delete all of a vote; how many."""
        gone = self._work.run(reminders.delete().where(where(reminders, commune_id=commune_id, vote_uuid=vote_uuid)))
        self._work.erased = self._work.erased or gone.rowcount > 0
        return gone.rowcount
