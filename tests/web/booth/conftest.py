"""A small commune behind a real server, new for each test file."""

import dataclasses
import socket
from collections.abc import Iterator

import pytest
from fixtures.browser import serving
from village.people import World, make_world

from voting.web.app import create_app


@dataclasses.dataclass
class Village:
    """The commune and the address it is served at."""

    world: World
    address: str

    def card(self, household: str) -> str:
        """What the QR code of a household's card says."""
        return f"{self.address}/the#dong-hoa.{self.world.phones[household].card}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]) -> Iterator[Village]:
    assert "booth.js" in bundle
    world = make_world(tmp_path_factory.mktemp("village") / "dinh.sqlite")
    port = free_port()
    settings = dataclasses.replace(world.settings, public_url=f"http://localhost:{port}", ballots_per_minute=0)
    with serving(create_app(world.services, settings), port) as address:
        yield Village(world, address)
