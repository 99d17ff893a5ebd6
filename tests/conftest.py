"""Fixtures every test may use."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from fixtures.reading import as_read
from hypothesis import settings
from werkzeug.test import TestResponse

from voting.services.people import passwords

pytest_plugins = ["fixtures.postgres", "fixtures.node", "fixtures.browser", "village.states", "fixtures.no_skip",
                  "fixtures.longest_first"]  # fmt: skip

# How long an example takes says something of how busy the machine is, not of the program.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder ../shared beside the repository, with vectors and tools made by others; skips where it is absent."""
    folder = ROOT.parent / "shared"
    if not (folder / "vectors").is_dir():
        pytest.skip("needs the vectors in ../shared beside the repository")
    return folder


@pytest.fixture(scope="session", autouse=True)
def answers_as_they_are_read() -> Iterator[None]:
    """A reader, and a browser that looks for words, take a space for a space, whether a line may end there or not; so
    does `text` of an answer. Its bytes are in `data`; where lines end is for `tests/web/speech/test_lines.py`.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TestResponse, "text", property(lambda one: as_read(one.data)))
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_worked_out_once() -> Iterator[None]:
    """scrypt is made to be dear, and these tests sign in some thousand times with the same few passwords.

    What it gave for a password and a salt is remembered within a process; no parameter is another than in use, and a
    server in a process of its own works everything out. `inspect.unwrap` gives a test the function itself.
    """
    with pytest.MonkeyPatch.context() as patch:
        for name in ("hash_password", "_scrypt"):
            patch.setattr(passwords, name, functools.cache(getattr(passwords, name)))
        yield
