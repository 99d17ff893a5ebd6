"""A household's statement: what was signed is accepted, any single change is refused, and it links to nothing else."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vectors import make_statements
from vectors.make_statements import CARDS, OTHER_SUBJECT, SUBJECT, TERMS, require_acceptable, salt_of, secret_of

from voting.ballots import credentials
from voting.ballots.election import SEQUENCE_MAX
from voting.ballots.errors import BallotDataError, BallotUsageError, WrongSubject, WrongWords
from voting.ballots.statement import (
    STATEMENT_MAX_BYTES,
    Letter,
    Said,
    Terms,
    check_signature,
    check_terms,
    check_words,
    make_statement,
    parse_letter,
    parse_statement,
    pseudonym,
    pseudonyms,
    words_hash,
)
from voting.crypto.group import G
from voting.crypto.scalars import Q

SECRET = secret_of(CARDS[0])
GOOD = make_statement(Said(SUBJECT, TERMS.kind, "objection", 7, words_hash(salt_of("good"), "Sai tên")), SECRET)


def test_generator_makes_the_checked_in_vectors_byte_for_byte() -> None:
    assert make_statements.FILE.read_text(encoding="utf-8") == make_statements.content()


@settings(deadline=None, max_examples=60)
@given(value=st.sampled_from(TERMS.values), sequence=st.integers(1, SEQUENCE_MAX), words=st.none() | st.text())
def test_what_was_signed_is_accepted_and_reads_back(value: str, sequence: int, words: str | None) -> None:
    salt = salt_of("any")
    asked = words is not None and value in TERMS.worded
    said = Said(SUBJECT, TERMS.kind, value, sequence, words_hash(salt, _bytes_of(words)) if asked else None)
    made = make_statement(said, SECRET)
    read = parse_statement(made.raw)
    require_acceptable(read)
    assert (read, read.said) == (made, said)
    assert read.key == pseudonym(credentials.household_key(CARDS[0]), SUBJECT)
    assert len(made.raw) < STATEMENT_MAX_BYTES / 2
    if asked:
        check_words(read, salt, _bytes_of(words))


def _bytes_of(words: str | None) -> str:
    """Without what has no bytes."""
    return (words or "").encode(errors="ignore").decode()


LEAVES = ["subject", "kind", "value", "text", "sequence", "pseudonym", "challenge", "response"]


@settings(deadline=None, max_examples=120)
@given(name=st.sampled_from(LEAVES), other=st.integers(1, Q - 1))
def test_any_single_field_changed_to_another_valid_value_is_refused(name: str, other: int) -> None:
    value: dict[str, Any] = json.loads(GOOD.raw)
    changed = {
        "subject": OTHER_SUBJECT, "kind": "poll", "value": "right", "text": f"{other:064x}",
        "sequence": other % SEQUENCE_MAX + 1, "pseudonym": (G**other).hex,
    }  # fmt: skip
    target = value["signature"] if name in value["signature"] else value
    target[name] = changed.get(name, str(other))
    statement = parse_statement(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())
    with pytest.raises(BallotDataError):
        require_acceptable(statement)
    with pytest.raises(BallotDataError):
        check_signature(statement)


@settings(deadline=None, max_examples=150)
@given(place=st.integers(0, len(GOOD.raw) - 1), byte=st.integers(0, 255))
def test_any_single_byte_changed_is_refused(place: int, byte: int) -> None:
    raw = GOOD.raw[:place] + bytes([byte]) + GOOD.raw[place + 1 :]
    if raw == GOOD.raw:
        return
    with pytest.raises(BallotDataError):
        require_acceptable(parse_statement(raw))


def test_a_statement_is_of_its_own_subject_alone() -> None:
    elsewhere = Terms(OTHER_SUBJECT, TERMS.kind, TERMS.values, TERMS.worded)
    with pytest.raises(WrongSubject):
        check_terms(GOOD, elsewhere)


def test_a_household_is_called_otherwise_in_each_subject_and_in_every_vote() -> None:
    key = credentials.household_key(CARDS[0])
    names = {pseudonym(key, one).hex for one in (SUBJECT, OTHER_SUBJECT)}
    names |= {credentials.vote_credential(key, one).hex for one in (SUBJECT, OTHER_SUBJECT)}
    assert len(names | {key.hex}) == 5


def test_a_ballots_key_signs_no_statement_of_the_same_name() -> None:
    """Nobody who learns a vote's secret can speak for the household."""
    secret = credentials.vote_secret(credentials.household_secret(CARDS[0]), SUBJECT)
    made = make_statement(GOOD.said, secret)
    assert made.pseudonym != GOOD.pseudonym


