"""The verifier as people start it: a process of its own, judged by what it prints and its exit status."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ran:
    """Exit status and both outputs."""

    status: int
    out: str
    progress: str

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.out)

    @property
    def lines(self) -> list[str]:
        return self.out.splitlines()

    def statuses(self) -> dict[str, str]:
        """The status of each check by name, from the JSON report."""
        return {one["name"]: one["status"] for one in self.json["checks"]}

    def failures(self) -> dict[str, str]:
        """The crime of each check that fails."""
        return {one["name"]: one["crime"] for one in self.json["checks"] if one["status"] == "fail"}


def run(*arguments: object, timeout_s: float = 60, **environment: str) -> Ran:
    """`python -m voting.verifier` with these arguments; a traceback fails the test that ran it."""
    done = subprocess.run(
        [sys.executable, "-m", "voting.verifier", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
