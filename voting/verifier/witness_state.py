"""What a witness remembers, one file for each book: the last head it signed, or saw bound by what it signed.

Written, and forced to the disk, before a cosignature leaves: a witness that forgets could be shown a second history.
A folder that has lost its state is of no more use; a new key is.
"""

import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from voting.verifier.errors import BadState

try:
    import fcntl
except ImportError:  # where there is none, two at once are the user's own doing
    fcntl = None  # type: ignore[assignment]

IDENTITY = "witness.json"
_LOCK = ".lock"
_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9.-]")


@dataclass(frozen=True)
class Remembered:
    """A book as this witness knows it: size and root (hex), the signed checkpoint, and when it was (POSIX seconds).

    ``vkey`` is the key that the book had when it was first seen; it has no other.
    """

    origin: str
    vkey: str
    size: int
    root: str
    checkpoint: str
    at_s: int


@dataclass(frozen=True)
class Memory:
    """The folder of a witness's state."""

    folder: Path

    def begin(self, vkey: str) -> None:
        """A new folder for a new key; ``BadState`` where there is one already."""
        if (self.folder / IDENTITY).exists():
            raise BadState(f"{self.folder} belongs to a key already")
        self.folder.mkdir(parents=True, exist_ok=True)
        _write(self.folder / IDENTITY, {"vkey": vkey})

    def name(self) -> str:
        """The name of the key whose folder this is; ``BadState`` where there is none."""
        return self._own_vkey().partition("+")[0]

    def require(self, vkey: str) -> None:
        """The folder was begun for this very key; else ``BadState``: the state is lost, or another's."""
        if self._own_vkey() != vkey:
            raise BadState(f"{self.folder} belongs to another key than this code gives")

    def _own_vkey(self) -> str:
        value = _read(self.folder / IDENTITY)
        if value is None:
            raise BadState(f"{self.folder} holds no witness's state: a key without its state is not used again")
        return str(value.get("vkey", ""))

    def of(self, origin: str) -> Remembered | None:
        """What is known of a book, ``None`` before the first time."""
        value = _read(self._path(origin))
        if value is None:
            return None
        texts = [value.get(name) for name in ("origin", "vkey", "root", "checkpoint")]
        numbers = [value.get(name) for name in ("size", "at_s")]
        if not all(isinstance(one, str) for one in texts) or not all(isinstance(one, int) for one in numbers):
            raise BadState(f"{self._path(origin)}: not what a witness writes")
        found = Remembered(**cast(dict[str, Any], value))
        if found.origin != origin:
            raise BadState(f"{self._path(origin)} is about {found.origin}")
        return found

    def keep(self, one: Remembered) -> None:
        """Write it, so that it outlives a power cut."""
        _write(self._path(one.origin), asdict(one))

    def keep_evidence(self, name: str, files: Iterator[tuple[str, bytes]]) -> Path:
        """Put files into a new folder of this name below ``evidence``; gives the folder."""
        base = self.folder / "evidence"
        place = next(path for n in range(10**6) if not (path := base / (name if not n else f"{name}-{n}")).exists())
        for name_within, raw in files:
            (place / name_within).parent.mkdir(parents=True, exist_ok=True)
            (place / name_within).write_bytes(raw)
        return place

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One run at a time: a second one waits."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / _LOCK).open("w") as held:
            if fcntl is not None:
                fcntl.flock(held, fcntl.LOCK_EX)
            yield

    def _path(self, origin: str) -> Path:
        """A file that says which book it is of, and is no other's."""
        digest = sha256(origin.encode()).hexdigest()[:12]
        return self.folder / f"book-{_NOT_IN_NAMES.sub('_', origin)[:80]}-{digest}.json"


def _read(path: Path) -> dict[str, object] | None:
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadState(f"{path}: {error}") from error
    if not isinstance(value, dict):
        raise BadState(f"{path}: not an object")
    return value


def _write(path: Path, value: object) -> None:
    """All of it or nothing, on the disk itself, name included."""
    try:
        beside = path.with_name(f"{path.name}.new")
        with beside.open("w", encoding="utf-8") as target:
            json.dump(value, target, ensure_ascii=False, indent=1)
            target.flush()
            os.fsync(target.fileno())
        beside.replace(path)
        _sync_folder(path.parent)
    except OSError as error:
        raise BadState(f"{path}: {error}") from error


def _sync_folder(folder: Path) -> None:
    """The name itself; not every system opens a folder for that."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
