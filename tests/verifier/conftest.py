"""A village whose record a stranger downloads: its files in a folder, made once."""

import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from record import sample_village as sample

from verifier.forger import NO, YES, Told, told, zipped
from voting.ledger.merkle import leaf_hash
from voting.ledger.tiles import cut_tile, tiles_of


@dataclass(frozen=True)
class Given:
    """The folder, and the uuids of the vote that is decided and of the one that is open."""

    folder: Path
    decided: str
    open: str
    told: dict[str, Told]

    def __truediv__(self, name: str) -> Path:
        return self.folder / name


def write_mirror(folder: Path, one: Told) -> Path:
    """A plain mirror of the commune's book, as static files."""
    for name, raw in one.bundle().commune.members():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(raw)
    leaves = [leaf_hash(raw) for raw in one.commune]
    for tile in tiles_of(len(leaves)):
        (folder / tile.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / tile.path).write_bytes(cut_tile(tile, leaves))
    (folder / "log.vkey").write_text(f"{sample.LOG_KEY.vkey}\n")
    (folder / "policy").write_text(one.policy)
    return folder


def two_votes() -> tuple[sample.Village, str, str]:
    """A village of twelve households with one vote decided, 7 of 12 in favour, and one open."""
    village = sample.settled(households=12)
    decided = village.open(1)
    for household in range(10):
        village.cast(decided, household, YES if household < 7 else NO)
    village.cast(decided, 9, ((0, 0, 1),), 2)
    village.close(decided)
    village.count(decided)
    village.later(days=1)
    still_open = village.open(2)
    for household in range(3):
        village.cast(still_open, household, YES)
    village.seal_books()
    return village, decided, still_open


@pytest.fixture(scope="session")
def given(tmp_path_factory: pytest.TempPathFactory) -> Given:
    """The village's files as a stranger downloads them; read only."""
    folder = tmp_path_factory.mktemp("given")
    village, decided, still_open = two_votes()
    both = {vote: told(village, vote) for vote in (decided, still_open)}
    (folder / "bundle.zip").write_bytes(zipped(both[decided].bundle()))
    (folder / "open.zip").write_bytes(zipped(both[still_open].bundle()))
    for vote, one in both.items():
        (folder / f"{vote}.bel").write_bytes(one.archive)
    (folder / "register.json").write_bytes(village.register.raw)
    (folder / "log.vkey").write_text(f"{sample.LOG_KEY.vkey}\n")
    (folder / "policy").write_text(village.policy)
    write_mirror(folder / "mirror", both[decided])
    with zipfile.ZipFile(folder / "bundle.zip") as source:
        source.extractall(folder / "unpacked")
    return Given(folder, decided, still_open, both)
