"""Secrets at rest: sealed, bound to their row, unreadable without the master key."""

from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.sample import NOW, Place
from voting.storage.database import Database
from voting.storage.errors import Conflict, NotFound, SecretUnreadable, StorageMisuse
from voting.storage.secrets import Sealer


def test_a_secret_comes_back_and_is_destroyed(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "vote-key", "u1", b"the secret", at=NOW)
        tx.secrets.put(place.commune, "vote-key", "a0", b"", at=NOW)
    with database.transaction() as tx:
        assert tx.secrets.get(place.commune, "vote-key", "u1") == b"the secret"
        assert tx.secrets.get(place.commune, "vote-key", "a0") == b""
        assert tx.secrets.names(place.commune, "vote-key") == ("a0", "u1")
        tx.secrets.delete(place.commune, "vote-key", "u1")
        with pytest.raises(NotFound):
            tx.secrets.get(place.commune, "vote-key", "u1")
        with pytest.raises(NotFound):
            tx.secrets.delete(place.commune, "vote-key", "u1")


def test_a_secret_is_not_overwritten(database: Database, place: Place) -> None:
    with pytest.raises(Conflict), database.transaction() as tx:  # noqa: PT012
        tx.secrets.put(place.commune, "log-key", "k", b"one", at=NOW)
        tx.secrets.put(place.commune, "log-key", "k", b"two", at=NOW)


def test_the_database_does_not_hold_the_secret_in_the_clear(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "log-key", "k", b"very recognisable secret", at=NOW)
        query = text("SELECT sealed FROM sealed_secrets WHERE commune_id = :c").bindparams(c=place.commune)
        assert b"recognisable" not in bytes(tx._work.scalar(query))


@pytest.mark.parametrize("change", ["name = 'other'", "kind = 'other'"])
def test_a_secret_moved_to_another_row_does_not_open(database: Database, place: Place, change: str) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "kind", "name", b"secret", at=NOW)
        move = text(f"UPDATE sealed_secrets SET {change} WHERE commune_id = :c").bindparams(c=place.commune)
        tx._work.run(move)
        kind, name = ("kind", "other") if "name" in change else ("other", "name")
        with pytest.raises(SecretUnreadable):
            tx.secrets.get(place.commune, kind, name)


def test_another_master_key_does_not_open_it_and_an_older_one_may_be_kept(
    database_url: str, database: Database, place: Place
) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "log-key", "k", b"secret", at=NOW)
    stranger = Database(database_url, sealer=Sealer(b"x" * 32))
    with closing(stranger), stranger.reading() as tx, pytest.raises(SecretUnreadable):
        tx.secrets.get(place.commune, "log-key", "k")
    renewed = Database(database_url, sealer=Sealer(b"n" * 32, older=[b"m" * 32]))
    with closing(renewed), renewed.transaction() as tx:
        assert tx.secrets.seal_again(place.commune, "log-key") == 1
    later = Database(database_url, sealer=Sealer(b"n" * 32))
    with closing(later), later.reading() as tx:
        assert tx.secrets.get(place.commune, "log-key", "k") == b"secret"


def test_without_a_sealer_no_secret_is_stored(database_url: str, place: Place) -> None:
    bare = Database(database_url)
    with pytest.raises(StorageMisuse), bare.transaction() as tx:
        tx.secrets.put(place.commune, "log-key", "k", b"secret", at=NOW)
    bare.close()


def test_a_kind_cannot_pretend_to_be_another_ones_name(database: Database, place: Place) -> None:
    with pytest.raises(StorageMisuse), database.transaction() as tx:
        tx.secrets.put(place.commune, "a|b", "c", b"secret", at=NOW)


def test_a_master_key_has_32_bytes() -> None:
    with pytest.raises(StorageMisuse):
        Sealer(b"short")
    assert "m" * 8 not in repr(Sealer(b"m" * 32))


@given(plain=st.binary(max_size=100), bound=st.binary(max_size=20), data=st.data())
def test_any_changed_byte_is_noticed(plain: bytes, bound: bytes, data: st.DataObject) -> None:
    sealer = Sealer(b"m" * 32)
    sealed = sealer.seal(plain, bound)
    assert sealer.open(sealed, bound) == plain
    at = data.draw(st.integers(0, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :]
    for broken, binding in ((changed, bound), (sealed[:at], bound), (sealed, bound + b"x")):
        with pytest.raises(SecretUnreadable):
            sealer.open(broken, binding)
