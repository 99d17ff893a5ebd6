"""Counting day: totals are opened in the members' browsers, partial decryptions come here."""

from flask import Response, jsonify, render_template, request
from werkzeug.wrappers import Response as PlainResponse

from voting.web.bodies import body_up_to
from voting.web.committee.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.wiring import services

PARTIAL_MAX_BYTES = 256 * 1024


@blueprint.get("/mo-phieu/<vote>")
@requires("count.decrypt")
def count(vote: str) -> str | PlainResponse:
    """Counting day for one member, or for another whose account does not open: type the seed, one button."""
    task = services().counting.task(require_actor(), vote)
    return render_template(
        "committee/count.html", vote=services().votes.get(vote), task=task, helping="giup" in request.args
    )


@blueprint.get("/mo-phieu/<vote>/tong")
@requires("count.decrypt")
def tally(vote: str) -> Response:
    """The encrypted total, exact bytes; the member's page works it out from the ballots again and compares."""
    return Response(services().counting.task(require_actor(), vote).encrypted_tally, mimetype="application/json")


@blueprint.post("/mo-phieu/<vote>/phan")
@requires("count.decrypt")
def publish_part(vote: str) -> Response:
    """Takes the member's partial decryption, exact JSON; the last one makes the result appear."""
    task = services().counting.publish(require_actor(), vote, body_up_to(PARTIAL_MAX_BYTES))
    return jsonify(done=list(task.done), decided=task.decided)
