"""A migrated database per module, and in it a commune of its own for each test."""

from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import pytest

from storage.sample import Place, settle
from voting.storage.database import Database
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer


@pytest.fixture(scope="module")
def key_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the module's database keeps its key files."""
    return tmp_path_factory.mktemp("beside") / "keys"


@pytest.fixture(scope="module")
def database(database_url: str, key_folder: Path) -> Iterator[Database]:
    opened = Database(database_url, sealer=Sealer(b"m" * 32), keys=KeyFiles(key_folder), wait_seconds=20)
    yield opened
    opened.close()


@pytest.fixture
def place(database: Database) -> Place:
    """A new commune with one village, two accounts and its book's key."""
    return settle(database, f"c{token_hex(4)}")
