"""The tar blocks of an archive, byte for byte as belenios-tool writes them (PROTOCOL section 7).

Not `tarfile`: a reader must refuse every header that is not exactly the one prescribed for name, size and time.
"""

import re
from collections.abc import Iterator
from typing import Final

from voting.ballots.errors import BadTarBlock

BLOCK_BYTES: Final = 512
TIMESTAMP_MAX: Final = 8**11 - 1
_NAME_BYTES: Final = 100
_OCTAL = re.compile(rb"[0-7]{11}\Z")


def member(name: str, content: bytes, timestamp: int) -> bytes:
    """Header block and content padded to whole blocks; `timestamp` in unix seconds."""
    return header(name, len(content), timestamp) + content + bytes(-len(content) % BLOCK_BYTES)


def header(name: str, size_bytes: int, timestamp: int) -> bytes:
    """One 512-byte header block; the checksum counts its own field as eight spaces."""
    block = bytearray(BLOCK_BYTES)
    block[0 : len(name)] = name.encode("ascii")
    block[100:124] = b"0000644\0" + b"0000000\0" * 2
    block[124:148] = b"%011o\0%011o\0" % (size_bytes, timestamp)
    block[148:156] = b" " * 8
    block[156:157] = b"0"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


def members(raw: bytes) -> Iterator[tuple[str, bytes, int]]:
    """Name, content and timestamp of each member in order; raises `BadTarBlock` for any byte out of place."""
    position = 0
    while position < len(raw):
        block = raw[position : position + BLOCK_BYTES]
        size, timestamp = _octal(block[124:135]), _octal(block[136:147])
        start = position + BLOCK_BYTES
        position = start + size + -size % BLOCK_BYTES
        name = block[:_NAME_BYTES].rstrip(b"\0")
        if not name.isascii() or header(name.decode("ascii"), size, timestamp) != block:
            raise BadTarBlock(f"a header block is not the prescribed one (byte {start - BLOCK_BYTES})")
        if position > len(raw) or any(raw[start + size : position]):
            raise BadTarBlock(f"a member is cut short or its padding is not zero (byte {start})")
        yield name.decode("ascii"), raw[start : start + size], timestamp


def _octal(digits: bytes) -> int:
    if not _OCTAL.match(digits):
        raise BadTarBlock("a size or time is not 11 octal digits")
    return int(digits, 8)
