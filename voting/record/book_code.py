"""The code of a book ("mã sổ"): 80 bits of the SHA-256 of its vkey, for people to write down, type and read aloud.

Sixteen characters in four groups, each followed by a check character. It is no secret; whoever has it on paper needs
to believe no server about the commune's key. Twin of static/js/record/book_code.mjs.
"""

from hashlib import sha256
from typing import Final

from voting.ballots.checked_code import ALPHABET, groups_of, tidy, wrong_group

_GROUPS: Final = 4
_SIZE: Final = 4
_BITS: Final = 5


def book_code(vkey: str) -> str:
    """The code of a vkey, ``XXXXX-XXXXX-XXXXX-XXXXX``."""
    count = _GROUPS * _SIZE
    number = int.from_bytes(sha256(f"dinh/book-code|{vkey}".encode()).digest()[: count * _BITS // 8], "big")
    bare = "".join(ALPHABET[number >> _BITS * (count - 1 - at) & 31] for at in range(count))
    return "-".join(text + check for text, check in groups_of(bare, _SIZE))


def read_book_code(typed: str) -> tuple[str | None, int]:
    """A code as people type it, in its printed form; else None and the number, from 1, of the first wrong group."""
    code = tidy(typed)
    if wrong := wrong_group(code, _GROUPS, _SIZE):
        return None, wrong
    return "-".join(code[start : start + _SIZE + 1] for start in range(0, len(code), _SIZE + 1)), 0
