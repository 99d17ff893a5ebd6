"""What households are asked in the open, and what they say under their cards (shapes in `openapi.json`)."""

from dataclasses import asdict
from typing import Any

from flask import Response, url_for

from voting.services.households.subjects import HouseholdSubject, SubjectInfo
from voting.web.api.answers import JSON, NEVER_CHANGES, as_json, exact, from_file
from voting.web.api.blueprint import blueprint
from voting.web.bodies import body_up_to
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.speech.labels import full_name
from voting.web.speech.times import machine_time
from voting.web.subjects import page_about
from voting.web.wiring import services

LETTER_MAX_BYTES = 8 * 1024


def describe(found: SubjectInfo) -> dict[str, Any]:
    """A subject as the interface shows it."""
    return {
        "id": found.id,
        "kind": found.kind.value,
        "about": found.about or None,
        "title": found.title,
        "state": "open" if found.open else "closed",
        "values": list(found.terms.values),
        "worded": list(found.terms.worded),
        "village": {"code": found.village.code, "name": full_name(found.village.name, found.village.unit_kind)},
        "commune": found.village.commune,
        "households": found.listed,
        "spoken": found.spoken,
        "statements": found.statements,
        "counts": [{"value": value, "count": count} for value, count in found.counts],
        "opened_at_utc": machine_time(found.opened_at_utc),
        "closes_at_utc": machine_time(found.closes_at_utc),
        "links": {
            "page": page_about(found),
            "pseudonyms": url_for("api.pseudonyms", subject=found.id),
            "bundle": url_for("api.subject_bundle", subject=found.id),
        },
    }


def describe_asked(one: HouseholdSubject) -> dict[str, Any]:
    """A subject for the household whose card was looked up."""
    said = {"sequence": one.sequence, "value": one.value or None, "tracker": one.tracker or None}
    return describe(one.info) | {"asked": one.asked, **said, "answer": one.answer or None}


@blueprint.get("/subjects/<subject>")
@public
def subject(subject: str) -> Response:
    """Kind, values, state, village, times, counts, links."""
    return as_json(describe(services().statements.get(subject)))


@blueprint.get("/subjects/<subject>/pseudonyms.json")
@public
def pseudonyms(subject: str) -> Response:
    """The sorted list of pseudonyms, exact bytes."""
    return exact(services().subject_files.pseudonyms(subject), JSON, NEVER_CHANGES)


@blueprint.get("/subjects/<subject>/bundle.zip")
@public
def subject_bundle(subject: str) -> Response:
    """Everything the offline verifier needs to recount the subject."""
    files = services().subject_files
    return from_file("application/zip", lambda: files.bundle(subject), lambda: files.bundle_tag(subject))


@blueprint.post("/subjects/<subject>/statements")
@public
def say(subject: str) -> Response:
    """Takes a letter's exact bytes; answers only when the statement is durable."""
    knock("statements")
    taken = services().statements.take(subject, body_up_to(LETTER_MAX_BYTES))
    answer = as_json(asdict(taken), "no-store")
    answer.status_code = 201
    return answer
