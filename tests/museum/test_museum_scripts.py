"""The browser's own scripts say of every piece's books what the verifier says, and of its archive what the label says."""

import json
from pathlib import Path

import pytest
from fixtures.node import Run

from museum.bundles import unzipped
from museum.labels import LABELS
from museum.test_museum import INDEX, PIECES, archive_of, stored

pytestmark = [pytest.mark.node, pytest.mark.timeout(600)]
OF_BOOKS = ("checkpoint", "entries", "replay", "vote-book", "ties")
"""The checks that the scripts make of the books, in this order; they stop at the first thing wrong."""
NOT_THERE = "a file is missing: the verifier says which book is not whole, or which list"
UNSIGNED = "they read a book's checkpoint and its entries in one"
NO_WITNESS = "they are shown no note that witnesses signed"
SEEN_OTHERWISE = {
    "list-not-in-the-bundle": NOT_THERE, "ballot-entry-missing": NOT_THERE, "entry-missing": NOT_THERE,
    "entries-missing": NOT_THERE, "book-missing": NOT_THERE,
    "re-signed-checkpoint": UNSIGNED, "log-restarted-under-another-key": UNSIGNED, "unsigned-checkpoint": UNSIGNED,
    "checkpoint-of-another-origin": UNSIGNED, "checkpoint-with-an-extension": UNSIGNED,
    "witnesses-saw-another-log": NO_WITNESS, "last-entry-cut-off": NO_WITNESS, "cut-before-the-cancellation": NO_WITNESS,
    "dated-before-the-witnesses-saw-it": NO_WITNESS,
}  # fmt: skip
"""What the scripts find wrong in another way, or not at all."""


@pytest.fixture(scope="module")
def said(node: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict]:
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


def test_they_accept_every_good_piece(said: dict[str, dict]) -> None:
    assert {json.dumps(said[entry["name"]]) for entry in INDEX["good"]} == {'{"books": null, "archive": null}'}


def test_they_say_of_the_books_what_the_verifier_says(said: dict[str, dict]) -> None:
    """The same check, the same error, the same crime."""
    wanted = {name: next((one for one in label.refused_by if checks(one)), None) for name, label in LABELS.items()}
    found = {name: words["books"] for name, words in said.items() if name in LABELS}
    assert {name for name, books in found.items() if books != wanted[name]} == set(SEEN_OTHERWISE)


def checks(refusal: str) -> bool:
    return refusal.partition(":")[0] in OF_BOOKS


def test_what_they_say_of_the_archive_is_on_the_label(said: dict[str, dict]) -> None:
    found = {name: tuple(filter(None, [words["archive"]])) for name, words in said.items() if name in LABELS}
    assert found == {name: LABELS[name].scripts for name in found}
