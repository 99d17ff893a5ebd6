"""Letters that were lost or changed before the file came: old fonts, wrong code pages, question marks.

Old Vietnamese fonts (TCVN3 or ABC, VNI) draw Vietnamese over other letters: the file holds "TrÞnh B¸ L¹c". What was
UTF-8 and was read as something else holds "TrÃ¡Â»â€¹nh". What was written in a code page without Vietnamese holds
"Tr?nh". None of it can stand on a card. Names of all peoples of Viet Nam (Y Bhăm, H'Lúi, Aê Ñu) are not damage.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import Final

from voting.lists.syllables import from_tcvn3, from_vni, from_windows_1258, makes_sense_as


class Damage(StrEnum):
    """What happened to the letters; each is a kind of fault in `faults.KINDS`."""

    OLD_FONT_TCVN3 = "old-font-tcvn3"
    OLD_FONT_VNI = "old-font-vni"
    TWICE_DECODED = "twice-decoded"
    LOST = "lost-letters"
    TYPED_SIGNS = "typed-signs"


OLD_FONTS: Final = frozenset({Damage.OLD_FONT_TCVN3, Damage.OLD_FONT_VNI})

_TCVN3_CAPITALS: Final = "ÆÇÊÈÉËÌÐÎÏÑÒÕÓÔÖÝØÜÞ"
_TCVN3: Final = re.compile(
    r"(?<=[A-Za-z])[µ¸¶¹¨¾¼½®ª¬ÆÞßþ]|[µ¸¶¹¨¾¼½©®ª¬ÆÞþ§](?=[a-zµ-þ])|\u00ad(?=[à-þ])"
    r"|(?<=[A-Za-z])·(?=[a-z\s]|$)|(?<=[A-Za-z])[×÷»](?=[a-z])|(?<=[A-Za-z])«(?![A-ZĐÀ-Ý])"
    rf"|(?<=[a-z])[{_TCVN3_CAPITALS}](?=[a-z])|\b[A-Z](?=[{_TCVN3_CAPITALS}][a-z])"
)
"""Signs that stand for letters, inside or before a word; or an accented capital within a word of small letters."""

_VNI: Final = re.compile(
    r"a[øùûõïâáàåäãéèúüë]|(?<=[^\W\d_])aê|e[øùûõïâáàåäã]|o[øùûïâåä]|oõ(?!ng)|u[øùûõï]|ö[øùûõïô]|ô[øùûõï]"
    r"|y[øùûõ]|(?<=[a-z])ö(?=\b|[a-z])",
    re.IGNORECASE,
)
"""A vowel and behind it, as a letter of its own, the tone or the hat that VNI fonts draw there."""

_TWICE: Final = re.compile("á[»º]|Ä[‘\u0080-\u009fƑ]|Æ[°¡]|[ÃĂ][\u00a0-\u00bf]|\\bÄ(?=[a-z])|[√∆ƒ∫≈]|·[ªº∏∂π≤≥∑Ω]")
"""How the commonest letters of Vietnamese look when their bytes in UTF-8 were read in a code page."""

_TYPED_SIGNS: Final = re.compile(
    r"[AEOaeo]\^[`'?~.]?(?=\W|\w|$)|[Aa]\([`'?~.]?(?=[A-Za-z])|[OUou]\+(?=[`'?~.]?[A-Za-z]|$|\s)|[AEIOUYaeiouy][`~]"
)
"""VIQR: what was typed where there were no letters for it, "Nguye^~n Va(n Cu+o+`ng"."""

_QUESTION_IN_NAME: Final = re.compile(r"\?")
_QUESTION_IN_TEXT: Final = re.compile(r"[^\W\d_]\?+[^\W\d_]|(?:^|\s)\?+[^\W\d_]|[^\W\d_]\?+\s+\S")
_REPLACEMENT: Final = "\ufffd"


def font_of(written: Iterable[str]) -> Damage | None:
    """The old font that most of these texts speak for, if there are more of them than of texts in Unicode."""
    fonts: Counter[Damage] = Counter()
    modern = 0
    for text in {unicodedata.normalize("NFC", one[:300]) for one in written}:
        modern += _has_modern_letters(text)
        damage = damage_of(text, is_name=False)
        if damage in OLD_FONTS:
            fonts[damage] += 1
    likeliest = fonts.most_common(1)
    return likeliest[0][0] if likeliest and likeliest[0][1] > modern else None


def damage_of(written: str, *, is_name: bool, font: Damage | None = None) -> Damage | None:
    """What happened to the letters of a cell as it came (before invisible signs are dropped), None if nothing did.

    ``font``: what the other cells of the list are typed in (`font_of`); then this one is, if it can be.
    """
    text = unicodedata.normalize("NFC", written[:300])
    if _REPLACEMENT in text or (_QUESTION_IN_NAME if is_name else _QUESTION_IN_TEXT).search(text):
        return Damage.LOST
    if _TYPED_SIGNS.search(text):
        return Damage.TYPED_SIGNS
    if text.isascii():
        return None
    if _is_twice_decoded(text):
        return Damage.TWICE_DECODED
    return None if _has_modern_letters(text) else _old_font(text, font)


def _old_font(text: str, font: Damage | None) -> Damage | None:
    """By the words that make sense in one font alone; else by the signs that stand where no letter can."""
    if font and makes_sense_as(text.translate(_ETH), dict(_READINGS)[font], needed=False):
        return font
    sense = [damage for damage, reading in _READINGS if makes_sense_as(text.translate(_ETH), reading)]
    if sense:
        return sense[0]
    if _TCVN3.search(text):
        return Damage.OLD_FONT_TCVN3
    return Damage.OLD_FONT_VNI if _VNI.search(text) else None


_ETH: Final = str.maketrans("Ðð", "Đđ")
_READINGS: Final = (
    (Damage.OLD_FONT_TCVN3, from_tcvn3),
    (Damage.OLD_FONT_VNI, from_vni),
    (Damage.TWICE_DECODED, from_windows_1258),
)


def _has_modern_letters(text: str) -> bool:
    """Letters that only Unicode has: a text with them was not typed in an old font."""
    return any("\u1ea0" <= c <= "\u1ef9" or c in "ăĂđĐơƠưƯĩĨũŨ" for c in text)


def _is_twice_decoded(text: str) -> bool:
    """Whether the letters, taken as bytes of a code page, are UTF-8: then they were UTF-8 and read as that page."""
    if _TWICE.search(text):
        return True
    try:
        return len(text.encode("cp1252").decode("utf-8")) < len(text)
    except UnicodeError:
        return False


def as_unicode(written: str) -> str:
    """How a text typed in a TCVN3 font reads, to show what was probably meant; never taken without a person."""
    return from_tcvn3(written)
