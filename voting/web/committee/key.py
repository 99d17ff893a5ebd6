"""A member's key: made in the member's browser, its public half comes here."""

from flask import Response, jsonify, render_template

from voting.services.votes.summaries import Stage
from voting.web.bodies import body_up_to
from voting.web.committee.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.wiring import services

KEY_MAX_BYTES = 4096


@blueprint.get("/kiem-phieu/<village>")
@requires("committee.key")
def key(village: str) -> str:
    """The member's own page: make the key card, or see that it is done; and the votes waiting to be counted."""
    actor = require_actor()
    committee = services().committees.current(village)
    seats = committee.members if committee else ()
    return render_template(
        "committee/key.html",
        village=village_called(village),
        committee=committee,
        seat=next((member for member in seats if member.account_id == actor.account_id), None),
        votes=[one for one in services().votes.list(village) if one.state is Stage.COUNTING],
    )


@blueprint.post("/kiem-phieu/<village>/khoa")
@requires("committee.key")
def publish_key(village: str) -> Response:
    """Takes the member's public key, exact JSON."""
    text = body_up_to(KEY_MAX_BYTES).decode("utf-8", "replace")
    committee = services().committees.publish_key(require_actor(), village, text)
    return jsonify(complete=committee.complete)
