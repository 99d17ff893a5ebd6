"""Passkeys: whose they are, that no challenge is answered twice, that a counter only grows, and when they end."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from village.device import Device
from village.life import Village
from village.people import COMMUNE, PASSWORD

from voting.services.carriers import CarrierError, Carriers
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.house import Services
from voting.services.people.accounts import NewAccount
from voting.services.people.passkeys import (
    MOST_PASSKEYS,
    Answer,
    ChallengeOver,
    CounterBack,
    NewKey,
    WrongPasskey,
    handle_of,
)
from voting.storage.tables.people import used_challenges


@pytest.fixture
def device(own_village: Village) -> Device:
    """The head's."""
    made = Device()
    own_village.services.passkeys.add(own_village.actors["head"], NewKey(" Điện  thoại ", made.made, b"add"))
    return made


def test_a_key_is_named_listed_used_and_removed(own_village: Village, device: Device) -> None:
    passkeys, head = own_village.services.passkeys, own_village.actors["head"]
    (shown,) = passkeys.of(head)
    assert (shown.name, shown.used_at_utc, shown.counter_back_at_utc) == ("Điện thoại", None, None)
    assert device.sign_in(own_village.services, head, count=1) == head
    assert passkeys.get(head, shown.id).used_at_utc == own_village.clock()
    assert passkeys.remove(head, shown.id).session_version == head.session_version + 1
    assert passkeys.of(head) == ()
    with pytest.raises(WrongPasskey):
        device.sign_in(own_village.services, head, count=2)
    for ask in (passkeys.get, passkeys.remove):
        with pytest.raises(NotFound, match="unknown-passkey"):
            ask(head, shown.id)


@pytest.mark.parametrize("name", ["", "   ", "a" * 121, "Máy\u202e"])
def test_a_key_has_a_name_that_may_stand_on_a_page(own_village: Village, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        own_village.services.passkeys.add(own_village.actors["head"], NewKey(name, Device().made, b"add"))
    assert set(refused.value.faults) == {"name"}


def test_the_same_key_sent_again_is_one(own_village: Village, device: Device) -> None:
    passkeys, head = own_village.services.passkeys, own_village.actors["head"]
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: passkeys.add(head, NewKey("Máy", device.made, b"add")), range(3)))
    assert len(passkeys.of(head)) == 1


def test_a_key_is_one_account_s_and_a_challenge_makes_one_key(own_village: Village, device: Device) -> None:
    passkeys, team = own_village.services.passkeys, own_village.actors["team"]
    with pytest.raises(Conflict, match="passkey-taken"):
        passkeys.add(team, NewKey("Máy", device.made, b"other"))
    with pytest.raises(ChallengeOver):
        passkeys.add(team, NewKey("Máy", Device().made, b"add"))
    assert passkeys.of(team) == ()


def test_an_account_has_so_many_keys_and_no_more(own_village: Village) -> None:
    passkeys, head = own_village.services.passkeys, own_village.actors["head"]
    for number in range(MOST_PASSKEYS):
        passkeys.add(head, NewKey(f"Máy {number}", Device().made, b"add %d" % number))
    with pytest.raises(Conflict, match="passkeys-many"):
        passkeys.add(head, NewKey("Một máy nữa", Device().made, b"one more"))
    assert len(set(passkeys.known_devices(head))) == MOST_PASSKEYS


def test_a_challenge_is_answered_once_also_by_three_at_once(own_village: Village, device: Device) -> None:
    head = own_village.actors["head"]

    def answer(_number: int) -> str:
        try:
            return device.sign_in(own_village.services, head, b"the same", count=0).login
        except ChallengeOver as error:
            return error.code

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(answer, range(3))) == ["challenge-over", "challenge-over", "vai.head"]


def test_what_was_answered_is_remembered_longer_than_a_challenge_lives_and_then_forgotten(
    own_village: Village, device: Device
) -> None:
    head = own_village.actors["head"]
    device.sign_in(own_village.services, head, b"the same")
    own_village.clock.move(minutes=9)
    with pytest.raises(ChallengeOver):
        device.sign_in(own_village.services, head, b"the same")
    own_village.clock.move(minutes=2)
    device.sign_in(own_village.services, head, b"another")
    with own_village.desk.database.reading() as tx:
        assert tx._work.scalar(select(func.count()).select_from(used_challenges)) == 1


