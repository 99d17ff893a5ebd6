"""A member's key: made in the member's browser, its public half comes here."""

from flask import Response, abort, jsonify, render_template

from voting.services.votes.ceremony import MOST_BYTES, Round
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
    seat = next((member for member in seats if member.account_id == actor.account_id), None)
    shared = bool(committee and seat and committee.shared)
    return render_template(
        "committee/key.html",
        village=village_called(village),
        committee=committee,
        seat=seat,
        done=bool(committee and seat and seat.number in committee.done),
        begun=shared and seat and seat.number in services().ceremony.begun(actor, village),
        votes=[one for one in services().votes.under_way(village) if one.state is Stage.COUNTING],
    )


@blueprint.post("/kiem-phieu/<village>/khoa")
@requires("committee.key")
def publish_key(village: str) -> Response:
    """Takes the member's public key, exact JSON."""
    text = body_up_to(KEY_MAX_BYTES).decode("utf-8", "replace")
    committee = services().committees.publish_key(require_actor(), village, text)
    return jsonify(complete=committee.complete)


@blueprint.post("/kiem-phieu/<village>/phong")
@requires("committee.key")
def lobby(village: str) -> Response:
    """How far the key is that the committee makes together, for a member's page; and that this page is open."""
    body_up_to(KEY_MAX_BYTES)
    return jsonify(services().ceremony.lobby(require_actor(), village))


@blueprint.post("/kiem-phieu/<village>/phong/<part>")
@requires("committee.key")
def hand_in(village: str, part: str) -> Response:
    """Takes a member's part of a round, exact JSON; what the key is now."""
    if part not in set(Round) - {Round.DONE}:
        abort(404)
    body = body_up_to(MOST_BYTES)
    return jsonify(services().ceremony.hand_in(require_actor(), village, Round(part), body))
