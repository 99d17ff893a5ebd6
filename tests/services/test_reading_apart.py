"""Reading a list takes no more of the server than it may: time, memory, one at a time; what is read stays the same."""

import fcntl
import pickle
import signal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from fixtures.excel_files import saved, workbook_of
from village.people import roll_of

from voting.lists.reading import read_choices
from voting.services.errors import UnreadableList
from voting.services.households import reading_apart
from voting.services.households.reading_apart import BusyReading, ReadingFailed, TooSlow, read_apart

HEAD = ("Mã hộ", "Chủ hộ", "Địa chỉ")


def book(households: int) -> bytes:
    rows = [(f"DH-{number:05d}", "Nguyễn Văn An", f"số {number}") for number in range(households)]
    return saved(workbook_of(HEAD, *rows))


def test_a_workbook_read_apart_is_read_as_in_the_same_process(tmp_path: Path) -> None:
    data = book(30)
    assert read_apart("danh sách hộ.xlsx", data, tmp_path) == read_choices("danh sách hộ.xlsx", data)


@pytest.mark.parametrize("data", [b"PK\x03\x04 cut", b"\xd0\xcf\x11\xe0 old", b""])
def test_what_is_no_list_is_refused_with_the_reader_s_own_sentence(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(UnreadableList) as refused:
        read_apart("danh-sach.xlsx", data, tmp_path)
    assert refused.value.code not in {"too-slow", "refused"}
    assert refused.value.message_vi
    assert refused.value.message_en


def test_a_file_that_takes_too_long_is_refused_with_a_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "CLOCK_S", 0.05)
    with pytest.raises(TooSlow) as refused:
        read_apart("nho.xlsx", book(5), tmp_path)
    assert "quá nhiều thời gian" in refused.value.message_vi


def test_a_file_that_takes_too_much_of_the_machine_is_refused_and_a_fault_of_ours_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([(-signal.SIGXCPU, b""), (1, b"Traceback ...\nMemoryError\n"), (1, b"Traceback ...\nKeyError: 3\n")])

    def ended(*_command: object, **_options: object) -> CompletedProcess[bytes]:
        status, said = next(answers)
        return CompletedProcess([], status, b"", said)

    monkeypatch.setattr(reading_apart.subprocess, "run", ended)
    for _ in range(2):
        with pytest.raises(TooSlow):
            read_apart("nho.xlsx", book(5), tmp_path)
    with pytest.raises(ReadingFailed, match="KeyError: 3"):
        read_apart("nho.xlsx", book(5), tmp_path)


def test_one_list_is_read_at_a_time_on_a_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_apart, "WAIT_S", 0.1)
    with (tmp_path / reading_apart.LOCK_FILE).open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(BusyReading):
            read_apart("nho.xlsx", book(5), tmp_path)
        assert read_apart("nho.csv", roll_of(5).encode(), tmp_path)[0].rows


def test_what_is_read_travels_between_processes(tmp_path: Path) -> None:
    found = read_choices("nho.csv", roll_of(5).encode())
    assert pickle.loads(pickle.dumps(found)) == found
