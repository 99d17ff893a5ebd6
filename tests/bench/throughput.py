"""Ballots accepted durably per second: gunicorn with our application, the generator on the same machine.

Ballots of distinct households are sealed beforehand, then posted over keep-alive connections. Each answer 201 means
proofs checked, entry, head, checkpoint and unique rows committed (`synchronous=FULL` / `synchronous_commit=on`), and a
receipt made. A few ballots before the clock starts let each worker read the vote, as any vote's first ballots do.
"""

import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from fixtures.postgres import OwnServer, _new_postgres, _programs
from village.clock import Clock
from village.life import HOST, NO, OTHER, SECRET, YES, Village
from village.states import settled

from bench.figures import Aim, Figure, NotMeasured, percentile
from bench.machine import watching_children
from bench.posting import Posted, post_all
from voting.manage.server import ServerSettings, free_port, running

BALLOTS = 400
WARM_UP = 40
CONNECTIONS = 8
AIMS_PER_SECOND = {"sqlite": 250, "postgresql": 180}
AIM_P99_MS = 300
ENGINES = ("sqlite", "postgresql")


@dataclass(frozen=True)
class Setting:
    """How gunicorn runs."""

    workers: int = 2
    threads: int = 4

    def __str__(self) -> str:
        return f"{self.workers} workers x {self.threads} threads"


def on(engine: str) -> Callable[[Path], Iterator[Figure]]:
    """What measures one engine."""
    return lambda folder: measure_engine(folder, engine)


def measure_engine(folder: Path, engine: str, setting: Setting = Setting()) -> Iterator[Figure]:
    """The figures of one engine under one setting."""
    with database(folder, engine) as url:
        village = settled(url, Clock(datetime.now(UTC)), households=BALLOTS + WARM_UP)
        vote = village.open_vote()
        envelopes = sealed(village, vote)
        village.services.close()
        yield from _figures(_Run(engine, url, village.folder, setting, vote, envelopes), folder)


@dataclass(frozen=True)
class _Run:
    engine: str
    url: str
    data_folder: Path
    setting: Setting
    vote: str
    envelopes: list[bytes]


def _figures(run: _Run, folder: Path) -> Iterator[Figure]:
    listen = f"127.0.0.1:{free_port()}"
    settings = ServerSettings(
        run.url, run.data_folder, SECRET, f"http://{HOST}", listen,
        workers=run.setting.workers, threads=run.setting.threads,
    )  # fmt: skip
    path = f"/api/v1/votes/{run.vote}/ballots"
    with running(settings, folder / "server.log") as address:
        _require_accepted(post_all(address, path, run.envelopes[:WARM_UP], connections=CONNECTIONS)[0])
        with watching_children() as spent:
            answers, seconds = post_all(address, path, run.envelopes[WARM_UP:], connections=CONNECTIONS)
        _require_accepted(answers)
    times = [answer.ms for answer in answers]
    what = f"{len(answers)} ballots, {CONNECTIONS} connections, {run.setting}, generator on the same machine"
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[run.engine]
    aim = Aim(AIMS_PER_SECOND[run.engine], at_least=True)
    yield Figure(name=f"accepted durably, {name}", value=len(answers) / seconds, unit="ballots/s", aim=aim, note=what)
    yield Figure(name=f"answer time p50, {name}", value=percentile(times, 50), unit="ms", note=what)
    slowest = percentile(times, 99)
    yield Figure(name=f"answer time p99, {name}", value=slowest, unit="ms", aim=Aim(AIM_P99_MS), note=what)
    cpu_ms = spent.processor_s * 1000 / len(answers)
    whose = "workers" if run.engine == "sqlite" else "workers and database"
    yield Figure(name=f"server's processor time, {name}", value=cpu_ms, unit="ms/ballot", note=f"of {whose}, all cores")


def _require_accepted(answers: list[Posted]) -> None:
    refused = [answer.status for answer in answers if answer.status != 201]
    if refused:
        raise NotMeasured(f"{len(refused)} of {len(answers)} ballots were answered with {sorted(set(refused))}")


def sealed(village: Village, vote: str) -> list[bytes]:
    """One ballot of each household, exact bytes to post."""
    election = village.services.publication.election(vote)
    choices = (YES, NO, YES, OTHER)
    with ProcessPoolExecutor() as pool:
        made = [
            pool.submit(phone.envelope, election, choices[number % len(choices)], 1)
            for number, phone in enumerate(village.phones.values())
        ]
        return [one.result() for one in made]


@contextmanager
def database(folder: Path, engine: str) -> Iterator[str]:
    """The address of an empty database: a file in `folder`, or one on a PostgreSQL of our own."""
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite'}"
        return
    programs = _programs()
    if programs is None:
        raise NotMeasured("no PostgreSQL server on this machine (initdb and postgres)")
    server = OwnServer(programs)
    try:
        yield from _new_postgres(server.url())
    finally:
        server.stop()


if __name__ == "__main__":
    import sys

    for wanted in sys.argv[1:] or ENGINES:
        with tempfile.TemporaryDirectory(dir="var") as place:
            for figure in measure_engine(Path(place), wanted):
                print(f"{figure.name:40} {figure.value:8.2f} {figure.unit}")
