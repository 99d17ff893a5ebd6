"""An operator at a shell: commands of `wsgi.py` and gunicorn as real processes, on an installation of one's own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = {
    "SECRET_KEY", "OLD_SECRET_KEY", "DATABASE_URL", "DATA_FOLDER", "PUBLIC_URL", "BOOKS_HOST", "BALLOTS_PER_MINUTE",
}  # fmt: skip


def environment(**given: str) -> dict[str, str]:
    """This machine's environment with these settings and no others."""
    return {name: value for name, value in os.environ.items() if name not in SETTINGS} | given


def run(*command: str, settings: Mapping[str, str], timeout_s: float = 120) -> subprocess.CompletedProcess[str]:
    """One command of `wsgi.py`, to its end."""
    return subprocess.run(
        [sys.executable, "wsgi.py", *command], cwd=ROOT, env=environment(**settings), capture_output=True, text=True,
        check=False, timeout=timeout_s,
    )  # fmt: skip


def serve(settings: Mapping[str, str], *options: str, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    """gunicorn, for a start that is expected to fail."""
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", *options]
    return subprocess.run(
        command, cwd=ROOT, env=environment(**settings), capture_output=True, text=True, check=False, timeout=timeout_s
    )
