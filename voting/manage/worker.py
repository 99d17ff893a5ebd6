"""The gunicorn worker that keeps no thread for a client that only dribbles: gthread has no time limit of its own.

A peer may keep a thread waiting for some seconds, and earns more with every byte that comes or is taken; whoever is
slower is treated as if they had hung up. Time in which the application works is not counted. The numbers leave room
for a phone on a village's worst network.
"""

import errno
import os
import socket
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

from gunicorn.workers import gthread  # type: ignore[import-untyped]

READING_S: Final = float(os.environ.get("PATIENCE_S") or 15)
WRITING_S: Final = 4 * READING_S
BYTES_A_SECOND: Final = 2000
MOST_READING_S: Final = 20 * READING_S
NEW_CONNECTION_S: Final = 0.2
"""How long a thread waits for the first byte of a new connection, before gunicorn's poller waits without a thread."""
PART_BYTES: Final = 256 * 1024


class TimedSocket(socket.socket):
    """A connection that counts how long its peer has kept us waiting in the present request."""

    _reading_s = READING_S
    _writing_s = WRITING_S
    _most_reading_s = MOST_READING_S
    _over = False

    def begin(self) -> None:
        """A new request: its time starts again."""
        self._reading_s, self._writing_s, self._most_reading_s = READING_S, WRITING_S, MOST_READING_S

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        """As of any socket; nothing, as from one who hung up, once the request's time is over."""
        own_s, limit_s = self.gettimeout(), min(self._reading_s, self._most_reading_s)
        if own_s is not None and own_s < limit_s:
            return super().recv(size, flags)
        if self._over or limit_s <= 0:
            return self._hung_up()
        before_s = time.monotonic()
        self.settimeout(limit_s)
        try:
            data = super().recv(size, flags)
        except TimeoutError:
            return self._hung_up()
        finally:
            self.settimeout(own_s)
        waited_s = time.monotonic() - before_s
        self._most_reading_s -= waited_s
        self._reading_s = min(READING_S, self._reading_s - waited_s + len(data) / BYTES_A_SECOND)
        return data

    def _hung_up(self) -> bytes:
        self._over = True  # what still comes belongs to a request that was given up
        return b""

    def sendall(self, data: Any, flags: int = 0, /) -> None:
        """As of any socket; `BrokenPipeError` when the peer takes too little."""
        left = memoryview(data).cast("B")
        while left:
            left = left[self._taken(partial(super().send, left, flags)) :]

    def sendfile(self, file: Any, offset: int = 0, count: int | None = None) -> int:
        """As of any socket; `BrokenPipeError` when the peer takes too little."""
        sent = 0
        while count is None or sent < count:
            some = PART_BYTES if count is None else min(PART_BYTES, count - sent)
            part = self._taken(partial(super().sendfile, file, offset + sent, some))
            if not part:
                break
            sent += part
        return sent

    def _taken(self, send: Callable[[], int]) -> int:
        before_s = time.monotonic()
        self.settimeout(max(self._writing_s, 0.001))
        try:
            sent = send()
        except TimeoutError as error:
            self._over = True
            raise BrokenPipeError(errno.EPIPE, "the peer takes too little") from error
        finally:
            self.settimeout(None)
        waited_s = time.monotonic() - before_s
        self._writing_s = min(WRITING_S, self._writing_s - waited_s + sent / BYTES_A_SECOND)
        return sent


class PatientWorker(gthread.ThreadWorker):  # type: ignore[misc]
    """gthread with `TimedSocket` connections."""

    def handle(self, conn: Any) -> Any:
        """Answers one request of a connection, or gives the connection back to wait for its first byte."""
        if not isinstance(conn.sock, TimedSocket):
            conn.sock = TimedSocket(fileno=conn.sock.detach())
        if not conn.initialized and not conn.wait_for_data(NEW_CONNECTION_S):
            return gthread._DEFER  # noqa: SLF001 - the worker's own way to give a thread back
        conn.sock.begin()
        return super().handle(conn)
