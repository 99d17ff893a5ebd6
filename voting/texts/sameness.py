"""When two texts look alike, so that a reader could take one for the other.

``likeness`` folds what the eye passes over: case, width and form of letters (NFKC), spaces, marks that look alike,
letters of other scripts that look like Latin ones, ``I l 1`` and ``O 0``, the place of the tone mark in a syllable
("hoà", "hòa"), and stops at the ends. Vietnamese tone and vowel marks are told apart: "ma", "má", "mã" are three.
"""

import re
import unicodedata
from collections.abc import Sequence
from itertools import combinations
from typing import Final

from voting.texts.validity import SPACES


def _alike(groups: dict[str, str]) -> dict[int, str]:
    return {ord(one): shown for shown, group in groups.items() for one in group}


_MARKS: Final = _alike(
    {
        "'": "‘’‚‛ʼʹʻ´`′ˈ",
        '"': "“”„‟″«»",
        "-": "‐‑‒–—―−⁃",
        "/": "⁄∕",
        ":": "∶ː",
        "·": "•∙⋅‧・",
        "x": "×",
        "✓": "✔☑",
        "✗": "✘✕✖☒",
    }
)
"""Folded before NFKC, which would make of some of them a space and a combining mark."""

_LETTERS: Final = _alike(
    {
        "a": "аαɑᴀ", "b": "Ьƅʙɓ", "c": "сϲᴄ", "d": "ԁᴅɗ", "e": "еεᴇ℮", "h": "һʜհ", "i": "іιɪɩ", "j": "јᴊյ",
        "k": "кκᴋƙ", "m": "мᴍ", "o": "оοσᴏօ", "p": "рρᴘƥ", "q": "ԛ", "s": "ѕƽꜱ", "t": "тτᴛƭƫ", "u": "υᴜսʋ",
        "v": "νѵᴠ", "w": "ԝωᴡա", "x": "хχ", "y": "уγүʏỿ", "A": "АΑᎪ", "B": "ВΒᏴ", "C": "СᏟⲤ", "E": "ЕΕᎬ", "H": "НΗᎻ",
        "I": "ІΙӀӏ", "J": "ЈᎫ", "K": "КΚᏦ", "M": "МΜᎷ", "N": "Ν", "O": "ОΟՕ", "P": "РΡᏢ", "Q": "Ԛ", "S": "ЅᏚՏ",
        "T": "ТΤᎢ", "W": "ԜᎳ", "X": "ХΧ", "Y": "УΥҮ", "Z": "ΖᏃ", "đ": "ÐðƉɖĐꟈꟇ", "n": "ոɴпηռ", "g": "ɡɢց", "ı": "ı",
        "ß": "β", "\u0306": "\u030c", "\u0303": "\u0342\u0304", "\u0302": "\u0311", "\u031b": "\u0313\u0315",
        "\u0335": "\u0336", "f": "ƒꞙ", "l": "ʟ", "r": "ʀг", "z": "ᴢ", "D": "Ꭰ", "G": "Ꮐ", "L": "ᏞԼ", "R": "Ꭱ",
        "U": "ՍƲ", "V": "Ꮩ", "3": "ЗзƷʒӠ", "6": "б", "5": "Ƽ",
        "": "\u0331\u0332\u0333\u0337\u0338\u0305\u033f\u20d2\u20d3\u0489", "\u0309": "\u0307\u030a",
    }
)  # fmt: skip
"""Letters of Cyrillic, Greek and others by the Latin ones they look like; then marks by those of Vietnamese: lines
through and under letters by nothing."""

_SHAPES: Final = str.maketrans({"i": "l", "ı": "l", "1": "l", "|": "l", "0": "o", "ß": "b"})
_TONE_BEHIND: Final = re.compile("([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])")
"""The tone mark on the second vowel ("hoà", "thuỷ"); others write it on the first ("hòa", "thủy")."""
_SPACE: Final = re.compile(f"[\\s{SPACES}]+")
_STOPS: Final = ".,;:"


def likeness(text: str) -> str:
    """A key that texts have in common when they look alike; not for showing."""
    composed = unicodedata.normalize("NFKC", text.translate(_MARKS)).translate(_MARKS)
    parted = unicodedata.normalize("NFD", composed).translate(_LETTERS).lower()
    plain = parted.replace("d\u0335", "đ").translate(_SHAPES)
    return _SPACE.sub("", _TONE_BEHIND.sub(r"\1\3\2", plain)).strip(_STOPS)


def pairs_alike(texts: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """The places (from 0) of every two of these texts that look alike."""
    keys = [likeness(text) for text in texts]
    return tuple((one, other) for one, other in combinations(range(len(keys)), 2) if keys[one] == keys[other])
