"""Files that are made once and served from then on (LEDGER, "Serving it cheaply").

A file's name says what it is: ``<stage>.<tag>.<pause>.<kind>``. The tag follows from the sizes and signed heads it was
made of, so that the ETag of a file is known without making it. While its vote goes on, a file is served for ``pause``
seconds although more has come meanwhile: a minute, or longer where making it takes long. It shows a true, signed state.
"""

import fcntl
import logging
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import BinaryIO, Self

from voting.services.errors import Unavailable

MADE = "made"
PAUSE_S = 60
MOST_OF_A_MACHINE = 20
"""A file is made anew at the soonest after this many times the time that making it took."""
WAIT_S = 3
LOOK_AGAIN_S = 0.05
_DRAFT = ".draft-"
_LOG = logging.getLogger(__name__)


class BusyMaking(Unavailable):
    """Another file is being made on this machine; come again."""

    code = "busy-making"
    retry_after_s = 5


@dataclass(frozen=True)
class MadeFile:
    """A file to be sent as it lies there; ``etag`` changes with its bytes."""

    path: Path
    etag: str

    @property
    def size_bytes(self) -> int:
        """Its length."""
        return self.path.stat().st_size


@dataclass(frozen=True)
class Wanted:
    """A file of a vote: its kind (``bel``, ``zip``), the stage the vote is in, whether that stage is its last."""

    uuid: str
    kind: str
    stage: str
    tag: str
    last: bool


class Making:
    """The made files of one machine, below ``folder``; one is being made at a time."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock
        self._waiting = BoundedSemaphore(1)

    def tag(self, wanted: Wanted) -> str:
        """The ETag of what ``file`` would give now; makes nothing."""
        found = self._found(wanted)
        return found.etag if found else wanted.tag

    def file(self, wanted: Wanted, write: Callable[[BinaryIO], None]) -> MadeFile:
        """The file, written by ``write`` if need be; an older one, or ``BusyMaking``, while others are being made.

        ``Unavailable`` when there is no room for it, say.
        """
        found = self._found(wanted)
        if found is not None:
            return found
        older = None if wanted.last else self._newest(wanted, any_stage=True)
        try:
            with self._turn(0 if older else WAIT_S):
                return self._found(wanted) or self._made(wanted, write)
        except BusyMaking:
            if older is None:
                raise
            return older

    def made_now(self, wanted: Wanted, write: Callable[[BinaryIO], None]) -> MadeFile:
        """As ``file``, for whoever is making another file of the same vote, and needs this very state."""
        return self._exact(wanted) or self._made(wanted, write)

    def _found(self, wanted: Wanted) -> MadeFile | None:
        """This very state if it was made before, or one still within its pause."""
        return self._exact(wanted) or (None if wanted.last else self._newest(wanted, any_stage=False))

    def _exact(self, wanted: Wanted) -> MadeFile | None:
        return next((MadeFile(one.path, one.tag) for one in self._kept(wanted) if one.tag == wanted.tag), None)

    def _newest(self, wanted: Wanted, *, any_stage: bool) -> MadeFile | None:
        """The newest file of its kind: of any stage and age, or of the present stage and within its pause."""
        now_s = self._clock().timestamp()
        fitting = [one for one in self._kept(wanted) if any_stage or one.may_stand_for(wanted.stage, now_s)]
        newest = max(fitting, key=lambda one: one.made_at_s, default=None)
        return None if newest is None else MadeFile(newest.path, newest.tag)

    def _kept(self, wanted: Wanted) -> list["_Kept"]:
        found = map(_Kept.at, (self._folder / wanted.uuid).glob(f"*.*.*.{wanted.kind}"))
        return [one for one in found if one is not None]

    def _made(self, wanted: Wanted, write: Callable[[BinaryIO], None]) -> MadeFile:
        home = self._folder / wanted.uuid
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in home.glob(f"{_DRAFT}*.{wanted.kind}"):  # of a process that ended in the middle: nobody else makes
            left.unlink()
        draft = home / f"{_DRAFT}{secrets.token_hex(8)}.{wanted.kind}"
        started = time.monotonic()
        try:
            with draft.open("xb") as target:
                write(target)
                target.flush()
                os.fsync(target.fileno())
            pause_s = max(PAUSE_S, int((time.monotonic() - started) * MOST_OF_A_MACHINE))
            now = self._clock().timestamp()
            os.utime(draft, (now, now))
            path = draft.rename(home / f"{wanted.stage}.{wanted.tag}.{pause_s}.{wanted.kind}")
        except OSError as error:
            _LOG.error("%s of vote %s cannot be made: %s", wanted.kind, wanted.uuid, error)
            raise Unavailable(str(error)) from error
        finally:
            draft.unlink(missing_ok=True)
        for old in self._kept(wanted):
            if old.path != path:
                old.path.unlink(missing_ok=True)
        return MadeFile(path, wanted.tag)

    @contextmanager
    def _turn(self, wait_s: float) -> Iterator[None]:
        """Alone on this machine, or ``BusyMaking``. At most one thread of a process waits: the others serve ballots."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self._folder / ".lock").open("ab") as handle:
            if not _locked(handle):
                if not wait_s or not self._waiting.acquire(blocking=False):
                    raise BusyMaking
                try:
                    _wait(handle, wait_s)
                finally:
                    self._waiting.release()
            yield


@dataclass(frozen=True)
class _Kept:
    """A file that was made before, as its name and time say."""

    path: Path
    stage: str
    tag: str
    pause_s: int
    made_at_s: float

    @classmethod
    def at(cls, path: Path) -> Self | None:
        """The file at a path, unless it was replaced just now."""
        stage, tag, pause_s, _kind = path.name.split(".")
        try:
            return cls(path, stage, tag, int(pause_s), path.stat().st_mtime)
        except FileNotFoundError:
            return None

    def may_stand_for(self, stage: str, now_s: float) -> bool:
        """Whether it may still be served while the vote is in this stage."""
        return self.stage == stage and 0 <= now_s - self.made_at_s < self.pause_s


def _locked(handle: BinaryIO) -> bool:
    """Whether the lock is ours now; it falls with the handle, and with the process."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait(handle: BinaryIO, wait_s: float) -> None:
    deadline = time.monotonic() + wait_s
    while not _locked(handle):
        if time.monotonic() > deadline:
            raise BusyMaking
        time.sleep(LOOK_AGAIN_S)
