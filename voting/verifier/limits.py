"""How much is read, of what, before anything is unpacked or believed: a bundle's member names and sizes.

Largest use in mind: a vote of a commune's 9,000 households (about 40 MB) in a log of two million entries.
"""

import io
import re
import struct
import zipfile
from collections.abc import Iterable

from voting.ledger.note import MAX_NOTE_BYTES
from voting.ledger.policy import MAX_POLICY_BYTES
from voting.ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH
from voting.verifier.errors import BrokenBundle, InputTooLarge

INPUT_MAX_BYTES = 256 * 2**20
LOG_MAX_ENTRIES = 2**21
MEMBERS_MAX = 60_000
DIRECTORY_MAX_BYTES = MEMBERS_MAX * 128
KEY_MAX_BYTES = 1024
TILE_MAX_BYTES = TILE_WIDTH * 32
ENTRY_BUNDLE_MAX_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)
PAYLOAD_MAX_BYTES = 16 * 2**20
DOCUMENTS_MAX = 1000

_MEMBERS: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(r"vote\Z"), 64),
    (re.compile(r"(checkpoint|cosigned)\Z"), MAX_NOTE_BYTES),
    (re.compile(r"log\.vkey\Z"), KEY_MAX_BYTES),
    (re.compile(r"policy\Z"), MAX_POLICY_BYTES),
    (re.compile(r"tile/0/(x[0-9]{3}/){0,6}[0-9]{3}(\.p/[0-9]{1,3})?\Z"), TILE_MAX_BYTES),
    (re.compile(r"entries/[0-9]{1,12}\.json\Z"), MAX_ENTRY_BYTES),
    (re.compile(r"payloads/[0-9a-f]{64}\Z"), PAYLOAD_MAX_BYTES),
    (re.compile(r"[1-9A-HJ-NP-Za-km-z]{14}\.bel\Z"), INPUT_MAX_BYTES),
)
_END = struct.Struct("<4s4H2LH")
_END_64 = b"PK\x06\x07"
_END_64_BYTES = 20


def is_member(name: str) -> bool:
    """Whether a bundle may have a member (or a file, unpacked) of this name; no other name is ever opened."""
    return any(pattern.match(name) for pattern, _ in _MEMBERS)


def require_members(sizes: Iterable[tuple[str, int]]) -> None:
    """Names and sizes (bytes) are those of a bundle; else `BrokenBundle` or `InputTooLarge`."""
    total = count = leaves = 0
    for name, size in sizes:
        most = next((limit for pattern, limit in _MEMBERS if pattern.match(name)), None)
        if most is None:
            raise BrokenBundle(f"a bundle has no member {name[:80]!r}")
        total, count = total + size, count + 1
        leaves += size if name.startswith("tile/") else 0
        if size > most or total > INPUT_MAX_BYTES or leaves > LOG_MAX_ENTRIES * 32:
            raise InputTooLarge(f"{name}: {size} bytes")
        if count > MEMBERS_MAX:
            raise InputTooLarge(f"more than {MEMBERS_MAX} members")


def require_plain_zip(data: bytes) -> None:
    """The zip's directory is small and ends the file, and its members are a bundle's, before any is unpacked."""
    if len(data) < _END.size:
        raise BrokenBundle("a zip cut short")
    magic, _, _, _, _, directory, _, comment = _END.unpack(data[-_END.size :])
    locator = data[-_END.size - _END_64_BYTES : -_END.size]
    if magic != b"PK\x05\x06" or comment or locator.startswith(_END_64):
        raise BrokenBundle("the zip does not end as a bundle does")
    if directory > DIRECTORY_MAX_BYTES:
        raise InputTooLarge(f"a zip directory of {directory} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            require_members((info.filename, info.file_size) for info in source.infolist())
    except (zipfile.BadZipFile, ValueError, struct.error, NotImplementedError, OSError, EOFError) as error:
        raise BrokenBundle(f"not a readable zip: {error}") from error
