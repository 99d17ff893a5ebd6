"""Whether a vote's credential list is complete, told in numbers; the table behind it stays on the server."""

from flask import render_template

from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.wiring import services


@blueprint.get("/giam-sat/danh-sach-the/<vote>")
@requires("record.inspect")
def list_check(vote: str) -> str:
    """The credential list of one vote beside the cards of the village."""
    check = services().list_checks.of(require_actor(), vote)
    return render_template("board/list_check.html", vote=services().votes.get(vote), check=check)
