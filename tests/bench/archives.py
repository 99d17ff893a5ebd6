"""Verifying an archive of 200 ballots (3 options, one answer each): our verifier beside belenios-tool.

What is compared is the processor time of whole processes, start and all, on the same file: `python -m voting.verifier`
with one process against `belenios-tool election verify`. Starting Python is a good part of ours at 200 ballots, so what
each further ballot costs is given beside it: the slope between an archive of 20 ballots and this one.

belenios-tool 3.x does not use the answer of its ballot check there (PROTOCOL section 9), so a careful user also runs
`verify-ballot` for each ballot, one process each; that is a figure of its own and in none of the ratios. Runs
alternate, and ratios are taken pair by pair, so that a busy machine hurts both alike.
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
from voting.ballots.archive import read_archive

BALLOTS, FEW = 200, 20
PAIRS = 7
AIM_RATIO = 1.8
UNIT = "ms CPU/ballot"
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
    archive, few = make_archive(folder, BALLOTS), make_archive(folder, FEW)
    yield from _ours(archive)
    yield from _compared(archive, few)


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


def _ours(archive: Path) -> Iterator[Figure]:
    cores = os.cpu_count() or 1
    runs = [(verify_ours(archive, 1), verify_ours(archive, cores)) for _ in range(PAIRS)]
    what = f"python -m voting.verifier, {BALLOTS} ballots, median of {PAIRS}"
    one, all_cores = median(a.wall_s for a, _ in runs), median(b.wall_s for _, b in runs)
    yield Figure(name="whole archive, 1 process", value=one, unit="s wall", note=what)
    yield Figure(name=f"whole archive, {cores} processes", value=all_cores, unit="s wall", note=what)


def _compared(archive: Path, few: Path) -> Iterator[Figure]:
    with _in_tree(archive) as place, _in_tree(few) as small:
        version = _said("belenios-tool", "--version")
        rounds = [(verify_ours(archive, 1), place.verify(), verify_ours(few, 1), small.verify()) for _ in range(PAIRS)]
        each = [place.verify_each_ballot() for _ in range(2)]
    whole = f"processor time of the whole process / {BALLOTS}, {PAIRS} alternating pairs, medians"
    yield from _beside("whole process", version, [(a.ms / BALLOTS, b.ms / BALLOTS) for a, b, _, _ in rounds], whole)
    more = BALLOTS - FEW
    slopes = [((a.ms - c.ms) / more, (b.ms - d.ms) / more) for a, b, c, d in rounds]
    yield from _beside("each further ballot", version, slopes, f"slope from {FEW} to {BALLOTS} ballots, medians")
    what = "one process a ballot, start and all; in none of the ratios"
    yield Figure(
        name="belenios-tool verify-ballot", value=median(cost.ms for cost in each) / BALLOTS, unit=UNIT, note=what
    )


def _beside(what: str, version: str, pairs: Sequence[tuple[float, float]], note: str) -> Iterator[Figure]:
    """Ours, theirs, and the median of the pairs' ratios."""
    ours, theirs = (median(side) for side in zip(*pairs, strict=True))
    ratios = [b / a for a, b in pairs]
    yield Figure(name=f"{what}: ours, 1 process", value=ours, unit=UNIT, note=note)
    yield Figure(name=f"{what}: belenios-tool {version} election verify", value=theirs, unit=UNIT, note=note)
    spread = f"pair by pair, from {min(ratios):.2f} to {max(ratios):.2f}"
    aim = Aim(AIM_RATIO, at_least=True)
    yield Figure(name=f"{what}: theirs / ours", value=median(ratios), unit="times", aim=aim, note=spread)


@dataclass(frozen=True)
class _Place:
    """An archive inside the tree of belenios-tool: whole, as it was before the first ballot, and its ballots."""

    folder: Path

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def verify(self) -> Cost:
        """`election verify` on the whole archive."""
        return cost_of(["chroot", TREE, "belenios-tool", "election", "verify", "--dir", f"/tmp/{self.folder.name}/all"])

    def verify_each_ballot(self) -> Cost:
        """`election verify-ballot` for each ballot, and one shell around them all."""
        line = (
            f"cd /tmp/{self.folder.name}/setup && for b in ../ballots/*.json; do "
            "belenios-tool election verify-ballot --ballot $b 2>&1 | grep -q 'ballot is valid' || exit 1; done"
        )
        return cost_of(["chroot", TREE, "sh", "-c", line])


def _in_tree(archive: Path) -> _Place:
    if not TOOL.is_file():
        raise NotMeasured("no ../shared/tools/belenios-verify, which unpacks belenios-tool")
    cost_of([TOOL, "--shell", "true"])
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=TREE / "tmp"))
    raw = archive.read_bytes()
    for name in ("all", "ballots", "setup"):
        (folder / name).mkdir()
    (folder / "all" / archive.name).write_bytes(raw)
    (folder / "setup" / archive.name).write_bytes(_until_first_ballot(raw))
    for number, ballot in enumerate(read_archive(raw).ballots):
        (folder / "ballots" / f"{number}.json").write_bytes(ballot)
    return _Place(folder)


def _until_first_ballot(raw: bytes) -> bytes:
    """The archive as it stood when the vote opened: `verify-ballot` refuses a ballot that is in it already."""
    at = 0
    while at < len(raw):
        size = int(raw[at + 124 : at + 135], 8)
        end = at + 512 + -(-size // 512) * 512
        if b'"type":"Setup"' in raw[at + 512 : at + 512 + size]:
            return raw[:end]
        at = end
    raise NotMeasured("the archive has no Setup event")


def _said(*command: str) -> str:
    done = subprocess.run(["chroot", TREE, *command], capture_output=True, text=True, check=False)
    return done.stdout.split()[0] if done.stdout.split() else "(unknown version)"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place_for_files:
        for figure in measure(Path(place_for_files)):
            print(f"{figure.name:45} {figure.value:8.3f} {figure.unit:15} {figure.note}")
