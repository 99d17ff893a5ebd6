"""How cells look: struck through, or written so that nobody sees it. Pure rules that both kinds of workbooks share.

Colours are (red, green, blue); None is one that is not known here (a theme's accent, a pattern), and never judged.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

Colour = tuple[int, int, int]
WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
TOO_CLOSE = 20
"""Of 255, in each of red, green and blue: letters as near to their ground as this are seen by nobody."""
TOO_LOW = 4.0
"""A row or letters of less than four points: nobody can read what stands there."""

_HEX = re.compile(r"#?(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")


@dataclass(frozen=True)
class Look:
    """A cell's style, as far as it decides whether what stands there is meant to be read."""

    struck: bool = False
    ink: Colour | None = BLACK
    ground: Colour | None = WHITE
    blank: bool = False
    """A number format that shows nothing."""

    @property
    def unseen(self) -> bool:
        """Whether nobody sees what stands in such a cell."""
        return self.blank or is_unseen(self.ink, self.ground)

    @property
    def is_plain(self) -> bool:
        """Whether there is nothing to say of it."""
        return not (self.struck or self.unseen)


@dataclass
class Oddities:
    """Cells that are struck through or unseen, as they are met: column (from 0) -> rows (from 1)."""

    struck: dict[int, set[int]] = field(default_factory=dict)
    unseen: dict[int, set[int]] = field(default_factory=dict)
    conditional: bool = False
    """Whether a rule of the sheet may strike or hide cells; no condition is computed here."""

    def note(self, row: int, column: int, look: Look) -> None:
        """A filled cell with this look."""
        if look.struck:
            self.struck.setdefault(column, set()).add(row)
        if look.unseen:
            self.unseen.setdefault(column, set()).add(row)


def is_unseen(ink: Colour | None, ground: Colour | None) -> bool:
    """Whether letters of this ink cannot be told from their ground."""
    if ink is None or ground is None:
        return False
    return all(abs(one - other) <= TOO_CLOSE for one, other in zip(ink, ground, strict=True))


def colour_of(text: str) -> Colour | None:
    """A colour as files write it: RRGGBB, AARRGGBB, #rrggbb."""
    match = _HEX.fullmatch(text.strip())
    if not match:
        return None
    red, green, blue = bytes.fromhex(match[1])
    return red, green, blue


def tinted(colour: Colour, tint: float) -> Colour:
    """A theme's colour made darker (below 0) or lighter."""

    def one(value: int) -> int:
        changed = value * (1 + tint) if tint < 0 else value + (255 - value) * tint
        return min(max(round(changed), 0), 255)

    return one(colour[0]), one(colour[1]), one(colour[2])


@dataclass
class Runs:
    """A text in pieces that may look differently: what holds for all of them."""

    pieces: list[tuple[bool | None, Colour | None]] = field(default_factory=list)

    def add(self, text: str, *, struck: bool | None, ink: Colour | None) -> None:
        """One piece; ``None`` where it says nothing of its own and the cell decides."""
        if text.strip():
            self.pieces.append((struck, ink))

    def look(self, cell: Look) -> Look:
        """The look of a cell of this style with this text: struck or unseen only if every piece is."""
        if not self.pieces:
            return cell
        struck = all(cell.struck if own is None else own for own, _ in self.pieces)
        inks = [cell.ink if own is None else own for _, own in self.pieces]
        seen = next((ink for ink in inks if not is_unseen(ink, cell.ground)), inks[0])
        return Look(struck, seen, cell.ground, cell.blank)
