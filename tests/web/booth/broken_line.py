"""A bad connection: a proxy on this machine that breaks at a chosen point of a chosen request."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from socketserver import BaseRequestHandler, ThreadingTCPServer

NEVER_SENT, ANSWER_LOST, ANSWER_CUT, ANSWER_HELD = "never sent", "answer lost", "answer cut", "answer held"
PATIENCE_S = 30
RESET = struct.pack("ii", 1, 0)


@dataclass
class Break:
    """Breaks the first `times` requests whose line holds `words`, such as `POST /api/v1/votes/`, in one way."""

    words: str
    way: str
    times: int = 1
    let_go: threading.Event = field(default_factory=threading.Event)

    def takes(self, line: str) -> bool:
        """Whether this request is broken; counts it."""
        if self.words not in line or not self.times:
            return False
        self.times -= 1
        return True


class Line:
    """Passes requests on to the server at `server_port` until told to break; remembers every request it was given."""

    def __init__(self, server_port: int) -> None:
        self.server_port = server_port
        self.breaks: list[Break] = []
        self.asked: list[tuple[str, bytes]] = []
        self._lock = threading.Lock()
        self._proxy = _Proxy(self, 0)
        self.port: int = self._proxy.server_address[1]

    @property
    def address(self) -> str:
        """What the phone believes to be the site."""
        return f"http://localhost:{self.port}"

    def break_at(self, words: str, way: str, times: int = 1) -> Break:
        """Arranges a break."""
        self.breaks.append(Break(words, way, times))
        return self.breaks[-1]

    def bodies(self, words: str) -> list[bytes]:
        """The bodies of the requests whose line holds `words`, in order."""
        return [body for line, body in self.asked if words in line]

    def down(self) -> None:
        """From now on connections are refused."""
        self._proxy.stop()

    def up(self) -> None:
        """Listens again, on the same port."""
        self._proxy = _Proxy(self, self.port)

    def way_of(self, line: str, body: bytes) -> Break | None:
        """Notes a request; the break that is meant for it."""
        with self._lock:
            self.asked.append((line, body))
            return next((one for one in self.breaks if one.takes(line)), None)

    def answer_to(self, request: bytes) -> bytes:
        """The server's whole answer; empty when it does not answer."""
        try:
            with socket.create_connection(("localhost", self.server_port), PATIENCE_S) as server:
                server.sendall(request)
                return b"".join(iter(lambda: server.recv(65536), b""))
        except OSError:
            return b""


class _Proxy(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, line: Line, port: int) -> None:
        self.line = line
        super().__init__(("localhost", port), _Connection)
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()

    def handle_error(self, request: object, client_address: object) -> None:
        """A phone that hangs up is no fault of ours."""


class _Connection(BaseRequestHandler):
    """One request, one answer, then the connection ends."""

    server: _Proxy
    request: socket.socket

    def handle(self) -> None:
        head, body = _read(self.request)
        if not head:
            return None
        line = self.server.line
        first = head.split(b"\r\n", 1)[0].decode("latin-1")
        broken = line.way_of(first, body)
        if broken is not None and broken.way == NEVER_SENT:
            return self._reset()
        answer = line.answer_to(head.replace(b"Connection: keep-alive", b"Connection: close") + b"\r\n\r\n" + body)
        if broken is not None and broken.way == ANSWER_HELD:
            broken.let_go.wait(PATIENCE_S)
        if not answer or (broken is not None and broken.way == ANSWER_LOST):
            return self._reset()
        cut = broken is not None and broken.way == ANSWER_CUT
        self.request.sendall(answer[: len(answer) - len(answer.partition(b"\r\n\r\n")[2]) // 2 - 1] if cut else answer)
        return None

    def _reset(self) -> None:
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.request.close()


def _read(phone: socket.socket) -> tuple[bytes, bytes]:
    """Head (without its empty line) and body of one request; empty when the phone hung up."""
    got = b""
    while b"\r\n\r\n" not in got:
        piece = phone.recv(65536)
        if not piece:
            return b"", b""
        got += piece
    head, _, body = got.partition(b"\r\n\r\n")
    lengths = [one.split(b":")[1] for one in head.split(b"\r\n") if one.lower().startswith(b"content-length:")]
    while len(body) < (int(lengths[0]) if lengths else 0):
        body += phone.recv(65536)
    return head, body


@contextmanager
def line_to(server_port: int) -> Iterator[Line]:
    """A line to the server at this port."""
    line = Line(server_port)
    try:
        yield line
    finally:
        line.down()
