"""Verifying an archive of 200 ballots (3 options, one answer each): our verifier beside belenios-tool.

What is compared is the processor time of whole processes, start and all, on the same file: `python -m voting.verifier`
with one process against `belenios-tool election verify`. belenios-tool 3.x does not use the answer of its ballot check
there (PROTOCOL section 9), so a careful user also runs `verify-ballot` for each ballot, one process each; that is given
as a figure of its own and is not what the ratio is about. Runs alternate, and the ratio is taken pair by pair, so that
a busy machine hurts both alike.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from fixtures.village import NO, OTHER, YES, build_village

from bench.figures import Aim, Figure, NotMeasured
from voting.ballots.archive import read_archive

BALLOTS = 200
PAIRS = 7
AIM_RATIO = 1.8
TREE = Path(os.environ.get("BELENIOS_ROOT", "/var/cache/belenios-root"))
ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT.parent / "shared" / "tools" / "belenios-verify"


@dataclass(frozen=True)
class Cost:
    """Seconds of processor (user and system, children included) and of wall time."""

    processor_s: float
    wall_s: float


def measure(folder: Path) -> Iterator[Figure]:
    """Our own figures first; then the comparison, or `NotMeasured` where there is no belenios-tool."""
    archive = make_archive(folder)
    yield from _ours(archive)
    yield from _compared(archive)


def make_archive(folder: Path) -> Path:
    """A finished vote in which every household voted once, made by the real services."""
    village = build_village(folder, households=BALLOTS)
    answers = (YES, NO, YES, OTHER)
    vote = village.decide([answers[number % len(answers)] for number in range(BALLOTS)])
    path = folder / f"{vote}.bel"
    path.write_bytes(village.archive(vote))
    village.services.database.close()
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


def _compared(archive: Path) -> Iterator[Figure]:
    with _in_tree(archive) as place:
        version = _said("belenios-tool", "--version")
        theirs = ["chroot", TREE, "belenios-tool", "election", "verify", "--dir", place.all]
        pairs = [(verify_ours(archive, 1), cost_of(theirs)) for _ in range(PAIRS)]
        each = [cost_of(["chroot", TREE, "sh", "-c", place.every_ballot]) for _ in range(3)]
    ours_ms, theirs_ms = ([cost.processor_s * 1000 / BALLOTS for cost in side] for side in zip(*pairs, strict=True))
    ratios = [b / a for a, b in zip(ours_ms, theirs_ms, strict=True)]
    what = f"processor time of the whole process, {PAIRS} alternating pairs, medians"
    yield Figure(name="ours, 1 process", value=median(ours_ms), unit="ms CPU/ballot", note=what)
    yield Figure(
        name=f"belenios-tool {version} election verify", value=median(theirs_ms), unit="ms CPU/ballot", note=what
    )
    low, high = min(ratios), max(ratios)
    yield Figure(
        name="belenios-tool election verify / ours", value=median(ratios), unit="times",
        aim=Aim(AIM_RATIO, at_least=True), note=f"pair by pair, from {low:.2f} to {high:.2f}",
    )  # fmt: skip
    ballot_ms = median(cost.processor_s for cost in each) * 1000 / BALLOTS
    yield Figure(
        name="belenios-tool verify-ballot", value=ballot_ms, unit="ms CPU/ballot",
        note="one process a ballot, start and all; not in the ratio",
    )  # fmt: skip


@dataclass(frozen=True)
class _Place:
    """Where belenios-tool finds the archive inside its tree, and the shell line that checks every ballot alone."""

    folder: Path
    all: str
    every_ballot: str

    def __enter__(self) -> "_Place":
        return self

    def __exit__(self, *_: object) -> None:
        subprocess.run(["rm", "-rf", str(self.folder)], check=False)


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
    inside = f"/tmp/{folder.name}"
    every = (
        f"cd {inside}/setup && for b in ../ballots/*.json; do "
        "belenios-tool election verify-ballot --ballot $b 2>&1 | grep -q 'ballot is valid' || exit 1; done"
    )
    return _Place(folder, f"{inside}/all", every)


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
    return done.stdout.split()[-1] if done.stdout.split() else "(unknown version)"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place_for_files:
        for figure in measure(Path(place_for_files)):
            print(f"{figure.name:45} {figure.value:8.3f} {figure.unit:15} {figure.note}")
