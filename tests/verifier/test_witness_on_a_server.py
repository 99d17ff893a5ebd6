"""A board's laptop before a real server: results and receipts are confirmed, a restored database is refused."""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from village.laptop import Laptop, watch
from village.life import Village
from village.people import COMMUNE
from village.served import served
from village.states import two_votes

from voting.services.record.sealing import seal_due
from voting.verifier.commands import run_command
from voting.verifier.evidence import GivenReceipt, Trusted
from voting.verifier.inputs import read_input
from voting.verifier.report import Report
from voting.verifier.verification import verify


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def laptops(tmp_path: Path) -> tuple[Laptop, Laptop]:
    return Laptop(tmp_path, 0), Laptop(tmp_path, 1)


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Village:
    """One vote decided, one open; only ever copied."""
    village = two_votes(tmp_path_factory.mktemp("ready"))
    village.services.close()
    return village


@pytest.fixture
def made(ready: Village, tmp_path: Path) -> Iterator[Village]:
    (tmp_path / "village").mkdir()
    village = ready.copied(tmp_path / "village")
    yield village
    village.services.close()


@contextmanager
def running(village: Village) -> Iterator[Village]:
    with served(village) as there:
        yield there


def checked(village: Village, vote: str, *receipts: str) -> Report:
    given = tuple(GivenReceipt(f"{n}", text) for n, text in enumerate(receipts))
    evidence = read_input(f"{village.address}/bieu-quyet/{village.votes[vote]}")
    return verify(evidence, trusted=Trusted(village.vkey, receipts=given), now=village.clock.now)


def quorum_of(report: Report) -> str:
    assert report.ok, report.lines("vi")
    return next(one.sentence.vi for one in report.checks if one.name == "quorum")


def receipt(village: Village, tracker: str) -> str:
    """As a phone fetches it anew."""
    address = f"{village.address}/api/v1/votes/{village.votes['open']}/ballots/{tracker}"
    with urllib.request.urlopen(address) as answer:
        return str(json.load(answer)["receipt"])


def test_a_board_signs_and_results_and_receipts_are_confirmed(made, laptops, capsys):
    board, _ = laptops
    with running(made) as village:
        watch(village, board, "Ban giám sát thôn", 1)
        assert board.witness(village) == 0
        assert "máy chủ đã nhận chữ ký" in capsys.readouterr().out
        assert "1/1 bên giám sát đã ký" in quorum_of(checked(village, "decided"))
        assert board.witness(village) == 0


def test_whoever_follows_a_vote_gets_the_same_scripts_as_all_and_sees_it_end(made, tmp_path, capsys):
    with running(made) as village:
        given = ["--keep", str(tmp_path / "seen"), "--vkey", village.vkey, "--processes", "1"]
        address = f"{village.address}/bieu-quyet/{village.votes['decided']}"
        assert run_command("watch", [address, *given], village.clock.now) == 0
    said = capsys.readouterr().out
    assert "chương trình như nhau" in said
    assert ", 0 chương trình" not in said
    assert "Cuộc biểu quyết đã xong" in said


def test_a_receipt_fetched_anew_tells_that_its_place_was_confirmed(made, laptops):
    board, _ = laptops
    with running(made) as village:
        watch(village, board, "Ban giám sát thôn", 1)
        tracker = village.cast(village.votes["open"], "DH-005", [[0, 1, 0]])
        village.clock.move(hours=2)
        assert seal_due(village.desk)
        assert "extra" not in receipt(village, tracker)
        assert board.witness(village) == 0
        (said,) = checked(village, "open", receipt(village, tracker)).receipts
        assert said.value()["cosigned"] == ["ban-giam-sat-thon"]
        assert said.value()["counts"] is True


def test_a_new_policy_holds_once_those_before_have_signed_it(made, laptops):
    board, front = laptops
    with running(made) as village:
        watch(village, board, "Ban giám sát thôn", 1)
        assert board.witness(village) == 0
        watch(village, front, "Ban công tác Mặt trận", 2)
        waiting = read_input(f"{village.address}/api/v1/communes/{COMMUNE}/log")
        assert [one.sign.name for one in verify(waiting).signs] == ["policy-waiting"]
        assert board.witness(village) == 0
        found = read_input(f"{village.address}/api/v1/communes/{COMMUNE}/log")
        assert len(found.policies) == 1
        report = verify(found, now=village.clock.now)
        assert report.ok
        assert report.signs == ()
        assert found.policy.count("witness ") == 2


def test_a_restored_database_is_refused_by_whoever_has_seen_more(made, laptops, tmp_path, capsys):
    board, _ = laptops
    watch(made, board, "Ban giám sát thôn", 1)
    made.services.close()
    (tmp_path / "restored").mkdir()
    restored, goes_on = made.copied(tmp_path / "restored"), made.again()
    goes_on.cast(goes_on.votes["open"], "DH-005", [[0, 1, 0]])
    with running(goes_on) as village:
        assert board.witness(village) == 0
    goes_on.services.close()
    capsys.readouterr()
    with running(restored) as village:
        assert board.witness(village) == 1
    assert "lùi lại" in capsys.readouterr().out
    restored.services.close()
