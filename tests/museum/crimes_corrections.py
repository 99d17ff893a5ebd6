"""Crimes of whoever corrects: what nobody said of this vote, papers that never were, a result, without a reason."""

from collections.abc import Callable
from typing import Any

from record.sample_village import commitment

from museum.crimes_books import AT, doing, later
from museum.deeds import Correct
from museum.honest import HOURS, NEIGHBOURS, PAPER, RIGHT_PAPER, several
from museum.telling import Told, Twists

OTHER_PAPER = commitment("một văn bản khác")


def correcting(*papers: str, at: str = AT(3), of: Callable[[Told], int] | None = None, **says: Any) -> Twists:
    """One correction more, at the end of all deeds."""
    given = {} if of is None else {"of": of}
    return doing(Correct(at, papers, says=says, **given))


def first_opening(told: Told) -> int:
    """Where the village's vote before this one was opened."""
    return next(n for n, raw in enumerate(told.commune) if b'"type":"vote-opened"' in raw)


def of_the_result(told: Told) -> bytes:
    """After the count, the numbers are said to be wrong."""
    said = {"corrects": len(told.commune) - 1, "about": "words", "papers": [], "reason": "Đếm nhầm, 2 hộ đồng ý."}
    return told.line("correction", AT(HOURS), **said, by="head")


OPEN: dict[str, Twists] = {
    "correction-of-itself": correcting(of=lambda told: len(told.commune)),
    "correction-of-what-comes-later": doing(
        Correct(AT(3), of=lambda told: len(told.commune) + 1), Correct(AT(4), (PAPER, RIGHT_PAPER))
    ),
    "correction-of-a-correction": doing(Correct(AT(3)), Correct(AT(4), of=lambda told: len(told.commune) - 1)),
    "correction-of-the-roll": correcting(of=lambda told: 1),
    "correction-without-a-reason": correcting(PAPER, RIGHT_PAPER, reason=""),
    "correction-with-hidden-letters": correcting(PAPER, RIGHT_PAPER, reason="tải nhầm\u202etệp"),
    "correction-of-a-paper-that-was-not-shown": correcting(OTHER_PAPER, RIGHT_PAPER),
    "correction-of-a-paper-by-itself": correcting(PAPER, PAPER),
    "correction-of-a-paper-by-nothing": correcting(PAPER),
    "correction-of-words-with-papers": correcting(PAPER, RIGHT_PAPER, about="words"),
    "corrected-paper-comes-back": doing(Correct(AT(3), (PAPER, RIGHT_PAPER)), Correct(AT(4), (RIGHT_PAPER, PAPER))),
    "paper-corrected-twice": doing(Correct(AT(3), (PAPER, RIGHT_PAPER)), Correct(AT(4), (PAPER, OTHER_PAPER))),
}
EXTENDED: dict[str, Twists] = {
    "paper-of-an-extension": correcting(PAPER, RIGHT_PAPER, at=AT(HOURS + 2), of=lambda told: len(told.vote.before) + 1)
}
SECOND_VOTE: dict[str, Twists] = {"correction-of-the-vote-before": correcting(at=several().after(3), of=first_opening)}
BESIDE: dict[str, Twists] = {"correction-by-another-village": correcting(at=AT(HOURS), village=NEIGHBOURS)}
COUNTED: dict[str, Twists] = {"correction-of-the-result": later(of_the_result)}
