"""What an opinion vote must not look like, a decision (LEDGER, "Rules of validity"); and no real vote: a practice.

Words are compared as the eye reads them, letters alone (`texts.sameness`), so that no sign or foreign letter between
them makes other words of them. Twin: static/js/record/opinion.mjs.
"""

from unicodedata import category

from voting.law.choices import DECIDING, VERDICT
from voting.law.practice import MARK
from voting.texts.sameness import likeness

Words = tuple[str, ...]


def _words(text: str) -> Words:
    """The words of a text, each by its likeness."""
    return tuple(map(likeness, "".join(one if category(one)[0] in "LM" else " " for one in text).split()))


_DECIDING = tuple(map(_words, DECIDING))
_VERDICT, _PRACTICE = _words(VERDICT), _words(MARK)


def is_deciding(answer: str) -> bool:
    """Whether an answer begins with a yes or a no in the decree's words: "Đồng ý", "Đồng ý làm đường hoa"."""
    words = _words(answer)
    return any(words[: len(one)] == one for one in _DECIDING)


def names_verdict(text: str) -> bool:
    """Whether a text has the words "thông qua" in it, which are said of decisions alone."""
    return _has(text, _VERDICT)


def names_practice(text: str) -> bool:
    """Whether a text has the words by which practice is known."""
    return _has(text, _PRACTICE)


def _has(text: str, sought: Words) -> bool:
    words = _words(text)
    return any(words[place : place + len(sought)] == sought for place in range(len(words)))
