"""A village behind a real gunicorn with two processes, which read its clock from a file: `gunicorn_at(village)`.

gunicorn itself imports this for its `app`, with the same environment that `gunicorn_at` gave it.
"""

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from village.clock import TowerClock
from village.life import Village
from village.served import free_port, own_static
from voting.web.app import create_app

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_S = 120
URL, FOLDER, CLOCK, ADDRESS, STATIC = (f"VILLAGE_{name}" for name in ("URL", "FOLDER", "CLOCK", "ADDRESS", "STATIC"))


def make_app() -> Flask:
    """The application of the village that the environment names."""
    given = os.environ
    village = Village.on(given[URL], Path(given[FOLDER]), TowerClock(Path(given[CLOCK])))
    settings = replace(
        village.settings, public_url=given[ADDRESS], static_folder=Path(given[STATIC]), ballots_per_minute=0
    )
    return create_app(village.services, settings)


@contextmanager
def gunicorn_at(village: Village) -> Iterator[Village]:
    """The village with its `address`; its clock is a `TowerClock`."""
    assert isinstance(village.clock, TowerClock)
    port = free_port()
    address = f"http://localhost:{port}"
    command = [sys.executable, "-m", "gunicorn", "village.behind_gunicorn:make_app()", "--bind", f"localhost:{port}"]
    with TemporaryDirectory() as folder:
        said = Path(folder) / "gunicorn.log"
        env = os.environ | {
            URL: village.url, FOLDER: str(village.folder), CLOCK: str(village.clock.file), ADDRESS: address,
            STATIC: str(own_static(Path(folder))), "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
        }  # fmt: skip
        with said.open("wb") as log, subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log) as process:
            try:
                _wait(process, address, said)
                village.address = address
                yield village
            finally:
                process.terminate()


def _wait(process: "subprocess.Popen[bytes]", address: str, said: Path) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=5):
                return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(said.read_text(errors="replace")[-2000:])
