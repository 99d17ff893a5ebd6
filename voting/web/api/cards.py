"""What a household's card is for (shapes in `openapi.json`)."""

from typing import Any

from flask import Response

from voting.services.errors import NotFound
from voting.services.households.subjects import SubjectKind
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
from voting.web.page_tools import within
from voting.web.speech.labels import full_name
from voting.web.speech.outcomes import outcome_sentence, vouched_sentence
from voting.web.speech.times import machine_time
from voting.web.speech.words import _
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
    place = {"code": info.village.code, "name": _name_of(info)}
    waiting = sorted(info.subjects, key=lambda one: one.sequence > 0)  # what is not answered yet comes first
    subjects = [describe_asked(one) for one in waiting if one.info.kind is not SubjectKind.VOTE_WORDS]
    words = [describe_asked(one) for one in info.subjects if one.info.kind is SubjectKind.VOTE_WORDS]
    votes = [_on_card(info, one) for one in info.votes]
    body = {"household": info.household_code, "village": place, "now_utc": machine_time(now_utc()), "votes": votes}
    if info.practice:  # the booth says it on every panel
        body["kind"] = _("Thẻ tập dượt")
    return as_json(body | {"subjects": subjects, "words": words, "ring": _ring(info.village.code)}, "no-store")


def _name_of(info: CardInfo) -> str:
    """What people call it; of one that became part of others, with where its households belong now."""
    village = info.village
    name = full_name(village.name, village.unit_kind)
    if not village.successors:
        return name
    found = map(services().communes.village, village.successors)
    now = ", ".join(within(full_name(one.name, one.unit_kind)) for one in found)
    return _("%(name)s (nay thuộc %(now)s)", name=name, now=now)


def _on_card(info: CardInfo, vote: VoteSummary) -> dict[str, Any]:
    """What everyone is told of a vote, what is the household's own in it, and a decided one's sentence."""
    whole, last = describe(vote), info.last.get(vote.uuid, NO_BALLOT)
    said = {name: whole[name] for name in SHOWN} | {"links": {"page": whole["links"]["page"]}}
    said |= {"sequence": last.sequence, "tracker": last.tracker}
    if vote.practice:
        said["kind"] = _("Tập dượt, không có giá trị")
    if vote.opinion:
        said["kind"] = _("Ý kiến kín")
    if vote.uuid in info.turns:
        said["turn"] = info.turns[vote.uuid].value
    return said if vote.outcome is None else said | {"outcome": f"{outcome_sentence(vote)} {vouched_sentence(vote)}"}


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
