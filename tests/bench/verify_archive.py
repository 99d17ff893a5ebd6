"""Verifying a whole archive: our command, on one process and on two, against belenios-tool, in alternating runs.

`PYTHONPATH=tests python -m bench.verify_archive [FILE.bel] [--rounds N]` prints the figures as JSON, `measure()`
returns them. Without a file it makes an archive of 200 ballots. Processor milliseconds of all processes of a command
(`RUSAGE_CHILDREN`), its start included, divided by the number of ballots; the median of the rounds.

The tool is timed twice: as `../shared/tools/belenios-verify` runs it, which judges every ballot by `verify-ballot`
because 3.x drops the answer of its own check of the proofs, and as `election verify` alone, which does that work in one
process but does not look at the answer.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from statistics import median

from ballots.sample_vote import USUAL, sample_vote

from voting.ballots.archive import read_archive
from voting.ballots.election import parse_election

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT.parent / "shared" / "tools" / "belenios-verify"
TOOL_ROOT = Path(os.environ.get("BELENIOS_ROOT", "/var/cache/belenios-root"))
BALLOTS = 200
ROUNDS = 5


class NoTool(Exception):
    """belenios-tool cannot be run here; the message says why."""


def make_archive(ballots: int = BALLOTS) -> bytes:
    """A decided vote of that many households, three options, one ballot each."""
    choices = ([[1, 0, 0]], [[0, 1, 0]], [[1, 0, 0]], [[0, 0, 1]])
    votes = [(household, choices[household % len(choices)]) for household in range(ballots)]
    return sample_vote([USUAL], votes, households=ballots).archive()


def spent_ms(command: Sequence[str | Path]) -> float:
    """Processor milliseconds, user and system, of a command and all it starts; it must accept the archive."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run([*command], cwd=ROOT, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        raise RuntimeError(f"{command}: exit {done.returncode}: {done.stderr[-300:]}")
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def ours(archive: Path, processes: int) -> float:
    return spent_ms([sys.executable, "-m", "voting.verifier", archive, "--processes", str(processes)])


def tool_alone(archive: Path) -> float:
    """`election verify` on a copy inside the tree that holds the tool."""
    with tempfile.TemporaryDirectory(dir=TOOL_ROOT / "tmp") as folder:
        shutil.copy(archive, Path(folder) / f"{parse_election(read_archive(archive.read_bytes()).election).uuid}.bel")
        inside = Path("/") / Path(folder).relative_to(TOOL_ROOT)
        return spent_ms([TOOL, "--shell", "belenios-tool", "election", "verify", "--dir", inside])


def require_tool() -> None:
    """Raises `NoTool` unless the tool answers; the first call may unpack it, which takes a while."""
    if not TOOL.exists():
        raise NoTool("../shared/tools/belenios-verify is not there")
    done = subprocess.run([TOOL, "--shell", "belenios-tool", "--version"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoTool(done.stderr.strip()[-200:] or "belenios-tool does not run")


def measure(archive: Path, *, rounds: int = ROUNDS) -> dict[str, float]:
    """Milliseconds of processor time for each ballot, by contender, and how many times more the tool takes than we do.

    Without the tool (`NoTool`), only ours.
    """
    contenders: dict[str, Callable[[], float]] = {
        "ours_1_process_ms_a_ballot": partial(ours, archive, 1),
        "ours_2_processes_ms_a_ballot": partial(ours, archive, 2),
    }
    try:
        require_tool()
    except NoTool as error:
        print(f"belenios-tool not measured: {error}", file=sys.stderr)
    else:
        contenders["belenios_verify_ms_a_ballot"] = partial(spent_ms, [TOOL, archive])
        contenders["belenios_tool_alone_ms_a_ballot"] = partial(tool_alone, archive)
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            taken[name].append(run())
    ballots = len(read_archive(archive.read_bytes()).ballots)
    figures = {name: round(median(values) / ballots, 3) for name, values in taken.items()}
    return {"ballots": float(ballots), **figures, **_ratios(figures)}


def _ratios(figures: dict[str, float]) -> dict[str, float]:
    mine = figures["ours_1_process_ms_a_ballot"]
    theirs = {name: value for name, value in figures.items() if name.startswith("belenios")}
    return {name.replace("_ms_a_ballot", "_times_ours"): round(value / mine, 2) for name, value in theirs.items()}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("archive", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        archive = options.archive or Path(folder) / "sample.bel"
        if options.archive is None:
            archive.write_bytes(make_archive())
        print(json.dumps(measure(archive.resolve(), rounds=options.rounds), indent=1))


if __name__ == "__main__":
    main()
