"""The village's desk: what waits there, how far its matters have come; and the poster for the notice board."""

from flask import render_template, url_for

from voting.services.votes.summaries import Stage
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errands import shown
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import page_asked, public_url
from voting.web.speech.drawings import qr_path
from voting.web.wiring import services

BEFORE_CLOSING = {Stage.OPEN, Stage.UPCOMING}
LATEST = 5
"""How many votes that are over stand on the village's desk itself; the others on pages of their own."""


@blueprint.get("/quan-ly/<village>")
@requires("village.see")
def home(village: str) -> str:
    """What waits for this official in the village, its matters on their roads, and the votes so far."""
    actor, found = require_actor(), village_called(village)
    if found.successors:
        nows = [services().communes.village(code) for code in found.successors]
        return render_template("organizer/over.html", village=found, successors=nows)
    day, votes = services().agenda.of(actor, village), services().votes.page(village)
    present = {one.vote for one in day.matters}
    earlier = [one for one in votes if one.uuid not in present]
    return render_template(
        "organizer/home.html",
        village=found,
        day=shown(day, {village: found}),
        roll=services().rolls.current(village),
        cards=services().cards.status(actor, village),
        committee=services().committees.current(village),
        takes_ballots=any(one.state in BEFORE_CLOSING for one in services().votes.under_way(village)),
        earlier=earlier[:LATEST],
        more=votes.more or len(earlier) > LATEST,
    )


@blueprint.get("/quan-ly/<village>/bieu-quyet")
@requires("village.see")
def votes(village: str) -> str:
    """All votes of the village, newest first, a page of them (`?trang=`)."""
    found = services().votes.page(village, page_asked())
    return render_template("organizer/votes.html", village=village_called(village), page=found)


@blueprint.get("/quan-ly/<village>/ap-phich")
@requires("village.see")
def poster(village: str) -> str:
    """A sheet for the notice board with a QR of the village's page (no secret), and words for Zalo and loudspeaker."""
    address = public_url(url_for("noticeboard.village", village=village))
    return render_template(
        "organizer/poster.html",
        village=village_called(village),
        address=address,
        qr=qr_path(address),
        book_code=services().logs.of_commune(village_called(village).commune).code(),
        votes=[one for one in services().votes.under_way(village) if one.state in BEFORE_CLOSING],
    )
