"""Vietnamese without its accents, for text messages: there one with accents holds 70 characters, one without 160."""

import unicodedata
from typing import Final

SMS_CHARACTERS: Final = 160
_FOLDED: Final = str.maketrans(
    {"đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "..."}
)
_CUT: Final = "..."


def without_marks(text: str) -> str:
    """The same words in letters that every telephone has; what cannot be written so becomes "?"."""
    bare = unicodedata.normalize("NFKD", text.translate(_FOLDED))
    kept = "".join(one for one in bare if not unicodedata.combining(one))
    return " ".join(kept.encode("ascii", "replace").decode().split(" "))


def fitting(before: str, title: str, after: str, most: int = SMS_CHARACTERS) -> str:
    """All three in at most so many characters: the title is cut at a word, and the end of the rest if it must be."""
    room = most - len(before) - len(after)
    if len(title) <= room:
        return before + title + after
    words = title[: max(0, room - len(_CUT))].rpartition(" ")
    shown = words[0] or words[2]
    return f"{before}{shown}{_CUT}{after}"[:most]