def test_the_list_of_a_subject_is_sorted_and_says_nothing_of_the_order_of_households() -> None:
    keys = [credentials.household_key(card) for card in CARDS]
    listed = pseudonyms(keys, SUBJECT)
    assert listed == pseudonyms(reversed(keys), SUBJECT)
    assert set(credentials.parse_credentials(listed)) == {pseudonym(key, SUBJECT).hex for key in keys}


def test_other_words_or_another_salt_are_not_the_ones_stated() -> None:
    check_words(GOOD, salt_of("good"), "Sai tên")
    for salt, words in ((salt_of("good"), "Sai tên."), (salt_of("other"), "Sai tên"), (b"short", "Sai tên")):
        with pytest.raises(WrongWords):
            check_words(GOOD, salt, words)


@pytest.mark.parametrize("sequence", [0, 2**53, -1])
def test_nothing_is_signed_under_a_number_that_nobody_accepts(sequence: int) -> None:
    with pytest.raises(BallotUsageError):
        make_statement(Said(SUBJECT, TERMS.kind, "right", sequence), SECRET)


def test_nothing_is_signed_with_a_secret_that_everybody_knows() -> None:
    with pytest.raises(BallotUsageError):
        make_statement(Said(SUBJECT, TERMS.kind, "right", 1), Q)


@settings(deadline=None, max_examples=40)
@given(words=st.text(min_size=1, max_size=300))
def test_a_letter_carries_the_statement_and_its_words(words: str) -> None:
    words = _bytes_of(words) or "Sai"
    salt = salt_of("letter")
    made = make_statement(Said(SUBJECT, TERMS.kind, "objection", 1, words_hash(salt, words)), SECRET)
    letter = Letter(made, salt, words)
    assert parse_letter(letter.raw) == letter
    with pytest.raises(WrongWords):
        parse_letter(Letter(made, salt_of("other"), words).raw)
    with pytest.raises(WrongWords):
        parse_letter(Letter(made, salt, words + ".").raw)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw.replace(b'"words":"', b'"words": "'),
        lambda raw: raw[:-1] + b',"name":"An"}',
        lambda raw: raw.replace(b'"salt":"', b'"salt":"00'),
        lambda raw: b'{"statement":' + GOOD.raw + b',"salt":null,"words":null}',
        lambda raw: b'{"statement":' + GOOD.raw + b',"salt":"' + salt_of("good").hex().encode() + b'","words":""}',
        lambda raw: raw + b" " * 9000,
    ],
    ids=["a space", "a field more", "a longer salt", "words withheld", "empty words", "too large"],
)
def test_a_letter_has_one_form(spoil: Callable[[bytes], bytes]) -> None:
    good = Letter(GOOD, salt_of("good"), "Sai tên").raw
    assert parse_letter(good).words == "Sai tên"
    with pytest.raises(BallotDataError):
        parse_letter(spoil(good))


def test_words_cannot_come_with_a_statement_that_names_none() -> None:
    plain = make_statement(Said(SUBJECT, TERMS.kind, "right", 1), SECRET)
    assert parse_letter(Letter(plain).raw) == Letter(plain)
    with pytest.raises(WrongWords):
        parse_letter(Letter(plain, salt_of("good"), "Sai tên").raw)
