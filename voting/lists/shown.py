"""How a number is shown where its format adds something: `000` makes "007" of 7, `"H-"000` makes "H-007".

The screen shows a code, the file holds a number; who confirms a list has seen the code. Pure rules for both kinds of
workbooks: formats that only fill in digits between fixed letters, whole numbers from nought on; all else stays.
"""

from __future__ import annotations

import re
from functools import lru_cache

_PIECE = re.compile(r'"([^"]*)"|\\(.)|([-+/() :&\'~{}<>=])|(0)')
"""Letters in quotes, one behind a stroke, signs that need neither, the place of a digit."""
MOST = 10**15
"""Beyond this no spreadsheet holds a number exactly."""
_DIGITS = re.compile("[0-9]")


@lru_cache(maxsize=256)
def _mask(number_format: str) -> tuple[str, ...]:
    """The format's pieces, "" for the place of a digit; empty where it is of another kind, or adds nothing."""
    first, places, end = number_format.split(";", maxsplit=1)[0].strip(), [], 0
    for piece in _PIECE.finditer(first):
        if piece.start() != end:
            return ()
        end = piece.end()
        if piece[4]:
            places.append("")
        elif text := piece[1] or piece[2] or piece[3] or "":
            places.append(text)
    return tuple(places) if end == len(first) and "" in places and len(places) > 1 else ()


def shown_number(value: float, number_format: str) -> str:
    """What a cell with this number and format shows; "" where that is the number itself, or not known here."""
    mask = _mask(number_format)
    if not mask or not 0 <= value < MOST or value != int(value):
        return ""
    digits = list(str(int(value)).zfill(mask.count("")))
    more = len(digits) - mask.count("")
    out = []
    for piece in mask:
        take = 0 if piece else 1 + more
        out += digits[:take] or [piece]
        del digits[:take]
        more = more if piece else 0
    return "".join(out)


def is_coded(text: str, value: int) -> bool:
    """Whether a text that is shown for a number is a code: its digits, with noughts before them or letters in front."""
    digits = "".join(_DIGITS.findall(text))
    if digits.lstrip("0") != (str(value) if value else ""):
        return False
    return text[:1].isalpha() or (len(digits) > 1 and digits[0] == "0")
