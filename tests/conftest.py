"""Fixtures every test may use."""

from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["fixtures.postgres", "fixtures.node", "fixtures.browser", "village.states", "fixtures.no_skip"]

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
