"""Communes, villages, accounts and roles."""

from dataclasses import replace
from secrets import token_hex

import pytest

from storage.sample import Place, account, settle
from voting.storage.accounts import Grant
from voting.storage.communes import Commune, Village
from voting.storage.database import Database
from voting.storage.errors import Conflict, MissingReference, NotFound

RING = {"ring_name": "Lê Thị Phó", "ring_office": "Phó trưởng thôn", "ring_phone": "0912 345 678"}


def test_villages_of_a_commune_are_listed_and_changed(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.communes.add_village(Village(place.commune, f"a-{place.commune}", "Đầu", "tổ dân phố"))
        tx.communes.change_village(Village(place.commune, place.village, "Đông Hòa Mới", "ấp", **RING))
        before = tx.communes.get(place.commune)
        tx.communes.change(replace(before, name="Phường Mới", origin="other.example", **RING))
    with database.reading() as tx:
        assert [one.code for one in tx.communes.villages(place.commune)] == [f"a-{place.commune}", place.village]
        changed = tx.communes.village(place.commune, place.village)
        assert (changed.name, changed.ring_phone) == ("Đông Hòa Mới", "0912 345 678")
        assert tx.communes.get(place.commune) == replace(before, name="Phường Mới", **RING)
        assert place.commune in [one.code for one in tx.communes.list()]
        assert [one.commune_id for one in tx.communes.villages_with_code(place.village)] == [place.commune]
        assert tx.communes.villages_with_code("nowhere") == ()


def test_codes_and_origins_are_taken_once_in_the_installation(database: Database, place: Place) -> None:
    other = settle(database, f"c{token_hex(4)}")
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.communes.add_village(Village(other.commune, place.village, "Đông Hòa", "thôn"))
    assert caught.value.constraint == "uq_villages_code"
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.communes.add(Commune(f"c{token_hex(4)}", "Xã Giả", place.signer.name))
    assert caught.value.constraint == "uq_communes_origin"


def test_what_is_not_there_is_not_found(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for ask in (
            lambda: tx.communes.get("none"),
            lambda: tx.communes.village(place.commune, "none"),
            lambda: tx.communes.change(Commune("none", "x", "y")),
            lambda: tx.communes.change_village(Village(place.commune, "none", "x", "y")),
            lambda: tx.accounts.get(place.commune, "none"),
            lambda: tx.accounts.by_login(place.commune, "none"),
            lambda: tx.accounts.set_active(place.commune, "none", active=False),
            lambda: tx.accounts.revoke(Grant(place.commune, place.chief, "head")),
        ):
            with pytest.raises(NotFound):
                ask()


def test_an_account_is_found_by_login_within_and_across_communes(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.accounts.add(account(place, "x1", login=f"only-{place.commune}"))
        assert tx.accounts.by_login(place.commune, f"only-{place.commune}").id == "x1"
        assert [one.commune_id for one in tx.accounts.with_login(f"only-{place.commune}")] == [place.commune]
        assert tx.accounts.with_login("nobody at all") == ()
        assert [one.id for one in tx.accounts.list(place.commune)] == [place.chief, place.clerk, "x1"]
        assert tx.accounts.count() >= 3


def test_a_login_is_taken_once_in_a_commune(database: Database, place: Place) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.accounts.add(account(place, "x2", login=f"login-{place.chief}"))
    assert caught.value.constraint == "uq_accounts_login"


def test_a_new_password_or_a_closed_account_ends_the_sessions(database: Database, place: Place) -> None:
    who = (place.commune, place.chief)
    with database.transaction() as tx:
        before = tx.accounts.get(*who)
        tx.accounts.set_password(*who, "scrypt:new")
        tx.accounts.set_active(*who, active=False)
        tx.accounts.set_phone(*who, "0912 345 678")
        tx.accounts.end_sessions(*who)
        assert tx.accounts.get(*who) == replace(
            before,
            password_hash="scrypt:new",
            active=False,
            phone="0912 345 678",
            session_version=before.session_version + 3,
        )


def test_roles_are_given_and_taken(database: Database, place: Place) -> None:
    in_village = Grant(place.commune, place.chief, "head", place.village, office="Phó trưởng thôn")
    in_commune = Grant(place.commune, place.clerk, "clerk")
    with database.transaction() as tx:
        tx.accounts.grant(in_village)
        tx.accounts.grant(in_commune)
        tx.accounts.grant(replace(in_commune, role="board"))
        assert tx.accounts.grants(place.commune, place.chief) == (in_village,)
        assert [one.role for one in tx.accounts.all_grants(place.commune)] == ["board", "clerk", "head"]
        assert [one.id for one in tx.accounts.holders(place.commune, "head", place.village)] == [place.chief]
        assert tx.accounts.holders(place.commune, "head", "") == ()
        tx.accounts.revoke(replace(in_village, office=""))
        assert tx.accounts.grants(place.commune, place.chief) == ()


def test_a_role_is_given_once_and_to_somebody(database: Database, place: Place) -> None:
    grant = Grant(place.commune, place.chief, "head", place.village)
    with pytest.raises(Conflict), database.transaction() as tx:  # noqa: PT012
        tx.accounts.grant(grant)
        tx.accounts.grant(grant)
    with pytest.raises(MissingReference), database.transaction() as tx:
        tx.accounts.grant(replace(grant, account_id="nobody"))
