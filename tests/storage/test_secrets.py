"""Secrets at rest: sealed, bound to their row, unreadable without the master key."""

from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from storage.bytes_on_disk import files_with
from storage.sample import NOW, Place, household, roll, settle
from voting.ledger.note import NoteSigner
from voting.storage.database import Database
from voting.storage.errors import Conflict, NotFound, SecretUnreadable, StorageMisuse
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer


def test_a_secret_comes_back_and_is_destroyed(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "vote-key", "u1", b"the secret", at=NOW)
        tx.secrets.put(place.commune, "vote-key", "a0", b"", at=NOW)
    with database.transaction() as tx:
        assert tx.secrets.get(place.commune, "vote-key", "u1") == b"the secret"
        assert tx.secrets.get(place.commune, "vote-key", "a0") == b""
        assert tx.secrets.names(place.commune, "vote-key") == ("a0", "u1")
        tx.secrets.destroy(place.commune, "vote-key", "u1")
        with pytest.raises(NotFound):
            tx.secrets.get(place.commune, "vote-key", "u1")
        with pytest.raises(NotFound):
            tx.secrets.destroy(place.commune, "vote-key", "u1")


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


OLD, NEW = b"m" * 32, b"n" * 32


def test_another_master_key_opens_nothing(database_url: str, database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.secrets.put(place.commune, "log-key", "k", b"secret", at=NOW)
    stranger = Database(database_url, sealer=Sealer(b"x" * 32))
    with closing(stranger), stranger.reading() as tx, pytest.raises(SecretUnreadable):
        tx.secrets.get(place.commune, "log-key", "k")


@pytest.fixture
def several(fresh_database_url: str, tmp_path: Path) -> tuple[str, KeyFiles]:
    """A database with secrets of several kinds in two communes, under the old master key."""
    keys = KeyFiles(tmp_path / "keys")
    with closing(Database(fresh_database_url, sealer=Sealer(OLD), keys=keys)) as database:
        for code in ("c1", "c2"):
            settle(database, code)
            with database.transaction() as tx:
                tx.secrets.put(code, "log-key", "k", b"signs", at=NOW)
                tx.secrets.put(code, "vote-key", "u1", b"opens", at=NOW, own_key=True)
                tx.rolls.add(roll(place_of(code)), [household(1), household(2)], salt=b"salt")
    return fresh_database_url, keys


def place_of(code: str) -> Place:
    return Place(code, f"dong-hoa-{code}", "", "", NoteSigner.generate("x.example"))


def read_all(url: str, sealer: Sealer, keys: KeyFiles) -> list[bytes]:
    found = []
    with closing(Database(url, sealer=sealer, keys=keys)) as database, database.reading() as tx:
        for code in ("c1", "c2"):
            found += [tx.secrets.get(code, "log-key", "k"), tx.secrets.get(code, "vote-key", "u1")]
            found.append(tx.rolls.salt(code, place_of(code).village, 1))
    return found


def test_everything_is_sealed_again_under_a_new_master_key(several: tuple[str, KeyFiles]) -> None:
    url, keys = several
    plain = read_all(url, Sealer(OLD), keys)
    assert plain == [b"signs", b"opens", b"salt"] * 2
    with closing(Database(url, sealer=Sealer(NEW, older=[OLD]), keys=keys)) as database:
        assert read_all(url, Sealer(NEW, older=[OLD]), keys) == plain, "before, too"
        for _ in range(2):
            with database.transaction() as tx:
                assert tx.secrets.seal_again() == 6
    assert read_all(url, Sealer(NEW), keys) == plain
    with pytest.raises(SecretUnreadable):
        read_all(url, Sealer(OLD), keys)


def test_one_secret_that_does_not_open_keeps_all_as_they_were(several: tuple[str, KeyFiles]) -> None:
    url, keys = several
    with closing(Database(url, sealer=Sealer(b"x" * 32), keys=keys)) as database, database.transaction() as tx:
        tx.secrets.put("c2", "stranger", "s", b"under another key", at=NOW)
    rotating = Database(url, sealer=Sealer(NEW, older=[OLD]), keys=keys)
    with closing(rotating), pytest.raises(SecretUnreadable), rotating.transaction() as tx:
        tx.secrets.seal_again()
    assert read_all(url, Sealer(OLD), keys) == [b"signs", b"opens", b"salt"] * 2


@pytest.mark.parametrize("fresh_database_url", ["sqlite"], indirect=True)
def test_what_was_sealed_under_the_old_key_is_in_no_file_of_sqlite(several: tuple[str, KeyFiles]) -> None:
    url, keys = several
    folder = Path(url.removeprefix("sqlite:///")).parent
    with closing(Database(url, sealer=Sealer(NEW, older=[OLD]), keys=keys)) as database:
        with database.reading() as tx:
            old = [bytes(one) for one in tx._work.run(text("SELECT sealed FROM sealed_secrets")).scalars()]
        assert files_with(folder.iterdir(), old)
        with database.transaction() as tx:
            tx.secrets.seal_again()
        assert files_with(folder.iterdir(), old) == []


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


OWN = st.binary(min_size=32, max_size=32) | st.just(b"")


@given(plain=st.binary(max_size=100), bound=st.binary(max_size=20), own=OWN, data=st.data())
def test_any_changed_byte_is_noticed(plain: bytes, bound: bytes, own: bytes, data: st.DataObject) -> None:
    sealer = Sealer(b"m" * 32)
    sealed = sealer.seal(plain, bound, own)
    assert sealer.open(sealed, bound, own) == plain
    with pytest.raises(SecretUnreadable):
        sealer.open(sealed, bound, b"o" * 32 if own != b"o" * 32 else b"")
    at = data.draw(st.integers(0, len(sealed) - 1))
    bit = data.draw(st.integers(0, 7))
    changed = sealed[:at] + bytes([sealed[at] ^ 1 << bit]) + sealed[at + 1 :]
    for broken, binding in ((changed, bound), (sealed[:at], bound), (sealed, bound + b"x")):
        with pytest.raises(SecretUnreadable):
            sealer.open(broken, binding, own)
