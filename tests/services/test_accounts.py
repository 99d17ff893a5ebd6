"""Officials sign in, are locked out for a while after wrong passwords, and lose their sessions when they should."""

import pytest
from village.life import Village
from village.people import COMMUNE, PASSWORD, VILLAGE

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, TooManyAttempts, WrongPassword
from voting.services.people.accounts import NewAccount
from voting.services.permissions import PERMISSIONS, Grant, Role


def test_the_right_password_opens_the_account_it_belongs_to(village: Village) -> None:
    actor = village.services.accounts.authenticate("vai.head", PASSWORD)
    assert actor == village.actors["head"]
    assert village.services.accounts.get(actor.commune, actor.account_id) == actor


def test_a_wrong_password_and_an_unknown_login_are_refused_alike(village: Village) -> None:
    with pytest.raises(WrongPassword) as known:
        village.services.accounts.authenticate("vai.head", "khong phai mat khau")
    with pytest.raises(WrongPassword) as unknown:
        village.services.accounts.authenticate("khong.co", "khong phai mat khau")
    assert str(known.value) == str(unknown.value)


def test_five_wrong_passwords_lock_the_account_until_the_lock_is_over(village: Village) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            village.services.accounts.authenticate("vai.head", "khong phai mat khau")
    with pytest.raises(TooManyAttempts) as locked:
        village.services.accounts.authenticate("vai.head", PASSWORD)
    assert 0 < locked.value.retry_after_s <= 301
    village.clock.move(minutes=6)
    assert village.services.accounts.authenticate("vai.head", PASSWORD).login == "vai.head"


def test_a_commune_with_accounts_gets_no_second_first_account(village: Village) -> None:
    with pytest.raises(Conflict) as refused:
        village.services.accounts.create_first(COMMUNE, NewAccount("ke.gian", "Kẻ gian", PASSWORD))
    assert refused.value.code == "commune-has-accounts"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewAccount("A B", "Tên", PASSWORD, (Grant(Role.HEAD, VILLAGE),)), "login"),
        (NewAccount("moi", " ", PASSWORD, (Grant(Role.HEAD, VILLAGE),)), "name"),
        (NewAccount("moi", "Tên", "ngan", (Grant(Role.HEAD, VILLAGE),)), "password"),
        (NewAccount("moi", "Tên", PASSWORD), "grants"),
        (NewAccount("moi", "Tên", PASSWORD, (Grant(Role.HEAD, "thon-la"),)), "grants"),
        (NewAccount("vai.head", "Tên", PASSWORD, (Grant(Role.HEAD, VILLAGE),)), "login"),
    ],
)
def test_an_account_that_does_not_hold_is_refused_at_its_field(village: Village, new: NewAccount, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        village.services.accounts.add(village.actors["admin"], new)
    assert set(refused.value.faults) == {field}


def test_only_the_administrator_makes_accounts(village: Village) -> None:
    with pytest.raises(Forbidden):
        village.services.accounts.add(village.actors["head"], NewAccount("moi", "Tên", PASSWORD, (Grant(Role.HEAD),)))


def test_a_new_password_ends_the_sessions_of_the_account(village: Village) -> None:
    before = village.actors["head"]
    after = village.services.accounts.change_password(before, PASSWORD, "mật khẩu mới của tôi")
    assert after.session_version > before.session_version
    with pytest.raises(WrongPassword):
        village.services.accounts.authenticate("vai.head", PASSWORD)


def test_a_closed_account_is_gone_at_once_and_nobody_closes_their_own(village: Village) -> None:
    admin, head = village.actors["admin"], village.actors["head"]
    village.services.accounts.deactivate(admin, head.account_id)
    with pytest.raises(NotFound):
        village.services.accounts.get(head.commune, head.account_id)
    with pytest.raises(WrongPassword):
        village.services.accounts.authenticate("vai.head", PASSWORD)
    with pytest.raises(Conflict):
        village.services.accounts.deactivate(admin, admin.account_id)


def test_who_holds_which_role_is_in_the_record_without_a_name(village: Village) -> None:
    entries = b"".join(village.raws())
    assert entries.count(b'"type":"officials-changed"') == 11
    for actor in village.actors.values():
        assert actor.login.encode() not in entries
        assert actor.name.encode() not in entries


def test_an_action_that_is_not_in_the_table_is_nobody_s(village: Village) -> None:
    assert "no.such.action" not in PERMISSIONS
    assert not any(actor.may("no.such.action", VILLAGE) for actor in village.actors.values())
