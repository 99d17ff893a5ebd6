"""Codes that people copy by hand: groups of characters, each followed by one that checks it (PROTOCOL section 2).

The characters are those of a group's number and text as a polynomial over GF(32), at x (modulo x^5 + x^2 + 1): a wrong
character, two that are exchanged and two exchanged groups are caught in their group.
"""

import re
import unicodedata
from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Figures and capitals without I, L, O, U."""
_LOOK_ALIKES: Final = str.maketrans("ILO", "110")
_SEPARATORS: Final = re.compile("[\\s\u00ad\u200b-\u200f\u2010-\u2015\u2212\ufeff._-]+")


def check_of(bare: str, group: int) -> str:
    """The check character of a group's text; ``group`` counts from 0."""
    total = group + 1
    for one in bare:
        total = _times_x(total ^ ALPHABET.index(one))
    return ALPHABET[total]


def _times_x(value: int) -> int:
    return ((value << 1) & 31) ^ (5 if value & 16 else 0)


def groups_of(bare: str, size: int) -> list[tuple[str, str]]:
    """The groups of a code of ``size`` characters each, with their check characters."""
    texts = [bare[start : start + size] for start in range(0, len(bare), size)]
    return [(text, check_of(text, number)) for number, text in enumerate(texts)]


def tidy(typed: str) -> str:
    """What was meant: any case, with or without separators, I and L for 1, O for 0."""
    return _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed).upper()).translate(_LOOK_ALIKES)


def wrong_group(tidied: str, groups: int, size: int) -> int:
    """The number, from 1, of the first group that is wrong or missing; 0 when the code is whole and right."""
    for number in range(groups):
        text = tidied[number * (size + 1) : (number + 1) * (size + 1)]
        if len(text) != size + 1 or not set(text) <= set(ALPHABET) or check_of(text[:-1], number) != text[-1]:
            return number + 1
    return 0 if len(tidied) == groups * (size + 1) else groups


def without_checks(tidied: str, size: int) -> str:
    """A right code's own characters."""
    return "".join(tidied[start : start + size] for start in range(0, len(tidied), size + 1))
