"""Readers of large files wait for each other; nobody else does."""

import threading

import pytest

from voting.web.door.pace import MOST_WAIT_S, PAUSE_S, BusyServing, Pace


class Time:
    """Stands still; sleeping is noted and takes none."""

    def __init__(self) -> None:
        self.now_s, self.slept = 100.0, []

    def __call__(self) -> float:
        return self.now_s

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def test_files_that_come_at_once_begin_one_after_the_other() -> None:
    time = Time()
    pace = Pace(clock_s=time, sleep=time.sleep)
    for _ in range(3):
        pace.wait_for(5_000_000)
    assert time.slept == pytest.approx([0, PAUSE_S + 0.1, 2 * (PAUSE_S + 0.1)])


def test_a_file_that_comes_later_does_not_wait() -> None:
    time = Time()
    pace = Pace(clock_s=time, sleep=time.sleep)
    pace.wait_for(5_000_000)
    time.now_s += 1
    pace.wait_for(5_000_000)
    assert time.slept == [0, 0]


def test_who_would_wait_too_long_is_told_to_come_again() -> None:
    time = Time()
    pace = Pace(clock_s=time, sleep=time.sleep)
    pace.wait_for(int(60_000_000 * MOST_WAIT_S))
    with pytest.raises(BusyServing) as busy:
        pace.wait_for(1)
    assert (busy.value.code, busy.value.retry_after_s) == ("busy-serving", 2)


def test_only_so_many_wait_so_that_threads_are_left_for_ballots() -> None:
    started, go_on = threading.Semaphore(0), threading.Event()

    def sleep(_: float) -> None:
        started.release()
        go_on.wait()

    pace = Pace(most_waiting=2, sleep=sleep)
    waiting = [threading.Thread(target=pace.wait_for, args=(1,)) for _ in range(2)]
    for one in waiting:
        one.start()
    for _ in waiting:
        started.acquire()
    with pytest.raises(BusyServing):
        pace.wait_for(1)
    go_on.set()
    for one in waiting:
        one.join()
    pace.wait_for(1)
