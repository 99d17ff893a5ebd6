"""Which files hold some bytes, read by a process of its own: one that has an SQLite database open must not read its
files itself, since closing any descriptor of them drops the process's locks.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

LOOK = """
import sys
from pathlib import Path

needles = [bytes.fromhex(word) for word in sys.argv[1].split()]
for path in map(Path, sys.stdin.read().split("\\0")):
    content = path.read_bytes() if path.is_file() else b""
    if any(needle in content for needle in needles):
        print(path.name)
"""


def files_with(files: Iterable[Path], needles: Iterable[bytes]) -> list[str]:
    """Names of the files that hold any of the needles, at any place."""
    words = " ".join(needle.hex() for needle in needles)
    names = "\0".join(str(file) for file in files)
    command = [sys.executable, "-c", LOOK, words]
    return subprocess.run(command, input=names, capture_output=True, text=True, check=True).stdout.split("\n")[:-1]
