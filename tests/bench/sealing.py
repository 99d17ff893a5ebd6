"""Sealing a ballot of the usual vote (3 options, one answer): in Python, and in Chromium with the booth's own code.

Cold is the first sealing of a fresh page whose card is open and whose vote is read, with nothing else prepared. The
booth makes its tables while the person reads; that is "cold, tables made while reading". Warm is the tenth in a row.
"""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from fixtures.node import find_node
from playwright.sync_api import Browser

from bench.ballots import QUESTION, SECRET, best_ms
from bench.chromium import SLOW_PHONE, chromium, fresh_page
from bench.figures import Aim, Figure, NotMeasured
from voting.ballots.ballot import seal
from voting.ballots.election import Election
from voting.ballots.envelope import make_envelope
from voting.crypto.group import G
from voting.crypto.scalars import random_scalar
from voting.manage.rehearsal import Phone

ROOT = Path(__file__).resolve().parents[2]
PAGES = 7
WARM = 10
AIM_COLD_MS = 300
SOURCE = ROOT / "tests" / "bench" / "sealing_page.mjs"
BUILD = """
import { build } from "esbuild";
const [source, made] = process.argv.slice(1);
await build({ entryPoints: [source], outfile: made, bundle: true, minify: true, format: "iife", target: "es2017" });
"""


def measure(folder: Path) -> Iterator[Figure]:
    """Python first, then Chromium as this machine is and slowed down."""
    election = Election.build("Họp thôn", [QUESTION], G ** random_scalar())
    python = best_ms(lambda: make_envelope(seal(election, SECRET, [[0, 1, 0]]), SECRET, 1), times=30)
    yield Figure(name="Python", value=python, unit="ms CPU", note="best round's mean")
    script = built(folder)
    with chromium() as browser:
        for slowdown in (1, SLOW_PHONE):
            yield from _in_chromium(browser, script, election, slowdown)


def _in_chromium(browser: Browser, script: str, election: Election, slowdown: int) -> Iterator[Figure]:
    unprepared = [_sealings(browser, script, election, slowdown, prepared=False) for _ in range(PAGES)]
    prepared = [_sealings(browser, script, election, slowdown, prepared=True) for _ in range(PAGES)]
    speed = "as it is" if slowdown == 1 else f"{slowdown}x slower"
    what = f"median of {PAGES} fresh pages, Chromium {browser.version}"
    aim = Aim(AIM_COLD_MS) if slowdown == SLOW_PHONE else None
    cold = median(times[0] for times in unprepared)
    yield Figure(name=f"Chromium {speed}, cold", value=cold, unit="ms", aim=aim, note=what)
    name = f"Chromium {speed}, cold, tables made while reading"
    yield Figure(name=name, value=median(times[0] for times in prepared), unit="ms", note=what)
    yield Figure(name=f"Chromium {speed}, warm", value=median(times[-1] for times in prepared), unit="ms", note=what)


def _sealings(browser: Browser, script: str, election: Election, slowdown: int, *, prepared: bool) -> list[float]:
    """Milliseconds of ten sealings in a fresh page."""
    with fresh_page(browser, slowdown=slowdown) as (page, _):
        page.evaluate(script)
        given = [Phone.with_new_card().card, election.raw.decode()]
        page.evaluate("([card, election]) => bench.open(card, election)", given)
        if prepared:
            page.evaluate("bench.prepare()")
        times: list[float] = page.evaluate("bench.seal(1)") + page.evaluate(f"bench.seal({WARM - 1})")
        return times


def built(folder: Path) -> str:
    """The page's script, built as the booth's is."""
    node, made = find_node(), folder / "sealing.js"
    if node is None or not (ROOT / "node_modules" / "esbuild").is_dir():
        raise NotMeasured("no Node.js or no node_modules (make bundle)")
    command = [node, "--input-type=module", "--eval", BUILD, SOURCE, made]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotMeasured(f"esbuild: {done.stderr.strip()}")
    return made.read_text(encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for figure in measure(Path(place)):
            print(f"{figure.name:55} {figure.value:8.2f} {figure.unit:8} {figure.note}")
