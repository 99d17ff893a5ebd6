"""How much of a verification is libsodium's own time: the very calls it makes, made once more with nothing around them.

Whole archive of 2,000 ballots, one process, in this process: a first run records every call of the group's four
functions with its arguments, then the verification and the bare calls are timed in alternating rounds.
"""

import gc
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from bench.figures import Aim, Figure
from voting.crypto import group
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify

FUNCTIONS = ("_multiply_base", "_multiply_point", "_add", "_subtract")
ROUNDS = 5
AIM_SHARE = 1.12


def shares(archive: Path) -> Iterator[Figure]:
    """Our verification in multiples of libsodium's own part of it."""
    calls = _calls(archive)
    gc.collect()
    gc.freeze()  # the recorded calls are the measurement's own: no collector looks through them while the clock runs
    ratios, own = [], []
    for _ in range(ROUNDS):
        whole, bare = _timed(lambda: _verify(archive)), _timed(lambda: _again(calls))
        ratios.append(whole / bare)
        own.append(bare)
    note = f"{len(calls)} calls, {median(own):.2f} s; median of {ROUNDS} alternating rounds, processor time"
    name = "verification / libsodium's own part of it"
    yield Figure(name=name, value=median(ratios), unit="times", aim=Aim(AIM_SHARE), note=note)


def _verify(archive: Path) -> None:
    report = verify(read_input(str(archive)))
    if not report.ok:
        raise ValueError("the archive does not hold")


def _calls(archive: Path) -> list[tuple[Callable[..., Any], tuple[Any, ...]]]:
    calls: list[tuple[Callable[..., Any], tuple[Any, ...]]] = []

    def recording(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any) -> Any:
            calls.append((real, arguments))
            return real(*arguments)

        return call

    real = {name: getattr(group, name) for name in FUNCTIONS}
    try:
        for name, function in real.items():
            setattr(group, name, recording(function))
        _verify(archive)
    finally:
        for name, function in real.items():
            setattr(group, name, function)
    return calls


def _again(calls: list[tuple[Callable[..., Any], tuple[Any, ...]]]) -> None:
    for function, arguments in calls:
        function(*arguments)


def _timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    from bench.archives import make_archive

    with tempfile.TemporaryDirectory(dir="var") as place:
        for figure in shares(make_archive(Path(place), 300)):
            print(f"{figure.name:55} {figure.value:8.3f} {figure.unit:8} {figure.note}")
