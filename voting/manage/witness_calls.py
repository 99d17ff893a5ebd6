"""Outgoing calls to witnesses: one POST, bounded in time and size, no redirects, nothing but http and https."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Event, Timer
from urllib.parse import SplitResult, urlsplit

from voting.services.record.witnessing import Reply

QUIET_S, WHOLE_S = 10, 30
"""How long nothing may come, and how long the whole may take."""
MOST_BYTES = 64 * 1024
NO_REPLY = Reply(0)


def ask(prefix: str, body: bytes) -> Reply:
    """What ``<prefix>/add-checkpoint`` answers to this body; ``NO_REPLY`` for no answer, or one without end."""
    try:
        parts = urlsplit(prefix)
        connection = _connection(parts)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username is not None:
            return NO_REPLY
    except ValueError:
        return NO_REPLY
    try:
        return _posted(connection, f"{parts.path.rstrip('/')}/add-checkpoint", body)
    except (OSError, HTTPException, ValueError):
        return NO_REPLY
    finally:
        connection.close()


def _connection(parts: SplitResult) -> HTTPConnection:
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=QUIET_S)


def _posted(connection: HTTPConnection, path: str, body: bytes) -> Reply:
    headers = {"Content-Type": "text/plain; charset=utf-8", "User-Agent": "dinh", "Connection": "close"}
    connection.connect()
    with _cut_off_after(connection, WHOLE_S) as cut:
        connection.request("POST", path, body, headers)
        answer = connection.getresponse()
        said = answer.read(MOST_BYTES + 1)
        return NO_REPLY if cut.is_set() or len(said) > MOST_BYTES else Reply(answer.status, said)


@contextmanager
def _cut_off_after(connection: HTTPConnection, seconds: float) -> Iterator[Event]:
    """Cuts a connection off that is still open then, however slowly it goes on saying something."""
    cut, line = Event(), connection.sock

    def cut_off() -> None:
        cut.set()
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    timer = Timer(seconds, cut_off)
    timer.daemon = True
    timer.start()
    try:
        yield cut
    finally:
        timer.cancel()