@pytest.mark.parametrize("counts", [(5, 5), (5, 4), (5, 0)])
def test_a_counter_that_does_not_grow_is_refused_and_noted(
    own_village: Village, device: Device, counts: tuple[int, int]
) -> None:
    passkeys, head = own_village.services.passkeys, own_village.actors["head"]
    device.sign_in(own_village.services, head, count=counts[0])
    own_village.clock.move(minutes=1)
    with pytest.raises(CounterBack):
        device.sign_in(own_village.services, head, count=counts[1])
    assert passkeys.of(head)[0].counter_back_at_utc == own_village.clock()
    assert device.sign_in(own_village.services, head, count=6) == head


def test_a_device_that_does_not_count_says_nought_for_ever(own_village: Village, device: Device) -> None:
    for _ in range(2):
        assert device.sign_in(own_village.services, own_village.actors["head"], count=0).login == "vai.head"


def test_an_account_that_is_renewed_reset_or_closed_has_no_keys_any_more(own_village: Village, device: Device) -> None:
    services, actors = own_village.services, own_village.actors
    ends = {
        "head": lambda: services.invitations.renew(actors["admin"], actors["head"].account_id),
        "team": lambda: services.invitations.reset(COMMUNE, "vai.team"),
        "board": lambda: services.accounts.deactivate(actors["admin"], actors["board"].account_id),
    }
    devices = {"head": device, "team": Device(), "board": Device()}
    for who in ("team", "board"):
        services.passkeys.add(actors[who], NewKey("Máy", devices[who].made, who.encode()))
    for who, end in ends.items():
        assert devices[who].sign_in(services, actors[who], count=1).login == f"vai.{who}"
        end()
        with pytest.raises(WrongPasskey):
            devices[who].sign_in(services, actors[who], count=2)
        assert services.passkeys.of(actors[who]) == ()


def test_the_last_way_in_stays(own_village: Village, device: Device) -> None:
    passkeys, head = own_village.services.passkeys, own_village.actors["head"]
    own_village.clock.move(seconds=1)
    passkeys.add(head, NewKey("Máy khác", Device().made, b"other"))
    with own_village.desk.database.transaction() as tx:
        tx.accounts.set_password(head.commune, head.account_id, "")
    first, last = passkeys.of(head)
    passkeys.remove(head, last.id)
    with pytest.raises(Conflict, match="last-way-in"):
        passkeys.remove(head, first.id)
    assert device.sign_in(own_village.services, head, count=1).login == "vai.head"


def test_a_key_opens_its_own_account_alone(own_village: Village, device: Device) -> None:
    services, actors = own_village.services, own_village.actors
    head, team = actors["head"], actors["team"]
    services.communes.start("xa-khac", "Xã Khác")
    stranger = services.accounts.create_first("xa-khac", NewAccount("nguoi.khac", "Người Khác", PASSWORD))
    mine = Answer(device.credential_id, handle_of(head.commune, head.account_id), b"")
    for other in (team, stranger):
        theirs = Answer(device.credential_id, handle_of(other.commune, other.account_id), b"")
        for wrong in (
            lambda theirs=theirs: services.passkeys.authenticate(theirs, lambda _: 1),
            lambda other=other: services.passkeys.authenticate(mine, lambda _: 1, other.login),
            lambda other=other: services.passkeys.confirm(other, mine, lambda _: 1),
            lambda: services.passkeys.authenticate(mine, lambda _: 1, "khong.co"),
        ):
            with pytest.raises(WrongPasskey):
                wrong()
        with pytest.raises(NotFound):
            services.passkeys.remove(other, services.passkeys.of(head)[0].id)
    services.passkeys.confirm(head, replace(mine, challenge=b"confirm"), lambda _: 1)


def test_the_owner_is_told_by_mail_if_they_gave_an_address_and_it_is_done_in_any_case(own_village: Village) -> None:
    got: list[tuple[str, ...]] = []

    def post(*letter: str) -> None:
        got.append(letter)
        raise CarrierError

    carriers = Carriers(mail=post, site="https://dinh.example")
    services = Services.at(replace(own_village.desk, carriers=carriers))
    head, device = own_village.actors["head"], Device()
    services.mail_reminders.wish(head, "truong.thon@thon.example")
    services.passkeys.add(own_village.actors["team"], NewKey("Máy", Device().made, b"team"))
    assert got == [], "who gave no address"
    for _ in range(2):
        services.passkeys.add(head, NewKey("Máy nhà", device.made, b"add"))
    services.passkeys.remove(head, services.passkeys.of(head)[0].id)
    assert [(to, "“Máy nhà”" in words) for to, _subject, words in got] == [("truong.thon@thon.example", True)] * 2
    assert "https://dinh.example/khoa-truy-cap" in got[0][2]
