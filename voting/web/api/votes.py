"""Votes, ballots and receipts (the shapes are described in `openapi.json`)."""

from dataclasses import asdict
from typing import Any

from flask import Response, request, url_for

from voting.services.errors import NotFound
from voting.services.votes.summaries import Stage, VoteSummary
from voting.web.api.answers import ASK_AGAIN, BINARY, JSON, NEVER_CHANGES, as_json, exact, from_file
from voting.web.api.blueprint import blueprint
from voting.web.bodies import body_up_to
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.downloads import name_file
from voting.web.speech.labels import full_name
from voting.web.speech.outcomes import Row, outcome_of, outcome_sentence, rule_sentence, vouched_sentence
from voting.web.speech.times import machine_time
from voting.web.wiring import services

BALLOT_MAX_BYTES = 64 * 1024
HELP_DESK = "Help-Desk"
"""The header with a help desk's token: no cookie, because the interface has no sessions."""
STATES = {Stage.COUNTING: "closed", Stage.DECIDED: "final"}
"""Where the interface spells a stage otherwise than pages do."""


def describe(found: VoteSummary) -> dict[str, Any]:
    """A vote as the interface shows it."""
    result = url_for("api.result", vote=found.uuid) if found.outcome is not None else None
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
        "opinion": found.opinion,
        "practice": found.practice,
        "needed": found.needed if found.decides else None,
        "majority": found.majority if found.decides else None,
        "citation": found.citation if found.decides else None,
        "rule": rule_sentence(found),
        "confirmed_by_witnesses": found.final,
        "confirmation": vouched_sentence(found) if found.outcome is not None else None,
        "documents": [
            {
                "name": paper.name,
                "media_type": paper.media_type,
                "sha256": paper.sha256.hex(),
                "link": url_for("api.document", vote=found.uuid, digest=paper.sha256.hex()),
                "replaced_by": paper.replaced_by or None,
            }
            for paper in found.documents
        ],
        "links": {
            "page": url_for("noticeboard.vote", vote=found.uuid),
            "election": url_for("api.election", vote=found.uuid),
            "archive": url_for("api.archive", vote=found.uuid, name=found.uuid),
            "bundle": url_for("api.bundle", vote=found.uuid),
            "result": result,
        },
    }


@blueprint.get("/votes/<vote>")
@public
def vote(vote: str) -> Response:
    """State, title, village, number of households, turnout, times, links."""
    return as_json(describe(services().votes.get(vote)))


@blueprint.get("/votes/<vote>/result")
@public
def result(vote: str) -> Response:
    """The counts and what the rule of decision makes of them; 404 before the count is done."""
    found = services().votes.get(vote)
    if found.outcome is None:
        raise NotFound(code="no-result")
    questions = [{"text": one.text, "rows": [_row(row) for row in one.answered]} for one in outcome_of(found)]
    return as_json({
        "uuid": vote, "households": found.households, "turnout": found.voted,
        "needed": found.needed if found.decides else None, "confirmed_by_witnesses": found.final,
        "sentence": outcome_sentence(found), "confirmation": vouched_sentence(found), "questions": questions,
    })  # fmt: skip


def _row(row: Row) -> dict[str, Any]:
    return {"text": row.text, "count": row.count, "passed": row.passed}


@blueprint.get("/votes/<vote>/election.json")
@public
def election(vote: str) -> Response:
    """The election's exact bytes."""
    return exact(services().publication.election(vote), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<vote>/trustees.json")
@public
def trustees(vote: str) -> Response:
    """The trustees' exact bytes."""
    return exact(services().publication.trustees(vote), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<vote>/public_creds.json")
@public
def credentials(vote: str) -> Response:
    """The sorted list of credentials, exact bytes."""
    return exact(services().publication.credentials(vote), JSON, NEVER_CHANGES)


@blueprint.get("/votes/<vote>/public_creds.short")
@public
def credentials_short(vote: str) -> Response:
    """The first 3 bytes of each credential, in the list's order."""
    return exact(services().publication.credentials_short(vote), BINARY, NEVER_CHANGES)


@blueprint.get("/votes/<vote>/<name>.bel")
@public
def archive(vote: str, name: str) -> Response:
    """The archive so far, perhaps as it was a minute ago; it only grows."""
    if name != vote:
        raise NotFound(code="not-found")
    publication = services().publication
    return from_file("application/x-tar", lambda: publication.archive(vote), lambda: publication.archive_tag(vote))


@blueprint.get("/votes/<vote>/documents/<digest>")
@public
def document(vote: str, digest: str) -> Response:
    """A paper shown with the vote, by the hash (hex) that the record carries."""
    found = services().publication.document(vote, digest)
    answer = exact(found.content, found.media_type, NEVER_CHANGES)
    name_file(answer, found.name, "inline")
    return answer


@blueprint.get("/votes/<vote>/bundle.zip")
@public
def bundle(vote: str) -> Response:
    """Everything the offline verifier needs."""
    publication = services().publication
    return from_file("application/zip", lambda: publication.bundle(vote), lambda: publication.bundle_tag(vote))


@blueprint.post("/votes/<vote>/ballots")
@public
def cast(vote: str) -> Response:
    """Takes an envelope's exact bytes; answers only when the ballot is durable. A help desk says that it is one."""
    knock("ballots")
    accepted = services().casting.cast(vote, body_up_to(BALLOT_MAX_BYTES), request.headers.get(HELP_DESK, ""))
    answer = as_json(asdict(accepted), "no-store")
    answer.status_code = 201
    return answer


@blueprint.get("/votes/<vote>/credentials/<credential>")
@public
def last_ballot(vote: str, credential: str) -> Response:
    """Last accepted sequence and tracker of a credential; 0 and null before the first ballot."""
    last = services().casting.last(vote, credential)
    return as_json({"sequence": last.sequence, "tracker": last.tracker}, "no-store")


@blueprint.get("/votes/<vote>/ballots/<tracker:tracker>")
@public
def ballot(vote: str, tracker: str) -> Response:
    """Whether a ballot is in the record, where, its receipt, and whether it is the one that counts."""
    found = services().casting.ballot(vote, tracker)
    return as_json({
        "tracker": found.tracker, "index": found.index, "receipt": found.receipt, "at": found.at,
        "counted": found.counts, "sequence": found.sequence,
    }, ASK_AGAIN)  # fmt: skip
