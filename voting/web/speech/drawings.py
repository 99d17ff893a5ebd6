"""A QR code as one SVG path, for pages that may carry no picture from elsewhere."""

from dataclasses import dataclass

import qrcode
from qrcode.constants import ERROR_CORRECT_M

QUIET_ZONE = 4


@dataclass(frozen=True)
class QrDrawing:
    """`size` modules a side with the quiet zone; `path` draws the dark ones."""

    size: int
    path: str


def qr_path(text: str) -> QrDrawing:
    """`text` as a QR code, error correction M, four modules of quiet zone (ISO/IEC 18004)."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET_ZONE)
    code.add_data(text)
    code.make(fit=True)
    matrix = code.get_matrix()
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, on in enumerate(row) if on)
    return QrDrawing(len(matrix), "".join(dark))
