"""Ballots while strangers read: 24 clients fetch `bundle.zip` in a loop; how much longer does an answer take?

Two workers of gunicorn, SQLite, an open vote with 1,000 ballots in its book; one ballot after the other is posted,
first with nobody else, then beside the readers, who are processes of their own.
"""

import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from village.clock import Clock
from village.life import HOST, SECRET, YES
from village.states import settled

from bench.figures import Aim, Figure, NotMeasured, percentile
from bench.filling import fill, half
from bench.posting import post_all
from voting.manage.server import ServerSettings, free_port, running

HOUSEHOLDS, IN_BOOK, CAST, CLIENTS, PROCESSES = 400, 1_000, 100, 24, 2
AIM_TIMES = 2.0
READER = """
import sys, threading, urllib.request
def read():
    while True:
        try:
            with urllib.request.urlopen(sys.argv[1], timeout=60) as answer:
                while answer.read(65536):
                    pass
        except OSError:
            pass
threads = [threading.Thread(target=read) for _ in range(int(sys.argv[2]))]
for one in threads:
    one.start()
"""


def measure(folder: Path) -> Iterator[Figure]:
    """The median answer quiet and beside the readers, and their ratio."""
    village = settled(folder, Clock(datetime.now(UTC)), households=HOUSEHOLDS)
    vote = village.open_vote()
    fill(village, vote, IN_BOOK)
    election = village.services.publication.election(vote)
    phones = half(village, 1)[:CAST]
    bodies = [phone.envelope(election, YES, number) for number in (1, 2) for phone in phones]
    listen = f"127.0.0.1:{free_port()}"
    settings = ServerSettings(village.url, village.folder, SECRET, f"http://{HOST}", listen)
    path = f"/api/v1/votes/{vote}/ballots"
    with running(settings, folder / "server.log") as address:
        bundle = f"http://{address}/api/v1/votes/{vote}/bundle.zip"
        with urllib.request.urlopen(bundle, timeout=60) as answer:
            size = len(answer.read())
        quiet = _median(address, path, bodies[:CAST])
        with _readers(bundle):
            busy = _median(address, path, bodies[CAST:])
    note = f"{CAST} ballots, one after the other; bundle of {size:,} bytes; {CLIENTS} clients on the same two cores"
    yield Figure(name="answer to a ballot, quiet, p50", value=quiet, unit="ms", note=note)
    yield Figure(name=f"the same beside {CLIENTS} readers of bundle.zip, p50", value=busy, unit="ms", note=note)
    yield Figure(name="beside readers / quiet", value=busy / quiet, unit="times", aim=Aim(AIM_TIMES), note=note)


def _median(address: str, path: str, bodies: list[bytes]) -> float:
    answers, _ = post_all(address, path, bodies, connections=1)
    if any(one.status != 201 for one in answers):
        raise NotMeasured(f"answers {sorted({one.status for one in answers})}")
    return percentile([one.ms for one in answers], 50)


@contextmanager
def _readers(address: str) -> Iterator[None]:
    command = [sys.executable, "-c", READER, address, str(CLIENTS // PROCESSES)]
    started = [subprocess.Popen(command) for _ in range(PROCESSES)]
    time.sleep(2)
    try:
        yield
    finally:
        for one in started:
            one.kill()
            one.wait()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER", "var")) as place:
        for figure in measure(Path(place)):
            print(f"{figure.name:70} {figure.value:8.2f} {figure.unit:8} {figure.note}")
