"""Shared devices on which households vote, and how many ballots of a vote came from such devices."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from voting.storage.tables.turnout import desk_ballots, help_desks
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class HelpDesk:
    """A device; `id` is the SHA-256 (hex) of its token, `opened_by` an account's id."""

    commune_id: str
    id: str
    village_code: str
    opened_by: str
    opened_at_utc: datetime
    closed_at_utc: datetime | None = None


class HelpDesks:
    """`tx.help_desks`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, desk: HelpDesk) -> None:
        """Store a new one; `Conflict` (pk_help_desks), `MissingReference`."""
        self._work.insert(help_desks, desk)

    def get(self, commune_id: str, desk_id: str) -> HelpDesk:
        """One device, open or closed, or `NotFound`."""
        query = columns_for(HelpDesk, help_desks).where(where(help_desks, commune_id=commune_id, id=desk_id))
        return self._work.get(HelpDesk, query, "no help desk")

    def open_in(self, commune_id: str, village_code: str, since: datetime) -> tuple[HelpDesk, ...]:
        """A village's devices that were opened since then and are not closed, oldest first."""
        kept = where(help_desks, commune_id=commune_id, village_code=village_code, closed_at_utc=None)
        query = columns_for(HelpDesk, help_desks).where(kept, help_desks.c.opened_at_utc >= since)
        return self._work.find(HelpDesk, query.order_by(help_desks.c.opened_at_utc, help_desks.c.id))

    def close(self, commune_id: str, village_code: str, desk_id: str, at: datetime) -> None:
        """A village's device takes no more ballots; doing it again, or of another village, changes nothing."""
        still_open = where(help_desks, commune_id=commune_id, village_code=village_code, id=desk_id, closed_at_utc=None)
        self._work.run(help_desks.update().where(still_open).values(closed_at_utc=at))

    def count(self, commune_id: str, vote_uuid: str) -> None:
        """One ballot more of this vote; the caller holds the lock of the vote's book."""
        mine = where(desk_ballots, commune_id=commune_id, vote_uuid=vote_uuid)
        more = desk_ballots.update().where(mine).values(ballots=desk_ballots.c.ballots + 1)
        if not self._work.run(more).rowcount:
            first = {"commune_id": commune_id, "vote_uuid": vote_uuid, "ballots": 1}
            self._work.insert_rows(desk_ballots, [first])

    def ballots(self, commune_id: str, vote_uuid: str) -> int:
        """How many ballots of this vote came from help desks."""
        mine = where(desk_ballots, commune_id=commune_id, vote_uuid=vote_uuid)
        return int(self._work.scalar(select(desk_ballots.c.ballots).where(mine)) or 0)
