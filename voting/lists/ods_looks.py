"""The looks of an OpenDocument spreadsheet's cells: its named styles, then those that the program made on its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.lists.looks import BLACK, WHITE, Colour, Look, Runs, colour_of

MAX_STYLES = 20_000
MAX_PARENTS = 20
_NO_LINE = ("", "none")
_MOST_PIECES = 64
Attributes = Mapping[str, str]


@dataclass
class _Style:
    """What one style says of its own; ``None`` where its parent decides."""

    parent: str = ""
    struck: bool | None = None
    ink: Colour | None = None
    ground: Colour | None = None
    maps: list[str] = field(default_factory=list)
    """Styles that a condition may put in its place."""


class Styles:
    """Follows `styles.xml`, then the styles of `content.xml`."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._now: _Style | None = None

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag == "style" and len(self._styles) < MAX_STYLES:
            self._now = _Style(attributes.get("parent-style-name", ""))
            self._styles[attributes.get("family", ""), attributes.get("name", "")] = self._now
        elif self._now is None:
            return
        elif tag == "text-properties":
            lines = [attributes[name] for name in ("text-line-through-style", "text-line-through-type")
                     if name in attributes]  # fmt: skip
            if lines:
                self._now.struck = all(line not in _NO_LINE for line in lines)
            if "color" in attributes:
                self._now.ink = colour_of(attributes["color"])
            if attributes.get("use-window-font-color") == "true":
                self._now.ink = BLACK
        elif tag == "table-cell-properties" and (ground := attributes.get("background-color")):
            self._now.ground = WHITE if ground == "transparent" else colour_of(ground)
        elif tag == "map":
            self._now.maps.append(attributes.get("apply-style-name", ""))

    def end(self, tag: str) -> None:
        """It ends."""
        if tag == "style":
            self._now = None

    def cell(self, name: str) -> Look:
        """The look of a cell of this style."""
        struck, ink, ground = self._said("table-cell", name)
        return Look(bool(struck), ink or BLACK, ground or WHITE)

    def span(self, name: str) -> tuple[bool | None, Colour | None]:
        """What a style of letters says of its own: struck through, and the colour."""
        struck, ink, _ground = self._said("text", name)
        return struck, ink

    def may_change(self, name: str) -> bool:
        """Whether a condition may strike a cell of this style through, or hide it."""
        style = self._styles.get(("table-cell", name))
        return style is not None and any(not self.cell(other).is_plain for other in style.maps)

    def _said(self, family: str, name: str) -> tuple[bool | None, Colour | None, Colour | None]:
        struck: bool | None = None
        ink: Colour | None = None
        ground: Colour | None = None
        for _ in range(MAX_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                break
            struck = style.struck if struck is None else struck
            ink, ground = ink or style.ink, ground or style.ground
            name = style.parent
        return struck, ink, ground


class TextReader:
    """Follows the text of one cell, whose letters may be of several styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._spans: list[tuple[bool | None, Colour | None]] = []
        self.runs = Runs()

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag == "span":
            self._spans.append(self._styles.span(attributes.get("style-name", "")))

    def end(self, tag: str) -> None:
        """It ends."""
        if tag == "span" and self._spans:
            self._spans.pop()

    def text(self, text: str) -> None:
        """Some text."""
        if len(self.runs.pieces) < _MOST_PIECES:
            struck, ink = self._spans[-1] if self._spans else (None, None)
            self.runs.add(text, struck=struck, ink=ink)
