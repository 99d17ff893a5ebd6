"""The browser's own scripts say of every piece what its label says; where they find nothing wrong it is said why."""

import json
from pathlib import Path

import pytest
from fixtures.node import Run

from museum.bundles import unzipped
from museum.labels import LABELS, WHY_THE_SCRIPTS_ARE_SILENT
from museum.test_museum import INDEX, PIECES, archive_of, stored

pytestmark = [pytest.mark.node, pytest.mark.timeout(600)]
OTHER_WORDS = {
    "books:cancelled": "a device that is to open a total stops at a cancelled vote, whatever comes after",
    "books:opened-twice": "the verifier: wrong-setup",
    "books:closed-twice": "the verifier: out-of-order",
    "books:not-there": "the verifier says which book is not whole, or which list is missing",
    "books:never-opened": "the verifier: unknown-vote",
    "archive:wrong-type": "the verifier: other-version, before it reads on",
}
"""What the scripts call by another name."""
SEEN_OTHERWISE = {
    "announced-again-with-other-content": "they hold the vote against the last notice, and find other things asked",
    "spare-card-counted-as-household": "they do not count the spare cards, but find the list too long",
    "roll-that-does-not-add-up": "they do not add up the roll, but find that the vote has another",
    "archive-of-another-vote": "they compare the bytes of the election, and name no vote",
    "truncated-archive": "to the verifier a download that broke off is no crime",
}
"""What the scripts find wrong in another way."""


@pytest.fixture(scope="module")
def said(node: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """Piece -> what is wrong with its books, and with its archive."""
    folder = tmp_path_factory.mktemp("pieces")
    shown = [laid_out(entry, folder) for entry in [*INDEX["good"], *INDEX["bad"]] if can_be_unpacked(entry)]
    index = folder / "index.json"
    index.write_text(json.dumps({"vkey": (PIECES / INDEX["trusted"]["vkey"]).read_text().strip(), "pieces": shown}))
    done = node("tests/museum/judge.mjs", str(index), timeout_s=500)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def can_be_unpacked(entry: dict) -> bool:
    return entry["name"] not in LABELS or not LABELS[entry["name"]].cannot_be_read or not entry["file"].endswith(".zip")


def laid_out(entry: dict, folder: Path) -> dict[str, str]:
    """A piece as files, and what `judge.mjs` must know of it."""
    archive = folder / f"{entry['name']}.bel"
    archive.write_bytes(archive_of(entry))
    shown = {"name": entry["name"], "archive": str(archive)}
    if not entry["file"].endswith(".zip"):
        return shown
    files = unzipped(stored(entry))
    for name, raw in files.items():
        path = folder / entry["name"] / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    uuid = next(name for name in files if name.endswith(".bel")).removesuffix(".bel")
    return shown | {"folder": str(folder / entry["name"]), "uuid": uuid}


def test_they_accept_every_good_piece(said: dict[str, list[str]]) -> None:
    refused = {entry["name"]: said[entry["name"]] for entry in INDEX["good"] if said[entry["name"]]}
    assert refused == {"good-cancelled": ["books:cancelled"]}


def test_what_they_say_is_on_the_label(said: dict[str, list[str]]) -> None:
    found = {name: tuple(words) for name, words in said.items() if name in LABELS}
    assert found == {name: LABELS[name].scripts for name in found}


@pytest.mark.parametrize("name", LABELS)
def test_what_they_say_is_what_the_verifier_says(name: str) -> None:
    """The same code, or one that is listed here; or the crime is of a check that they leave to the verifier."""
    label = LABELS[name]
    if not label.scripts:
        assert label.check in WHY_THE_SCRIPTS_ARE_SILENT
        return
    codes = {code for one in label.refused_by for code in one.partition(":")[2].split("/")}
    agree = any(one.partition(":")[2] in codes for one in label.scripts)
    assert agree is not (label.scripts[0] in OTHER_WORDS or name in SEEN_OTHERWISE)
