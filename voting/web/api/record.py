"""The books as C2SP logs serve them: a reader that knows only a prefix, of a commune or of a vote, finds everything."""

from importlib.resources import files

from flask import Response

from voting.services.record.cosigning import MOST_BYTES
from voting.services.record.logs import LogFiles
from voting.web.api.answers import BINARY, GROWS, JSON, NEVER_CHANGES, as_json, exact, text
from voting.web.api.blueprint import blueprint
from voting.web.bodies import body_up_to
from voting.web.door.access import public
from voting.web.door.limits import knock
from voting.web.wiring import services

A_DAY = "public, max-age=86400"


def log_of(commune: str, vote: str, subject: str) -> LogFiles:
    """The commune's book, or the vote's or the subject's where the address names one."""
    logs = services().logs
    return logs.of_vote(vote) if vote else logs.of_subject(subject) if subject else logs.of_commune(commune)


@blueprint.get("/communes/<commune>/log/checkpoint")
@blueprint.get("/votes/<vote>/log/checkpoint", endpoint="vote_checkpoint")
@blueprint.get("/subjects/<subject>/log/checkpoint", endpoint="subject_checkpoint")
@public
def checkpoint(commune: str = "", vote: str = "", subject: str = "") -> Response:
    """The newest checkpoint, a commune's with the cosignatures so far."""
    return exact(log_of(commune, vote, subject).checkpoint(), "text/plain", GROWS)


@blueprint.get("/communes/<commune>/log/tile/<path:path>")
@blueprint.get("/votes/<vote>/log/tile/<path:path>", endpoint="vote_tile")
@blueprint.get("/subjects/<subject>/log/tile/<path:path>", endpoint="subject_tile")
@public
def tile(path: str, commune: str = "", vote: str = "", subject: str = "") -> Response:
    """A tile of hashes or of entries, full or partial."""
    return exact(log_of(commune, vote, subject).tile(f"tile/{path}"), BINARY, NEVER_CHANGES)


@blueprint.get("/communes/<commune>/log/log.vkey")
@blueprint.get("/votes/<vote>/log/log.vkey", endpoint="vote_vkey")
@blueprint.get("/subjects/<subject>/log/log.vkey", endpoint="subject_vkey")
@public
def vkey(commune: str = "", vote: str = "", subject: str = "") -> Response:
    """The book's verifier key."""
    return text(log_of(commune, vote, subject).vkey() + "\n", A_DAY)


@blueprint.get("/communes/<commune>/log/policy")
@blueprint.get("/votes/<vote>/log/policy", endpoint="vote_policy")
@blueprint.get("/subjects/<subject>/log/policy", endpoint="subject_policy")
@public
def policy(commune: str = "", vote: str = "", subject: str = "") -> Response:
    """The witness policy in force, in tlog-policy text."""
    return text(log_of(commune, vote, subject).policy(), GROWS)


@blueprint.get("/communes/<commune>/log/policies/<index>")
@public
def policy_brought(commune: str, index: str) -> Response:
    """The co-signed checkpoint that brought a later policy into force, by the index of its entry."""
    return exact(services().logs.of_commune(commune).brought(index), "text/plain", NEVER_CHANGES)


@blueprint.post("/communes/<commune>/log/cosignatures")
@public
def cosign(commune: str) -> Response:
    """Takes a witness's line for the size it has signed."""
    knock("cosignatures")
    kept = services().cosigning.post(commune, body_up_to(MOST_BYTES))
    return as_json({"witness": kept.witness, "size": kept.size, "new": kept.new}, "no-store")


@blueprint.get("/communes/<commune>/log/cosigned")
@public
def cosigned(commune: str) -> Response:
    """The newest head that each witness has signed, with all lines under it."""
    return as_json({"notes": services().cosigning.heads(commune)}, "no-store")


@blueprint.get("/communes/<commune>/log/payloads/<digest>")
@blueprint.get("/votes/<vote>/log/payloads/<digest>", endpoint="vote_payload")
@blueprint.get("/subjects/<subject>/log/payloads/<digest>", endpoint="subject_payload")
@public
def payload(digest: str, commune: str = "", vote: str = "", subject: str = "") -> Response:
    """What an entry refers to by its SHA-256 (hex)."""
    return exact(log_of(commune, vote, subject).payload(digest), BINARY, NEVER_CHANGES)


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The description of this interface."""
    return exact(files("voting.web.api").joinpath("openapi.json").read_bytes(), JSON, A_DAY)
