"""A real server as a child process: gunicorn with our `wsgi:app` and `gunicorn.conf.py`, on a database of its own."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_TIMEOUT_S = 60


class ServerFailed(Exception):
    """The server did not start; the message holds the end of its log."""


@dataclass(frozen=True)
class ServerSettings:
    """What the child's environment says; ``listen`` is host and port, ``public_url`` what people type."""

    database_url: str
    data_folder: Path
    secret_key: str
    public_url: str
    listen: str
    workers: int = 2
    threads: int = 24
    patience_s: float = 15
    chores_every_s: int = 60


def free_port() -> int:
    """A loopback port that nothing listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def new_secret() -> str:
    """A secret key for an installation that ends with this process."""
    return secrets.token_hex(32)


@contextmanager
def running(settings: ServerSettings, log: Path) -> Iterator[str]:
    """The server while the block runs; yields the address (host:port) to reach it on this machine.

    It ends with the block, however the block ends: a signal that would end this process ends the block first.
    """
    host, _, port = settings.listen.rpartition(":")
    address = f"{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"  # noqa: S104 - compared, not bound
    log.parent.mkdir(parents=True, exist_ok=True)
    with _ended_by_signals(), log.open("wb") as output:
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and arguments
            _command(settings), cwd=ROOT, env=_environment(settings), stdout=output, stderr=output
        )
        try:
            _wait(process, address, log)
            yield address
        finally:
            _end(process)


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """SIGTERM and SIGHUP become an exception in the block (of the main thread), so that it can tidy up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def leave(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, leave) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _command(settings: ServerSettings) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", settings.listen,
        "--workers", str(settings.workers), "--threads", str(settings.threads),
    ]  # fmt: skip


def _environment(settings: ServerSettings) -> Mapping[str, str]:
    return os.environ | {
        "DATABASE_URL": settings.database_url,
        "DATA_FOLDER": str(settings.data_folder),
        "SECRET_KEY": settings.secret_key,
        "PUBLIC_URL": settings.public_url,
        "BALLOTS_PER_MINUTE": "0",
        "CHORES_EVERY_S": str(settings.chores_every_s),
        "PATIENCE_S": str(settings.patience_s),
        "PYTHONUNBUFFERED": "1",
    }


def _wait(process: subprocess.Popen[bytes], address: str, log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.02)
    tail = log.read_text(errors="replace")[-1500:]
    raise ServerFailed(f"Máy chủ không khởi động được (http://{address}):\n{tail}")
