"""Bundles of subjects, good and bad: each is told what its label says, by the program that people start."""

import json
from pathlib import Path

import pytest
from verifier.command import run

from museum.bundles import zipped
from museum.subjects.crimes import CRIMES, GOOD
from museum.subjects.make import LABELS, NEEDS_REGISTER, PIECES, REGISTER, label_of, register_for

MADE = {**GOOD, **CRIMES}
KNOWN: dict[str, dict[str, str]] = json.loads(LABELS.read_text(encoding="utf-8"))


def piece(name: str) -> Path:
    return PIECES / f"{name}.zip"


def test_the_museum_shows_what_it_says_it_shows() -> None:
    assert {path.stem for path in PIECES.glob("*.zip")} == set(MADE) == set(KNOWN)
    assert all(KNOWN[name] for name in CRIMES)
    assert not any(KNOWN[name] for name in GOOD)


@pytest.mark.parametrize("name", MADE)
def test_a_piece_is_what_is_made_and_gets_its_label(name: str) -> None:
    raw = piece(name).read_bytes()
    assert raw == zipped(MADE[name]())
    assert label_of(raw, register_for(name)) == KNOWN[name]


def test_a_closed_subject_is_recounted_by_the_command_and_by_the_card_register() -> None:
    ran = run(piece("good-closed"), "--register", REGISTER, "--json")
    assert ran.status == 0
    assert ran.statuses() == {
        "log-key": "not-given", "checkpoint": "pass", "quorum": "not-given", "entries": "pass", "replay": "pass",
        "subject-book": "pass", "subject-ties": "pass", "subject-list": "pass", "recount": "pass",
    }  # fmt: skip
    assert ran.json["subject"]["counts"] == {"right": 2, "objection": 1}
    said = "\n".join(run(piece("good-closed")).lines)
    assert "3/5 hộ đã nói" in said
    assert "Mọi điều kiểm được đều đúng." in said


def test_an_open_subject_is_counted_so_far() -> None:
    ran = run(piece("good-open"), "--json")
    assert (ran.status, ran.json["subject"]["state"]) == (0, "open")
    assert ran.json["subject"]["counts"] == {"right": 1, "objection": 1}


@pytest.mark.parametrize("name", ["value-flipped", "counts-exchanged", "stranger-on-the-list"])
def test_a_crime_ends_with_status_1_and_its_name(name: str) -> None:
    register = ("--register", REGISTER) if name in NEEDS_REGISTER else ()
    ran = run(piece(name), *register, "--json")
    assert (ran.status, ran.failures()) == (1, KNOWN[name])


def test_what_is_no_bundle_is_no_word_against_anybody() -> None:
    assert run(piece("member-more")).status == 2


def test_a_receipt_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    good = next((PIECES.parent.parent / "pieces").glob("*.tlog-proof"))
    assert run(piece("good-closed"), "--receipt", good).status == 2
