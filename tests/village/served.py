"""A village behind a real server."""

import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from fixtures.browser import serving

from village.life import Village
from voting.web.app import create_app
from voting.web.settings import ROOT


@contextmanager
def served(village: Village, port: int = 0, **changes: object) -> Iterator[Village]:
    """The village with its `address`, on this port or a free one; `changes` are other values of its web settings."""
    port = port or free_port()
    with TemporaryDirectory() as folder:
        here = {"public_url": f"http://localhost:{port}", "static_folder": own_static(Path(folder))}
        app = create_app(village.services, replace(village.settings, **here, **changes))
        with serving(app, port) as address:
            village.address = address
            yield village


def own_static(folder: Path) -> Path:
    """A copy of the built files, so that building anew does not pull them away from a running server."""
    return Path(shutil.copytree(ROOT / "static", folder / "static", ignore=shutil.ignore_patterns("js")))


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port
