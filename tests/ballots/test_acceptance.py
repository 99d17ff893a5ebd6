"""Accepting a ballot: what was sealed is accepted, and any single change is refused under its own name."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vectors import crimes, make_ballots

from voting.ballots import acceptance, credentials
from voting.ballots.ballot import parse_ballot, seal
from voting.ballots.election import SEQUENCE_MAX, Election, Question, max_ballot_bytes, max_envelope_bytes
from voting.ballots.envelope import make_envelope, parse_envelope
from voting.ballots.errors import (
    BadProof,
    BallotDataError,
    BallotUsageError,
    Malformed,
    NotReprinted,
    TooLarge,
    WrongShape,
)
from voting.crypto.group import G
from voting.crypto.scalars import Q, random_scalar

ELECTIONS = make_ballots.elections()
SECRET = 1234567890123456789
VECTORS = Path(make_ballots.FOLDER)


@st.composite
def questions_and_choices(draw: st.DrawFn) -> tuple[Question, list[int]]:
    """A question of any shape and an allowed answer to it."""
    width = draw(st.integers(1, 4))
    maximum = draw(st.integers(1, width))
    minimum = draw(st.integers(0, maximum))
    blank = draw(st.booleans())
    question = Question("Câu hỏi", tuple(f"Ý {one}" for one in range(width)), minimum, maximum, blank=blank)
    if blank and draw(st.booleans()):
        return question, [1] + [0] * width
    chosen = draw(st.permutations(range(width)))[: draw(st.integers(minimum, maximum))]
    return question, [0] * blank + [int(one in chosen) for one in range(width)]


def election_of(*questions: Question) -> Election:
    return Election.build("Họp thôn", questions, G**424242)


def sealed(election: Election, *choices: list[int], sequence: int = 1) -> bytes:
    return make_envelope(seal(election, SECRET, choices), SECRET, sequence).raw


@settings(deadline=None, max_examples=25)
@given(asked=st.lists(questions_and_choices(), min_size=1, max_size=2), sequence=st.integers(1, SEQUENCE_MAX))
def test_what_was_sealed_is_accepted_and_reads_back(asked: list[tuple[Question, list[int]]], sequence: int) -> None:
    election = election_of(*(question for question, _ in asked))
    made = make_envelope(seal(election, SECRET, [choices for _, choices in asked]), SECRET, sequence)
    read = parse_envelope(made.raw)
    acceptance.check_proofs(read, election)
    assert read == made
    assert parse_ballot(made.ballot.raw) == made.ballot
    assert read.ballot.credential == (G**SECRET).hex
    assert len(made.ballot.raw) <= max_ballot_bytes(election)
    assert len(made.raw) <= max_envelope_bytes(election)
    assert len(read.ballot.ciphertexts) == sum(question.width for question, _ in asked)


def test_the_size_bound_is_reached_by_scalars_of_full_length() -> None:
    election = ELECTIONS["several"]
    value = json.loads(make_ballots.files()["ballots.json"])["ballots"][-1]["raw"]
    lengthened = _with_long_scalars(json.loads(value))
    assert len(json.dumps(lengthened, separators=(",", ":"))) == max_ballot_bytes(election)


def _with_long_scalars(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_long_scalars(one) for one in value]
    if isinstance(value, dict):
        return {name: _with_long_scalars(one) for name, one in value.items()}
    return "9" * 76 if isinstance(value, str) and value.isdecimal() and len(value) < 78 else value


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for step, one in steps for leaf in _leaves(one, (*path, step))]
    return [path]


def _replace(value: Any, path: tuple[Any, ...], leaf: Any) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = leaf


GOOD = sealed(ELECTIONS["blank"], [0, 1, 0])
LEAVES = _leaves(json.loads(GOOD))
PROOF = ("challenge", "response")


@settings(deadline=None, max_examples=120)
@given(path=st.sampled_from(LEAVES), other=st.integers(1, Q - 1))
def test_any_single_field_changed_to_another_valid_value_is_refused(path: tuple[Any, ...], other: int) -> None:
    value = json.loads(GOOD)
    if path[-1] in PROOF:
        leaf: Any = str(other)
    elif path[-1] in ("alpha", "beta", "credential"):
        leaf = (G**other).hex
    else:
        leaf = other % SEQUENCE_MAX + 2 if path[-1] == "sequence" else "x"
    _replace(value, path, leaf)
    envelope = parse_or_refuse(json.dumps(value, separators=(",", ":")).encode())
    if envelope is not None:
        with pytest.raises(BallotDataError) as refusal:
            acceptance.check_proofs(envelope, ELECTIONS["blank"])
        assert refusal.value.code in ("wrong-election", "bad-proof")


def parse_or_refuse(raw: bytes) -> Any:
    try:
        return parse_envelope(raw)
    except Malformed:
        return None


@settings(deadline=None, max_examples=60)
@given(path=st.sampled_from([one for one in LEAVES if one[:2] == ("ballot", "answers") and one[-1] in PROOF]))
def test_a_changed_proof_signed_again_by_its_household_is_still_refused(path: tuple[Any, ...]) -> None:
    value = json.loads(GOOD)
    _replace(value, path, str(random_scalar()))
    crimes.resign(value, SECRET)
    envelope = parse_envelope(json.dumps(value, separators=(",", ":")).encode())
    expected = {"individual_proofs": "bad-individual-proof", "overall_proof": "bad-overall-proof"}
    with pytest.raises(BadProof) as refusal:
        acceptance.check_proofs(envelope, ELECTIONS["blank"])
    assert refusal.value.name == expected.get(path[3], "bad-blank-proof")


def test_signing_again_without_a_change_is_accepted() -> None:
    value = json.loads(GOOD)
    crimes.resign(value, SECRET)
    acceptance.check_proofs(parse_envelope(json.dumps(value, separators=(",", ":")).encode()), ELECTIONS["blank"])


def _refused() -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads((VECTORS / "refused.json").read_text(encoding="utf-8"))["envelopes"]
    return listed


@pytest.mark.parametrize("row", _refused(), ids=lambda row: row["crime"])
def test_each_crime_of_the_vectors_has_its_name(row: dict[str, str]) -> None:
    with pytest.raises(BallotDataError) as refusal:
        acceptance.check_proofs(parse_envelope(row["envelope"].encode()), ELECTIONS[row["election"]])
    assert (refusal.value.name, refusal.value.code) == (row["name"], row["code"])


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff",
        b"null",
        b"[]",
        b"1e5",
        b"[" * 50_000,
        b'{"sequence":' + b"9" * 5000 + b"}",
        b'"\\ud800"',
        GOOD.replace(b'"sequence":1', b'"sequence":1.0'),
        GOOD.replace(b'"sequence":1', b'"sequence":NaN'),
        b"\xef\xbb\xbf" + GOOD,
    ],
)
def test_nonsense_is_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        parse_envelope(raw)


def test_more_than_64_kib_is_too_large_whatever_it_is() -> None:
    with pytest.raises(TooLarge):
        parse_envelope(b" " * 65_537)
    with pytest.raises(NotReprinted):
        parse_envelope(GOOD + b" " * (65_536 - len(GOOD)))


def test_a_ballot_of_an_election_with_other_questions_does_not_fit() -> None:
    one, two = election_of(make_ballots.USUAL), election_of(make_ballots.WITH_BLANK)
    value = json.loads(sealed(one, [1, 0, 0]))
    value["ballot"] |= {"election_uuid": two.uuid, "election_hash": two.fingerprint}
    with pytest.raises(WrongShape):
        acceptance.check_shape(parse_envelope(json.dumps(value, separators=(",", ":")).encode()).ballot, two)


@pytest.mark.parametrize(
    ("election", "choices"),
    [
        ("usual", [[0, 0, 0]]),
        ("usual", [[1, 1, 0]]),
        ("usual", [[2, 0, 0]]),
        ("usual", [[1, 0]]),
        ("usual", []),
        ("blank", [[1, 1, 0]]),
        ("blank", [[0, 0, 0]]),
        ("blank", [[]]),
    ],
)
def test_choices_outside_the_bounds_are_not_sealed(election: str, choices: list[list[int]]) -> None:
    with pytest.raises(BallotUsageError):
        seal(ELECTIONS[election], SECRET, choices)


def test_zero_secrets_and_sequences_are_not_used() -> None:
    with pytest.raises(BallotUsageError):
        seal(ELECTIONS["usual"], Q, [[1, 0, 0]])
    ballot = seal(ELECTIONS["usual"], SECRET, [[1, 0, 0]])
    for sequence in (0, SEQUENCE_MAX + 1):
        with pytest.raises(BallotUsageError):
            make_envelope(ballot, SECRET, sequence)


def test_a_seal_by_another_household_is_refused() -> None:
    ballot = seal(ELECTIONS["usual"], SECRET, [[1, 0, 0]])
    with pytest.raises(BadProof):
        acceptance.check_proofs(make_envelope(ballot, SECRET + 1, 1), ELECTIONS["usual"])


@pytest.mark.parametrize("processes", [1, 2])
def test_many_are_checked_in_order_and_errors_are_given_not_raised(processes: int) -> None:
    election = ELECTIONS["blank"]
    good = [sealed(election, [1, 0, 0], sequence=number) for number in range(1, 6)]
    bad = GOOD.replace(b'"sequence":1', b'"sequence":2')
    answers = list(acceptance.verified_trackers([*good, bad, b"{}"], election, processes=processes))
    assert answers[:5] == [parse_envelope(raw).ballot.tracker for raw in good]
    assert [getattr(one, "name", None) for one in answers[5:]] == ["bad-seal", "wrong-fields"]


def test_two_votes_of_one_household_have_credentials_nobody_can_link_by_equality() -> None:
    card = credentials.random_card()
    key = credentials.household_key(card)
    first, second = (credentials.vote_credential(key, uuid) for uuid in make_ballots.UUIDS)
    assert first != second
    secret = credentials.vote_secret(credentials.household_secret(card), make_ballots.UUIDS[0])
    assert G**secret == first
