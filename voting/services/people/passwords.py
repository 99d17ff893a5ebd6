"""Passwords of officials: scrypt (RFC 7914) with a salt each, parameters beside the hash so that they can be raised."""

import hashlib
import hmac
import secrets

MIN_CHARACTERS = 10
_N, _R, _P = 2**15, 8, 1
_MEMORY_BYTES = 64 * 2**20


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


NOBODY = hash_password(secrets.token_hex(16))  # compared with when the login is unknown, so that time tells nothing
