"""The interface's routes, in the order of `openapi.json`."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint

from voting.web.api import record, votes

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")

READS: dict[str, Callable[..., Any]] = {
    "/openapi.json": record.openapi,
    "/votes/<uuid>": votes.vote,
    "/votes/<uuid>/result": votes.result,
    "/votes/<uuid>/election.json": votes.election,
    "/votes/<uuid>/trustees.json": votes.trustees,
    "/votes/<uuid>/public_creds.json": votes.credentials,
    "/votes/<uuid>/public_creds.short": votes.credentials_short,
    "/votes/<uuid>/<name>.bel": votes.archive,
    "/votes/<uuid>/bundle.zip": votes.bundle,
    "/votes/<uuid>/documents/<digest>": votes.document,
    "/votes/<uuid>/credentials/<credential>": votes.last_ballot,
    "/votes/<uuid>/ballots/<tracker:tracker>": votes.ballot,
    "/communes/<commune>/log/checkpoint": record.checkpoint,
    "/communes/<commune>/log/tile/<int:level>/<path:path>": record.tile,
    "/communes/<commune>/log/tile/entries/<path:path>": record.entries,
    "/communes/<commune>/log.vkey": record.vkey,
    "/communes/<commune>/policy": record.policy,
}
WRITES: dict[str, Callable[..., Any]] = {
    "/votes/<uuid>/ballots": votes.cast,
    "/cards/lookup": votes.look_up_card,
}

for path, view in READS.items():
    blueprint.add_url_rule(path, view_func=view)
for path, view in WRITES.items():
    blueprint.add_url_rule(path, view_func=view, methods=["POST"])
