"""Votes, ballots, receipts and cards (the shapes are described in `openapi.json`)."""

from dataclasses import asdict
from typing import Any

from flask import Response, url_for

from voting.services.errors import NotFound
from voting.services.votes.card_lookup import CardInfo
from voting.services.votes.casting import LastBallot
from voting.services.votes.summaries import VoteSummary
from voting.web.api.answers import ASK_AGAIN, BINARY, JSON, NEVER_CHANGES, as_json, exact, from_file
from voting.web.api.blueprint import blueprint
from voting.web.bodies import Malformed, body_up_to, read_json
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.speech.labels import full_name
from voting.web.speech.outcomes import Row, outcome_of, outcome_sentence
from voting.web.speech.times import machine_time
from voting.web.speech.words import _
from voting.web.wiring import now_utc, services

BALLOT_MAX_BYTES = 64 * 1024
LOOKUP_MAX_BYTES = 1024
NO_BALLOT = LastBallot(0, None)
STATES = {"counting": "closed", "decided": "final"}


def describe(found: VoteSummary) -> dict[str, Any]:
    """A vote as the interface shows it."""
    result = url_for("api.result", uuid=found.uuid) if found.outcome is not None else None
    return {
        "uuid": found.uuid,
        "state": STATES.get(found.state, found.state),
        "title": found.title,
        "village": {"code": found.village, "name": full_name(found.village_name, found.unit_kind)},
        "commune": found.commune,
        "households": found.households,
        "turnout": found.voted,
        "ballots": found.ballots,
        "opens_at_utc": machine_time(found.opens_at_utc),
        "closes_at_utc": machine_time(found.closes_at_utc),
        "needed": found.needed,
        "majority": found.majority,
        "citation": found.citation,
        "rule": _("Cần ít nhất %(needed)s/%(all)s hộ tán thành.", needed=found.needed, all=found.households),
        "confirmed_by_witnesses": found.final,
        "documents": [
            {
                "name": paper.name,
                "media_type": paper.media_type,
                "sha256": paper.sha256.hex(),
                "link": url_for("api.document", uuid=found.uuid, digest=paper.sha256.hex()),
            }
            for paper in found.documents
        ],
        "links": {
            "page": url_for("noticeboard.vote", uuid=found.uuid),
            "election": url_for("api.election", uuid=found.uuid),
            "archive": url_for("api.archive", uuid=found.uuid, name=found.uuid),
            "bundle": url_for("api.bundle", uuid=found.uuid),
            "result": result,
        },
    }


@blueprint.get("/votes/<uuid>")
@public
def vote(uuid: str) -> Response:
    """State, title, village, number of households, turnout, times, links."""
    return as_json(describe(services().votes.get(uuid)))


@blueprint.get("/votes/<uuid>/result")
@public
def result(uuid: str) -> Response:
    """The counts and what the rule of decision makes of them; 404 before the count is done."""
    found = services().votes.get(uuid)
    if found.outcome is None:
        raise NotFound(code="no-result")
    questions = [{"text": one.text, "rows": [_row(row) for row in one.rows]} for one in outcome_of(found)]
    return as_json({
        "uuid": uuid, "households": found.households, "turnout": found.voted, "needed": found.needed,
        "confirmed_by_witnesses": found.final, "sentence": outcome_sentence(found), "questions": questions,
    })  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {"text": row.text, "count": row.count, "passed": row.passed if row.proposal else None}


@blueprint.get("/votes/<uuid>/election.json")
@public
def election(uuid: str) -> Response:
    """The election's exact bytes."""
    return exact(services().publication.election(uuid), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<uuid>/trustees.json")
@public
def trustees(uuid: str) -> Response:
    """The trustees' exact bytes."""
    return exact(services().publication.trustees(uuid), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<uuid>/public_creds.json")
@public
def credentials(uuid: str) -> Response:
    """The sorted list of credentials, exact bytes."""
    return exact(services().publication.credentials(uuid), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<uuid>/public_creds.short")
@public
def credentials_short(uuid: str) -> Response:
    """The first 3 bytes of each credential, in the list's order."""
    return exact(services().publication.credentials_short(uuid), BINARY, NEVER_CHANGES)


@blueprint.get("/votes/<uuid>/<name>.bel")
@public
def archive(uuid: str, name: str) -> Response:
    """The archive so far, perhaps as it was a minute ago; it only grows."""
    if name != uuid:
        raise NotFound(code="not-found")
    publication = services().publication
    return from_file("application/x-tar", lambda: publication.archive(uuid), lambda: publication.archive_tag(uuid))


@blueprint.get("/votes/<uuid>/documents/<digest>")
@public
def document(uuid: str, digest: str) -> Response:
    """A paper shown with the vote, by the hash (hex) that the record carries."""
    found = services().publication.document(uuid, digest)
    answer = exact(found.content, found.media_type, NEVER_CHANGES)
    answer.headers.set("Content-Disposition", "inline", filename=found.name)
    return answer


@blueprint.get("/votes/<uuid>/bundle.zip")
@public
def bundle(uuid: str) -> Response:
    """Everything the offline verifier needs."""
    publication = services().publication
    return from_file("application/zip", lambda: publication.bundle(uuid), lambda: publication.bundle_tag(uuid))


@blueprint.post("/votes/<uuid>/ballots")
@public
def cast(uuid: str) -> Response:
    """Takes an envelope's exact bytes; answers only when the ballot is durable."""
    knock("ballots")
    accepted = services().casting.cast(uuid, body_up_to(BALLOT_MAX_BYTES))
    answer = as_json(asdict(accepted), "no-store")
    answer.status_code = 201
    return answer


@blueprint.get("/votes/<uuid>/credentials/<credential>")
@public
def last_ballot(uuid: str, credential: str) -> Response:
    """Last accepted sequence and tracker of a credential; 0 and null before the first ballot."""
    last = services().casting.last(uuid, credential)
    return as_json({"sequence": last.sequence, "tracker": last.tracker}, "no-store")


@blueprint.get("/votes/<uuid>/ballots/<tracker:tracker>")
@public
def ballot(uuid: str, tracker: str) -> Response:
    """Whether a ballot is in the record, where, its receipt, and whether it is the one that counts."""
    found = services().casting.ballot(uuid, tracker)
    return as_json({
        "tracker": found.tracker, "index": found.index, "receipt": found.receipt, "at": found.at,
        "counted": found.counts, "sequence": found.sequence,
    }, ASK_AGAIN)  # fmt: skip


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
    votes = [describe(one) | _last(info, one.uuid) for one in info.votes]
    body = {"household": info.household_code, "village": place, "now_utc": machine_time(now_utc()), "votes": votes}
    return as_json(body, "no-store")


def _last(info: CardInfo, uuid: str) -> dict[str, Any]:
    last = info.last.get(uuid, NO_BALLOT)
    return {"sequence": last.sequence, "tracker": last.tracker}


def _lookup(body: bytes) -> tuple[str, str]:
    asked = read_json(body)
    try:
        village, key = asked["village"], asked["key"]
    except (TypeError, KeyError) as error:
        raise Malformed from error
    if not isinstance(village, str) or not isinstance(key, str):
        raise Malformed
    return village, key
