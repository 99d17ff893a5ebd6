"""When two household codes are one: `dh 001`, `DH-001`, `dh–001` and `DH001` name the same household.

The one rule of sameness for codes, for lists, forms, cards and their revocation. Case, width, spaces, dashes, dots and
underlines are slips of the hand. Between two figures they part numbers and count as one dash, because "5-11" and
"51-1" are two households. Leading zeros count: "H-1" and "H-001" may both stand in one list.
"""

import re
import unicodedata
from typing import Final

from voting.texts.validity import seen_of

_ETH: Final = str.maketrans("ÐðƉɖ", "ĐđĐđ")
_JOINTS: Final = "\\s\u00b7._\u00ad\u2010-\u2015\u2022\u2043\u2212\u2e3a\u2e3b\\-"
_BETWEEN_FIGURES: Final = re.compile(f"(?<=[0-9])[{_JOINTS}]+(?=[0-9])")
_DASH: Final = "\0"
"""Which `seen_of` leaves in no text."""
_ELSEWHERE: Final = re.compile(f"(?<![0-9])[{_JOINTS}]+|[{_JOINTS}]+(?![0-9])")


def code_key(code: str) -> str:
    """A key that two codes have in common when they are one code; not for showing. "" for a code of signs alone."""
    plain = unicodedata.normalize("NFKC", seen_of(code)).translate(_ETH).casefold()
    parted = _BETWEEN_FIGURES.sub(_DASH, unicodedata.normalize("NFC", plain))
    return unicodedata.normalize("NFC", _ELSEWHERE.sub("", parted).replace(_DASH, "-"))
