"""Fixtures: a small commune made once, copied for each test that changes it; clients signed in as each official."""

import shutil
from collections.abc import Callable, Iterator
from copy import copy
from datetime import datetime
from pathlib import Path

import pytest
from fixtures.node import find_node
from flask import Flask
from flask.testing import FlaskClient
from village.people import Clock, World, connect, make_world

from voting.web.app import create_app
from web.client import sign_in
from web.lint import Linter


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The commune's database file, and what its people hold."""
    file = tmp_path_factory.mktemp("commune") / "dinh.sqlite"
    world = make_world(file)
    world.services.close()
    return file, world


def copied(made: tuple[Path, World], folder: Path) -> World:
    """The commune again, on a copy of its database."""
    file, first = made
    for part in file.parent.glob(f"{file.name}*"):
        shutil.copy(part, folder / part.name)
    world = connect(folder / file.name, Clock(first.clock.now))
    for held in ("actors", "phones", "seeds", "votes", "trackers"):
        setattr(world, held, copy(getattr(first, held)))
    return world


@pytest.fixture(scope="session")
def village(made: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> World:
    """The commune for tests that only look; shared by all of them."""
    return copied(made, tmp_path_factory.mktemp("looked-at"))


@pytest.fixture
def own_village(made: tuple[Path, World], tmp_path: Path) -> World:
    """The commune for a test that changes something."""
    return copied(made, tmp_path)


def app_for(world: World) -> Flask:
    """The application on this commune, raising what nobody expected."""
    app = create_app(world.services, world.settings)
    app.testing = True
    return app


@pytest.fixture(scope="session")
def app(village: World) -> Flask:
    """The application for tests that only look."""
    return app_for(village)


@pytest.fixture
def own_app(own_village: World) -> Flask:
    """The application for a test that changes something."""
    return app_for(own_village)


@pytest.fixture
def public(app: Flask) -> FlaskClient:
    """A stranger's browser."""
    return app.test_client()


@pytest.fixture(scope="session")
def signed_in(app: Flask) -> Callable[[str], FlaskClient]:
    """The browser of the official with this login, signed in once a session."""
    clients: dict[str, FlaskClient] = {}

    def client(login: str) -> FlaskClient:
        if login not in clients:
            clients[login] = sign_in(app, login)
        return clients[login]

    return client


@pytest.fixture(scope="session")
def linter(root: Path) -> Iterator[Linter]:
    """html-validate, kept running."""
    node = find_node()
    if node is None or not (root / "node_modules" / "html-validate").is_dir():
        pytest.skip("needs Node.js and node_modules (html-validate)")
    linter = Linter(node, root)
    yield linter
    linter.stop()


@pytest.fixture(scope="session")
def now(village: World) -> datetime:
    """The moment at which the looked-at commune stands."""
    return village.clock.now
