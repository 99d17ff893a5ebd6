"""Where and with what the figures were taken, and how busy the machine was."""

import os
import platform
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

LIBRARIES = ("flask", "gunicorn", "sqlalchemy", "psycopg", "pynacl", "cryptography")
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


def describe(folder: Path) -> dict[str, Any]:
    """Processor, memory, versions, date, the disk's time for a durable write, the load just now."""
    return {
        "date_utc": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gib": round(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30, 1),
        "system": platform.platform(),
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "libraries": {name: version(name) for name in LIBRARIES},
        "commit": _commit(),
        "fsync_ms": round(fsync_ms(folder), 2),
        "load_1_5_15_min": [round(one, 2) for one in os.getloadavg()],
    }


def load() -> float:
    """The load average of the last minute."""
    return round(os.getloadavg()[0], 2)


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _commit() -> str:
    done = subprocess.run(["git", "describe", "--always", "--dirty"], capture_output=True, text=True, check=False)
    return done.stdout.strip()


def fsync_ms(folder: Path, times: int = 50) -> float:
    """Median milliseconds to append 4 KiB to a file and have it on the disk."""
    path = folder / "fsync-probe"
    taken = []
    with path.open("wb") as file:
        for _ in range(times):
            file.write(bytes(4096))
            start = time.perf_counter()
            file.flush()
            os.fsync(file.fileno())
            taken.append((time.perf_counter() - start) * 1000)
    path.unlink()
    return median(taken)


@dataclass
class Spent:
    """Processor seconds of this process's descendants that lived through a block, and the block's wall seconds."""

    processor_s: float = 0
    wall_s: float = 0


@contextmanager
def watching_children() -> Iterator[Spent]:
    """Counts what servers started by this process use while the block runs (those alive at both ends)."""
    spent, before, start = Spent(), _processor_seconds(), time.perf_counter()
    yield spent
    spent.wall_s = time.perf_counter() - start
    after = _processor_seconds()
    spent.processor_s = sum(seconds - before.get(process, seconds) for process, seconds in after.items())


def spent_so_far_s() -> float:
    """Processor seconds that this process's living descendants have used since they began."""
    return sum(_processor_seconds().values())


def _processor_seconds() -> dict[int, float]:
    """Processor seconds so far of every descendant of this process."""
    parents: dict[int, int] = {}
    seconds: dict[int, float] = {}
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            fields = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue  # ended meanwhile
        parents[int(folder.name)] = int(fields[1])
        seconds[int(folder.name)] = (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND
    return {process: seconds[process] for process in parents if _descends(process, parents)}


def _descends(process: int, parents: dict[int, int]) -> bool:
    while process in parents:
        process = parents[process]
        if process == os.getpid():
            return True
    return False


def children() -> dict[int, int]:
    """Bytes of memory of its own or shared (resident) of every descendant of this process."""
    return {
        process: int((Path("/proc") / str(process) / "statm").read_text(encoding="utf-8").split()[1])
        * os.sysconf("SC_PAGE_SIZE")
        for process in _processor_seconds()
    }
