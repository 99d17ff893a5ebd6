"""The reports of the two boards in the whole commune, to be printed or for Word."""

from flask import Response

from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.reports import paper_answer
from voting.web.wiring import services


@blueprint.get("/can-bo/giam-sat/bao-cao/<kind>/<period>/tai/<part>")
@signed_in
def board_report(kind: str, period: str, part: str) -> Response:
    """What a board (`kind`) did in the commune: `Forbidden` to whoever follows only some villages."""
    return paper_answer(services().board_reports.file(require_actor(), "", (kind, period), part), part)
