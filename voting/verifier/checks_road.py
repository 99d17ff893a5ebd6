"""The road that led to the vote, as the commune's book tells it (LAW.md 5): each step, and what is still open."""

from collections.abc import Iterator

from voting.law import wording
from voting.law.matters import SHOWING_NAMES, Showing
from voting.law.road import OFFICES, STEPS, Mark, Office
from voting.law.sentence import Sentence, joined
from voting.record.entries.decision import (
    MatterHeld,
    MatterMinuted,
    MatterPublished,
    MatterResolved,
    MatterSent,
    MatterTurned,
)
from voting.record.entries.matter import OfMatter
from voting.record.facts import Phase, Vote
from voting.verifier.case import Case, need
from voting.verifier.findings import Finding, Needs, held

Taken = tuple[int, OfMatter]
"""A step by the index of its entry."""

STEP = Sentence("{name} ({office}; dòng {index}, ngày {day})", "{name} ({office}; entry {index}, {day})")
HELD = Sentence("{name}: {showing}", "{name}: {showing}")
"""A meeting or slips, and how people voted."""
AFTER: tuple[tuple[Mark, type[OfMatter], str], ...] = (
    (Mark.MINUTED, MatterMinuted, ""),
    (Mark.PASSED, MatterResolved, ""),
    (Mark.PUBLISHED, MatterPublished, ""),
    (Mark.SENT_COMMUNE, MatterSent, Office.COMMUNE),
    (Mark.SENT_FRONT, MatterSent, Office.COMMUNE_FRONT),
)
"""What follows a vote that has its result: the mark that names it, its entry, and to whom it goes."""


def road(case: Case) -> Finding:
    """9. Every step before the vote stands in the book: the replay has judged each; which come after is told beside."""
    state, vote = need(case.commune, "replay"), case.vote
    if vote is not None and vote.practice:
        return held("road.practice")
    if vote is not None and vote.opinion:
        return held("road.opinion")
    matter = state.matter_of(case.evidence.vote)
    if vote is None or matter is None:
        raise Needs("replay")
    before, after, elsewhere = _parted(list(steps_of(case, matter)), vote)
    told = _told(after + elsewhere)
    values = {"matter": matter, "steps": len(before), "walked": _told(before)}
    if vote.phase is Phase.CANCELLED:
        return held("road.cancelled", **values)
    if vote.phase is not Phase.DECIDED:
        return held("road.under-way", **values)
    missing = [STEPS[mark].act for mark, kind, to in AFTER if not _is_done(after, kind, to)]
    if not missing:
        return held("road.whole", **values, after=told)
    if not after:
        return held("road.nothing-after", **values, missing=joined("; ", missing))
    return held("road.unfinished", **values, after=told, missing=joined("; ", missing))


def steps_of(case: Case, matter: str) -> Iterator[Taken]:
    """The steps of a matter that the rules have accepted, in order."""
    for index, entry in enumerate(case.commune.entries if case.commune else ()):
        if isinstance(entry, OfMatter) and entry.matter == matter:
            yield index, entry


def _parted(steps: list[Taken], vote: Vote) -> tuple[list[Taken], list[Taken], list[Taken]]:
    """Before the vote's opening, after it, and elsewhere: a matter that is turned to a meeting or slips begins anew
    there, and what is made public or sent then is no longer what the vote decided."""
    before = [one for one in steps if one[0] < vote.opening.index]
    after = steps[len(before) :]
    turned = next((place for place, (_, entry) in enumerate(after) if isinstance(entry, MatterTurned)), len(after))
    return before, after[: turned + 1], after[turned + 1 :]


def _is_done(steps: list[Taken], kind: type[OfMatter], to: str) -> bool:
    return any(isinstance(entry, kind) and to in {"", getattr(entry, "to", "")} for _, entry in steps)


def _told(steps: list[Taken]) -> Sentence:
    return joined("; ", [_one(index, entry) for index, entry in steps])


def _one(index: int, entry: OfMatter) -> Sentence:
    office = OFFICES[Office(getattr(entry, "to", entry.by))]
    named = Sentence(*entry.named)
    if isinstance(entry, MatterHeld):
        named = HELD.filled({"name": named, "showing": SHOWING_NAMES[Showing(entry.showing)]})
    return STEP.filled({"name": named, "office": office, "index": index, "day": wording.day(entry.at)})
