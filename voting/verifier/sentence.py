"""Texts of strangers on a terminal; the sentence itself is `law`'s, where pages and papers have it from too."""

from voting.law.sentence import Sentence, joined

__all__ = ["Sentence", "joined", "printable"]


def printable(value: object) -> object:
    """Numbers as they are; texts without control characters and cut short, since strangers may have written them."""
    if isinstance(value, int):
        return value
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(value)[:500])
