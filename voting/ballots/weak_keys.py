"""Keys that nobody should hold: secrets that anyone can guess, and keys that cancel each other."""

from collections.abc import Iterable
from typing import Final, TypeAlias

from voting.ballots.errors import WeakKey
from voting.crypto.group import IDENTITY, Element, G

Keys: TypeAlias = Iterable[Element]

_WITHOUT_SIGN: Final = 0x7F


def require_strong_keys(keys: Keys) -> None:
    """None of a vote's keys is the identity, `g` or its inverse, and no two are equal or inverse; raises `WeakKey`.

    The inverse of a point differs from it in the sign bit alone (RFC 8032), so nothing is computed on the curve.
    """
    taken = {_without_sign(IDENTITY), _without_sign(G)}
    for key in keys:
        if _without_sign(key) in taken:
            raise WeakKey(f"{key.hex}: the identity, the generator, another key of this vote, or the inverse of one")
        taken.add(_without_sign(key))


def _without_sign(key: Element) -> bytes:
    return key.raw[:-1] + bytes([key.raw[-1] & _WITHOUT_SIGN])
