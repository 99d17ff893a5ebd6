"""Verifying an archive of 2,000 ballots (3 options, one answer each): our verifier beside belenios-tool.

What is compared is what a person waits for, and the processor time of whole processes, start and all, on the same
file: `python -m voting.verifier` with two processes (wall) or one (processor) against `belenios-tool election verify`.

belenios-tool 3.x does that work there and drops its answer (PROTOCOL section 9): with `verify-ballot`, which uses it, a
careful user waits many times longer; that is in none of the ratios. Runs alternate, and ratios are taken pair by pair,
so that a busy machine hurts both alike.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Self

from village.life import NO, OTHER, YES
from village.states import settled

from bench.figures import Aim, Figure, NotMeasured
from bench.libsodium import shares

BALLOTS = 2_000
PAIRS = 5
AIM_RATIO = 2.5
TREE = Path(os.environ.get("BELENIOS_ROOT", "/var/cache/belenios-root"))
ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT.parent / "shared" / "tools" / "belenios-verify"


@dataclass(frozen=True)
class Cost:
    """Seconds of processor (user and system, children included) and of wall time."""

    processor_s: float
    wall_s: float

    @property
    def ms(self) -> float:
        """Milliseconds of processor time."""
        return self.processor_s * 1000


def measure(folder: Path) -> Iterator[Figure]:
    """Our own figures first; then the comparison, or `NotMeasured` where there is no belenios-tool."""
    archive = make_archive(folder, BALLOTS)
    yield from shares(archive)
    yield from _compared(archive)


def make_archive(folder: Path, ballots: int) -> Path:
    """A finished vote in which every household voted once, made by the real services."""
    village = settled(f"sqlite:///{folder / f'{ballots}.sqlite'}", households=ballots)
    answers = (YES, NO, YES, OTHER)
    vote = village.decide([answers[number % len(answers)] for number in range(ballots)])
    path = folder / f"{vote}.bel"
    path.write_bytes(village.archive(vote))
    village.services.close()
    return path


def cost_of(command: Sequence[str | Path]) -> Cost:
    """Runs a command to its end; raises `NotMeasured` with its last line if it does not succeed."""
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        wall_s = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read().decode(errors="replace").strip().splitlines()
    if process.returncode:
        raise NotMeasured(f"{Path(command[0]).name} ended with {process.returncode}: {said[-1] if said else ''}")
    return Cost(used.ru_utime + used.ru_stime, wall_s)


def verify_ours(archive: Path, processes: int) -> Cost:
    """Our verifier on the file, as anyone would call it."""
    return cost_of([sys.executable, "-m", "voting.verifier", archive, "--processes", str(processes)])


def _compared(archive: Path) -> Iterator[Figure]:
    with _in_tree(archive) as place:
        version = _said("belenios-tool", "--version")
        rounds = [(verify_ours(archive, 2), place.verify(), verify_ours(archive, 1)) for _ in range(PAIRS)]
    what = f"{BALLOTS} ballots, {PAIRS} alternating rounds, medians"
    theirs = f"belenios-tool {version} election verify"
    yield from _beside("s wall", f"ours, 2 processes / {theirs}", [(a.wall_s, b.wall_s) for a, b, _ in rounds], what)
    each = [(c.ms / BALLOTS, b.ms / BALLOTS) for _, b, c in rounds]
    yield from _beside("ms CPU/ballot", f"ours, 1 process / {theirs}", each, what)


def _beside(unit: str, who: str, pairs: Sequence[tuple[float, float]], note: str) -> Iterator[Figure]:
    """Ours, theirs, and the median of the pairs' ratios."""
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    ratios = [b / a for a, b in pairs]
    yield Figure(name=f"{unit}: {who}: ours", value=ours, unit=unit, note=note)
    yield Figure(name=f"{unit}: {who}: theirs", value=theirs, unit=unit, note=note)
    spread = f"pair by pair, from {min(ratios):.2f} to {max(ratios):.2f}"
    aim = Aim(AIM_RATIO, at_least=True) if unit == "s wall" else None
    yield Figure(name=f"{unit}: theirs / ours", value=median(ratios), unit="times", aim=aim, note=spread)


@dataclass(frozen=True)
class _Place:
    """An archive inside the tree of belenios-tool."""

    folder: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def verify(self) -> Cost:
        """`election verify` on the whole archive."""
        return cost_of(["chroot", TREE, "belenios-tool", "election", "verify", "--dir", f"/tmp/{self.folder.name}/all"])


def _in_tree(archive: Path) -> _Place:
    if not TOOL.is_file():
        raise NotMeasured("no ../shared/tools/belenios-verify, which unpacks belenios-tool")
    cost_of([TOOL, "--shell", "true"])
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=TREE / "tmp"))
    (folder / "all").mkdir()
    shutil.copy(archive, folder / "all" / archive.name)
    return _Place(folder)


def _said(*command: str) -> str:
    done = subprocess.run(["chroot", TREE, *command], capture_output=True, text=True, check=False)
    return done.stdout.split()[0] if done.stdout.split() else "(unknown version)"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place_for_files:
        for figure in measure(Path(place_for_files)):
            print(f"{figure.name:45} {figure.value:8.3f} {figure.unit:15} {figure.note}")
