"""Every piece is refused for exactly what its label says, every good one is accepted, and a program makes them all."""

import gzip
import json

import pytest

from museum.judges import audit, rules, verifier
from museum.labels import LABELS, WHY_IT_ACCEPTS
from museum.make import PIECES, README, files, index, table
from museum.pieces import Piece, bad_pieces, good_pieces
from voting.record.bundle import read_bundle, unzip
from voting.record.errors import RecordError
from voting.verifier.evidence import Trusted

INDEX = json.loads((PIECES / "index.json").read_bytes())
SIZE_MAX_BYTES = 2_000_000
OF_ARCHIVES = {"archive-form", "setup", "ballots", "encrypted-tally", "partial-decryptions", "result"}
"""Checks that look at the archive alone; the audit makes the same ones."""


def stored(entry: dict) -> bytes:
    """A piece as a visitor finds it, gunzipped."""
    raw = (PIECES / entry["file"]).read_bytes()
    return gzip.decompress(raw) if entry["file"].endswith(".gz") else raw


def trusted(entry: dict) -> Trusted:
    """What a visitor brings along."""
    if "register" not in entry:
        return Trusted()
    vkey = (PIECES / INDEX["trusted"]["vkey"]).read_text().strip()
    policy = (PIECES / INDEX["trusted"]["policy"]).read_bytes()
    return Trusted(vkey, policy, (PIECES / entry["register"]).read_bytes())


def archive_of(entry: dict) -> bytes:
    raw = stored(entry)
    return read_bundle(unzip(raw)).archive if entry["file"].endswith(".zip") else raw


named = pytest.mark.parametrize("entry", INDEX["bad"], ids=lambda entry: entry["name"])
good = pytest.mark.parametrize("entry", INDEX["good"], ids=lambda entry: entry["name"])


@pytest.fixture(scope="module")
def made() -> tuple[list[Piece], list[Piece]]:
    return list(good_pieces()), list(bad_pieces())


def test_the_museum_is_worth_a_visit() -> None:
    assert len(INDEX["bad"]) >= 40
    assert [entry["name"] for entry in INDEX["bad"]] == list(LABELS)
    assert set(WHY_IT_ACCEPTS) <= set(LABELS)
    assert sum(path.stat().st_size for path in PIECES.iterdir() if path.suffix in {".zip", ".gz"}) < SIZE_MAX_BYTES


def test_the_program_makes_the_same_pieces_again(made: tuple[list[Piece], list[Piece]]) -> None:
    """Byte for byte, but for what another zlib packs differently."""
    again = dict(files([*made[0], *made[1]]))
    assert set(again) | {"index.json"} == {path.name for path in PIECES.iterdir()}
    differ = [name for name, raw in again.items() if not same(name, raw, (PIECES / name).read_bytes())]
    assert differ == []


def same(name: str, one: bytes, other: bytes) -> bool:
    if one == other:
        return True
    if name.endswith(".gz"):
        return gzip.decompress(one) == gzip.decompress(other)
    try:
        return list(unzip(one).items()) == list(unzip(other).items())
    except RecordError:
        return False


def test_index_and_readme_say_what_the_labels_say(made: tuple[list[Piece], list[Piece]]) -> None:
    assert (PIECES / "index.json").read_bytes() == index(*made)
    assert README.read_text(encoding="utf-8").endswith(table(made[1]))


@good
def test_a_good_piece_is_accepted_by_all(entry: dict) -> None:
    assert verifier(stored(entry), trusted(entry)) == ()
    assert verifier(archive_of(entry), Trusted()) == ()
    assert audit(archive_of(entry)) == ""
    if entry["file"].endswith(".zip"):
        assert rules(stored(entry)) == ""


@named
def test_the_verifier_refuses_a_piece_for_what_its_label_says(entry: dict) -> None:
    assert verifier(stored(entry), trusted(entry)) == LABELS[entry["name"]].refused_by


@named
def test_rules_and_audit_say_the_same_by_themselves(entry: dict) -> None:
    label = LABELS[entry["name"]]
    if label.cannot_be_read:
        return
    in_archive = [one for one in label.refused_by if one.partition(":")[0] in OF_ARCHIVES]
    if entry["file"].endswith(".zip"):
        assert rules(stored(entry)) == next((one for one in label.refused_by if one.startswith("replay:")), "")
    found = audit(archive_of(entry))
    assert found == (entry["archive"] or "")
    if found:
        assert in_archive[0].endswith(found)


def test_the_crimes_are_of_every_kind() -> None:
    """Every check of the verifier that can fail on its own refuses some piece."""
    first = {label.refused_by[0].partition(":")[0] for label in LABELS.values()}
    assert first == {
        "input", "log-key", "checkpoint", "quorum", "entries", "replay", "archive-form", "setup", "card-register",
        "encrypted-tally", "partial-decryptions", "result", "archive-derived", "documents",
    }  # fmt: skip
