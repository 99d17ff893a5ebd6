"""The chores: everything that is due is done, and one that fails keeps no other from being done."""

import logging
from collections.abc import Iterator

import pytest
from village.life import YES, Village
from village.people import COMMUNE

from voting.bootstrap import KEYS
from voting.services.record import chores
from voting.services.record.chores import Done
from voting.services.record.erasing import Erased
from voting.storage.errors import Unavailable

NOTHING = Done((), (), Erased(), 0)


def test_what_is_due_is_done_once(village: Village) -> None:
    village.clock.move(hours=52)
    first = village.services.chores.run()
    assert (first.closed, first.failed) == ((village.votes["open"],), 0)
    assert village.services.chores.run() == NOTHING


def test_closing_sealing_and_erasing_in_one_run(village: Village) -> None:
    long = village.open_vote("Việc dài", lasts_h=100)
    village.cast(long, "DH-001", YES)
    village.services.rolls.preview(village.actors["head"], "dong-hoa", "ho.csv", "Mã hộ;Chủ hộ\nX;Y\n".encode())
    village.clock.move(hours=60)
    done = village.services.chores.run()
    assert village.votes["open"] in done.closed
    assert (done.sealed, done.erased, done.failed) == ((COMMUNE,), Erased(uploads=2), 0)


@pytest.fixture
def no_seals(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def seal_due(_desk: object) -> tuple[str, ...]:
        raise Unavailable("the database is away")

    monkeypatch.setattr(chores, "seal_due", seal_due)
    return None


@pytest.mark.usefixtures("no_seals")
def test_a_chore_that_fails_is_told_and_the_others_are_done(village: Village, caplog: pytest.LogCaptureFixture) -> None:
    village.clock.move(hours=53)
    with caplog.at_level(logging.ERROR):
        done = village.services.chores.run()
    assert village.votes["open"] in done.closed
    assert (done.sealed, done.failed) == ((), 1)
    assert "seal_due: Unavailable" in caplog.text


def test_key_files_that_a_crash_left_are_swept(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = village.folder / KEYS
    before = set(keys.iterdir())
    monkeypatch.setattr(type(village.desk.database), "_sweep_quietly", lambda self: None)  # as after a crash
    village.services.votes.cancel(village.actors["head"], village.votes["open"], "Hết việc")
    assert set(keys.iterdir()) == before
    village.services.chores.run()
    assert len(before - set(keys.iterdir())) == 1
