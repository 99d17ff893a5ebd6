"""What is due without anybody asking: votes whose time is over, seals, erasures. For a timer, or beside other work."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from voting.services.desk import Desk
from voting.services.errors import ServiceError
from voting.services.record.erasing import Erased, erase_due
from voting.services.record.sealing import seal_due
from voting.services.votes.closing import close_due
from voting.storage.errors import StorageError

Result = TypeVar("Result")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class Done:
    """Votes closed (uuids), communes whose books were sealed, what was erased; and how many chores failed."""

    closed: tuple[str, ...]
    sealed: tuple[str, ...]
    erased: Erased
    failed: int


class Chores:
    """The chores of one installation; any process may do them, several at once do no harm."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

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
        closed, sealed = tried(close_due, none), tried(seal_due, none)
        erased = tried(erase_due, Erased())
        tried(_sweep, None)
        return Done(closed, sealed, erased, len(failures))


def _sweep(desk: Desk) -> None:
    """Destroy key files of secrets that are gone, where a crash has kept it from being done."""
    desk.database.sweep()
