"""A village's page."""

from flask import render_template

from voting.services.votes.summaries import Stage
from voting.services.wording import Sentence
from voting.web.door.access import public, village_called
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.labels import STATES
from voting.web.speech.roads import label_of, part_now
from voting.web.speech.words import _l
from voting.web.wiring import services

GROUPS = (
    (STATES[Stage.COUNTING].text, Stage.COUNTING),
    (STATES[Stage.UPCOMING].text, Stage.UPCOMING),
    (_l("Kết quả gần đây"), Stage.DECIDED),
    (STATES[Stage.CANCELLED].text, Stage.CANCELLED),
)
"""Below the votes that are open: a heading for those of each state."""


@blueprint.get("/thon/<village>")
@public
def village(village: str) -> str:
    """A village's votes: open, being counted, to come, decided, cancelled; and every matter with where it stands."""
    found = village_called(village)
    votes = services().votes.list(village)
    stages = {one.uuid: one.state for one in votes}
    return render_template(
        "noticeboard/village.html",
        village=found,
        commune=services().communes.commune(found.commune),
        votes=votes,
        matters=[(one, label_of(one, stages.get(one.vote)), part_now(one)) for one in services().matters.list(village)],
        asked=[one for one in services().statements.in_village(village) if one.open],
        record=services().logs.of_commune(found.commune).head(),
        groups=GROUPS,
        reasons={one.uuid: _why(one.uuid) for one in votes if one.state is Stage.CANCELLED},
    )


def _why(uuid: str) -> Sentence:
    """When a vote was cancelled, and why, as its history says."""
    return next(event.said for event in services().votes.history(uuid).events if event.type == "vote-cancelled")
