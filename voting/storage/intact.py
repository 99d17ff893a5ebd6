"""Stored bytes are checked against their hash whenever they are read: what was altered is not handed on."""

from hashlib import sha256

from voting.ledger.merkle import leaf_hash
from voting.storage.errors import Damaged


def require_content(content: bytes, digest: bytes, what: str) -> bytes:
    """These very bytes if `digest` (32 bytes) is their SHA-256, else `Damaged`."""
    if sha256(content).digest() != digest:
        raise Damaged(f"{what} is not what its SHA-256 names")
    return content


def require_entry(raw: bytes, leaf: bytes) -> bytes:
    """These very bytes if `leaf` (32 bytes) is their leaf hash (RFC 6962), else `Damaged`."""
    if leaf_hash(raw) != leaf:
        raise Damaged("an entry is not what its leaf hash names")
    return raw
