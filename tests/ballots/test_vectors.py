"""The checked-in vectors, which the JavaScript twin reproduces too, are what the generator makes."""

import json
from pathlib import Path

import pytest
from vectors import make_ballots

FOLDER = Path(make_ballots.FOLDER)


def test_generator_makes_the_checked_in_files_byte_for_byte() -> None:
    made = make_ballots.files()
    assert {path.name for path in FOLDER.glob("*.json")} == set(made)
    for name, content in made.items():
        assert (FOLDER / name).read_text(encoding="utf-8") == content, name


@pytest.mark.parametrize("election", ["usual", "blank"])
def test_every_crime_is_refused_with_a_code_of_the_interface(election: str) -> None:
    rows = json.loads((FOLDER / "refused.json").read_text(encoding="utf-8"))["envelopes"]
    codes = {row["code"] for row in rows if row["election"] == election}
    assert codes <= {"malformed", "wrong-election", "bad-proof", "too-large"}
    assert len(codes) > 1
