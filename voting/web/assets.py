"""Styles, scripts and pictures: names that carry their hash, sent with a long life.

`static/build.mjs` writes `static/dist/` and its `manifest.json`. Without it (no Node.js yet) the style
sheets are sent as they lie in `static/css`, and a page that needs a script says so.
"""

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from flask import Blueprint, Flask, Response, abort, request, url_for

from voting.web.door.access import public
from voting.web.wiring import settings

FOREVER = "public, max-age=31536000, immutable"
LONGEST_NAME = 100
MANIFEST = "manifest.json"
A_DAY = "public, max-age=86400"
MEDIA_TYPES = {
    ".js": "text/javascript",
    ".json": "application/json",
    ".css": "text/css",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webp": "image/webp",
}
PRESSED = {"br": ".br", "gzip": ".gz"}
"""What the build has pressed, the smallest first, by the name that a browser says it reads it by."""
blueprint = Blueprint("assets", __name__, url_prefix="/static")


@dataclass(frozen=True)
class Asset:
    """One built file. `integrity` is for the HTML attribute (`sha384-...`), `sha256` is hex, sizes are bytes."""

    name: str
    file: str
    integrity: str = ""
    sha256: str = ""
    bytes: int = 0
    gzip_bytes: int = 0
    brotli_bytes: int = 0

    @property
    def url(self) -> str:
        """Path of the file on this site."""
        return url_for("assets.built", name=self.file) if self.integrity else url_for("assets.style", name=self.file)


class AssetList:
    """The built files of one `static` folder, read once."""

    def __init__(self, static_folder: Path) -> None:
        self._manifest = static_folder / "dist" / MANIFEST

    @cached_property
    def all(self) -> dict[str, Asset]:
        """Every built file by its plain name; empty when nothing was built."""
        if not self._manifest.is_file():
            return {}
        entries = json.loads(self._manifest.read_text(encoding="utf-8"))
        return {name: Asset(name=name, **entry) for name, entry in sorted(entries.items())}

    def __call__(self, name: str) -> Asset:
        """The file called `name` in templates, such as `booth.js`."""
        return self.all.get(name) or Asset(name, name)


def prepare(app: Flask, static_folder: Path) -> None:
    """Gives templates `asset(name)` and the application the routes below `/static`."""
    app.jinja_env.globals["asset"] = app.extensions["dinh.assets"] = AssetList(static_folder)
    app.register_blueprint(blueprint)


@blueprint.get("/dist/<name>")
@public
def built(name: str) -> Response:
    """A built file. Its name carries its hash, so it never changes; as the build pressed it, for whoever reads that."""
    answer, folder = _file("dist", name, FOREVER), settings().static_folder / "dist"
    for encoding, suffix in PRESSED.items():
        pressed = folder / f"{name}{suffix}"
        if request.accept_encodings[encoding] and pressed.is_file():
            answer.set_data(pressed.read_bytes())
            answer.headers["Content-Encoding"] = encoding
            break
    return answer


@blueprint.get("/css/<name>")
@public
def style(name: str) -> Response:
    """A style sheet as it lies in the source, for a checkout where nothing was built."""
    return _file("css", name, "no-cache")


@blueprint.get("/img/<name>")
@public
def picture(name: str) -> Response:
    """A picture, such as the roof mark."""
    return _file("img", name, A_DAY)


def _file(folder: str, name: str, life: str) -> Response:
    """A small file of ours, whole; `name` holds no slash, because the routes take none."""
    file = settings().static_folder / folder / name
    odd = name.startswith(".") or name == MANIFEST or not name.isascii() or len(name) > LONGEST_NAME
    if odd or file.suffix not in MEDIA_TYPES or not file.is_file():
        abort(404)
    answer = Response(file.read_bytes(), mimetype=MEDIA_TYPES[file.suffix])
    answer.headers["Cache-Control"] = life
    if life != FOREVER:  # what never changes is never asked for again
        answer.add_etag()
        answer.make_conditional(request)
    return answer
