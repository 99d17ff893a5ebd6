"""A commune's record as C2SP tlog-tiles serves it, and the files a checker needs beside it."""

import re
from importlib.resources import files

from flask import Response

from voting.services.errors import NotFound
from voting.web.api.answers import BINARY, GROWS, JSON, NEVER_CHANGES, exact, text
from voting.web.api.blueprint import blueprint
from voting.web.door.access import public
from voting.web.wiring import services

A_DAY = "public, max-age=86400"
# <N> of tlog-tiles: three digits a step, all but the last with an x (18 digits are more than any log needs);
# then, for a partial tile, its width.
_PATH = re.compile(r"(?P<steps>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?\Z")
FULL_WIDTH = 256
MAX_LEVEL = 63


@blueprint.get("/communes/<commune>/log/checkpoint")
@public
def checkpoint(commune: str) -> Response:
    """The newest checkpoint with the cosignatures so far."""
    return exact(services().publication.checkpoint(commune), "text/plain", GROWS)


@blueprint.get("/communes/<commune>/log/tile/<int:level>/<path:path>")
@public
def tile(commune: str, level: int, path: str) -> Response:
    """A tile of hashes, full or partial."""
    index, width = tile_place(path)
    if level > MAX_LEVEL:
        raise NotFound(code="unknown-tile")
    return exact(services().publication.tile(commune, level, index, width), BINARY, NEVER_CHANGES)


@blueprint.get("/communes/<commune>/log/tile/entries/<path:path>")
@public
def entries(commune: str, path: str) -> Response:
    """A bundle of entries, full or partial."""
    index, width = tile_place(path)
    return exact(services().publication.entries_tile(commune, index, width), BINARY, NEVER_CHANGES)


@blueprint.get("/communes/<commune>/log.vkey")
@public
def vkey(commune: str) -> Response:
    """The log's verifier key."""
    return text(services().publication.vkey(commune) + "\n", A_DAY)


@blueprint.get("/communes/<commune>/policy")
@public
def policy(commune: str) -> Response:
    """The witness policy in force, in tlog-policy text."""
    return text(services().publication.policy(commune), GROWS)


@blueprint.get("/openapi.json")
@public
def openapi() -> Response:
    """The description of this interface."""
    return exact(files("voting.web.api").joinpath("openapi.json").read_bytes(), JSON, A_DAY)


def tile_place(path: str) -> tuple[int, int | None]:
    """Index and width (None: full) from the path of a tile; raises `NotFound` for any other spelling."""
    match = _PATH.match(path)
    if match is None:
        raise NotFound(code="unknown-tile")
    steps = match["steps"].replace("x", "").split("/")
    width = int(match["width"]) if match["width"] else None
    if (len(steps) > 1 and steps[0] == "000") or (width is not None and width >= FULL_WIDTH):
        raise NotFound(code="unknown-tile")
    return int("".join(steps)), width
