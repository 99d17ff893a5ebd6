"""The outgoing call is bounded: in what it follows, in size, in time; trouble is no answer and never an exception."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest
from village.witness import SocketWitness, serving

from voting.manage import witness_calls
from voting.manage.witness_calls import NO_REPLY, ask
from voting.services.record.witnessing import Reply


@contextmanager
def answering(says: Callable[[socket.socket, Event], None]) -> Iterator[str]:
    """A server of one connection that says what it is told to; its address."""
    done = Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection, suppress(OSError):  # the other side may have had enough
                says(connection, done)

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/w"
        done.set()
        thread.join()


def test_status_and_body_are_what_was_said_and_the_path_is_below_the_prefix() -> None:
    with serving(SocketWitness("w.example/w", [], 1)) as witness:
        witness.answers = [(409, b"7\n"), (200, b"line")]
        assert ask(witness.url, b"body") == Reply(409, b"7\n")
        assert ask(f"{witness.url}/", b"other") == Reply(200, b"line")
        assert witness.bodies == [b"body", b"other"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirection_is_followed(status: int) -> None:
    with serving(SocketWitness("w.example/w", [], 1)) as witness:
        witness.answers = [(status, b"")]
        assert ask(witness.url, b"body").status == status
        assert len(witness.bodies) == 1


@pytest.mark.parametrize(
    "address",
    ["", "w", "file:///etc/passwd", "ftp://w.example/", "http://", "http://u:p@127.0.0.1:9/w", "http://127.0.0.1:99999/",
     "http://127.0.0.1:9/w", "https://127.0.0.1:9/w", "http://[", "http://khong-co.invalid/"],
)  # fmt: skip
def test_what_is_no_address_or_nobody_hears_is_no_answer(address: str) -> None:
    assert ask(address, b"body") == NO_REPLY


@pytest.mark.parametrize(
    "said",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n" + b"a" * 70_000,
     b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 200 + b"\r\n"],
    ids=["hangs up", "no HTTP", "too long", "too many headers"],
)  # fmt: skip
def test_an_answer_that_is_none_is_no_answer(said: bytes) -> None:
    def says(connection: socket.socket, _done: Event) -> None:
        connection.recv(65_536)
        connection.sendall(said)

    with answering(says) as address:
        assert ask(address, b"body") == NO_REPLY


@pytest.mark.parametrize("head", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 60000\r\n\r\n"], ids=["headers", "body"])
def test_an_answer_that_dribbles_for_ever_is_cut_off(head: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(witness_calls, "WHOLE_S", 0.5)

    def says(connection: socket.socket, done: Event) -> None:
        connection.recv(65_536)
        connection.sendall(head)
        while not done.wait(0.05):
            connection.sendall(b"a")

    with answering(says) as address:
        assert ask(address, b"body") == NO_REPLY
