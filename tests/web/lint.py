"""html-validate as a process that stays: one page in, its faults out."""

import json
import subprocess
from pathlib import Path


class Linter:
    """Sends pages to `lint_pages.mjs`, one JSON line each."""

    def __init__(self, node: str, root: Path) -> None:
        self._process = subprocess.Popen(
            [node, str(Path(__file__).with_name("lint_pages.mjs"))],
            cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip

    def faults(self, page: str) -> list[str]:
        """What the validator finds, one sentence each with its line."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(page) + "\n")
        self._process.stdin.flush()
        found: list[str] = json.loads(self._process.stdout.readline())
        return found

    def stop(self) -> None:
        self._process.communicate(timeout=20)
