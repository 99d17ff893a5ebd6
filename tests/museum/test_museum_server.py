"""A live server that holds the museum's own record refuses every bad ballot with its code and stores nothing."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from museum.judges import bundle_of
from museum.live_village import LiveVillage
from museum.test_museum import INDEX, stored
from voting.record.bundle import Bundle
from voting.storage import migrate

BALLOTS = [entry for entry in INDEX["bad"] if "server" in entry]
Live = Callable[[Bundle, int], LiveVillage]


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A server for each beginning of the record, made once."""
    folder: Path = tmp_path_factory.mktemp("live")
    migrate.upgrade(f"sqlite:///{folder}/empty.sqlite3")
    villages: dict[tuple, LiveVillage] = {}

    def at(shown: Bundle, until: int) -> LiveVillage:
        known = (shown.commune.entries, shown.book.entries[:until])
        if known not in villages:
            own = folder / str(len(villages))
            own.mkdir()
            shutil.copy(folder / "empty.sqlite3", own / "dinh.sqlite3")
            villages[known] = LiveVillage(f"sqlite:///{own}/dinh.sqlite3", own, shown, until=until)
        return villages[known]

    yield at
    for village in villages.values():
        village.close()


@pytest.mark.parametrize("entry", BALLOTS, ids=lambda entry: entry["name"])
def test_the_server_refuses_the_ballot_and_stores_nothing(entry: dict, live: Live) -> None:
    shown = bundle_of(stored(entry))
    village = live(shown, entry["ballot_entry"])
    before = village.stored()
    assert village.code_for(shown.book.entries[entry["ballot_entry"]]) == entry["server"]
    assert village.stored() == before


def test_the_server_accepts_the_honest_ballots_and_its_books_are_the_museums(live: Live) -> None:
    good = next(entry for entry in INDEX["good"] if entry["name"] == "good-still-open")
    shown = bundle_of(stored(good))
    village = live(shown, 1)
    for raw in shown.book.entries[1:]:
        assert village.code_for(raw) == ""
    size, _, ballots, ciphertexts = village.stored()
    assert (size, ballots, ciphertexts) == (len(shown.book.entries), 6, 18)
    served = bundle_of(village.services.publication.bundle(village.vote).path.read_bytes())
    assert served.commune.entries[: len(shown.commune.entries)] == shown.commune.entries
    assert (served.book, served.payloads, served.archive) == (shown.book, shown.payloads, shown.archive)


def test_every_code_of_the_interface_that_a_ballot_can_earn_is_shown() -> None:
    assert {entry["server"] for entry in BALLOTS} == {
        "malformed", "unknown-credential", "closed-credential", "not-open", "duplicate", "old-sequence",
        "wrong-election", "bad-proof",
    }  # fmt: skip
