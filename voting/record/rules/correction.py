"""The rule of corrections: of something that people said of this vote, and of a paper that holds so far."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.record.changes import CommuneChange
from voting.record.entries.correction import Corrected, Correction
from voting.record.entries.entry import Entry
from voting.record.entries.vote import VoteCancelled, VoteExtended, VoteOpened
from voting.record.errors import WrongCorrection
from voting.record.facts import Phase, Vote
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_text, vote_in

CORRECTABLE = (VoteOpened, VoteExtended, VoteCancelled)
"""What somebody has said of a vote. What the program counted is recomputed by everyone, and nobody may say otherwise;
a roll, cards, a committee are followed by new ones."""


def correction(book: CommuneBook, entry: Correction, _: Context) -> CommuneChange:
    """Of an earlier entry about the same vote, in which somebody said something; with the reason that people read."""
    vote = vote_in(book, entry, *Phase)
    if entry.corrects >= book.size:
        raise WrongCorrection(f"entry {entry.corrects} does not stand before entry {book.size}")
    found = book.entry(entry.corrects)
    if not isinstance(found, CORRECTABLE) or (found.vote, found.village) != (entry.vote, entry.village):
        raise WrongCorrection(f"entry {entry.corrects} is nothing that was said of vote {entry.vote}")
    require_text(entry.reason, "reason", line_breaks=True)
    if entry.about == Corrected.WORDS:
        if entry.papers:
            raise WrongCorrection("a correction of words names no papers")
        return CommuneChange()
    if entry.about != Corrected.PAPER or not isinstance(found, VoteOpened) or len(entry.papers) != 2:  # noqa: PLR2004
        raise WrongCorrection("a paper's correction is of the opening, and names the wrong paper and the right one")
    wrong, right = entry.papers
    _require_papers(vote, found, wrong, right)
    return CommuneChange(votes={entry.vote: replace(vote, corrected=(*vote.corrected, (wrong, right)))})


def _require_papers(vote: Vote, opened: VoteOpened, wrong: str, right: str) -> None:
    """The wrong one holds so far; the right one was never shown with this vote."""
    shown = {*opened.documents, *(new for _, new in vote.corrected)}
    if wrong not in shown - {old for old, _ in vote.corrected}:
        raise WrongCorrection(f"no paper {wrong} holds for this vote")
    if right in shown:
        raise WrongCorrection(f"paper {right} was shown with this vote before")


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {Correction: correction}
