"""What is due without anybody asking: votes and subjects to be closed, seals, erasures. For a timer, or beside work."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from voting.services.desk import Desk
from voting.services.errors import ServiceError
from voting.services.households.subject_life import close_subjects_due, erase_statements_due
from voting.services.oversight.disclosure import erase_lists_due
from voting.services.oversight.petitions import erase_petitions_due
from voting.services.record.erasing import Erased, erase_due
from voting.services.record.sealing import seal_due
from voting.services.votes.closing import close_due
from voting.services.votes.outbox import forget_messages_due, send_due
from voting.services.votes.reminding import forget_reminders_due
from voting.storage.errors import StorageError

Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """Votes closed (uuids), communes whose books were sealed, what was erased; and how many chores failed.

    ``subjects`` are those closed, and of how many closed long ago the words were erased.
    """

    closed: tuple[str, ...]
    sealed: tuple[str, ...]
    erased: Erased
    failed: int
    subjects: tuple[tuple[str, ...], int] = ((), 0)


class Chores:
    """The chores of one installation; any process may do them, several at once do no harm."""

    def __init__(self, desk: Desk, last: Sequence[Callable[[Desk], int]] = ()) -> None:
        """``last``: chores of the quarters above, done when all others are."""
        self._desk = desk
        self._last = last

    def run(self) -> Done:
        """Do what is due; a chore that fails is told to the log and keeps no other from being done."""
        failures: list[str] = []

        def tried(chore: Callable[[Desk], Result], nothing: Result) -> Result:
            try:
                return chore(self._desk)
            except (ServiceError, StorageError, OSError) as error:
                _LOG.error("chore %s: %s", chore.__name__, type(error).__name__)
                failures.append(chore.__name__)
                return nothing

        none: tuple[str, ...] = ()
        closed, subjects = tried(close_due, none), tried(close_subjects_due, none)
        sealed, erased = tried(seal_due, none), tried(erase_due, Erased())
        words = tried(erase_statements_due, 0)
        tried(erase_petitions_due, 0)
        tried(erase_lists_due, 0)
        tried(forget_reminders_due, 0)
        tried(forget_messages_due, 0)
        tried(_sweep, None)
        tried(_forget_dead_rows, None)
        for chore in (send_due, *self._last):  # last, for they wait for others
            tried(chore, 0)
        return Done(closed, sealed, erased, len(failures), (subjects, words))


def _sweep(desk: Desk) -> None:
    """Destroy key files of secrets that are gone, where a crash has kept it from being done."""
    desk.database.sweep()


def _forget_dead_rows(desk: Desk) -> None:
    """PostgreSQL lets go of what was erased; what it has not counted yet, the next time."""
    desk.database.forget_dead_rows()
