"""Fixtures: a small commune made once, copied for each test that changes it; clients signed in as each official."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from fixtures.node import find_node
from flask import Flask
from flask.testing import FlaskClient
from screens.communes import Communes
from screens.communes import communes as built
from village.life import Village

from voting.web.app import create_app
from web.client import sign_in
from web.lint import Linter


@pytest.fixture(scope="session")
def village(made_village: Village, tmp_path_factory: pytest.TempPathFactory) -> Village:
    """The commune for tests that only look; shared by all of them."""
    return made_village.copied(tmp_path_factory.mktemp("looked-at"))


def app_for(village: Village) -> Flask:
    """The application on this commune, raising what nobody expected."""
    app = create_app(village.services, village.settings)
    app.testing = True
    return app


@pytest.fixture(scope="session")
def app(village: Village) -> Flask:
    """The application for tests that only look."""
    return app_for(village)


@pytest.fixture
def own_app(own_village: Village) -> Flask:
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
def communes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Communes]:
    """The communes in which every page is looked at; nobody changes them."""
    with built(tmp_path_factory.mktemp("communes")) as all_of_them:
        yield all_of_them


@pytest.fixture(scope="session")
def client_in(communes: Communes) -> Callable[[str, str], FlaskClient]:
    """In a commune, the browser of the official with this login, or of a stranger (""); made once."""
    apps: dict[str, Flask] = {}
    clients: dict[tuple[str, str], FlaskClient] = {}

    def client(where: str, who: str) -> FlaskClient:
        if where not in apps:
            apps[where] = app_for(communes[where].village)
        if (where, who) not in clients:
            clients[where, who] = sign_in(apps[where], who) if who else apps[where].test_client()
        return clients[where, who]

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
def now(village: Village) -> datetime:
    """The moment at which the looked-at commune stands."""
    return village.clock.now
