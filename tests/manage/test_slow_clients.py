"""A server without a proxy lets go of clients that only dribble, and waits for those on a bad line."""

import re
import socket
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from village.life import SECRET, Village

from voting.manage import worker
from voting.manage.server import ServerSettings, free_port, running

THREADS = 2
SHORT_S = 1.5
HEADER = b"POST /api/v1/cards/lookup HTTP/1.1\r\nHost: dinh.example\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def address(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """gunicorn with one process, two threads and little patience."""
    village = made_village.copied(tmp_path_factory.mktemp("slow"))
    settings = ServerSettings(
        database_url=village.url, data_folder=village.folder, secret_key=SECRET, public_url="http://dinh.example",
        listen=f"127.0.0.1:{free_port()}", workers=1, threads=THREADS, patience_s=SHORT_S,
    )  # fmt: skip
    with running(settings, tmp_path_factory.mktemp("log") / "server.log") as reached:
        yield reached
    village.services.close()


def line(address: str) -> socket.socket:
    host, _, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=30)


def is_well(address: str) -> bool:
    """Whether a thread is free to answer; none would be for ever, if a client held it."""
    connection = HTTPConnection(address, timeout=60)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    finally:
        connection.close()


def is_open(one: socket.socket) -> bool:
    """Whether the server has not let go of a line."""
    one.settimeout(0.001)
    try:
        return one.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def dribble(lines: list[socket.socket], for_s: float) -> int:
    """A byte of a body on each line every fifth of a second; how many lines the server has let go of."""
    until = time.monotonic() + for_s
    over: set[int] = set()
    while time.monotonic() < until and len(over) < len(lines):
        for number, one in enumerate(lines):
            try:
                one.sendall(b" ")
                one.settimeout(0.001)
                if number not in over and one.recv(4096):
                    over.add(number)
            except TimeoutError:
                pass
            except OSError:
                over.add(number)
        time.sleep(0.2)
    return len(over)


@pytest.mark.parametrize(
    "begun", [HEADER + b"Content-Length: 900\r\n\r\n{", HEADER + b"X-Long: "], ids=["body", "head"]
)
def test_clients_that_dribble_hold_no_thread(address: str, begun: bytes) -> None:
    lines = [line(address) for _ in range(THREADS)]
    for one in lines:
        one.sendall(begun)
    assert dribble(lines, for_s=40 * SHORT_S) == THREADS
    assert is_well(address)
    for one in lines:
        one.close()


def test_connections_that_say_nothing_hold_no_thread(address: str) -> None:
    lines = [line(address) for _ in range(40 * THREADS)]
    assert is_well(address)
    assert any(map(is_open, lines)), "answered before the last of them was given up"
    for one in lines:
        one.close()


def test_a_body_in_several_pieces_over_a_bad_line_is_taken(address: str) -> None:
    body = b'{"village": "dong-hoa", "key": "' + b"0" * 64 + b'"}'
    with line(address) as one:
        one.sendall(HEADER + b"Content-Length: %d\r\n\r\n" % len(body))
        for start in range(0, len(body), 20):
            one.sendall(body[start : start + 20])
            time.sleep(0.15)
        assert re.match(rb"HTTP/1.1 404 ", one.recv(4096))


def test_a_reader_that_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worker, "WRITING_S", 0.3)
    monkeypatch.setattr(worker.TimedSocket, "_writing_s", 0.3)
    near, far = socket.socketpair()
    timed = worker.TimedSocket(fileno=near.detach())
    with far, timed, pytest.raises(BrokenPipeError):
        timed.sendall(b"x" * 10_000_000)
