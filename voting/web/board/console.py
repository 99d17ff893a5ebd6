"""Where a board looks at the books and signs them, with nothing but a browser; and makes the paper it signs with."""

import json

from flask import Response, jsonify, render_template

from voting.services.errors import Invalid
from voting.web.board.blueprint import blueprint
from voting.web.bodies import body_up_to
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.speech.watching import ANSWERS, answer_of, enough, is_alarming
from voting.web.wiring import now_utc, services

KEY_MAX_BYTES = 2048


@blueprint.get("/giam-sat/<village>/ky")
@requires("record.sign")
def console(village: str) -> str:
    """One button: everything is looked at in the browser, and signed; beside it, how the books stand and who signed."""
    found = village_called(village)
    watch = services().watchers.of(found.commune)
    return render_template(
        "board/console.html",
        village=found,
        health=services().boards.health(found.commune),
        watch=watch,
        alarms=services().watchers.alarms(found.commune),
        answers=ANSWERS,
        answer_of=answer_of,
        enough=enough,
        is_alarming=is_alarming,
    )


@blueprint.get("/giam-sat/<village>/the-giam-sat")
@requires("record.sign")
def key(village: str) -> str:
    """The board's own page: make the key paper, and hand its public half to whoever manages the commune."""
    found = village_called(village)
    office = services().boards.office(require_actor(), village)
    offers = [one for one in services().boards.offers(found.commune) if one.office == office]
    return render_template("board/key.html", village=found, office=office, offers=offers, today=now_utc())


@blueprint.post("/giam-sat/<village>/the-giam-sat")
@requires("record.sign")
def offer_key(village: str) -> Response:
    """Takes the public half of a key paper, exact JSON; it watches once it is written into the policy."""
    body = body_up_to(KEY_MAX_BYTES)
    try:
        value = json.loads(body)
    except ValueError as error:
        raise Invalid({"vkey": "vkey-form"}, str(error)) from error
    vkey = value.get("vkey") if isinstance(value, dict) else None
    services().boards.offer(require_actor(), village, vkey if isinstance(vkey, str) else "")
    return jsonify(offered=True)
