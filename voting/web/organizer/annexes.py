"""Private lists of a matter, for head and team: what there is, who has opened it, and the list itself."""

from flask import Response, render_template

from voting.services.matters.steps import HTML, WORD
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.downloads import name_file
from voting.web.organizer.blueprint import blueprint
from voting.web.wiring import services

_AS = {"xem": HTML, "word": WORD}


@blueprint.get("/quan-ly/viec/<matter>/phu-luc")
@requires("annex.open")
def annexes(matter: str) -> str:
    """The lists that there are: their hash in the book, until when they are kept, who opened them and when."""
    actor = require_actor()
    found = services().matters.in_hand(actor, matter)
    return render_template(
        "organizer/annexes.html", matter=found, annexes=services().annexes.of_matter(actor, matter)
    )  # fmt: skip


@blueprint.get("/quan-ly/viec/<matter>/phu-luc/<kind>/<any(xem,word):way>")
@requires("annex.open")
def annex(matter: str, kind: str, way: str) -> Response:
    """The list, as a page or as a Word file; that it was opened is noted first."""
    found = services().annexes.open(require_actor(), matter, kind, _AS[way])
    answer = Response(found.content, content_type=found.media_type)
    if found.media_type == HTML:
        answer.content_type = "text/html; charset=utf-8"
    name_file(answer, found.name, "inline")
    return answer
