"""What every service works with: the database, the logs, the clock, and where this installation is reached."""

from dataclasses import dataclass
from datetime import datetime

from voting.record.state import State
from voting.services.clock import Clock
from voting.services.errors import Forbidden, NotFound
from voting.services.log import Logs
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Database, Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class Desk:
    """Shared by all services; ``host`` is the public name that log origins begin with."""

    database: Database
    logs: Logs
    clock: Clock
    host: str

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return self.clock()

    def entry_time(self, state: State) -> datetime:
        """The minute for a new entry: now, but never before the last entry if the machine's clock went back."""
        minute = self.now().replace(second=0, microsecond=0)
        return minute if state.last_at is None else max(minute, state.last_at)


def village_for(tx: Transaction, actor: Actor, code: str, action: str) -> Village:
    """A village of the actor's commune in which the actor may do this; ``NotFound`` or ``Forbidden``."""
    village = find_village(tx, code)
    if village.commune_id != actor.commune:
        raise Forbidden(f"{action} in {code}")
    actor.require(action, code)
    return village


def find_village(tx: Transaction, code: str) -> Village:
    """The village of this code, whichever its commune; ``NotFound``."""
    found = tx.communes.villages_with_code(code)
    if not found:
        raise NotFound(code="unknown-village")
    return found[0]


def find_vote(tx: Transaction, uuid: str) -> Vote:
    """The vote of this uuid; ``NotFound``."""
    try:
        return tx.votes.with_uuid(uuid)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-vote") from error


def vote_for(tx: Transaction, actor: Actor, uuid: str, action: str) -> Vote:
    """A vote in whose village the actor may do this; ``NotFound`` or ``Forbidden``."""
    vote = find_vote(tx, uuid)
    village_for(tx, actor, vote.village_code, action)
    return vote
