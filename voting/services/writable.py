"""Whether something can be written now: asked of the database itself, by writing, but seldom.

Reading goes on when a disk is full, a folder has become read-only or the lock is never given back; only a write tells.
"""

import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from voting.services.desk import Desk
from voting.storage.errors import StorageError, Unavailable

ASK_EVERY_S: Final = 10.0
MET_S: Final = 60.0


class Writable:
    """Asks at most every few seconds, one caller at a time; the others are told what was found last."""

    def __init__(self, desk: Desk, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._write, self._last_trouble = desk.database.prove_writable, desk.database.last_trouble
        self._clock_s = clock_s
        self._asking = Lock()
        self._asked_s = float("-inf")
        self._trouble: Unavailable | None = None

    def __call__(self) -> None:
        """Returns if something could be written; else storage's ``Unavailable``."""
        if (met := self._last_trouble(MET_S)) is not None:  # a small write may still fit where a ballot does not
            raise type(met)(*met.args)
        if self._clock_s() - self._asked_s >= ASK_EVERY_S and self._asking.acquire(blocking=False):
            try:
                self._ask()
            finally:
                self._asking.release()
        if self._trouble is not None:
            raise type(self._trouble)(*self._trouble.args)

    def _ask(self) -> None:
        try:
            self._write()
            self._trouble = None
        except Unavailable as error:
            self._trouble = error
        except StorageError as error:
            self._trouble = Unavailable(f"{type(error).__name__}: {error}")
        self._asked_s = self._clock_s()
