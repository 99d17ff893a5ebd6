"""Reads a household list in a process of its own, so that no file can take the server's processor or memory.

A workbook within all limits of size can still be made to take minutes. The process that reads it is ended when its
time is over; on one machine only one such file is read at a time, and ballots go on meanwhile. Small text files need
no such care: reading them takes time in proportion to their size. The readers are loaded when there is a list to read.
"""

from __future__ import annotations

import fcntl
import pickle
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from voting.lists.errors import RollFileError
from voting.services.errors import Unavailable, UnreadableList

if TYPE_CHECKING:
    from voting.lists.officials import OfficialsReading
    from voting.lists.rows import RollReading

PROCESSOR_S: Final = 20
CLOCK_S: Final = 60.0
MEMORY_BYTES: Final = 2 * 2**30
SMALL_TEXT_BYTES: Final = 256 * 1024
WAIT_S: Final = 20.0
LOCK_FILE = "reading.lock"
Read = TypeVar("Read")
Reader = Callable[[str, bytes], Read]
_LOOK_AGAIN_S = 0.05
_ROOT = Path(__file__).resolve().parents[3]
_LIMIT_REACHED = (-signal.SIGXCPU, -signal.SIGKILL)
_PACKED = (b"PK", b"\xd0\xcf\x11\xe0")


class BusyReading(Unavailable):
    """Another list is being read on this machine; come again."""

    code = "busy-reading"
    retry_after_s = 20


class ReadingFailed(Exception):
    """The reader itself failed: a programmer's error, as it would be in the server's own process."""


class TooSlow(UnreadableList):
    """Reading the file takes more time or memory than an honest list of any village."""

    def __init__(self) -> None:
        super().__init__(
            "too-slow",
            message_vi="Tệp này mất quá nhiều thời gian để đọc. Hãy chép riêng bảng danh sách sang một tệp Excel mới, "
            "hoặc lưu thành CSV, rồi tải lên lại.",
            message_en="This file takes too long to read. Copy the list alone into a new workbook, or save it as CSV, "
            "and upload it again.",
        )


def read_apart(filename: str, data: bytes, folder: Path, *, processor_s: int = PROCESSOR_S) -> tuple[RollReading, ...]:
    """As ``read_choices``, within limits; ``UnreadableList``, ``BusyReading``. `folder` has the machine's lock."""
    from voting.lists.reading import read_choices  # noqa: PLC0415 - with Excel's parts, 20 ms of a server's start

    return _apart(read_choices, filename, data, folder, processor_s)


def read_officials_apart(filename: str, data: bytes, folder: Path) -> OfficialsReading:
    """As ``read_officials``, within the same limits and by the same turns."""
    from voting.lists.officials import read_officials  # noqa: PLC0415

    return _apart(read_officials, filename, data, folder, PROCESSOR_S)


def _apart(read: Reader[Read], filename: str, data: bytes, folder: Path, processor_s: int) -> Read:
    if len(data) <= SMALL_TEXT_BYTES and not data.startswith(_PACKED):
        return _read_here(read, filename, data)
    with _turn(folder / LOCK_FILE):
        return _ask(read, filename, data, processor_s)


def _read_here(read: Reader[Read], filename: str, data: bytes) -> Read:
    try:
        return read(filename, data)
    except RollFileError as error:
        raise UnreadableList(error.code, message_vi=error.message_vi, message_en=error.message_en) from error


def _ask(read: Reader[Read], filename: str, data: bytes, processor_s: int) -> Read:
    command = [sys.executable, "-m", __name__, str(processor_s)]
    asked = pickle.dumps((read, filename, data))
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            command, input=asked, cwd=_ROOT, capture_output=True, check=False, timeout=CLOCK_S
        )
    except subprocess.TimeoutExpired as error:
        raise TooSlow from error
    if done.returncode in _LIMIT_REACHED or b"MemoryError" in done.stderr[-200:]:
        raise TooSlow
    if done.returncode:
        raise ReadingFailed(done.stderr.decode(errors="replace").strip().rpartition("\n")[2][:200])
    found = pickle.loads(done.stdout)  # noqa: S301 - from our own child, which runs nothing of the file's
    if isinstance(found, dict):
        raise UnreadableList(**found)
    answer: Read = found
    return answer


@contextmanager
def _turn(lock_file: Path) -> Iterator[None]:
    until_s = time.monotonic() + WAIT_S
    with lock_file.open("ab") as lock:
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if time.monotonic() >= until_s:
                    raise BusyReading from error
                time.sleep(_LOOK_AGAIN_S)
        yield


def main() -> None:
    """The child: limits on itself, a list from standard input, what was read (or why not) to standard output."""
    processor_s = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_CPU, (processor_s, processor_s))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    read, filename, data = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own parent
    answer: object
    try:
        answer = _read_here(read, filename, data)
    except UnreadableList as error:
        answer = {"code": error.code, "message_vi": error.message_vi, "message_en": error.message_en}
    sys.stdout.buffer.write(pickle.dumps(answer))


if __name__ == "__main__":
    main()
