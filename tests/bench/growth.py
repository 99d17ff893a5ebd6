"""What one ballot costs as the books grow: 1,000, 10,000, 100,000 ballots in one vote, then after 50 finished votes.

A vote's book is filled (`filling`), then real ballots are posted to gunicorn: time from the start of the process to the
first accepted ballot, on the clock and by the processor, processor time a ballot, answer times, memory of a worker;
with 1, 2 and 8 workers at the largest size. SQLite; the generator shares the cores.
"""

import os
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from village.clock import Clock
from village.life import HOST, SECRET, YES, Village
from village.states import settled

from bench.figures import Aim, Figure, percentile
from bench.filling import fill, half
from bench.machine import children, spent_so_far_s, watching_children
from bench.posting import post_all
from voting.manage.server import ServerSettings, free_port, running

HOUSEHOLDS = 400
SIZES = (1_000, 10_000, 100_000)
FINISHED = 50
WORKERS = (1, 2, 8)
CONNECTIONS = 8
AIM_FIRST_S, AIM_MEMORY_MB = 1.0, 150
CAST = 200


@dataclass(frozen=True)
class Ground:
    """A village with an open vote, its database and its folder."""

    village: Village
    vote: str
    folder: Path

    def bodies(self, count: int, start: int) -> list[bytes]:
        """Real ballots, one after the other for each household."""
        election = self.village.services.publication.election(self.vote)
        phones = half(self.village, 1)
        return [phones[n % len(phones)].envelope(election, YES, start + n + 1) for n in range(count)]


def measure(folder: Path) -> Iterator[Figure]:
    """Every figure, smallest book first."""
    clock = Clock(datetime.now(UTC))
    village = settled(folder, clock, households=HOUSEHOLDS)
    ground = Ground(village, village.open_vote(lasts_h=24 * 60), folder)
    base = 0.0
    for round_, size in enumerate(SIZES):
        clock.now = datetime.now(UTC)  # no minute before that of the real ballots already in the book
        fill(village, ground.vote, size)
        for figure in _at(ground, f"{size:,} ballots in the book", round_ * 1000, workers=1):
            if figure.unit == "ms CPU/ballot":
                base = base or figure.value
            yield figure
    for number, workers in enumerate(WORKERS[1:], 10):
        yield from _at(ground, f"{SIZES[-1]:,} ballots, {workers} workers", number * 1000, workers=workers)
    village.services.close()
    yield from _at(_late(folder / "late"), f"after {FINISHED} finished votes", 0, workers=1)


def _late(folder: Path) -> Ground:
    """A village that has finished many votes, an hour each, up to now."""
    folder.mkdir()
    clock = Clock(datetime.now(UTC) - timedelta(hours=2 * FINISHED))
    village = settled(folder, clock, households=HOUSEHOLDS)
    for _ in range(FINISHED):
        vote = village.open_vote(lasts_h=1)
        village.cast_all(vote, [YES, YES, YES])
        village.close(vote)
        village.count(vote)
    clock.now = datetime.now(UTC)
    return Ground(village, village.open_vote(lasts_h=24 * 60), folder)


def _at(ground: Ground, where: str, start: int, *, workers: int) -> Iterator[Figure]:
    bodies = ground.bodies(CAST + 1, start)
    listen = f"127.0.0.1:{free_port()}"
    settings = ServerSettings(
        ground.village.url, ground.village.folder, SECRET, f"http://{HOST}", listen, workers=workers
    )
    path = f"/api/v1/votes/{ground.vote}/ballots"
    began = time.perf_counter()
    with running(settings, ground.folder / "server.log") as address:
        post_all(address, path, bodies[:1], connections=1)
        first_s, started_s = time.perf_counter() - began, spent_so_far_s()
        with watching_children() as spent:
            answers, seconds = post_all(address, path, bodies[1:], connections=CONNECTIONS)
        memory = max(children().values()) / 2**20
    refused = [one.status for one in answers if one.status != 201]
    note = f"{len(answers)} ballots over {CONNECTIONS} connections, {workers} workers; refused {refused}"
    times = [one.ms for one in answers]
    yield Figure(name=f"a ballot, {where}", value=spent.processor_s * 1000 / len(answers), unit="ms CPU/ballot",
                 note=note)  # fmt: skip
    yield Figure(name=f"accepted durably, {where}", value=len(answers) / seconds, unit="ballots/s", note=note)
    yield Figure(name=f"answer time p50, {where}", value=percentile(times, 50), unit="ms", note=note)
    yield Figure(name=f"answer time p99, {where}", value=percentile(times, 99), unit="ms", note=note)
    aim = Aim(AIM_FIRST_S)
    yield Figure(name=f"process start to first accepted ballot, {where}", value=first_s, unit="s", aim=aim, note=note)
    whose = "of all its processes: what a busy machine does not lengthen much"
    yield Figure(name=f"processor time of the same, {where}", value=started_s, unit="s", aim=aim, note=whose)
    yield Figure(name=f"memory of the largest process, {where}", value=memory, unit="MB", aim=Aim(AIM_MEMORY_MB))


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=os.environ.get("BENCH_FOLDER", "var")) as place:
        for found in measure(Path(place)):
            print(f"{found.name:75} {found.value:8.2f} {found.unit}", flush=True)
