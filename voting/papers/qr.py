"""The QR code of a paper: where to look it up. Error correction M, the smallest version that holds the address."""

import struct
import zlib
from functools import lru_cache

QUIET = 4
"""Modules of quiet zone on each side."""
_DOTS = 6
"""Dots a module in a picture."""


@lru_cache(maxsize=64)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of modules, dark ones true, the quiet zone included; kept for the other papers of the same matter."""
    from qrcode import QRCode  # noqa: PLC0415 - with its pictures, 30 ms that a server's start need not pay
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return tuple(tuple(bool(dark) for dark in row) for row in code.get_matrix())


@lru_cache(maxsize=64)
def picture(text: str) -> bytes:
    """The code as a PNG of two colours; the same text gives the same bytes."""
    rows = modules(text)
    side = len(rows) * _DOTS
    raw = b"".join(_line(row) * _DOTS for row in rows)
    head = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def _line(row: tuple[bool, ...]) -> bytes:
    return b"\0" + b"".join((b"\0" if dark else b"\xff") * _DOTS for dark in row)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
