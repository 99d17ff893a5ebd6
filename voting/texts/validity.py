"""Which texts can be seen, and are what they seem: composed (NFC), nothing that controls, is invisible, turns or heaps.

The tables are written out as ranges and not asked of the interpreter's Unicode version, so that every verifier, in
every year and in JavaScript too, gives the same answer about the same bytes. They follow Unicode's own stable blocks:
Default_Ignorable_Code_Point (its reserved places included), the general category Cf, private use, noncharacters, and
the blocks kept for right-to-left scripts (which no language of Viet Nam is written in).
"""

import re
import unicodedata
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """What is wrong with a text."""

    EMPTY = "empty"
    NOT_COMPOSED = "not-composed"
    CONTROL = "control"
    LINE_BREAK = "line-break"
    INVISIBLE = "invisible"
    DIRECTION = "direction"
    MARK_ALONE = "mark-alone"
    STACKED = "stacked"


class InvalidText(Exception):
    """A text that may not stand in front of people; ``fault`` says why, ``place`` where (from 0)."""

    def __init__(self, fault: Fault, place: int = 0) -> None:
        super().__init__(f"{fault.value} (character {place + 1})")
        self.fault = fault
        self.place = place


SPACES: Final = " \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces of any width, for a character class; the line and paragraph separators are line breaks."""

_CONTROL: Final = "\x00-\x09\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff"
_LINE_BREAK: Final = "\n\x85\u2028\u2029"
_TURNS: Final = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks, embeddings, overrides, isolates: they turn the line and have no shape of their own."""
_DIRECTION: Final = (
    f"{_TURNS}\u0590-\u08ff\ufb1d-\ufdcf\ufdf0-\ufdff\ufe70-\ufefe\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_INVISIBLE: Final = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065\u206a-\u206f\u2800\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U000110bd\U000110cd\U00013430-\U0001345f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\ue000-\uf8ff\U000f0000-\U0010ffff\ufdd0-\ufdef"  # private use, noncharacters: no shape of their own
    + "".join(chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0xF0000, 0x10000))
)
_MARK: Final = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_SIGN: Final = (
    "\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece\u17b7-\u17bd\u17c6\u17c9-\u17d3"
    "\u17dd\u302a-\u302d\u3099\u309a\ua66f-\ua672\ua674-\ua67d\uaa29-\uaa2e\uaa31\uaa32\uaa35\uaa36\uaa43\uaa4c\uaab0"
    "\uaab2-\uaab4\uaab7\uaab8\uaabe\uaabf\uaac1"
)
"""Vowel and tone signs that stand above or below a letter: Thai, Lao, Khmer, Cham, Tai Viet; Cyrillic, Han and Kana."""
_STACKED: Final = f"[{_MARK}]{{3,}}|[{_MARK}{_SIGN}]{{4,}}"
"""More than a letter can carry and still be read. Composed Vietnamese has its marks inside its letters, and the
languages of the highlands add one ("ê̆"); a Khmer letter carries three signs ("៊ុំ"). What is heaped higher covers the
lines above and below it."""

_FAULTS: Final = tuple(
    (fault, re.compile(pattern))
    for fault, pattern in (
        (Fault.CONTROL, f"[{_CONTROL}]"),
        (Fault.DIRECTION, f"[{_DIRECTION}]"),
        (Fault.INVISIBLE, f"[{_INVISIBLE}]"),
        (Fault.MARK_ALONE, f"(?:^|[\n{SPACES}])[{_MARK}]"),
        (Fault.STACKED, _STACKED),
    )
)
_BREAK: Final = re.compile(f"[{_LINE_BREAK}]")
_OTHER_BREAK: Final = re.compile("[\x85\u2028\u2029]")
_LINE_ENDS: Final = re.compile(r"\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_BLANKS: Final = re.compile(f"[\t{SPACES}]+")
_SHOWN: Final = re.compile(f"[^\n{SPACES}]")
_SHAPELESS: Final = re.compile(f"[{_INVISIBLE}{_TURNS}]")
_CONTROLS: Final = re.compile(f"[{_CONTROL}]")


def require_valid(text: str, *, line_breaks: bool = False) -> str:
    """The text itself, or ``InvalidText``; ``line_breaks`` allows the plain one (U+000A) between lines.

    The presentation selectors of emoji (U+FE0E, U+FE0F) and their joiner are invisible characters like all others.
    """
    for fault, pattern in (*_FAULTS, (Fault.LINE_BREAK, _OTHER_BREAK if line_breaks else _BREAK)):
        if (found := pattern.search(text)) is not None:
            raise InvalidText(fault, found.end() - 1)
    if _SHOWN.search(text) is None:
        raise InvalidText(Fault.EMPTY)
    if unicodedata.normalize("NFC", text) != text:
        raise InvalidText(Fault.NOT_COMPOSED)
    return text


def says_something(text: str) -> bool:
    """Whether there is a letter, a figure or a picture in it: a dash or dots alone are no title, answer or reason."""
    return any(unicodedata.category(one)[0] in "LN" or unicodedata.category(one) == "So" for one in text)


def cleaned(text: str, *, line_breaks: bool = False) -> str:
    """What someone typed or pasted, made plain where nothing is lost: composed, line ends and spaces made simple.

    Tabs and spaces of any width become one space, runs of spaces likewise; spaces around lines and empty lines around
    the text go. What cannot be seen is kept, for ``require_valid`` to refuse: it is not ours to guess what was meant.
    """
    lines = _LINE_ENDS.split(unicodedata.normalize("NFC", text))
    plain = [_BLANKS.sub(" ", line).strip(" ") for line in lines]
    return "\n".join(plain).strip("\n") if line_breaks else " ".join(line for line in plain if line)


def seen_of(text: str) -> str:
    """What a reader sees of a text that other programs made: nobody meant what is invisible in a copied cell.

    Invisible characters and those that turn the line go, control characters become spaces; one line, as ``cleaned``.
    """
    return cleaned(_CONTROLS.sub(" ", _SHAPELESS.sub("", text)))
