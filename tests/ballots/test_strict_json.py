"""Strict JSON: one value has one byte string."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ballots import strict_json
from voting.ballots.errors import BadElementText, BadScalarText, NotJson, NotReprinted, TooLarge, WrongFields, WrongType
from voting.crypto.proofs import Proof

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(value=values)
def test_what_is_dumped_loads_back(value: object) -> None:
    assert strict_json.load(strict_json.dump(value)) == value


@settings(deadline=None)
@given(value=values, position=st.integers(0, 200), space=st.sampled_from(" \n\t\r"))
def test_a_space_outside_a_string_is_refused(value: object, position: int, space: str) -> None:
    raw = strict_json.dump(value).decode()
    spaced = raw[: position % (len(raw) + 1)] + space + raw[position % (len(raw) + 1) :]
    try:
        loaded = strict_json.load(spaced.encode())
    except (NotJson, NotReprinted):
        return
    assert loaded != value  # the space fell into a string


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b'{"a":1,"a":1}', NotReprinted),
        (b'"\\u0061"', NotReprinted),
        (b'"\\/"', NotReprinted),
        (b'"\\u00e1"', NotReprinted),
        (b"-0", NotReprinted),
        (b"1.5", NotJson),
        (b"1e2", NotJson),
        (b"Infinity", NotJson),
        (b"'a'", NotJson),
        (b'"\xed\xa0\x80"', NotJson),
        (b'"\\ud800"', NotJson),
        (b'{"a":1', NotJson),
        (b"1 2", NotJson),
    ],
)
def test_other_ways_to_write_a_value_are_refused(raw: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        strict_json.load(raw)


def test_the_limit_is_in_bytes() -> None:
    raw = strict_json.dump("đ" * 10)
    assert strict_json.load(raw, size_max_bytes=len(raw)) == "đ" * 10
    with pytest.raises(TooLarge):
        strict_json.load(raw, size_max_bytes=len(raw) - 1)


def test_fields_are_all_there_in_their_order() -> None:
    assert strict_json.fields({"a": 1, "b": 2}, ("a", "b")) == (1, 2)
    for value in ({"b": 2, "a": 1}, {"a": 1}, {"a": 1, "b": 2, "c": 3}, [1, 2], "ab", None):
        with pytest.raises(WrongFields):
            strict_json.fields(value, ("a", "b"))


def test_a_proof_has_its_challenge_first() -> None:
    assert strict_json.proof({"challenge": "1", "response": "2"}) == Proof(1, 2)
    assert strict_json.proof_value(Proof(1, 2)) == {"challenge": "1", "response": "2"}
    with pytest.raises(WrongFields):
        strict_json.proof(json.loads('{"response":"2","challenge":"1"}'))


@pytest.mark.parametrize("value", [None, 1, True, [], {}])
def test_readers_refuse_other_types(value: object) -> None:
    with pytest.raises(WrongType):
        strict_json.text(value)
    with pytest.raises(WrongType):
        strict_json.scalar(value)
    with pytest.raises(WrongType):
        strict_json.element(value)


def test_integers_are_no_booleans_and_stay_in_bounds() -> None:
    assert strict_json.integer(3, 0, 3) == 3
    for value in (True, False, "1", 4, -1, None):
        with pytest.raises(WrongType):
            strict_json.integer(value, 0, 3)
    with pytest.raises(WrongType):
        strict_json.items({})


def test_elements_and_scalars_have_their_own_errors() -> None:
    with pytest.raises(BadElementText):
        strict_json.element("F" * 64)
    with pytest.raises(BadScalarText):
        strict_json.scalar("007")
