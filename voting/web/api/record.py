"""The books as C2SP logs serve them: a reader that knows only a prefix, of a commune or of a vote, finds everything."""

from importlib.resources import files

from flask import Response

from voting.services.record.logs import LogFiles
from voting.web.api.answers import BINARY, GROWS, JSON, NEVER_CHANGES, exact, text
from voting.web.api.blueprint import blueprint
from voting.web.door.access import public
from voting.web.wiring import services

A_DAY = "public, max-age=86400"


def log_of(commune: str, vote: str) -> LogFiles:
    """The commune's book, or the vote's where the address names one."""
    return services().logs.of_vote(vote) if vote else services().logs.of_commune(commune)


@blueprint.get("/communes/<commune>/log/checkpoint")
@blueprint.get("/votes/<vote>/log/checkpoint", endpoint="vote_checkpoint")
@public
def checkpoint(commune: str = "", vote: str = "") -> Response:
    """The newest checkpoint, a commune's with the cosignatures so far."""
    return exact(log_of(commune, vote).checkpoint(), "text/plain", GROWS)


@blueprint.get("/communes/<commune>/log/tile/<path:path>")
@blueprint.get("/votes/<vote>/log/tile/<path:path>", endpoint="vote_tile")
@public
def tile(path: str, commune: str = "", vote: str = "") -> Response:
    """A tile of hashes or of entries, full or partial."""
    return exact(log_of(commune, vote).tile(f"tile/{path}"), BINARY, NEVER_CHANGES)


@blueprint.get("/communes/<commune>/log/log.vkey")
@blueprint.get("/votes/<vote>/log/log.vkey", endpoint="vote_vkey")
@public
def vkey(commune: str = "", vote: str = "") -> Response:
    """The book's verifier key."""
    return text(log_of(commune, vote).vkey() + "\n", A_DAY)


@blueprint.get("/communes/<commune>/log/policy")
@blueprint.get("/votes/<vote>/log/policy", endpoint="vote_policy")
@public
def policy(commune: str = "", vote: str = "") -> Response:
    """The witness policy in force, in tlog-policy text."""
    return text(log_of(commune, vote).policy(), GROWS)


@blueprint.get("/communes/<commune>/log/payloads/<digest>")
@blueprint.get("/votes/<vote>/log/payloads/<digest>", endpoint="vote_payload")
@public
def payload(digest: str, commune: str = "", vote: str = "") -> Response:
    """What an entry refers to by its SHA-256 (hex)."""
    return exact(log_of(commune, vote).payload(digest), BINARY, NEVER_CHANGES)


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The description of this interface."""
    return exact(files("voting.web.api").joinpath("openapi.json").read_bytes(), JSON, A_DAY)
