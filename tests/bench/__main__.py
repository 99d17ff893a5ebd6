"""`make bench`: takes every figure this machine can give, prints the table, writes `var/bench.json` and `var/bench.md`.

`python -m tests.bench sealing archives` takes only these parts. Everything runs on the loopback interface, in a folder
of its own below `var` that is removed afterwards, and ends within some minutes.
"""

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Error as BrowserError

from bench import archives, first_load, growth, readers, sealing, throughput
from bench.figures import Figure, NotMeasured
from bench.machine import describe, load
from bench.report import Part, Report, progress
from voting.manage.server import ServerFailed

ROOT = Path(__file__).resolve().parents[2]
OUT = ROOT / "var"
PARTS: dict[str, tuple[str, Callable[[Path], Iterator[Figure]]]] = {
    "sealing": ("Sealing a ballot", sealing.measure),
    "booth": ("The booth's first load", first_load.measure),
    "sqlite": ("Casting, SQLite", throughput.on("sqlite")),
    "postgresql": ("Casting, PostgreSQL", throughput.on("postgresql")),
    "growth": ("A ballot as the books grow, SQLite", growth.measure),
    "readers": ("Ballots beside readers", readers.measure),
    "archives": (f"Verifying an archive of {archives.BALLOTS} ballots", archives.measure),
}


def main() -> None:
    """Takes the parts asked for, all by default."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    wanted = parser.parse_args().parts or list(PARTS)
    unknown = sorted(set(wanted) - set(PARTS))
    if unknown:
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    OUT.mkdir(exist_ok=True)
    report = Report(describe(OUT), [_taken(name) for name in PARTS if name in wanted])
    print(report.table())
    report.write(OUT)


def _taken(name: str) -> Part:
    title, measure = PARTS[name]
    progress(f"{title} ...")
    part, start, load_before = Part(title), time.monotonic(), load()
    with tempfile.TemporaryDirectory(prefix="bench-", dir=OUT) as folder:
        try:
            part.figures.extend(measure(Path(folder)))
        except (NotMeasured, ServerFailed, BrowserError, OSError) as error:
            part.missing = str(error).splitlines()[0]
    part.seconds, part.load = time.monotonic() - start, (load_before, load())
    return part


if __name__ == "__main__":
    main()
