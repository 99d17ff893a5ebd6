"""The card register: one spelling, every key in the group and used once; with it a credential list can be checked."""

import json

import pytest

from record.sample_village import base58, credential, household_key, settled
from voting.ballots.credentials import parse_credentials, serialize_credentials
from voting.crypto.group import Element, G
from voting.record.errors import WrongCards
from voting.record.register import REGISTER_MAX_BYTES, CardRegister, parse_register

VOTE = base58("a vote", 14)
GOOD = CardRegister(
    "dong-hoa",
    (("DH-002", household_key("b")), ("DH-001", household_key("a"))),
    (household_key("s"), household_key("r")),
)
ORDER_TWO = (2**255 - 20).to_bytes(32, "big").hex()


def altered(change) -> bytes:
    value = json.loads(GOOD.raw)
    change(value)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def test_a_register_prints_sorted_and_reads_back() -> None:
    again = parse_register(GOOD.raw)
    assert [code for code, _ in again.cards] == ["DH-001", "DH-002"]
    assert again.raw == GOOD.raw
    assert again.sha256 == GOOD.sha256
    assert json.loads(GOOD.raw)["spares"] == sorted(GOOD.spares)


def test_the_credentials_are_those_of_all_cards_and_only_those() -> None:
    listed = GOOD.credentials(VOTE)
    assert set(listed) == {credential(card, VOTE) for card in "abrs"}
    assert set(GOOD.spare_credentials(VOTE)) == {credential(card, VOTE) for card in "rs"}
    assert parse_credentials(serialize_credentials(listed)) == listed
    assert GOOD.credentials(base58("another vote", 14)) != listed


def test_who_voted_is_found_by_household_code() -> None:
    voted = {credential("a", VOTE), credential("s", VOTE), "0" * 64}
    assert GOOD.households_with(VOTE, voted) == {"DH-001"}


def test_the_registers_hash_is_what_a_vote_opens_on() -> None:
    village = settled(3, spares=1)
    vote = village.open(1)
    assert village.book(vote).setup.register == village.register.sha256
    assert village.book(vote).setup.credentials == set(village.register.credentials(vote))
    assert set(village.book(vote).closed) == set(village.register.spare_credentials(vote))


CRIMES = {
    "a household twice": altered(lambda one: one["cards"][1].update(household="DH-001")),
    "a key twice": altered(lambda one: one["cards"][1].update(key=one["cards"][0]["key"])),
    "a key of a card and a spare": altered(lambda one: one.update(spares=[household_key("a")])),
    "a key of small order": altered(lambda one: one["cards"][0].update(key=ORDER_TWO)),
    "a key of mixed order": altered(lambda one: one["cards"][0].update(key=(G**5 * Element.from_hex(ORDER_TWO)).hex)),
    "the identity as key": altered(lambda one: one["cards"][0].update(key="0" * 63 + "1")),
    "a key not reduced": altered(lambda one: one["cards"][0].update(key="f" * 64)),
    "an upper-case key": altered(lambda one: one["cards"][0].update(key=one["cards"][0]["key"].upper())),
    "cards not sorted": altered(lambda one: one["cards"].reverse()),
    "spares not sorted": altered(lambda one: one["spares"].reverse()),
    "an extra field": altered(lambda one: one.update(more=1)),
    "a name beside the household": altered(lambda one: one["cards"][0].update(name="Nguyễn Văn A")),
    "a household that is no text": altered(lambda one: one["cards"][0].update(household=1)),
    "a household that is a list": altered(lambda one: one["cards"][0].update(household=[])),
    "a card that is a text": altered(lambda one: one["cards"].__setitem__(0, "DH-001")),
    "cards that are no list": altered(lambda one: one.update(cards={})),
    "a spare that is no text": altered(lambda one: one["spares"].__setitem__(0, 1)),
    "a village that is no text": altered(lambda one: one.update(village=7)),
    "another version": altered(lambda one: one.update(v=2)),
    "no spares": altered(lambda one: one.pop("spares")),
    "a newline at the end": GOOD.raw + b"\n",
    "not UTF-8": b"\xff",
    "a list": b"[]",
    "nothing": b"",
    "too large": b" " * (REGISTER_MAX_BYTES + 1),
}  # fmt: skip


@pytest.mark.parametrize("raw", CRIMES.values(), ids=CRIMES.keys())
def test_a_bad_register_is_refused_by_name(raw: bytes) -> None:
    with pytest.raises(WrongCards) as refusal:
        parse_register(raw)
    assert refusal.value.code == "wrong-cards"
