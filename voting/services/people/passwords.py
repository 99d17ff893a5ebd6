"""Passwords of officials: scrypt (RFC 7914) with a salt each, parameters beside the hash so that they can be raised.

Hashing is made to be dear, so whoever may ask for it could take the whole processor: it is done one at a time, in a
process and among all processes of a machine, and only a few may wait for it. Ballots never wait for passwords.
"""

import fcntl
import hashlib
import hmac
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Final

from voting.services.errors import Unavailable

MIN_CHARACTERS = 10
WAIT_S: Final = 3.0
MOST_WAITING: Final = 6
LOCK_FILE = "password.lock"
_LOOK_AGAIN_S = 0.01
_N, _R, _P = 2**15, 8, 1
_MEMORY_BYTES = 64 * 2**20


class BusySigningIn(Unavailable):
    """Too many passwords are waiting to be looked at; come again."""

    code = "busy-signing-in"
    retry_after_s = 3


class Hashing:
    """Hashes one password after the other; `folder` has the lock that the processes of this machine share."""

    def __init__(self, folder: Path, *, wait_s: float = WAIT_S, most_waiting: int = MOST_WAITING) -> None:
        self._lock_file = folder / LOCK_FILE
        self._wait_s = wait_s
        self._waiting = BoundedSemaphore(most_waiting)
        self._mine = Lock()

    def hash(self, password: str) -> str:
        """``scrypt$n$r$p$salt$hash``; ``BusySigningIn`` if the turn does not come soon."""
        with self._turn():
            return hash_password(password)

    def fits(self, password: str, stored: str | None) -> bool:
        """Whether the password gives the stored hash; nobody's (none) never does, at the same cost."""
        with self._turn():
            return password_fits(password, stored or NOBODY) and bool(stored)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._waiting.acquire(blocking=False):
            raise BusySigningIn
        try:
            until_s = time.monotonic() + self._wait_s
            if not self._mine.acquire(timeout=self._wait_s):
                raise BusySigningIn
            try:
                with self._turn_of_the_machine(until_s):
                    yield
            finally:
                self._mine.release()
        finally:
            self._waiting.release()

    @contextmanager
    def _turn_of_the_machine(self, until_s: float) -> Iterator[None]:
        try:
            lock = os.open(self._lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError:  # a full or read-only disk keeps nobody out: one at a time in each process, then
            yield
            return
        try:
            while not _locked(lock):
                if time.monotonic() >= until_s:
                    raise BusySigningIn
                time.sleep(_LOOK_AGAIN_S)
            yield
        finally:
            os.close(lock)


def _locked(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def hash_password(password: str) -> str:
    """``scrypt$n$r$p$salt$hash``, all but the name in hex or decimal."""
    salt = secrets.token_bytes(16)
    return f"scrypt${_N}${_R}${_P}${salt.hex()}${_scrypt(password, salt, _N, _R, _P).hex()}"


def password_fits(password: str, stored: str) -> bool:
    """Whether the password gives the stored hash; takes as long for a wrong one as for the right one."""
    _, n, r, p, salt, digest = stored.split("$")
    made = _scrypt(password, bytes.fromhex(salt), int(n), int(r), int(p))
    return hmac.compare_digest(made, bytes.fromhex(digest))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY_BYTES, dklen=32)


NOBODY = f"scrypt${_N}${_R}${_P}${secrets.token_hex(16)}${secrets.token_hex(32)}"
"""Fits no password and takes as long as one: compared with when the login is unknown, so that time tells nothing."""
