"""A sentence in both languages, and how values come into it."""

from collections.abc import Mapping, Sequence
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


def joined(between: str, parts: Sequence[Sentence]) -> Sentence:
    """Several as one."""
    return Sentence(between.join(one.vi for one in parts), between.join(one.en for one in parts))
