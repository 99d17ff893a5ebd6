"""What answers at one address: the real pages of one village, or of two, and what a dishonest server puts between."""

import json
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from hashlib import sha384
from pathlib import Path
from shutil import copytree
from typing import Any

from fixtures.browser import serving
from village.life import Village
from village.served import free_port

from voting.web.app import create_app

Start = Callable[..., Any]


@dataclass
class Front:
    """`for_other` tells by a reader's User-Agent who gets the other village; `script_for` is a word in that of a phone
    that gets another script, `worse` the folder that has it; `instead` are bodies by path.
    """

    village: Village
    static: Path
    other: Village | None = None
    for_other: Callable[[str], bool] = lambda _agent: False
    instead: Mapping[str, bytes] = field(default_factory=dict)
    script_for: str = ""
    worse: Path | None = None

    def serve(self, address: str) -> None:
        self.own = self._app(self.village, address, self.static)
        self.others = self._app(self.other, address, self.static) if self.other else self.own
        self.spoilt = self._app(self.village, address, self.worse) if self.worse else self.own

    def _app(self, village: Village, address: str, static: Path) -> Any:
        village.address = address
        settings = replace(village.settings, public_url=address, static_folder=static, ballots_per_minute=0)
        return create_app(village.services, settings)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if (body := self.instead.get(environ["PATH_INFO"])) is not None:
            start("200 OK", [("Content-Type", "application/json"), ("Content-Length", str(len(body)))])
            return [body]
        agent = environ.get("HTTP_USER_AGENT", "")
        app = self.others if self.for_other(agent) else self.own
        if self.script_for and self.script_for in agent:
            app = self.spoilt
        answer: Iterable[bytes] = app(environ, self._kept_nowhere(start) if self.other else start)
        return answer

    @staticmethod
    def _kept_nowhere(start: Start) -> Start:
        """Whoever means to tell two stories lets no browser keep the first."""

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            told = [(name, value) for name, value in headers if name.lower() not in {"cache-control", "etag"}]
            return start(status, [*told, ("Cache-Control", "no-store")], *more)

        return begin


@contextmanager
def fronted(front: Front) -> Iterator[Front]:
    """Over a socket; the villages have its address."""
    port = free_port()
    front.serve(f"http://localhost:{port}")
    with serving(front, port):
        yield front


def spoilt(static: Path, script: bytes, folder: Path) -> Path:
    """The built files with this script for the booth, whose name, hash and integrity all fit."""
    made = Path(copytree(static, folder / "static"))
    listed = made / "dist" / "manifest.json"
    manifest = json.loads(listed.read_text(encoding="utf-8"))
    booth = manifest["booth.js"]
    booth["file"] = "booth-0spoilt0.js"
    booth["integrity"] = "sha384-" + b64encode(sha384(script).digest()).decode()
    (made / "dist" / booth["file"]).write_bytes(script)
    listed.write_text(json.dumps(manifest), encoding="utf-8")
    return made
