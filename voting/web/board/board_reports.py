"""The reports of the two boards in a village, to be printed or for Word."""

from flask import Response

from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.reports import paper_answer
from voting.web.wiring import services


@blueprint.get("/giam-sat/<village>/giam-sat/bao-cao/<kind>/<period>/tai/<part>")
@requires("supervision.see")
def board_report(village: str, kind: str, period: str, part: str) -> Response:
    """What a board (`kind`) did in a village, for the commune's Front."""
    return paper_answer(services().board_reports.file(require_actor(), village, (kind, period), part), part)
