"""A witness by others (PyPI `aics-witness`) signs our book as it grows, and refuses it rolled back or forked."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

import pytest
from village.clock import Clock
from village.life import Village
from village.people import COMMUNE, VILLAGE
from village.states import appointed

from voting.bootstrap import KEYS
from voting.ledger.policy import parse_policy
from voting.manage.witness_calls import ask
from voting.services.record.watchers import NewWatcher
from voting.services.record.witnessing import Answer

pytestmark = pytest.mark.skipif(find_spec("aics_witness") is None, reason="no aics-witness here: make .venv")


class Foreign:
    """The witness in a folder of its own, run as its manual says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vkey = self.run("init", "--name", "aics.example/w1").splitlines()[-1]

    def run(self, *words: str) -> str:
        command, *rest = words
        line = [sys.executable, "-m", "aics_witness", command, "--config", "witness.json", *rest]
        return subprocess.run(line, cwd=self.folder, check=True, capture_output=True, text=True).stdout

    def serve(self) -> tuple[subprocess.Popen[str], str]:
        """The process, and the address at which it says that it listens."""
        line = [sys.executable, "-m", "aics_witness", "serve", "--config", "witness.json", "--listen", "127.0.0.1:0"]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        serving = subprocess.Popen(
            line, cwd=self.folder, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=environment
        )
        assert serving.stderr is not None
        for said in serving.stderr:
            if "add-checkpoint at " in said:
                return serving, said.partition("add-checkpoint at ")[2].partition("/add-checkpoint")[0]
        raise AssertionError("it did not begin to serve")


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """A commune whose clock is the real one, as the witness's is."""
    (tmp_path / "village").mkdir()
    village = appointed(tmp_path / "village", Clock(datetime.now(UTC)))
    yield village
    village.services.close()


@pytest.fixture
def foreign(village: Village, tmp_path: Path) -> Iterator[Foreign]:
    """The witness, trusting the commune's key, and named in its policy."""
    folder = tmp_path / "witness"
    folder.mkdir()
    foreign = Foreign(folder)
    foreign.run("add-log", "--origin", f"dinh.example/{COMMUNE}", "--vkey", village.vkey)
    serving, address = foreign.serve()
    try:
        new = NewWatcher("Tỉnh", foreign.vkey, address, 1)
        village.services.watchers.add(village.actors["admin"], new, "")
        yield foreign
    finally:
        serving.terminate()
        serving.communicate()


def grow(village: Village, *, entries: int, why: str) -> None:
    for number in range(entries):
        village.services.communes.declare_nobody_else(village.actors["admin"], VILLAGE, f"{why} {number}")


def asked(village: Village) -> list[Answer]:
    return [one.answer for one in village.services.witnessing.round(ask)]


def left_behind(village: Village, folder: Path) -> Village:
    """The same commune, signing key and all, as it was before it grows: what a restored backup holds."""
    folder.mkdir()
    (village.folder / KEYS).mkdir(exist_ok=True)
    village.services.close()
    return village.copied(folder)


def test_it_signs_our_book_as_it_grows_and_its_line_makes_the_quorum(village: Village, foreign: Foreign) -> None:
    for entries in (1, 3, 300):
        assert asked(village) == [Answer.SIGNED]
        note = village.log().checkpoint()
        assert parse_policy(village.policy.encode()).judge(note).satisfied
        grow(village, entries=entries, why=f"Lần {entries}")
    assert asked(village) == [Answer.SIGNED]
    assert asked(village) == []
    (status,) = json.loads(foreign.run("status", "--json"))["logs"]
    assert status["size"] == village.log().head().size


def test_it_refuses_a_book_that_was_rolled_back_and_we_keep_what_shows_it(
    village: Village, foreign: Foreign, tmp_path: Path
) -> None:
    assert asked(village) == [Answer.SIGNED]
    restored = left_behind(village, tmp_path / "backup")
    grow(village, entries=3, why="Thật")
    assert asked(village) == [Answer.SIGNED]
    grow(restored, entries=1, why="Khác")
    assert asked(restored) == [Answer.ROLLED_BACK]
    (alarm,) = restored.services.watchers.alarms(COMMUNE)
    assert alarm.note == restored.log().checkpoint().decode()
    assert alarm.reply == f"{village.log().head().size}\n"
    restored.services.close()


def test_it_refuses_a_forked_book_and_keeps_evidence_of_its_own(
    village: Village, foreign: Foreign, tmp_path: Path
) -> None:
    assert asked(village) == [Answer.SIGNED]
    forked = left_behind(village, tmp_path / "backup")
    grow(village, entries=3, why="Thật")
    assert asked(village) == [Answer.SIGNED]
    grow(forked, entries=5, why="Khác")
    assert asked(forked) == [Answer.INCONSISTENT]
    (alarm,) = forked.services.watchers.alarms(COMMUNE)
    assert (alarm.office, alarm.kind) == ("Tỉnh", "inconsistent")
    assert json.loads(foreign.run("evidence"))
    forked.services.close()
