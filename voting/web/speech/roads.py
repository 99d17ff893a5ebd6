"""The road of a matter as a line of at most eight parts, and where it stands in a shape and a few words."""

from flask_babel.speaklater import LazyString

from voting.services.matters.reading import MatterSummary
from voting.services.matters.terms import STEPS, Mark, stretches
from voting.web.speech.labels import Label
from voting.web.speech.languages import spoken

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
}
"""The marks a matter is known by, the furthest first, each with its drawing and style."""


def road_of(matter: MatterSummary) -> list[tuple[str, str]]:
    """(state, words) of each part; the first that is not behind is now."""
    parts, going = [], matter.ended is None
    for one in stretches(matter.marks):
        done = one.is_done(matter.marks)
        parts.append(("done" if done else "now" if going else "later", spoken(one.said)))
        going = going and done
    return parts


def label_of(matter: MatterSummary) -> Label:
    """Where a matter stands."""
    if matter.ended is not None:
        return Label(LazyString(spoken, matter.ended), "cross", "still")
    mark = next(one for one in _LOOKS if matter.has(one))
    return Label(LazyString(spoken, STEPS[mark].done), *_LOOKS[mark])
