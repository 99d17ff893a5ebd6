"""Officials sign in, at a cost that is bounded, and lose their sessions when they should."""

import inspect
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from village.life import Village
from village.people import COMMUNE, PASSWORD, VILLAGE

from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, WrongPassword
from voting.services.people import passwords
from voting.services.people.accounts import NewAccount
from voting.services.people.passwords import BusySigningIn, Hashing
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


def test_wrong_passwords_lock_nobody_out(village: Village) -> None:
    for _ in range(8):
        with pytest.raises(WrongPassword):
            village.services.accounts.authenticate("vai.head", "khong phai mat khau")
    assert village.services.accounts.authenticate("vai.head", PASSWORD).login == "vai.head"


@pytest.mark.parametrize("login", ["vai.head", "khong.co", ""])
def test_every_login_costs_one_password_and_one_look(
    village: Village, login: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[str] = []
    monkeypatch.setattr(passwords, "password_fits", lambda _given, stored: bool(looked.append(stored)))
    with pytest.raises(WrongPassword):
        village.services.accounts.authenticate(login, "khong phai mat khau")
    (stored,) = looked
    assert stored.split("$")[:4] == ["scrypt", "32768", "8", "1"]


def test_the_same_password_is_kept_under_another_salt_each_time() -> None:
    hashed = inspect.unwrap(passwords.hash_password)
    one, other = hashed(PASSWORD), hashed(PASSWORD)
    assert one != other
    assert all(passwords.password_fits(PASSWORD, stored) for stored in (one, other))
    assert not passwords.password_fits(PASSWORD + "!", one)


def test_passwords_are_hashed_one_at_a_time_in_a_process_and_on_a_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work, most = 0, 0

    def slow(_password: str, _stored: str) -> bool:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        time.sleep(0.02)
        at_work -= 1
        return True

    monkeypatch.setattr(passwords, "password_fits", slow)
    processes = [Hashing(tmp_path, most_waiting=20), Hashing(tmp_path, most_waiting=20)]
    with ThreadPoolExecutor(12) as pool:
        assert all(pool.map(lambda number: processes[number % 2].fits("x", "y"), range(12)))
    assert most == 1


def test_who_would_wait_too_long_is_told_so(tmp_path: Path) -> None:
    hashing, other = Hashing(tmp_path, wait_s=0.05, most_waiting=2), Hashing(tmp_path, wait_s=0.05)
    with other._turn(), pytest.raises(BusySigningIn):
        hashing.fits("x", None)
    with hashing._turn(), ThreadPoolExecutor(3) as pool:
        assert {type(pool.submit(hashing.fits, "x", None).exception()) for _ in range(3)} == {BusySigningIn}
    assert not hashing.fits("x", None)


def test_a_folder_that_cannot_be_written_keeps_nobody_out(tmp_path: Path) -> None:
    assert not Hashing(tmp_path / "gone").fits("x", None)


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
    assert entries.count(b'"type":"officials-changed"') == 12
    for actor in village.actors.values():
        assert actor.login.encode() not in entries
        assert actor.name.encode() not in entries


def test_an_action_that_is_not_in_the_table_is_nobody_s(village: Village) -> None:
    assert "no.such.action" not in PERMISSIONS
    assert not any(actor.may("no.such.action", VILLAGE) for actor in village.actors.values())
