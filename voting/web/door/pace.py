"""Large files are handed out at a pace, so that readers wait for each other and never a ballot for readers.

One process begins one file after the other, with a pause that grows with its size: however many read in a loop, they
take a small share of the processor. Who would wait too long, or finds too many waiting, is told when to come again;
waiting costs a thread and nothing else. LEDGER, "Serving it cheaply".
"""

import time
from collections.abc import Callable
from threading import Lock

from flask import Flask, current_app

from voting.services.errors import Unavailable

PAUSE_S, BYTES_A_SECOND = 0.02, 50_000_000
MOST_WAIT_S, MOST_WAITING = 5.0, 16
PACE = "dinh.pace"


class BusyServing(Unavailable):
    """Too many are reading large files just now; come again."""

    code = "busy-serving"
    retry_after_s = 2


class Pace:
    """The pace of one process; `most_waiting` must leave threads for ballots (README, "Run it")."""

    def __init__(
        self,
        most_waiting: int = MOST_WAITING,
        clock_s: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._most_waiting, self._clock_s, self._sleep = most_waiting, clock_s, sleep
        self._lock = Lock()
        self._free_at_s = 0.0
        self._waiting = 0

    def wait_for(self, size_bytes: int) -> None:
        """Returns when a file of this size may begin; `BusyServing` at once if that would take too long."""
        wait_s = self._place(size_bytes)
        try:
            self._sleep(wait_s)
        finally:
            with self._lock:
                self._waiting -= 1

    def _place(self, size_bytes: int) -> float:
        with self._lock:
            now_s = self._clock_s()
            start_s = max(now_s, self._free_at_s)
            if self._waiting >= self._most_waiting or start_s - now_s > MOST_WAIT_S:
                raise BusyServing
            self._free_at_s = start_s + PAUSE_S + size_bytes / BYTES_A_SECOND
            self._waiting += 1
            return start_s - now_s


def prepare(app: Flask) -> None:
    """The pace of `app` in this process."""
    app.extensions[PACE] = Pace()


def wait_for(size_bytes: int) -> None:
    """Waits for this file's turn in the present application; `BusyServing`."""
    pace: Pace = current_app.extensions[PACE]
    pace.wait_for(size_bytes)
