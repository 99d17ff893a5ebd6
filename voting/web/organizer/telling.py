"""What a village tells its households about a vote: words for the loudspeaker, for Zalo, for a text message."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.votes.summaries import Stage
from voting.web.door.access import requires
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.wiring import services


@blueprint.get("/quan-ly/viec/<matter>/bao-tin")
@requires("village.see")
def tell(matter: str) -> str | Response:
    """The texts, once the vote is announced and until it is closed; at any other time the matter."""
    found = services().matters.get(matter)
    vote = services().votes.get(found.vote) if found.vote else None
    if vote is None or vote.state not in {Stage.OPEN, Stage.UPCOMING}:
        return redirect(url_for("organizer.matter", matter=matter))
    return render_template(
        "organizer/tell.html",
        matter=found,
        vote=vote,
        village=services().communes.village(found.village),
        address=public_url(url_for("noticeboard.vote", vote=vote.uuid)),
        helper=found.notes.get("helper", ""),
        phone=found.notes.get("phone", ""),
    )
