"""The lively village behind a real server, a new copy for each test file."""

from collections.abc import Iterator

import pytest
from village.life import Village
from village.served import served


@pytest.fixture(scope="module")
def village(
    made_village: Village, tmp_path_factory: pytest.TempPathFactory, bundle: dict[str, dict[str, str]]
) -> Iterator[Village]:
    assert "booth.js" in bundle
    with served(made_village.copied(tmp_path_factory.mktemp("village")), ballots_per_minute=0) as village:
        yield village
