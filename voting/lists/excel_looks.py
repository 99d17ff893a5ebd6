"""The looks of an Excel workbook's cells: read from its styles and its shared strings, before its sheets.

Both readers are fed what expat meets in one member and hold a look for each style, and pieces for each rich text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voting.lists.looks import BLACK, TOO_LOW, WHITE, Colour, Look, Runs, colour_of, tinted

MAX_STYLES = 66_000
"""Excel writes at most 65,490 of them."""

_THEME: tuple[Colour, ...] = (WHITE, BLACK)
"""A theme's paper and ink; its other colours are not looked up."""
_PLAIN = Runs()
_NOTHING = re.compile(r'"\s*"|\[[^\]]*\]|\s')
"""What a number format may hold and show nothing: quotes around nothing, colours, spaces."""
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,20})?")
_MOST_PIECES = 64
"""Of one text, as expat gives it: enough to know that something stands there."""
_INDEXED = {0: BLACK, 1: WHITE, 8: BLACK, 9: WHITE, 64: BLACK, 65: WHITE}
Attributes = Mapping[str, str]


@dataclass
class Looks:
    """What the styles and strings of a workbook say: for each cell format, each conditional one, each rich text."""

    cells: list[Look] = field(default_factory=list)
    conditional: list[Look] = field(default_factory=list)
    strings: dict[int, Runs] = field(default_factory=dict)

    def of(self, style: str) -> Look:
        """The look of a cell by its style's number, as it is written there."""
        number = int(style) if style.isascii() and style.isdigit() else 0
        return self.cells[number] if number < len(self.cells) else Look()

    def text(self, number: str) -> Runs:
        """The pieces of a shared text that look differently; none of a plain one."""
        return self.strings.get(int(number), _PLAIN) if number.isascii() and number.isdigit() else _PLAIN

    def may_hide(self, conditional: str) -> bool:
        """Whether a conditional format, by its number, strikes cells through or hides them."""
        number = int(conditional) if conditional.isascii() and conditional.isdigit() else len(self.conditional)
        return number < len(self.conditional) and not self.conditional[number].is_plain


@dataclass
class _Font:
    struck: bool = False
    ink: Colour | None = BLACK
    tiny: bool = False


