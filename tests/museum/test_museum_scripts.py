"""The browser's own verifier says of every piece what Python's says: the same checks fail, by the same errors, in the
same sentences."""

import json
from itertools import zip_longest
from pathlib import Path

import pytest
from fixtures.node import Run

from museum.bundles import unzipped
from museum.judges import NOW, lines_of, report_on
from museum.labels import LABELS, WHY_THE_SCRIPTS_ARE_SILENT
from museum.test_museum import INDEX, is_bundle, stored, trusted

pytestmark = [pytest.mark.node, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def judged(node: Run, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """Piece -> the checks that fail, and all that is said of it in each language."""
    folder = tmp_path_factory.mktemp("pieces")
    entries = [entry for entry in (*INDEX["good"], *INDEX["bad"]) if entry["name"] not in WHY_THE_SCRIPTS_ARE_SILENT]
    index = folder / "index.json"
    index.write_text(json.dumps({"now": NOW.timestamp(), "pieces": [laid_out(entry, folder) for entry in entries]}))
    done = node("tests/museum/judge.mjs", str(index), timeout_s=500)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def said(judged: dict[str, dict[str, list[str]]]) -> dict[str, list[str]]:
    """Piece -> the checks that fail."""
    return {name: one["failed"] for name, one in judged.items()}


def laid_out(entry: dict, folder: Path) -> dict[str, object]:
    """A piece as files, and what its visitor brings along."""
    given, place = trusted(entry), folder / entry["name"]
    shown = {"name": entry["name"], "vkey": given.vkey, "policy": given.policy.decode()}
    shown |= {"receipts": [[one.name, one.text] for one in given.receipts]}
    if given.register:
        register = folder / entry["register"]
        register.write_bytes(given.register)
        shown |= {"register": str(register)}
    if not is_bundle(entry):
        place.write_bytes(stored(entry))
        return shown | {"archive": str(place)}
    for name, raw in unzipped(stored(entry)).items():
        path = place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(raw)
    return shown | {"folder": str(place)}


def test_they_accept_every_good_piece(said: dict[str, list[str]]) -> None:
    assert {entry["name"]: said[entry["name"]] for entry in INDEX["good"] if said[entry["name"]]} == {}


def test_they_say_of_every_bad_piece_what_its_label_says(said: dict[str, list[str]]) -> None:
    wanted = {name: list(LABELS[name].refused_by) for name in LABELS if name not in WHY_THE_SCRIPTS_ARE_SILENT}
    found = {name: words for name, words in said.items() if name in LABELS}
    assert {name: (words, wanted[name]) for name, words in found.items() if words != wanted[name]} == {}
    assert found.keys() == wanted.keys()


def test_they_are_silent_only_where_it_is_said_why() -> None:
    """Only of what is refused before the first check."""
    assert {LABELS[name].check for name in WHY_THE_SCRIPTS_ARE_SILENT} == {"input"}


def test_they_say_every_sentence_that_the_command_says(judged: dict[str, dict[str, list[str]]]) -> None:
    """Of every piece, good and bad: each check with its outcome and its numbers, the signs, and the last sentence."""
    entries = [entry for entry in (*INDEX["good"], *INDEX["bad"]) if judged.get(entry["name"], {}).get("vi")]
    assert len(entries) > len(LABELS) - len(WHY_THE_SCRIPTS_ARE_SILENT)
    reports = {entry["name"]: report_on(stored(entry), trusted(entry)) for entry in entries}
    told = [
        (name, language, lines_of(report, language)) for name, report in reports.items() for language in ("vi", "en")
    ]
    differ = {(name, language): without(judged[name][language], lines) for name, language, lines in told}
    assert {key: lines for key, lines in differ.items() if lines} == {}


def without(theirs: list[str], ours: list[str]) -> list[tuple[str, str]]:
    """The sentences that differ, ours first."""
    return [(our, their) for our, their in zip_longest(ours, theirs, fillvalue="") if our != their]
