"""Help desks: a shared device at the nhà văn hóa, locked to the booth, on which households vote by their own card.

A device is known by a token that it alone holds; its SHA-256 is stored. What a desk adds to a ballot is one to a
number, in the ballot's own transaction: which ballots those were is written nowhere. The number is told when the vote
has ended, because while ballots come in, whoever watches it grow could tell which ballot it was.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from voting.record.facts import Phase
from voting.services.desk import Desk, find_vote, village_for
from voting.services.errors import Conflict, NotFound, RefusedBallot
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.help_desks import HelpDesk

LASTS: Final = timedelta(hours=12)
"""A day at the nhà văn hóa; then the device is a device again."""
MOST_OPEN: Final = 20
"""Open desks of one village."""


@dataclass(frozen=True)
class OpenDesk:
    """A device that is a help desk now: by whom it was opened, and when it ends by itself."""

    id: str
    village: str
    by: str
    opened_at_utc: datetime
    ends_at_utc: datetime


class HelpDesks:
    """Opening and closing help desks, and what they have counted."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def open(self, actor: Actor, village: str, form: str) -> str:
        """Make a device a desk of this village; its token. The same ``form`` number again gives the same.

        ``Conflict`` "desks-many".
        """
        number = sha256(f"dinh/help-desk|{actor.account_id}|{form}".encode()).hexdigest()[:32]
        token = f"{actor.commune}.{number}"
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "desk.open")
            if _found(tx, token) is not None:
                return token
            if len(tx.help_desks.open_in(where.commune_id, where.code, self._desk.now() - LASTS)) >= MOST_OPEN:
                raise Conflict(code="desks-many")
            tx.help_desks.add(HelpDesk(where.commune_id, _id_of(token), where.code, actor.account_id, self._desk.now()))
        return token

    def of_token(self, token: str) -> OpenDesk:
        """The desk of the device that holds this token; ``NotFound`` once it is closed or its time is over."""
        with self._desk.database.reading() as tx:
            return _shown(tx, _open(tx, token, self._desk.now()))

    def open_in(self, actor: Actor, village: str) -> tuple[OpenDesk, ...]:
        """The village's desks that are open, oldest first."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, actor, village, "desk.open")
            found = tx.help_desks.open_in(where.commune_id, where.code, self._desk.now() - LASTS)
            return tuple(_shown(tx, one) for one in found)

    def close(self, actor: Actor, village: str, desk_id: str) -> None:
        """Close a desk of this village, wherever its device is; doing it again changes nothing."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "desk.open")
            tx.help_desks.close(where.commune_id, where.code, desk_id, self._desk.now())

    def leave(self, actor: Actor, token: str) -> str:
        """Close the desk of this device, as an official of its village does; the village's code, "" if none was open.

        ``Forbidden`` for officials of elsewhere.
        """
        with self._desk.database.reading() as tx:
            found = _found(tx, token)
        if found is None:
            return ""
        self.close(actor, found.village_code, found.id)
        return found.village_code

    def ballots(self, uuid: str) -> int | None:
        """How many ballots of a vote came from help desks, replaced ones too; none while it has not ended."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            return None if vote.state == Phase.OPEN else tx.help_desks.ballots(vote.commune_id, uuid)


def require_desk(tx: Transaction, token: str, commune: str, now: datetime) -> None:
    """Whether a ballot of this commune may come from this device; ``RefusedBallot`` "desk-closed"."""
    try:
        found = _open(tx, token, now)
    except NotFound as error:
        raise RefusedBallot("the help desk is closed", code="desk-closed") from error
    if found.commune_id != commune:
        raise RefusedBallot("a help desk of another commune", code="desk-closed")


def _open(tx: Transaction, token: str, now: datetime) -> HelpDesk:
    found = _found(tx, token)
    if found is None or found.closed_at_utc is not None or found.opened_at_utc + LASTS <= now:
        raise NotFound(code="unknown-desk")
    return found


def _found(tx: Transaction, token: str) -> HelpDesk | None:
    try:
        return tx.help_desks.get(token.partition(".")[0], _id_of(token))
    except storage_errors.NotFound:
        return None


def _id_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()


def _shown(tx: Transaction, desk: HelpDesk) -> OpenDesk:
    by = tx.accounts.get(desk.commune_id, desk.opened_by).name
    return OpenDesk(desk.id, desk.village_code, by, desk.opened_at_utc, desk.opened_at_utc + LASTS)
