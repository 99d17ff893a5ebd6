"""What a household's card is for (shapes in `openapi.json`)."""

from typing import Any

from flask import Response

from voting.services.errors import NotFound
from voting.services.votes.card_lookup import CardInfo
from voting.services.votes.casting import LastBallot
from voting.services.votes.summaries import VoteSummary
from voting.web.api.answers import as_json
from voting.web.api.blueprint import blueprint
from voting.web.api.subjects import describe_asked
from voting.web.api.votes import describe
from voting.web.bodies import Malformed, body_up_to, read_json
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.speech.labels import full_name
from voting.web.speech.outcomes import outcome_sentence
from voting.web.speech.times import machine_time
from voting.web.wiring import now_utc, services

LOOKUP_MAX_BYTES = 1024
NO_BALLOT = LastBallot(0, None)
SHOWN = (
    "uuid",
    "state",
    "title",
    "commune",
    "households",
    "turnout",
    "opens_at_utc",
    "closes_at_utc",
    "rule",
    "documents",
)
"""What a card's page shows of each vote; a village has many, and a phone loads all of them before it can vote."""


@blueprint.post("/cards/lookup")
@public
def look_up_card() -> Response:
    """The votes of a household, by its card's public key; the key travels in the body so that no log keeps it."""
    knock("cards")
    village, key = _lookup(body_up_to(LOOKUP_MAX_BYTES))
    info = services().card_lookup.find(village, key)
    if not info.valid:
        raise NotFound(code="revoked-card")
    place = {"code": info.village.code, "name": full_name(info.village.name, info.village.unit_kind)}
    subjects = [describe_asked(one) for one in info.subjects]
    votes = [_on_card(info, one) for one in info.votes]
    body = {"household": info.household_code, "village": place, "now_utc": machine_time(now_utc()), "votes": votes}
    return as_json(body | {"subjects": subjects, "ring": _ring(info.village.code)}, "no-store")


def _on_card(info: CardInfo, vote: VoteSummary) -> dict[str, Any]:
    """What everyone is told of a vote, what is the household's own in it, and a decided one's sentence."""
    whole, last = describe(vote), info.last.get(vote.uuid, NO_BALLOT)
    said = {name: whole[name] for name in SHOWN} | {"links": {"page": whole["links"]["page"]}}
    said |= {"sequence": last.sequence, "tracker": last.tracker}
    if vote.uuid in info.turns:
        said["turn"] = info.turns[vote.uuid].value
    return said if vote.outcome is None else said | {"outcome": outcome_sentence(vote)}


def _ring(village: str) -> dict[str, str] | None:
    found = services().communes.whom_to_ring(village)
    return {"name": found.name, "phone": found.phone, "dial": found.dial} if found else None


def _lookup(body: bytes) -> tuple[str, str]:
    asked = read_json(body)
    try:
        village, key = asked["village"], asked["key"]
    except (TypeError, KeyError) as error:
        raise Malformed from error
    if not isinstance(village, str) or not isinstance(key, str):
        raise Malformed
    return village, key
