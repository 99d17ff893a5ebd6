"""Scalars: numbers modulo the group order, written as decimal strings (PROTOCOL section 1)."""

import re
import secrets
from typing import Final

from voting.crypto.errors import BadScalar

Q: Final = 2**252 + 27742317777372353535851937790883648493
"""Order of the group, RFC 8032 section 5.1 (there called L)."""

SCALAR_DIGITS_MAX: Final = len(str(Q - 1))

_DECIMAL = re.compile(r"(?:0|[1-9][0-9]{0,75})\Z")


def parse_scalar(text: str) -> int:
    """Reads a decimal scalar `0 <= x < q`; raises `BadScalar` for a sign, a leading zero or a number too large."""
    if not _DECIMAL.match(text) or (value := int(text)) >= Q:
        raise BadScalar("not a decimal number below the group order without leading zero")
    return value


def random_scalar() -> int:
    """Draws uniformly from `1 .. q-1` with the operating system's generator."""
    return 1 + secrets.randbelow(Q - 1)
