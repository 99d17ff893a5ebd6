"""The shared cases: what strangers tried on this verifier, file by file as they brought it."""

import pytest

from verifier.command import run
from verifier.test_exit_status import AGAINST

DISHONEST = [
    "archive-same-uuid-two-questions", "election-two-answers-alike", "hidden-ballot-left-out-of-the-closing",
    "hidden-extension", "keys-server-key-is-g", "register-of-another-village", "rule-half-for-article-15-1",
    "two-histories-A", "zip-trailing-zip2",
]  # fmt: skip


@pytest.mark.parametrize("name", DISHONEST)
def test_a_dishonest_record_of_the_older_form_is_not_taken(name, shared):
    folder = shared / "cases" / "record"
    options = ["--vkey", folder / "sample.vkey"]
    if name == "two-histories-A":
        options += ["--policy", folder / "two-histories.policy", "--register", folder / "two-histories.register.json"]
    if name == "register-of-another-village":
        options += ["--register", folder / "register-of-village-A.json"]
    assert run(folder / f"{name}.zip", *options).status in {1, 2}


def test_nothing_is_said_against_an_honest_record_of_the_older_form(shared):
    folder = shared / "cases" / "record"
    ran = run(
        folder / "honest.zip", "--json", "--vkey", folder / "sample.vkey", "--register", folder / "honest.register.json"
    )
    assert (ran.status, ran.json["error"]["code"]) == (2, "other-version")
    assert not any(word in ran.progress + ran.out for word in AGAINST)


def test_nothing_is_said_against_an_election_of_an_older_belenios(shared):
    ran = run(shared / "cases" / "old-belenios" / "belenios-2.0-group-2048.bel", "--json")
    assert (ran.status, ran.json["error"]["code"]) == (2, "other-version")
    assert "BELENIOS-2048" in ran.progress
    assert not any(word in ran.progress + ran.out for word in AGAINST)


def test_an_archive_that_broke_off_while_it_was_fetched_is_no_crime(given, tmp_path):
    whole = (given / f"{given.decided}.bel").read_bytes()
    for length in (len(whole) - 1, len(whole) - 700, 5000, 513, 511, 100):
        (tmp_path / "cut.bel").write_bytes(whole[:length])
        ran = run(tmp_path / "cut.bel", "--json")
        assert (ran.status, ran.json["error"]["code"]) == (2, "cut-short"), length


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"version":1,"description"', b'"version":2,"description"'),
        (b'"group":"Ed25519"', b'"group":"RFC3526"'),
        (b'"answers":["', b'"choices":["'),
    ],
)
def test_another_version_group_or_kind_of_question_is_not_known(old, new, given, tmp_path):
    whole = (given / f"{given.decided}.bel").read_bytes()
    assert old in whole
    (tmp_path / "other.bel").write_bytes(whole.replace(old, new))
    assert run(tmp_path / "other.bel", "--json").status == 2


def test_the_tools_and_the_users_own_slips_are_no_failed_elections(shared, given):
    slip = shared / "cases" / "verifier-exit-code" / "not-a-register.jpg"
    for option in ("--register", "--policy"):
        ran = run(given / "bundle.zip", "--json", option, slip)
        assert (ran.status, ran.json["error"]["code"]) == (2, "bad-option")
        assert option in ran.progress
