"""A light load generator: keep-alive connections that post ready-made bodies and take little from the server."""

import queue
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

TIMEOUT_S = 60


@dataclass(frozen=True)
class Posted:
    """One answer: its status, and milliseconds from sending the first byte to having the last."""

    status: int
    ms: float


def post_all(address: str, path: str, bodies: Sequence[bytes], *, connections: int) -> tuple[list[Posted], float]:
    """Posts every body once over so many connections; the answers, and the wall seconds from first to last."""
    waiting: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    for body in bodies:
        waiting.put(body)
    answers: list[Posted] = []
    threads = [threading.Thread(target=_drain, args=(address, path, waiting, answers)) for _ in range(connections)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers, time.perf_counter() - start


def _drain(address: str, path: str, waiting: "queue.SimpleQueue[bytes]", answers: list[Posted]) -> None:
    host, _, port = address.rpartition(":")
    with socket.create_connection((host, int(port)), timeout=TIMEOUT_S) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        while True:
            try:
                body = waiting.get_nowait()
            except queue.Empty:
                return
            head = (
                f"POST {path} HTTP/1.1\r\nHost: {address}\r\nContent-Type: application/json\r\n"
                f"Content-Length: {len(body)}\r\n\r\n"
            )
            start = time.perf_counter()
            connection.sendall(head.encode() + body)
            status = _answer(connection)
            answers.append(Posted(status, (time.perf_counter() - start) * 1000))


def _answer(connection: socket.socket) -> int:
    """Reads one answer that states its length; its status."""
    got = b""
    while b"\r\n\r\n" not in got:
        got += _more(connection)
    head, _, body = got.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:"))
    while len(body) < length:
        body += _more(connection)
    return int(lines[0].split()[1])


def _more(connection: socket.socket) -> bytes:
    got = connection.recv(65_536)
    if not got:
        raise ConnectionError("the server hung up")
    return got
