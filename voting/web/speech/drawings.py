"""Drawings made of numbers, as SVG, for pages that may carry no picture from elsewhere: a QR code, a result's bar."""

from collections.abc import Sequence
from dataclasses import dataclass

QUIET_ZONE = 4
ROOM_FOR_A_NUMBER = 25.0
"""Per cent of the bar that are wide enough for a number, on the narrowest screen too."""
NEAR_AN_END = 22.0
"""Nearer to an end of the bar than this (per cent), the words at the mark begin or end there."""


@dataclass(frozen=True)
class QrDrawing:
    """`size` modules a side with the quiet zone; `path` draws the dark ones."""

    size: int
    path: str


def qr_path(text: str) -> QrDrawing:
    """`text` as a QR code, error correction M, four modules of quiet zone (ISO/IEC 18004)."""
    from qrcode import QRCode  # noqa: PLC0415 - with its pictures, 30 ms that a server's start need not pay
    from qrcode.constants import ERROR_CORRECT_M  # noqa: PLC0415

    code = QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, on in enumerate(row) if on)
    return QrDrawing(len(matrix), "".join(dark))


@dataclass(frozen=True)
class Segment:
    """A stretch of the bar: what it means, where it begins and how long it is, in per cent of all households."""

    meaning: str
    start: float
    width: float
    count: int

    @property
    def end(self) -> float:
        """Where it ends."""
        return round(self.start + self.width, 3)

    @property
    def roomy(self) -> bool:
        """Whether its number fits into it."""
        return self.width >= ROOM_FOR_A_NUMBER


@dataclass(frozen=True)
class Tally:
    """All households in one bar, and the mark of what is needed; `anchor` is how its words stand there (SVG)."""

    segments: tuple[Segment, ...]
    mark: float
    anchor: str


def tally_bar(parts: Sequence[tuple[str, int]], needed: int, households: int) -> Tally:
    """The bar of these (meaning, households), in their order; together they are all households."""
    segments, so_far = [], 0
    for meaning, count in parts:
        start, end = (round(100 * one / households, 3) for one in (so_far, so_far + count))
        segments.append(Segment(meaning, start, round(end - start, 3), count))
        so_far += count
    mark = round(100 * needed / households, 3)
    anchor = "start" if mark < NEAR_AN_END else "end" if mark > 100 - NEAR_AN_END else "middle"
    return Tally(tuple(segments), mark, anchor)
