"""Hashes of the Belenios protocol: H, Hq and unpadded Base64 (PROTOCOL section 1)."""

import hashlib
from base64 import b64encode

from voting.crypto.scalars import Q


def sha256_hex(data: str | bytes) -> str:
    """`H`: SHA-256 of the bytes, or of the UTF-8 of the text, as 64 lower-case hex digits."""
    return hashlib.sha256(data.encode() if isinstance(data, str) else data).hexdigest()


def hash_to_scalar(text: str) -> int:
    """`Hq`: SHA-256 of the UTF-8 text as a big-endian number, reduced mod q."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest(), "big") % Q


def b64(data: bytes) -> str:
    """Standard Base64 without padding."""
    return b64encode(data).rstrip(b"=").decode("ascii")


def b64_sha256(data: bytes) -> str:
    """Unpadded Base64 of the SHA-256 of the bytes: 43 characters (fingerprints, trackers)."""
    return b64(hashlib.sha256(data).digest())
