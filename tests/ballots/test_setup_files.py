"""Elections, cards and credential lists: read strictly, refused by name."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vectors import crimes, make_ballots

from voting.ballots import credentials
from voting.ballots.election import Election, Question, parse_election, random_uuid
from voting.ballots.errors import BadCard, BadCredentials, BallotDataError, BallotUsageError, Malformed, TooLarge
from voting.crypto.group import IDENTITY, Element, G
from voting.crypto.scalars import Q

REFUSED = json.loads((Path(make_ballots.FOLDER) / "refused.json").read_text(encoding="utf-8"))["elections"]
USUAL = make_ballots.elections()["usual"]
BASE58 = st.text("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", min_size=22, max_size=22)
texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@pytest.mark.parametrize("row", REFUSED, ids=lambda row: row["crime"])
def test_each_bad_election_has_its_name(row: dict[str, str]) -> None:
    with pytest.raises(BallotDataError) as refusal:
        parse_election(row["raw"].encode())
    assert (refusal.value.name, refusal.value.code) == (row["name"], row["code"])


@settings(deadline=None)
@given(name=texts, description=texts, answers=st.lists(texts, min_size=1, max_size=5), blank=st.booleans())
def test_any_texts_build_an_election_that_reads_back(
    name: str, description: str, answers: list[str], blank: bool
) -> None:
    question = Question(name, tuple(answers), 0, len(answers), blank=blank)
    made = Election.build(name, [question], G**5, description=description)
    read = parse_election(made.raw)
    assert read == made
    assert (read.name, read.description, read.questions, read.public_key) == (name, description, (question,), G**5)
    assert len(read.fingerprint) == 43


def test_people_named_by_others_are_read() -> None:
    value = json.loads(USUAL.raw)
    first, second = {"administrator": "A"}, {"credential_authority": "B"}
    for people in (first, second, first | second):
        raw = json.dumps(value | people, ensure_ascii=False, separators=(",", ":")).encode()
        assert parse_election(raw).questions == USUAL.questions
    turned = value | second | first
    with pytest.raises(Malformed):
        parse_election(json.dumps(turned, ensure_ascii=False, separators=(",", ":")).encode())


def test_an_election_whose_ballots_no_entry_can_hold_is_not_built() -> None:
    with pytest.raises(BallotUsageError):
        Election.build("Bầu", [Question("?", tuple("abcdefgh" * 16))], G**5)


def test_the_fingerprint_is_of_the_bytes() -> None:
    other = Election.build(USUAL.name, USUAL.questions, USUAL.public_key, uuid=random_uuid())
    assert other.fingerprint != USUAL.fingerprint


@given(card=BASE58)
@settings(deadline=None)
def test_a_card_reads_back_from_its_printed_form(card: str) -> None:
    printed = credentials.format_card(card)
    assert len(printed) == 25
    assert credentials.parse_card(f" {printed}\n") == card
    assert credentials.household_key(printed) == G ** credentials.household_secret(card)


@pytest.mark.parametrize(
    "text",
    ["", "1" * 21, "1" * 23, "0" * 22, "l" * 22, "11111-111111-11111-11111", "11111111111-11111-111111", "é" * 22],
)
def test_other_cards_are_refused(text: str) -> None:
    with pytest.raises(BadCard):
        credentials.parse_card(text)


def test_random_cards_and_uuids_differ() -> None:
    assert len({credentials.random_card() for _ in range(50)} | {random_uuid() for _ in range(50)}) == 100


def test_a_household_key_outside_the_group_gives_no_credential() -> None:
    for key in (IDENTITY, Element.from_hex(crimes.ORDER_TWO), Element.from_hex(crimes.MIXED_ORDER)):
        with pytest.raises(BadCredentials):
            credentials.vote_credential(key, random_uuid())
    with pytest.raises(BallotUsageError):
        credentials.vote_secret(Q, random_uuid())


def listed(*credentials_hex: str) -> bytes:
    return json.dumps(list(credentials_hex), separators=(",", ":")).encode()


KEYS = sorted(((G**one).hex for one in range(2, 8)), key=credentials.credential_order)


def test_a_list_reads_back_sorted_by_bytes_as_belenios_sorts() -> None:
    raw = credentials.serialize_credentials(reversed(KEYS))
    assert raw == listed(*KEYS)
    assert credentials.parse_credentials(raw) == tuple(KEYS)
    assert credentials.parse_credentials(b"[]") == ()
    assert credentials.serialize_credentials([G**2]) == listed((G**2).hex)


@pytest.mark.parametrize(
    "rows",
    [
        (KEYS[1], KEYS[0]),
        (KEYS[0], KEYS[0]),
        tuple(sorted(KEYS)),
        (crimes.IDENTITY,),
        (crimes.ORDER_TWO,),
        (crimes.MIXED_ORDER,),
        (crimes.OFF_CURVE,),
    ],
)
def test_unsorted_lists_doubles_and_foreign_elements_are_refused(rows: tuple[str, ...]) -> None:
    with pytest.raises(BadCredentials):
        credentials.parse_credentials(listed(*rows))


@pytest.mark.parametrize("raw", [b"{}", b"[1]", b'["A"]', b'[ "x"]', listed(KEYS[0].upper()), listed(KEYS[0]) + b"\n"])
def test_lists_of_another_form_are_malformed(raw: bytes) -> None:
    with pytest.raises(Malformed):
        credentials.parse_credentials(raw)


def test_a_double_is_not_written_and_a_huge_list_is_not_read() -> None:
    with pytest.raises(BallotUsageError):
        credentials.serialize_credentials([KEYS[0], KEYS[0]])
    with pytest.raises(TooLarge):
        credentials.parse_credentials(b" " * (credentials.CREDENTIALS_MAX_BYTES + 1))
