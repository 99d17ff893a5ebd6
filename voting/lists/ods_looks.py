"""The looks of an OpenDocument spreadsheet's cells: its named styles, then those that the program made on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from voting.lists.looks import BLACK, TOO_LOW, WHITE, Colour, Look, Runs, colour_of
from voting.lists.rows import MAX_CELL_CHARACTERS

MAX_STYLES = 20_000
MAX_PARENTS = 20
_NO_LINE = ("", "none")
_MOST_PIECES = 64
_GAPS = {"tab": "\t", "line-break": "\n", "s": " "}
_BESIDE = frozenset({
    "annotation", "ruby-text", "frame", "g", "custom-shape", "caption", "rect", "circle", "ellipse", "line", "polyline",
    "polygon", "regular-polygon", "path", "connector", "measure", "control", "scene",
})  # fmt: skip
_BROKEN = re.compile(r"[ \t\r\n]+")
_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,9})?)(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_LETTER_PT = 5.25
"""How wide a column of one letter is."""
_LEAST_PT = {"row-height": TOO_LOW, "column-width": _LETTER_PT, "font-size": TOO_LOW}
Attributes = Mapping[str, str]


@dataclass
class _Style:
    """What one style says of its own; ``None`` where its parent decides."""

    parent: str = ""
    struck: bool | None = None
    ink: Colour | None = None
    ground: Colour | None = None
    tiny: bool | None = None
    """Letters that are too small; of a row or a column, that it is."""
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
            self._now.tiny = _is_tiny(attributes, "font-size")
            if "color" in attributes:
                self._now.ink = colour_of(attributes["color"])
            if attributes.get("use-window-font-color") == "true":
                self._now.ink = BLACK
        elif tag == "table-cell-properties" and (ground := attributes.get("background-color")):
            self._now.ground = WHITE if ground == "transparent" else colour_of(ground)
        elif tag == "table-row-properties" and attributes.get("use-optimal-row-height") != "true":
            self._now.tiny = _is_tiny(attributes, "row-height")
        elif tag == "table-column-properties":
            self._now.tiny = _is_tiny(attributes, "column-width")
        elif tag == "map":
            self._now.maps.append(attributes.get("apply-style-name", ""))

    def end(self, tag: str) -> None:
        """It ends."""
        if tag == "style":
            self._now = None

    def cell(self, name: str) -> Look:
        """The look of a cell of this style."""
        struck, ink, ground = self._said("table-cell", name)
        return Look(bool(struck), ink or BLACK, ground or WHITE, self.is_tiny("table-cell", name))

    def is_tiny(self, family: str, name: str) -> bool:
        """Whether a row, a column or the letters of a cell are so small that nobody can read what stands there."""
        return next((one.tiny for one in self._line(family, name) if one.tiny is not None), False)

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
        for style in self._line(family, name):
            struck = style.struck if struck is None else struck
            ink, ground = ink or style.ink, ground or style.ground
        return struck, ink, ground

    def _line(self, family: str, name: str) -> Iterator[_Style]:
        """A style and those before it, from which it takes what it does not say of its own."""
        for _ in range(MAX_PARENTS):
            style = self._styles.get((family, name))
            if style is None:
                return
            yield style
            name = style.parent


def _is_tiny(attributes: Attributes, name: str) -> bool | None:
    """Whether this size is too small to be read; ``None`` where it is not given, or not as a length."""
    found = _LENGTH.fullmatch(attributes.get(name, "").strip())
    return None if found is None else float(found[1]) * _POINTS[found[2]] < _LEAST_PT[name]


class TextReader:
    """Follows the text of one cell, whose letters may be of several styles.

    A tab, a line break and spaces in a row are elements of their own (OpenDocument 1.3, part 3, 6.1); what is written
    beside the cell, a comment or a drawing that is tied to it, is none of its text.
    """

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._spans: list[tuple[bool | None, Colour | None]] = []
        self.runs = Runs()
        self._pieces: list[str] = []
        self._characters = self._beside = self._paragraphs = 0
        self.has_gaps = False
        """Whether there are tabs or line breaks in it, or something beside it: what the library does not read right."""

    @property
    def said(self) -> str:
        """The text as it is shown, or the beginning of one that is far too long for any cell."""
        return "".join(self._pieces)

    @property
    def is_beside(self) -> bool:
        """Whether what is read now stands beside the cell's text."""
        return self._beside > 0

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        if tag in _BESIDE:
            self._beside += 1
            self.has_gaps = True
        elif self._beside:
            return
        elif tag == "span":
            self._spans.append(self._styles.span(attributes.get("style-name", "")))
        elif tag == "p":
            self._paragraphs += 1
            self._say("\n" * (self._paragraphs > 1))
        elif tag in _GAPS:
            self.has_gaps = self.has_gaps or tag != "s"
            count = attributes.get("c", "1")[:9] if tag == "s" else "1"
            self._say(_GAPS[tag] * min(int(count) if count.isdecimal() else 1, MAX_CELL_CHARACTERS))

    def end(self, tag: str) -> None:
        """It ends."""
        if tag in _BESIDE:
            self._beside -= 1
        elif tag == "span" and self._spans and not self._beside:
            self._spans.pop()

    def _say(self, text: str) -> None:
        if self._characters <= MAX_CELL_CHARACTERS:
            self._pieces.append(text[: MAX_CELL_CHARACTERS + 1])
            self._characters += len(text)

    def text(self, text: str) -> None:
        """Some text; how its line was broken in the file says nothing."""
        if self._beside or not self._paragraphs:
            return
        self._say(_BROKEN.sub(" ", text))
        if len(self.runs.pieces) < _MOST_PIECES:
            struck, ink = self._spans[-1] if self._spans else (None, None)
            self.runs.add(text, struck=struck, ink=ink)
