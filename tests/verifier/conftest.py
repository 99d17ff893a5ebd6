"""A village whose record a stranger downloads."""

from collections.abc import Iterator

import pytest
from village.life import Village
from village.states import two_votes


@pytest.fixture(scope="session")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Village]:
    """Shared by the session, read only: `votes["decided"]` and `votes["open"]`."""
    built = two_votes(tmp_path_factory.mktemp("village"))
    yield built
    built.services.close()
