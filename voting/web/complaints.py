"""Troubles that the operator must hear of: a line in the log at once, and then at most one a minute for the same.

A full disk fails every ballot; a log that grows by a line for each would help to fill it.
"""

import logging
import time
from collections.abc import Callable
from threading import Lock
from typing import Final

from flask import Flask, current_app

AGAIN_S: Final = 60.0
COMPLAINTS = "dinh.complaints"


class Complaints:
    """Says the same thing once a minute, with how often it happened meanwhile."""

    def __init__(self, logger: logging.Logger, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._logger, self._clock_s = logger, clock_s
        self._lock = Lock()
        self._said: dict[str, tuple[float, int]] = {}

    def say(self, level: int, what: str) -> None:
        """Tells the log, unless it has been told a moment ago."""
        now_s = self._clock_s()
        with self._lock:
            said_s, unsaid = self._said.get(what, (float("-inf"), 0))
            if now_s - said_s < AGAIN_S:
                self._said[what] = (said_s, unsaid + 1)
                return
            self._said[what] = (now_s, 0)
        self._logger.log(level, "%s%s", what, f" (and {unsaid} times more before)" if unsaid else "")


def prepare(app: Flask) -> None:
    """The complaints of `app` in this process."""
    app.extensions[COMPLAINTS] = Complaints(app.logger)


def complain(level: int, what: str) -> None:
    """As `Complaints.say`, for the present application; `what` names kinds and places, never a value."""
    complaints: Complaints = current_app.extensions[COMPLAINTS]
    complaints.say(level, what)
