"""A verifier we did not write accepts every kind of election we make, and refuses a forged one."""

import shutil
import subprocess
from pathlib import Path

import pytest

from ballots.sample_vote import UP_TO_TWO, USUAL, WITH_BLANK, committee, sample_vote
from voting.ballots.election import Question

pytestmark = [pytest.mark.belenios, pytest.mark.shared]

RE_VOTES = [(0, [[1, 0, 0]]), (1, [[0, 1, 0]]), (0, [[0, 0, 1]]), (3, [[0, 0, 1]])]
SEVERAL = [
    (0, [[1, 0, 0], [1, 0, 0], [0, 0, 0, 0]]),
    (1, [[0, 1, 0], [0, 1, 0], [1, 1, 0, 0]]),
    (2, [[0, 0, 1], [0, 0, 1], [0, 1, 0, 0]]),
]
BLANK_UP_TO_ALL = Question('Việc "khác" \\ thêm', ("Đèn", "Cống", "Sân"), 0, 3, blank=True)


@pytest.fixture(scope="module")
def belenios(shared: Path) -> Path:
    tool = shared / "tools" / "belenios-verify"
    installed = Path("/var/cache/belenios-root/usr/bin/belenios-tool").exists() or shutil.which("debootstrap")
    if not tool.exists() or not installed:
        pytest.skip("needs belenios-tool 3.x through ../shared/tools/belenios-verify")
    return tool


def verdict(tool: Path, folder: Path, raw: bytes) -> int:
    path = folder / "vote.bel"
    path.write_bytes(raw)
    return subprocess.run([tool, path], check=False, capture_output=True, timeout=250).returncode


@pytest.mark.parametrize(
    ("questions", "votes", "owners"),
    [
        ([USUAL], RE_VOTES, (1, 2, 3)),
        ([USUAL], [], (1, 3, 4)),
        ([USUAL, WITH_BLANK, UP_TO_TWO], SEVERAL, (4, 1, 2)),
        ([BLANK_UP_TO_ALL], [(0, [[1, 0, 0, 0]]), (1, [[0, 1, 1, 1]]), (2, [[0, 0, 0, 0]])], (1, 2, 4)),
    ],
    ids=["re-votes", "nobody votes", "several questions", "blank and any number"],
)
def test_belenios_tool_accepts_what_we_make(
    belenios: Path, tmp_path: Path, questions: list[Question], votes: list, owners: tuple[int, ...]
) -> None:
    assert verdict(belenios, tmp_path, sample_vote(questions, votes).archive(owners)) == 0


def test_belenios_tool_accepts_three_of_five(belenios: Path, tmp_path: Path) -> None:
    made = sample_vote([USUAL], RE_VOTES, by=committee(5, 3))
    assert verdict(belenios, tmp_path, made.archive((1, 2, 4, 6))) == 0


def test_belenios_tool_refuses_another_result(belenios: Path, tmp_path: Path) -> None:
    raw = sample_vote([USUAL], RE_VOTES).archive()
    assert verdict(belenios, tmp_path, raw.replace(b'{"result":[[0,1,2]]}', b'{"result":[[0,2,1]]}')) == 1
