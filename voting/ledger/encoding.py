"""The two spellings every C2SP text shares: decimal numbers and standard base64, each with one printed form only."""

import base64
import binascii
import re

from voting.ledger.errors import LedgerDataError

MAX_SIZE = 2**53 - 1
"""Largest tree size, index or timestamp read here: what a JavaScript number holds exactly, so both twins agree."""

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,15}", re.ASCII)


def parse_decimal(text: str, error: type[LedgerDataError]) -> int:
    """Read ASCII decimal without leading zeroes, at most MAX_SIZE; anything else raises `error`."""
    if _DECIMAL.fullmatch(text) is None or int(text) > MAX_SIZE:
        raise error(f"not a decimal number without leading zeroes below 2^53: {text[:24]!r}")
    return int(text)


def print_base64(data: bytes) -> str:
    """Print RFC 4648 section 4 base64 with padding."""
    return base64.b64encode(data).decode("ascii")


def parse_base64(text: str, error: type[LedgerDataError]) -> bytes:
    """Read padded base64 that prints back to the same text (no stray bits, no line breaks), or raise `error`."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as cause:
        raise error("not base64") from cause
    if print_base64(data) != text:
        raise error("base64 with stray trailing bits")
    return data


def parse_hash(text: str, error: type[LedgerDataError]) -> bytes:
    """Read the base64 of 32 bytes, or raise `error`."""
    data = parse_base64(text, error)
    if len(data) != 32:  # noqa: PLR2004 - SHA-256
        raise error(f"a hash of {len(data)} bytes, not 32")
    return data
