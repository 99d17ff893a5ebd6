"""The road of a matter as a line of at most eight parts, where it stands in a shape and a few words, and its papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask_babel.speaklater import LazyString

from voting.services.matters.reading import PaperInfo, StepTaken
from voting.services.matters.terms import OFFICES, PAPER_NAMES, STEPS, Mark, Office, Sentence, stretches
from voting.services.votes.summaries import Stage
from voting.web.speech.labels import STATES, Label
from voting.web.speech.languages import spoken
from voting.web.speech.words import _, _l


@dataclass(frozen=True)
class ShownStep:
    """A step that was taken, in words: what, to which body if it was handed to one, by which office, why."""

    index: int
    at_utc: datetime
    words: str
    office: str
    reason: str


def steps_of(steps: Sequence[StepTaken]) -> list[ShownStep]:
    """What was done for a matter, in order."""
    return [step_of(one) for one in steps]


def step_of(one: StepTaken) -> ShownStep:
    """One step in words."""
    words, office = spoken(one.named), spoken(one.called)
    if one.showing:
        words = _("%(name)s: %(showing)s", name=words, showing=spoken(one.showing))
    if one.to:
        words = _("%(name)s, gửi %(to)s", name=words, to=spoken(OFFICES[Office(one.to)]))
    return ShownStep(one.index, one.at_utc, words, office, one.reason)


_LOOKS = {
    Mark.REPORTED: ("done", ""),
    Mark.CARRIED_OUT: ("now", ""),
    Mark.NOT_RECOGNISED: ("cross", "still"),
    Mark.PASSED: ("done", ""),
    Mark.NOT_PASSED: ("not", "still"),
    Mark.VOTE: ("now", ""),
    Mark.ANNOUNCED: ("clock", "still"),
    Mark.CONVENED: ("clock", "still"),
    Mark.TURNED: ("now", "still"),
    Mark.ELSEWHERE: ("now", "still"),
    Mark.ONLINE: ("now", "still"),
    Mark.PROPOSED: ("now", "still"),
    Mark.RAISED: ("now", "still"),
}
"""The marks a matter is known by, the furthest first, each with its drawing and style."""


class Travels(Protocol):
    """A matter, told in full or by a desk."""

    @property
    def marks(self) -> Sequence[Mark]:
        """What has been done."""

    @property
    def ended(self) -> Sentence | None:
        """How it was ended before it was carried out."""


def road_of(matter: Travels) -> list[tuple[str, str]]:
    """(state, words) of each part; the first that is not behind is now."""
    parts, going = [], matter.ended is None
    for one in stretches(matter.marks):
        done = one.is_done(matter.marks)
        parts.append(("done" if done else "now" if going else "later", spoken(one.said)))
        going = going and done
    return parts


_DECIDED = {Mark.VOTE, Mark.PASSED, Mark.NOT_PASSED, Mark.NOT_RECOGNISED, Mark.CARRIED_OUT, Mark.REPORTED}


def is_coming(matter: Travels) -> bool:
    """Whether the village is still to be asked, or to meet, about it."""
    return matter.ended is None and not _DECIDED & {*matter.marks}


@dataclass(frozen=True)
class Part:
    """The part of the road that a matter has come to: the third of eight, and its words."""

    number: int
    all: int
    words: str


def part_now(matter: Travels) -> Part | None:
    """Where on its road a matter is; none once that is over."""
    road = road_of(matter)
    return next((Part(n, len(road), words) for n, (state, words) in enumerate(road, 1) if state == "now"), None)


def label_of(matter: Travels, stage: Stage | None = None) -> Label:
    """Where a matter stands; while it is voted on, that is where its vote stands."""
    if matter.ended is not None:
        return Label(LazyString(spoken, matter.ended), "cross", "still")
    mark = next(one for one in _LOOKS if one in matter.marks)
    if mark is Mark.VOTE and stage is not None:
        return STATES[stage]
    words = _l("Đang chuẩn bị biểu quyết") if mark is Mark.ONLINE else LazyString(spoken, STEPS[mark].done)
    return Label(words, *_LOOKS[mark])


_TO = {
    Mark.INFORMED_COMMUNE: Office.COMMUNE, Mark.SENT_COMMUNE: Office.COMMUNE,
    Mark.INFORMED_FRONT: Office.COMMUNE_FRONT, Mark.SENT_FRONT: Office.COMMUNE_FRONT,
}  # fmt: skip
_WORD = "vnd.openxmlformats"


@dataclass(frozen=True)
class ShownPaper:
    """One paper as people think of it: its name, the number of the page to read, that of the Word file if any."""

    name: str
    page: int
    word: int = 0
    private: bool = False


def papers_of(papers: Sequence[PaperInfo]) -> list[ShownPaper]:
    """Each paper once, the latest first; what was handed in has the name of its file."""
    shown: list[ShownPaper] = []
    for one in papers:
        if _WORD in one.media_type and shown:
            last = shown[-1]
            shown[-1] = ShownPaper(last.name, last.page, one.position, last.private)
            continue
        shown.append(ShownPaper(_name_of(one), one.position, private=one.private))
    return shown[::-1]


def _name_of(paper: PaperInfo) -> str:
    name = spoken(PAPER_NAMES[paper.kind]) if paper.kind in PAPER_NAMES else paper.name
    to = _TO.get(Mark(paper.step)) if paper.step in set(Mark) else None
    if to is None:
        return name
    body = spoken(OFFICES[to])
    return _("%(name)s, gửi %(to)s", name=name, to=body) if paper.kind in PAPER_NAMES else f"{name} ({body})"
