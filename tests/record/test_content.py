"""What will be voted on has one hash, the same in Python and in the browser (the vectors), another for any change."""

import json
from pathlib import Path

from vectors.make_contents import PAPERS, YES_NO, contents

from voting.record.content import content_hash

VECTORS = Path(__file__).parents[1] / "vectors" / "contents.json"


def test_the_vectors_are_what_this_program_makes() -> None:
    assert json.loads(VECTORS.read_text(encoding="utf-8")) == contents()


def test_no_two_contents_have_one_hash() -> None:
    hashes = [one["hash"] for one in contents()]
    assert len(set(hashes)) == len(hashes)


def test_what_moves_from_one_field_to_another_is_another_content() -> None:
    assert content_hash("a", "b", (YES_NO,), PAPERS) != content_hash("ab", "", (YES_NO,), PAPERS)