class StylesReader:
    """Follows `xl/styles.xml`."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._fonts: list[_Font] = []
        self._grounds: list[Colour | None] = []
        self._blank: set[str] = {"-"}
        self._in: list[str] = []
        self._font, self._solid = _Font(), False
        self._ground: Colour | None = WHITE

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        self._in.append(tag)
        if tag == "numFmt":
            if _shows_nothing(attributes.get("formatCode", "")):
                self._blank.add(attributes.get("numFmtId", ""))
        elif tag in ("font", "dxf"):
            self._font, self._ground = _Font(), WHITE
        elif "font" in self._in and tag == "strike":
            self._font.struck = is_on(attributes)
        elif "font" in self._in and tag == "color":
            self._font.ink = colour(attributes)
        elif "font" in self._in and tag == "sz":
            self._font.tiny = _is_tiny(attributes.get("val", ""))
        elif "fill" in self._in:
            self._fill(tag, attributes)
        elif tag == "xf" and self._in[-2:-1] == ["cellXfs"] and len(self._looks.cells) < MAX_STYLES:
            self._looks.cells.append(self._look(attributes))

    def end(self, tag: str) -> None:
        """It ends."""
        self._in.pop()
        outer = self._in[-1] if self._in else ""
        if tag == "font" and outer == "fonts" and len(self._fonts) < MAX_STYLES:
            self._fonts.append(self._font)
        elif tag == "fill" and outer == "fills" and len(self._grounds) < MAX_STYLES:
            self._grounds.append(self._ground)
        elif tag == "dxf" and len(self._looks.conditional) < MAX_STYLES:
            self._looks.conditional.append(Look(self._font.struck, self._font.ink, self._ground))

    def text(self, _text: str) -> None:
        """No text here means anything."""

    def _fill(self, tag: str, attributes: Attributes) -> None:
        if tag == "fill":
            self._ground, self._solid = WHITE, False
        elif tag == "patternFill":
            kind = attributes.get("patternType", "solid" if "dxf" in self._in else "none")
            self._solid = kind == "solid"
            self._ground = WHITE if kind == "none" else None
        elif tag == "gradientFill":
            self._ground = None
        elif self._solid and tag == ("bgColor" if "dxf" in self._in else "fgColor"):
            self._ground = colour(attributes)

    def _look(self, attributes: Attributes) -> Look:
        fonts = [self._fonts[place] for place in _place(attributes, "fontId", self._fonts)]
        font = fonts[0] if fonts else _Font()
        grounds = [self._grounds[place] for place in _place(attributes, "fillId", self._grounds)]
        ground = grounds[0] if grounds else WHITE
        return Look(font.struck, font.ink, ground, font.tiny or attributes.get("numFmtId", "0") in self._blank)


class StringsReader:
    """Follows rich texts: `xl/sharedStrings.xml`, and the one that stands in a cell."""

    def __init__(self, looks: Looks) -> None:
        self._looks = looks
        self._number = -1
        self.runs = Runs()
        self._in: list[str] = []
        self._struck: bool | None = None
        self._ink: Colour | None = None
        self._said: list[str] = []

    def start(self, tag: str, attributes: Attributes) -> None:
        """An element begins."""
        self._in.append(tag)
        if tag in ("si", "is"):
            self._number += 1
            self.runs = Runs()
        elif tag == "r":
            self._struck = self._ink = None
        elif tag == "rPr":
            self._struck, self._ink = False, BLACK
        elif tag == "strike":
            self._struck = is_on(attributes)
        elif tag == "color":
            self._ink = colour(attributes)
        elif tag == "t":
            self._said = []

    def end(self, tag: str) -> None:
        """It ends."""
        if self._in:
            self._in.pop()
        if tag == "t" and "r" in self._in and "rPh" not in self._in:
            self.runs.add("".join(self._said), struck=self._struck, ink=self._ink)
        elif tag == "si" and self.runs.pieces:
            self._looks.strings[self._number] = self.runs

    def text(self, text: str) -> None:
        """Some text."""
        if self._in[-1:] == ["t"] and len(self._said) < _MOST_PIECES:
            self._said.append(text)


def _shows_nothing(number_format: str) -> bool:
    """Whether a cell of this format stays empty: three parts of nothing for numbers, and perhaps one for text."""
    parts = _NOTHING.sub("", number_format).split(";")
    return len(parts) in (3, 4) and not any(parts)


def _is_tiny(points: str) -> bool:
    """Letters that nobody can read."""
    return _NUMBER.fullmatch(points) is not None and float(points) < TOO_LOW


def is_on(attributes: Attributes) -> bool:
    """Whether an element such as `<strike/>` says yes."""
    return attributes.get("val", "1") not in ("0", "false")


def colour(attributes: Attributes) -> Colour | None:
    """The colour of an element, None if it is not known here."""
    if "rgb" in attributes:
        return colour_of(attributes["rgb"])
    theme, indexed = attributes.get("theme", ""), attributes.get("indexed", "")
    if theme.isdigit() and int(theme) < len(_THEME):
        try:
            return tinted(_THEME[int(theme)], float(attributes.get("tint", "0")))
        except ValueError:
            return None
    return _INDEXED.get(int(indexed)) if indexed.isdigit() and len(indexed) < 4 else None  # noqa: PLR2004 - two digits


def _place(attributes: Attributes, name: str, known: Sequence[object]) -> tuple[int, ...]:
    """The number of a font or fill, if there is one of it."""
    number = attributes.get(name, "0")
    return (int(number),) if number.isascii() and number.isdigit() and int(number) < len(known) else ()
