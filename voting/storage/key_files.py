"""Key files: 32 random bytes each, beside the database, without which one sealed secret does not open.

A database keeps copies of what was deleted (dead rows, write-ahead logs, backups). Forgetting the file makes all of
them unreadable at once. So the folder must never be part of the database's backups; a mirror that deletes what was
deleted here is all right. Several machines on one database need the same folder.
"""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_bytes, token_hex

from voting.storage.errors import SecretUnreadable, StorageMisuse, Unavailable

KEY_BYTES = 32
_NAME = re.compile(r"[0-9a-f]{32}")


class KeyFiles:
    """A folder of key files, readable by its owner only; made when the first file is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __repr__(self) -> str:
        return "KeyFiles(...)"

    @staticmethod
    def new_name() -> str:
        """A name no file has had before: 32 hex digits, which say nothing."""
        return token_hex(16)

    def make(self, name: str) -> bytes:
        """Make a new key and its file; returned only when the file would outlive a power cut. `Unavailable`."""
        key = token_bytes(KEY_BYTES)
        with _disk():
            if not self._folder.is_dir():
                self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
                _sync_folder(self._folder.parent)
            descriptor = os.open(self._path(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(key)
                file.flush()
                os.fsync(file.fileno())
            _sync_folder(self._folder)
        return key

    def get(self, name: str) -> bytes:
        """The key of a file; `SecretUnreadable` when it is gone or torn, `Unavailable`."""
        try:
            with _disk():
                key = self._path(name).read_bytes()
        except FileNotFoundError:
            raise SecretUnreadable("the key file of this secret is gone") from None
        if len(key) != KEY_BYTES:
            raise SecretUnreadable("the key file of this secret is torn")
        return key

    def forget(self, name: str) -> None:
        """Overwrite a file and remove it, durably; one that is gone already is no error. `Unavailable`."""
        path = self._path(name)
        with suppress(FileNotFoundError), _disk():
            with path.open("r+b", buffering=0) as file:
                file.write(bytes(KEY_BYTES))
                os.fsync(file.fileno())
            path.unlink()
            _sync_folder(self._folder)

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise StorageMisuse("not the name of a key file")
        return self._folder / name


@contextmanager
def _disk() -> Iterator[None]:
    """What a disk that is full, broken or not ours says, as an error of this package."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Unavailable(f"key files: {error.strerror}") from None


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
