"""A live server that holds the museum's own record refuses every bad ballot with its code and stores nothing."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from museum.live_village import LiveVillage
from museum.test_museum import INDEX, stored
from voting.record.bundle import read_bundle, unzip
from voting.storage import migrate

BALLOTS = [entry for entry in INDEX["bad"] if "server" in entry]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[tuple[bytes, ...]], LiveVillage]]:
    """A server for each beginning of the record, made once."""
    folder: Path = tmp_path_factory.mktemp("live")
    migrate.upgrade(f"sqlite:///{folder}/empty.sqlite3")
    villages: dict[tuple[bytes, ...], LiveVillage] = {}

    def at(entries: tuple[bytes, ...]) -> LiveVillage:
        if entries not in villages:
            path = folder / f"{len(villages)}.sqlite3"
            shutil.copy(folder / "empty.sqlite3", path)
            villages[entries] = LiveVillage(f"sqlite:///{path}", entries)
        return villages[entries]

    yield at
    for village in villages.values():
        village.close()


@pytest.mark.parametrize("entry", BALLOTS, ids=lambda entry: entry["name"])
def test_the_server_refuses_the_ballot_and_stores_nothing(entry: dict, live: Callable) -> None:
    shown = read_bundle(unzip(stored(entry)))
    village = live(tuple(raw for index, raw in sorted(shown.entries.items()) if index < entry["ballot_entry"]))
    before = village.stored()
    assert village.code_for(shown.entries[entry["ballot_entry"]]) == entry["server"]
    assert village.stored() == before


def test_the_server_accepts_the_honest_ballots_and_its_log_is_the_museums(live: Callable) -> None:
    good = next(entry for entry in INDEX["good"] if entry["name"] == "good-still-open")
    shown = read_bundle(unzip(stored(good)))
    entries = [raw for _, raw in sorted(shown.entries.items())]
    village = live(tuple(raw for raw in entries if json.loads(raw)["type"] != "ballot"))
    for raw in entries:
        if json.loads(raw)["type"] == "ballot":
            assert village.code_for(raw) == ""
    size, _, ballots, ciphertexts = village.stored()
    assert (size, ballots, ciphertexts) == (len(entries), 6, 18)
    assert read_bundle(unzip(village.services.publication.bundle(village.vote))).entries == shown.entries
    assert village.services.publication.archive(village.vote) == shown.archive


def test_every_code_of_the_interface_that_a_ballot_can_earn_is_shown() -> None:
    assert {entry["server"] for entry in BALLOTS} == {
        "malformed", "unknown-credential", "closed-credential", "not-open", "duplicate", "old-sequence",
        "wrong-election", "bad-proof",
    }  # fmt: skip
