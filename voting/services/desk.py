"""What every service works with: the database, the books, the clock, and where this installation is reached."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voting.record.entries.entry import Entry
from voting.record.errors import RecordError
from voting.services.books import Books
from voting.services.carriers import NONE, Carriers
from voting.services.clock import Clock
from voting.services.errors import Conflict, Forbidden, NotFound
from voting.services.lookups import COMMUNE_BOOK, StoredVoteBook
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Database, Transaction
from voting.storage.statements import Subject
from voting.storage.votes import Vote

ONLY_READ = frozenset({
    "village.see", "record.inspect", "record.sign", "cards.register", "report.see", "matter.hear", "annex.open",
    "disclosure.end", "supervision.see", "supervision.move",
})  # fmt: skip
"""What officials may still do in a village that became part of another: read, and answer what came before."""
IN_PRACTICE = frozenset({"vote.close", "vote.cancel", "count.decrypt"})
"""What is done in a practice vote, of all that is done in a vote."""


@dataclass(frozen=True)
class Desk:
    """Shared by all services; ``host`` is the public name that origins begin with, ``data_folder`` is for files."""

    database: Database
    books: Books
    clock: Clock
    host: str
    data_folder: Path
    carriers: Carriers = NONE

    def now(self) -> datetime:
        """The present moment, aware UTC."""
        return self.clock()

    def next_minute(self, tx: Transaction, commune: str, book: str = COMMUNE_BOOK) -> datetime:
        """The minute for the next entry of the commune's book, or of a vote's (its uuid), which is locked."""
        return self.books.next_minute(tx, commune, book)

    def append(
        self, tx: Transaction, commune: str, entries: Sequence[Entry], *, asked: Collection[StoredVoteBook] = ()
    ) -> int:
        """Append to the commune's book (``Books.append``); index of the first. ``Conflict`` with the record's code."""
        try:
            return self.books.append(tx, commune, entries, asked=asked)
        except RecordError as error:
            raise Conflict(str(error), code=error.code) from error

    def append_in_vote(self, tx: Transaction, commune: str, uuid: str, entries: Sequence[Entry]) -> int:
        """As ``append``, to a vote's book."""
        try:
            return self.books.append_in_vote(tx, commune, uuid, entries)
        except RecordError as error:
            raise Conflict(str(error), code=error.code) from error


def village_for(tx: Transaction, actor: Actor, code: str, action: str) -> Village:
    """A village of the actor's commune in which the actor may do this; ``NotFound`` or ``Forbidden``.

    ``Conflict`` "village-over" in one that became part of another, of which everything may only be read.
    """
    village = find_village(tx, code)
    if village.commune_id != actor.commune:
        raise Forbidden(f"{action} in {code}")
    if not actor.follows(action, (village.successors or "").split()):
        actor.require(action, code)
    if village.successors and action not in ONLY_READ:
        raise Conflict(code="village-over")
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
    """A vote in whose village the actor may do this; ``NotFound`` or ``Forbidden``.

    ``Conflict`` "only-practice" for what is not done in a practice vote, of which no household knows.
    """
    vote = find_vote(tx, uuid)
    village_for(tx, actor, vote.village_code, action)
    if vote.practice and action not in IN_PRACTICE:
        raise Conflict(code="only-practice")
    return vote


def find_subject(tx: Transaction, subject_id: str) -> Subject:
    """What households are asked under this id; ``NotFound``."""
    try:
        return tx.statements.subject(subject_id)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-subject") from error


def subject_for(tx: Transaction, actor: Actor, subject_id: str, action: str) -> Subject:
    """A subject in whose village the actor may do this; ``NotFound`` or ``Forbidden``."""
    subject = find_subject(tx, subject_id)
    village_for(tx, actor, subject.village_code, action)
    return subject
