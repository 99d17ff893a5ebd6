"""A small commune with votes in every state, made once and copied for each test that changes it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from village.people import Clock, World, connect, make_world


@pytest.fixture(scope="session")
def made_world(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    database = tmp_path_factory.mktemp("services") / "dinh.sqlite"
    return database, make_world(database)


@pytest.fixture
def world(made_world: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    """The commune, to be changed at will."""
    database, made = made_world
    copy = tmp_path / "dinh.sqlite"
    made.services.close()
    shutil.copyfile(database, copy)
    fresh = connect(copy, Clock(made.clock.now))
    fresh.actors, fresh.phones, fresh.seeds = made.actors, made.phones, made.seeds
    fresh.votes, fresh.trackers = dict(made.votes), list(made.trackers)
    yield fresh
    fresh.services.close()
