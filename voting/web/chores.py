"""Reminds the server of what is due, after an answer has been given: for an installation that has no timer.

The reader waits for nothing. At most once in `settings.chores_every_s` seconds in each process; 0: never.
"""

from threading import Lock

from flask import Flask, Response, request

from voting.services.record.chores import Chores
from voting.web.settings import WebSettings
from voting.web.wiring import services


class Reminder:
    """Says when it is time again; for several threads, of which one is told."""

    def __init__(self, settings: WebSettings) -> None:
        self._every_s = settings.chores_every_s
        self._clock = settings.clock
        self._lock = Lock()
        self._last_s = float("-inf")

    def is_time(self) -> bool:
        """Whether the caller shall do the chores now."""
        now_s = self._clock().timestamp()
        with self._lock:
            if not self._every_s or abs(now_s - self._last_s) < self._every_s:
                return False
            self._last_s = now_s
            return True


def prepare(app: Flask, settings: WebSettings) -> None:
    """Lets readers of `app` bring the chores about."""
    reminder = Reminder(settings)

    def remind(response: Response) -> Response:
        if request.method == "GET" and reminder.is_time():
            chores: Chores = services().chores
            response.call_on_close(chores.run)
        return response

    app.after_request(remind)
