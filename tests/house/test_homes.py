"""One concept, one home (LAYOUT, section 4): what is written out in one place is written out nowhere else."""

import re

import pytest

from house.program import ROOT

# what it is: (folder, what writing it out looks like, the files that may)
HOMES: dict[str, tuple[str, str, set[str]]] = {
    "a ballot's number in an address": ("voting/web", r"replace\(.\+., .-.\)", {"speech/trackers.py"}),
    "a ballot's number in an address, in scripts": (
        "static/js",
        r"/\\\+/g",
        {"page/trackers.mjs", "ballots/opening.mjs"},  # an opening's own text (PROTOCOL), read by its twin too
    ),
    "letting a page breathe": (
        "static/js",
        r"\bset(Timeout|Interval)\(|requestAnimationFrame",
        {"page/waiting.mjs", "booth/server.mjs"},  # a request that is given up is no pause
    ),
    "a short code": ("voting", r"\[a-z0-9\]\[a-z0-9-\]", {"record/fields.py", "web/api/openapi.json"}),
    "a short code, in scripts": ("static/js", r"\[a-z0-9\]\[a-z0-9-\]", {"record/fields.mjs", "booth/card_code.mjs"}),
    "a request's body": ("voting/web", r"request\.(stream|get_data|get_json|data|json)\b", {"bodies.py"}),
    "characters that nobody sees": ("voting", r"\\u2060", {"texts/validity.py"}),
    "characters that nobody sees, in scripts": ("static/js", r"\\u2060", {"texts/validity.mjs"}),
    "what a vote is called in an address": ("voting/web", r"<uuid>|\"uuid\" in ", set()),
    "an account as a text": ("voting/web", r"account_id}|partition\(\"/\"\)", {"door/owners.py"}),
    "the minute of an entry": ("voting", r"next_minute = |self\._clock\(\)\.replace\(second=0", {"services/books.py"}),
}
READ = {".py", ".mjs", ".json", ".html"}


def files_with(folder: str, pattern: str) -> set[str]:
    """The sources below a folder in which this is written out."""
    found = (path for path in (ROOT / folder).rglob("*") if path.suffix in READ)
    texts = ((path, path.read_text(encoding="utf-8")) for path in found)
    return {path.relative_to(ROOT / folder).as_posix() for path, text in texts if re.search(pattern, text)}


@pytest.mark.parametrize("concept", HOMES)
def test_a_concept_has_one_home(concept: str) -> None:
    folder, pattern, homes = HOMES[concept]
    assert files_with(folder, pattern) == homes
