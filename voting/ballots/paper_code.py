"""The paper code (PROTOCOL section 2): every secret that people hold on paper, of a card or of a counting member."""

import secrets
from typing import Final

from voting.ballots.checked_code import ALPHABET, groups_of, tidy, without_checks, wrong_group
from voting.ballots.errors import BadCard

GROUPS: Final = 5
SIZE: Final = 5
LENGTH: Final = GROUPS * SIZE
"""Characters of the secret itself: 125 bits."""


def random_paper_code() -> str:
    """Draws a secret."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def format_paper_code(secret: str) -> str:
    """The printed form ``XXXXX-C XXXXX-C XXXXX-C XXXXX-C XXXXX-C``."""
    return " ".join(f"{text}-{check}" for text, check in groups_of(secret, SIZE))


def parse_paper_code(typed: str) -> str:
    """The secret, from its printed form however typed, or bare as in a QR code; raises `BadCard`."""
    code = tidy(typed)
    if len(code) == LENGTH and set(code) <= set(ALPHABET):
        return code
    if wrong := wrong_group(code, GROUPS, SIZE):
        raise BadCard(f"group {wrong} is wrong")
    return without_checks(code, SIZE)
