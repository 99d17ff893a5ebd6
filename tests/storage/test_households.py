"""Rolls, uploads, cards and committees."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from storage.sample import HOUR, NOW, Place, card, digest, household, roll
from voting.storage.cards import Card, CardRequest
from voting.storage.committee import Seat
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, NotFound
from voting.storage.rolls import Roll, RollUpload


def test_a_roll_is_kept_in_list_order(database: Database, place: Place) -> None:
    people = [household(number) for number in (3, 1, 2)]
    with database.transaction() as tx:
        tx.rolls.add(roll(place, households=3), people)
    with database.reading() as tx:
        assert tx.rolls.latest(place.commune, place.village) == roll(place, households=3)
        assert tx.rolls.households(place.commune, place.village, 1) == tuple(household(n) for n in (1, 2, 3))
        assert tx.rolls.household(place.commune, place.village, 1, "DH-002") == household(2)
        with pytest.raises(NotFound):
            tx.rolls.household(place.commune, place.village, 1, "DH-009")


def test_a_roll_with_a_code_twice_is_not_half_stored(database: Database, place: Place) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.rolls.add(roll(place), [household(1), replace(household(1), position=2)])
    assert caught.value.constraint == "pk_households"
    with database.reading() as tx, pytest.raises(NotFound):
        tx.rolls.latest(place.commune, place.village)


def test_a_roll_of_nobody_is_refused(database: Database, place: Place) -> None:
    with pytest.raises(BadValue), database.transaction() as tx:
        tx.rolls.add(roll(place, households=0), [])


def test_versions_follow_each_other(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for version in (1, 2, 3):
            tx.rolls.add(roll(place, version), [household(1), household(2)])
        assert [one.version for one in tx.rolls.versions(place.commune, place.village)] == [3, 2, 1]
        assert tx.rolls.latest(place.commune, place.village).version == 3


def test_a_roll_is_frozen_once(database: Database, place: Place) -> None:
    frozen = replace(roll(place), commitment=digest("roll"), frozen_at_utc=NOW + HOUR)
    with database.transaction() as tx:
        tx.rolls.add(roll(place), [household(1), household(2)])
        tx.rolls.freeze(frozen, salt=b"s" * 32)
    with database.transaction() as tx:
        assert tx.rolls.get(place.commune, place.village, 1) == frozen
        with pytest.raises(Conflict):
            tx.rolls.freeze(replace(frozen, commitment=digest("another")), salt=b"t" * 32)
        with pytest.raises(NotFound):
            tx.rolls.freeze(replace(frozen, version=9), salt=b"t" * 32)
        assert tx.rolls.get(place.commune, place.village, 1) == frozen
        assert tx.rolls.salt(place.commune, place.village, 1) == b"s" * 32


def frozen_roll(place: Place, version: int = 1) -> Roll:
    return replace(roll(place, version), commitment=digest("roll"), frozen_at_utc=NOW)


def test_erasing_a_roll_leaves_its_number_and_commitment(database: Database, place: Place, key_folder: Path) -> None:
    before = set(key_folder.glob("*"))
    with database.transaction() as tx:
        tx.rolls.add(frozen_roll(place), [household(1), household(2)], salt=b"s" * 32)
        tx.cards.add([card(place, 1)])
    assert len(set(key_folder.glob("*")) - before) == 1
    with database.transaction() as tx:
        tx.rolls.erase(place.commune, place.village, 1)
    assert set(key_folder.glob("*")) == before
    with database.transaction() as tx:
        assert tx.rolls.get(place.commune, place.village, 1) == replace(frozen_roll(place), erased=True)
        assert tx.rolls.households(place.commune, place.village, 1) == ()
        assert len(tx.cards.active(place.commune, place.village)) == 1
        tx.rolls.erase(place.commune, place.village, 1)
        with pytest.raises(NotFound):
            tx.rolls.salt(place.commune, place.village, 1)
        with pytest.raises(NotFound):
            tx.rolls.erase(place.commune, place.village, 2)


def test_rolls_that_a_later_frozen_one_has_replaced_are_listed_until_erased(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for version in (1, 2, 3):
            tx.rolls.add(frozen_roll(place, version), [household(1), household(2)], salt=b"s" * 32)
        tx.rolls.add(roll(place, 4), [household(1), household(2)])
        assert [one.version for one in tx.rolls.superseded(place.commune)] == [1, 2]
        tx.rolls.erase(place.commune, place.village, 1)
        assert tx.rolls.superseded(place.commune) == (frozen_roll(place, 2),)
        assert tx.rolls.superseded("elsewhere") == ()


def test_an_upload_waits_and_is_forgotten(database: Database, place: Place) -> None:
    rows = [{"Mã hộ": "DH-001", "Chủ hộ": "Trần Văn Mẫu", "members": None}]
    upload = RollUpload(place.commune, "up1", place.village, place.chief, "dsách.csv", rows, [[1, "lỗi"]], NOW)
    with database.transaction() as tx:
        tx.rolls.add_upload(upload)
        tx.rolls.add_upload(replace(upload, id="up2", created_at_utc=NOW + 2 * HOUR))
    with database.transaction() as tx:
        assert tx.rolls.upload(place.commune, "up1") == upload
        assert tx.rolls.delete_uploads_before(place.commune, NOW + HOUR) == 1
        tx.rolls.delete_upload(place.commune, "up2")
        for gone in ("up1", "up2"):
            with pytest.raises(NotFound):
                tx.rolls.upload(place.commune, gone)
            with pytest.raises(NotFound):
                tx.rolls.delete_upload(place.commune, gone)


def test_a_lost_card_is_replaced(database: Database, place: Place) -> None:
    first, second = card(place, 1), card(place, 1, issue=2)
    with database.transaction() as tx:
        tx.cards.add([first, card(place, 2)])
        tx.cards.revoke(first, NOW + timedelta(minutes=1))
        tx.cards.add([second])
    revoked = replace(first, revoked_at_utc=NOW + timedelta(minutes=1))
    with database.transaction() as tx:
        assert tx.cards.active(place.commune, place.village) == (second, card(place, 2))
        assert tx.cards.of_household(place.commune, place.village, "DH-001") == (revoked, second)
        mine = [one for one in tx.cards.with_key(first.key) if one.commune_id == place.commune]
        assert mine == [revoked]
        assert tx.cards.count_issued(place.commune, place.village) == 3
        with pytest.raises(NotFound):
            tx.cards.revoke(first, NOW)


@pytest.mark.parametrize(("again", "constraint"), [("household", "uq_cards_active"), ("key", "uq_cards_key")])
def test_a_household_has_one_valid_card_and_a_key_one_household(
    database: Database, place: Place, again: str, constraint: str
) -> None:
    other: Card = card(place, 1, issue=2) if again == "household" else card(place, 2, key=card(place, 1).key)
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.cards.add([card(place, 1), other])
    assert caught.value.constraint == constraint
    with database.reading() as tx:
        assert tx.cards.active(place.commune, place.village) == ()


def seats(place: Place, committee: int = 1) -> list[Seat]:
    return [
        Seat(place.commune, place.village, committee, 1, place.chief),
        Seat(place.commune, place.village, committee, 2, place.clerk),
    ]


def test_a_committee_is_seated_and_makes_its_keys(database: Database, place: Place) -> None:
    key = '{"pok":{"challenge":"1","response":"2"},"public_key":"ab"}'
    with database.transaction() as tx:
        assert tx.committee.latest(place.commune, place.village) == 0
        tx.committee.add(seats(place))
        tx.committee.add(seats(place, 2))
        tx.committee.set_public_key(replace(seats(place, 2)[1], public_key=key))
    with database.reading() as tx:
        assert tx.committee.latest(place.commune, place.village) == 2
        assert tx.committee.members(place.commune, place.village, 1) == tuple(seats(place))
        assert [one.public_key for one in tx.committee.members(place.commune, place.village, 2)] == [None, key]
        assert [one.committee for one in tx.committee.seats_of(place.commune, place.clerk)] == [2, 1]
        assert tx.committee.members(place.commune, place.village, 3) == ()


def test_a_members_key_is_set_once(database: Database, place: Place) -> None:
    seat = seats(place)[0]
    with database.transaction() as tx:
        tx.committee.add(seats(place))
        tx.committee.set_public_key(replace(seat, public_key="first"))
        with pytest.raises(Conflict):
            tx.committee.set_public_key(replace(seat, public_key="second"))
        with pytest.raises(NotFound):
            tx.committee.set_public_key(replace(seat, member=7, public_key="x"))
        assert tx.committee.members(place.commune, place.village, 1)[0].public_key == "first"


def test_nobody_sits_twice(database: Database, place: Place) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.committee.add([*seats(place), replace(seats(place)[0], member=3)])
    assert caught.value.constraint == "uq_committee_members_account"


def test_a_spare_card_becomes_a_households_and_keeps_its_number(database: Database, place: Place) -> None:
    lost, spare = card(place, 1), replace(card(place, 2), household_code="~2", spare=2)
    with database.transaction() as tx:
        assert tx.cards.last_spare(place.commune, place.village) == 0
        tx.cards.add([lost, spare])
        tx.cards.revoke(lost, NOW)
        given = tx.cards.give(spare, "DH-001", 2, NOW + HOUR)
    with database.transaction() as tx:
        assert tx.cards.active(place.commune, place.village) == (given,)
        assert (given.household_code, given.issue, given.key, given.spare) == ("DH-001", 2, spare.key, 2)
        assert tx.cards.last_spare(place.commune, place.village) == 2
        with pytest.raises(NotFound):
            tx.cards.give(spare, "DH-002", 1, NOW)


def test_a_request_is_decided_once(database: Database, place: Place) -> None:
    asked = CardRequest(place.commune, "r1", place.village, "replace", ["DH-001"], "Mất", "cards", place.chief, NOW)
    with database.transaction() as tx:
        tx.cards.ask(asked)
    with database.transaction() as tx:
        assert tx.cards.requests(place.commune, place.village, "asked") == (asked,)
        tx.cards.decide(asked, state="agreed", by=place.chief, at=NOW)
        assert tx.cards.request(place.commune, "r1").state == "agreed"
        with pytest.raises(NotFound):
            tx.cards.decide(asked, state="declined", by=place.chief, at=NOW)
