"""A migrated database per module, and in it a commune of its own for each test."""

from collections.abc import Iterator
from secrets import token_hex

import pytest

from storage.sample import Place, settle
from voting.storage.database import Database
from voting.storage.secrets import Sealer


@pytest.fixture(scope="module")
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url, sealer=Sealer(b"m" * 32), wait_seconds=20)
    yield opened
    opened.close()


@pytest.fixture
def place(database: Database) -> Place:
    """A new commune with one village, two accounts and its log's key."""
    return settle(database, f"c{token_hex(4)}")
