"""A sentence in both languages, and how values come into it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """One sentence in both languages; the templates take the same values."""

    vi: str
    en: str

    def filled(self, values: Mapping[str, object]) -> "Sentence":
        """The sentence with its values in place; a value that is itself a sentence, in its language."""
        vi = {name: one.vi if isinstance(one, Sentence) else one for name, one in values.items()}
        en = {name: one.en if isinstance(one, Sentence) else one for name, one in values.items()}
        return Sentence(self.vi.format_map(vi), self.en.format_map(en))


def printable(value: object) -> object:
    """Numbers as they are; texts without control characters and cut short, since strangers may have written them."""
    if isinstance(value, int):
        return value
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in str(value)[:500])
