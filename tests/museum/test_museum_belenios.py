"""belenios-tool's opinion of every archive is the one the labels give, and where it differs from ours they say why."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import chain
from pathlib import Path
from zipfile import BadZipFile

import pytest

from museum.labels import LABELS, WHY_IT_ACCEPTS
from museum.test_museum import INDEX, archive_of, stored
from voting.verifier.errors import UnreadableInput
from voting.verifier.inputs import read_bytes

pytestmark = [pytest.mark.belenios, pytest.mark.shared, pytest.mark.timeout(900)]
ACCEPTED = "all checks passed"
ASKED_AGAIN = 2
"""The tool does not await its own check of the ballots: on a busy machine its answer was once another than before."""


@pytest.fixture(scope="module")
def opinions(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bool]:
    """Piece -> whether the tool accepts its archive; it is shown each archive once, and takes a third of a second."""
    tool = shared / "tools" / "belenios-verify"
    installed = Path("/var/cache/belenios-root/usr/bin/belenios-tool").exists() or shutil.which("debootstrap")
    if not tool.exists() or not installed:
        pytest.skip("needs belenios-tool 3.x through ../shared/tools/belenios-verify")
    folder = tmp_path_factory.mktemp("archives")
    shown: dict[str, bytes] = {}
    for entry in [*INDEX["good"], *INDEX["bad"]]:
        if (raw := readable_archive(entry)) is not None:
            shown[entry["name"]] = raw
    file_of = {raw: folder / f"{name}.bel" for name, raw in shown.items()}
    for raw, path in file_of.items():
        path.write_bytes(raw)
    paths = sorted(file_of.values())
    with ThreadPoolExecutor(2) as pool:
        said = dict(chain.from_iterable(pool.map(partial(verdicts, tool), (paths[::2], paths[1::2]))))
    for _ in range(ASKED_AGAIN):
        unlike = {file_of[raw] for name, raw in shown.items() if unlike_its_label(name, said[file_of[raw]])}
        said |= dict(verdicts(tool, sorted(unlike)))
    return {name: said[file_of[raw]] for name, raw in shown.items()}


def unlike_its_label(name: str, accepts: bool) -> bool:
    """Whether the tool said something else of a piece than its label does."""
    return name in LABELS and accepts is LABELS[name].tool_refuses


def verdicts(tool: Path, paths: list[Path]) -> list[tuple[Path, bool]]:
    """Of each archive whether the tool accepts it and every ballot in it."""
    if not paths:
        return []
    done = subprocess.run([tool, *paths], capture_output=True, text=True, check=False, timeout=800)
    found = [re.match(r"(.*?\.bel): (.*)", line) for line in done.stdout.splitlines()]
    return [(Path(one[1]), one[2] == ACCEPTED) for one in found if one]


def readable_archive(entry: dict) -> bytes | None:
    """The archive in a piece; none can be had of a bundle that no reader opens."""
    try:
        return archive_of(entry)
    except (BadZipFile, StopIteration):
        return None


def test_it_accepts_every_good_piece(opinions: dict[str, bool]) -> None:
    assert [entry["name"] for entry in INDEX["good"] if not opinions[entry["name"]]] == []


def test_its_opinion_is_the_one_on_the_label(opinions: dict[str, bool]) -> None:
    assert [name for name, accepts in opinions.items() if unlike_its_label(name, accepts)] == []


def test_every_disagreement_is_explained(opinions: dict[str, bool]) -> None:
    """It refuses no archive that we accept, and the ones that only we refuse are listed with the reason."""
    by_us = {entry["name"]: bool(entry["archive"]) for entry in INDEX["bad"]}
    assert [name for name, bad in by_us.items() if not bad and not opinions.get(name, True)] == []
    assert {name for name, bad in by_us.items() if bad and opinions.get(name)} == set(WHY_IT_ACCEPTS)


def test_only_a_piece_that_cannot_be_opened_was_not_shown(opinions: dict[str, bool]) -> None:
    for entry in INDEX["bad"]:
        if entry["name"] not in opinions:
            with pytest.raises(UnreadableInput):
                read_bytes(stored(entry), "a piece of the museum")
