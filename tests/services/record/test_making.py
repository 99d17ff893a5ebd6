"""A file is made once, known by its tag before it is made, served for its pause; one is being made at a time."""

import os
import threading
import time
from collections.abc import Callable
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import BinaryIO

import pytest
from village.clock import START, Clock

from voting.services.errors import Unavailable
from voting.services.record import making
from voting.services.record.making import BusyMaking, Making, Wanted

UUID = "1" * 14


def wanted(tag: str, stage: str = "open", kind: str = "zip", *, last: bool = False) -> Wanted:
    return Wanted(UUID, kind, stage, tag, last)


def writing(content: bytes, made: list[bytes] | None = None) -> Callable[[BinaryIO], None]:
    def write(target: BinaryIO) -> None:
        target.write(content)
        if made is not None:
            made.append(content)

    return write


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def files(tmp_path: Path, clock: Clock) -> Making:
    return Making(tmp_path / "made", clock)


def names(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "made" / UUID).iterdir())


def test_what_was_made_is_not_made_again(files: Making) -> None:
    made: list[bytes] = []
    first = files.file(wanted("a"), writing(b"one", made))
    second = files.file(wanted("a"), writing(b"two", made))
    assert (first, made) == (second, [b"one"])
    assert (first.path.read_bytes(), first.etag, first.size_bytes) == (b"one", "a", 3)


def test_the_tag_is_known_without_making(files: Making, tmp_path: Path) -> None:
    assert files.tag(wanted("a")) == "a"
    assert not (tmp_path / "made").exists()


def test_for_a_minute_what_was_made_stands_for_what_came_since(files: Making, clock: Clock) -> None:
    files.file(wanted("a"), writing(b"one"))
    clock.move(seconds=59)
    assert files.tag(wanted("b")) == files.file(wanted("b"), writing(b"two")).etag == "a"
    clock.move(seconds=1)
    assert files.tag(wanted("b")) == files.file(wanted("b"), writing(b"two")).etag == "b"


def test_a_clock_that_went_back_makes_nothing_last_for_ever(files: Making, clock: Clock) -> None:
    files.file(wanted("a"), writing(b"one"))
    clock.move(days=-3)
    assert files.file(wanted("b"), writing(b"two")).etag == "b"


def test_what_takes_long_is_made_seldom(files: Making, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(target: BinaryIO) -> None:
        target.write(b"one")
        monkeypatch.setattr(time, "monotonic", lambda: 1e9)

    monkeypatch.setattr(time, "monotonic", lambda: 1e9 - 30)
    files.file(wanted("a"), slow)
    clock.move(minutes=9)
    assert files.tag(wanted("b")) == "a"
    clock.move(minutes=2)
    assert files.tag(wanted("b")) == "b"


def test_a_stage_that_is_over_is_not_shown_in_the_next(files: Making) -> None:
    files.file(wanted("a"), writing(b"open"))
    assert files.file(wanted("b", "counting"), writing(b"counting")).path.read_bytes() == b"counting"


def test_in_the_last_stage_nothing_stands_for_another(files: Making) -> None:
    files.file(wanted("a", "ended", last=True), writing(b"one"))
    assert files.file(wanted("b", "ended", last=True), writing(b"two")).etag == "b"


def test_older_files_of_a_kind_go_when_a_newer_is_there(files: Making, clock: Clock, tmp_path: Path) -> None:
    files.file(wanted("x", kind="bel"), writing(b"archive"))
    for tag in ("a", "b", "c"):
        files.file(wanted(tag), writing(b"zip"))
        clock.move(minutes=2)
    assert names(tmp_path) == ["open.c.60.zip", "open.x.60.bel"]


def test_a_making_that_fails_leaves_nothing_and_the_older_file_as_it_was(
    files: Making, clock: Clock, tmp_path: Path
) -> None:
    files.file(wanted("a"), writing(b"one"))
    clock.move(minutes=2)

    def fails(target: BinaryIO) -> None:
        target.write(b"half")
        raise OSError(28, "No space left on device")

    with pytest.raises(Unavailable, match="space"):
        files.file(wanted("b"), fails)
    assert names(tmp_path) == ["open.a.60.zip"]
    assert files.file(wanted("b"), writing(b"two")).path.read_bytes() == b"two"


def test_what_a_killed_process_left_is_cleared_away(files: Making, tmp_path: Path) -> None:
    home = tmp_path / "made" / UUID
    home.mkdir(parents=True)
    (home / ".draft-00.zip").write_bytes(b"half")
    files.file(wanted("a"), writing(b"one"))
    assert names(tmp_path) == ["open.a.60.zip"]


@contextmanager
def another_process_making(folder: Path):
    """A process that is making a file of another vote until the block ends."""
    context = get_context("spawn")
    begun, end = context.Event(), context.Event()
    process = context.Process(target=_make_until, args=(folder, begun, end))
    process.start()
    assert begun.wait(60)
    try:
        yield
    finally:
        end.set()
        process.join()


def _make_until(folder: Path, begun, end) -> None:
    def write(target: BinaryIO) -> None:
        begun.set()
        end.wait(60)

    Making(folder, Clock(START)).file(Wanted("2" * 14, "zip", "open", "other", False), write)


def test_while_another_process_makes_a_file_there_is_an_older_one_or_a_refusal(
    files: Making, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "WAIT_S", 0.2)
    files.file(wanted("a"), writing(b"one"))
    clock.move(minutes=2)
    with another_process_making(tmp_path / "made"):
        assert files.file(wanted("b"), writing(b"two")).etag == "a"
        assert files.file(wanted("c", "counting"), writing(b"three")).etag == "a"
        for new in (wanted("d", kind="bel"), wanted("e", "ended", last=True)):
            with pytest.raises(BusyMaking) as busy:
                files.file(new, writing(b"four"))
            assert (busy.value.code, busy.value.retry_after_s) == ("busy-making", 5)
    assert files.file(wanted("b"), writing(b"two")).etag == "b"


def test_one_thread_of_a_process_waits_and_the_others_are_sent_away_at_once(
    files: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "WAIT_S", 3600)  # whoever waited would be found waiting
    begun, end = threading.Event(), threading.Event()

    def slow(target: BinaryIO) -> None:
        begun.set()
        end.wait(60)

    answers: list[object] = []

    def ask(tag: str, write: Callable[[BinaryIO], None]) -> None:
        try:
            answers.append(files.file(wanted(tag, kind=tag), write).etag)
        except BusyMaking as busy:
            answers.append(type(busy))

    makes = threading.Thread(target=ask, args=("slow", slow))
    makes.start()
    assert begun.wait(60)
    waits = threading.Thread(target=ask, args=("waiting", writing(b"two")))
    waits.start()
    while files._waiting._value:
        time.sleep(0.01)
    ask("sent-away", writing(b"three"))
    assert answers == [BusyMaking]
    end.set()
    makes.join()
    waits.join()
    assert answers == [BusyMaking, "slow", "waiting"]


def test_many_at_once_get_one_file(tmp_path: Path, clock: Clock) -> None:
    made: list[bytes] = []
    processes = [Making(tmp_path / "made", clock) for _ in range(6)]
    etags: list[str] = []

    def ask(files: Making) -> None:
        etags.append(files.file(wanted("a"), writing(b"one", made)).etag)

    threads = [threading.Thread(target=ask, args=(files,)) for files in processes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (etags, made) == (["a"] * 6, [b"one"])


def test_nobody_but_the_server_reads_the_folder(files: Making, tmp_path: Path) -> None:
    files.file(wanted("a"), writing(b"one"))
    assert os.stat(tmp_path / "made").st_mode & 0o777 == 0o700
