"""Credentials that are closed already and whose closing is written into the vote's book later, with others.

`services/votes/waiting_closings` says why. The caller holds the lock of the vote's book for whatever changes something.
"""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from voting.storage.tables.turnout import waiting_closings
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class WaitingClosing:
    """A credential (64 hex digits) of a vote, and the spare one that takes its place, if one does."""

    commune_id: str
    vote_uuid: str
    credential: str
    spare: str | None


class Closings:
    """`tx.closings`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def wait(self, closing: WaitingClosing) -> None:
        """One more, or another spare for one that waits already; `Conflict` (uq_waiting_closings_spare)."""
        known = where(waiting_closings, commune_id=closing.commune_id, vote_uuid=closing.vote_uuid,
                      credential=closing.credential)  # fmt: skip
        if not self._work.run(waiting_closings.update().where(known).values(spare=closing.spare)).rowcount:
            self._work.insert(waiting_closings, closing)

    def waiting(self, commune_id: str, vote_uuid: str) -> tuple[WaitingClosing, ...]:
        """All that wait in a vote, by credential."""
        query = columns_for(WaitingClosing, waiting_closings).where(_of_vote(commune_id, vote_uuid))
        return self._work.find(WaitingClosing, query.order_by(waiting_closings.c.credential))

    def for_spare(self, commune_id: str, vote_uuid: str, spare: str) -> WaitingClosing | None:
        """The one whose place this spare credential takes."""
        query = columns_for(WaitingClosing, waiting_closings).where(
            _of_vote(commune_id, vote_uuid), waiting_closings.c.spare == spare
        )
        return next(iter(self._work.find(WaitingClosing, query)), None)

    def counts(self, commune_id: str, vote_uuid: str) -> tuple[int, int]:
        """How many wait, and how many of them with a spare."""
        query = select(func.count(), func.count(waiting_closings.c.spare)).where(_of_vote(commune_id, vote_uuid))
        every, spared = self._work.run(query).one()
        return int(every), int(spared)

    def written(self, closing: WaitingClosing) -> None:
        """It stands in the book now."""
        self._work.run(waiting_closings.delete().where(where(
            waiting_closings, commune_id=closing.commune_id, vote_uuid=closing.vote_uuid, credential=closing.credential
        )))  # fmt: skip


def _of_vote(commune_id: str, vote_uuid: str) -> ColumnElement[bool]:
    return where(waiting_closings, commune_id=commune_id, vote_uuid=vote_uuid)
