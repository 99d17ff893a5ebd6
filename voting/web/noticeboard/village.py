"""A village's page."""

from flask import render_template

from voting.services.votes.summaries import Stage
from voting.web.door.access import public, village_called
from voting.web.noticeboard.blueprint import blueprint
from voting.web.speech.labels import STATES
from voting.web.speech.words import _l
from voting.web.wiring import services

GROUPS = (
    (STATES[Stage.OPEN].text, (Stage.OPEN,)),
    (STATES[Stage.UPCOMING].text, (Stage.UPCOMING,)),
    (STATES[Stage.COUNTING].text, (Stage.COUNTING,)),
    (_l("Kết quả"), (Stage.DECIDED,)),
    (STATES[Stage.CANCELLED].text, (Stage.CANCELLED,)),
)


@blueprint.get("/thon/<village>")
@public
def village(village: str) -> str:
    """A village's votes: open, to come, being counted, decided."""
    found = village_called(village)
    return render_template(
        "noticeboard/village.html",
        village=found,
        commune=services().communes.commune(found.commune),
        votes=services().votes.list(village),
        record=services().logs.of_commune(found.commune).head(),
        groups=GROUPS,
    )
