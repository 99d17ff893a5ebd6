"""Facts beside the books: looked up by kind and key, put, added, dropped."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from fixtures.postgres import _new_postgres, _plain
from sqlalchemy import URL, make_url

from storage.sample import Place, append, settle, start
from voting.storage import migrate
from voting.storage.database import Database
from voting.storage.errors import Conflict, MissingReference, ReadOnly
from voting.storage.key_files import KeyFiles
from voting.storage.secrets import Sealer

MIXED_CASE = ("aB7", "Ab7", "ab7", "AB7", "aC")


def test_facts_are_put_and_changed_and_dropped(database: Database, place: Place) -> None:
    commune = place.commune
    with database.transaction() as tx:
        start(tx, place, "u1")
        tx.facts.put(commune, "", {("village", "v1"): "one", ("village", "v2"): "two", ("vote", "v1"): "three"})
        tx.facts.put(commune, "u1", {("village", "v1"): "in another book"})
        tx.facts.put(commune, "", {("village", "v2"): "two again", ("village", "v3"): ""})
        tx.facts.put(commune, "", {})
    with database.transaction() as tx:
        assert tx.facts.get(commune, "", "village", "v1") == "one"
        assert tx.facts.get(commune, "u1", "village", "v1") == "in another book"
        assert tx.facts.get(commune, "", "village", "v9") is None
        assert tx.facts.many(commune, "", "village") == {"v1": "one", "v2": "two again", "v3": ""}
        assert tx.facts.many(commune, "", "nothing") == {}
        tx.facts.drop(commune, "", [("village", "v1"), ("village", "v9")])
        tx.facts.drop(commune, "", [])
        assert tx.facts.many(commune, "", "village") == {"v2": "two again", "v3": ""}
        assert tx.facts.get(commune, "u1", "village", "v1") == "in another book"


def test_the_first_fact_of_a_kind_from_a_key_on(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        start(tx, place, "u1")
        tx.facts.put(place.commune, "", {("quorum", f"{size:020d}"): "true" for size in (9, 10, 100)})
        tx.facts.put(place.commune, "", {("other", "0"): "x", ("village", "v"): "y"})
        tx.facts.put(place.commune, "u1", {("quorum", f"{50:020d}"): "in another book"})
    with database.reading() as tx:
        found = [tx.facts.first(place.commune, "", "quorum", at_least=f"{size:020d}") for size in (0, 9, 10, 11, 101)]
        assert [None if key is None else int(key) for key in found] == [9, 9, 10, 100, None]


def test_a_fact_that_must_be_new_is_not_put_over_another(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.facts.add(place.commune, "", {("server-key", "ab"): "u1"})
        tx.facts.add(place.commune, "", {})
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.facts.add(place.commune, "", {("server-key", "cd"): "u2", ("server-key", "ab"): "u2"})
    assert caught.value.constraint == "pk_record_facts"
    with database.reading() as tx:
        assert tx.facts.many(place.commune, "", "server-key") == {"ab": "u1"}


def test_facts_need_their_book_and_a_writing_transaction(database: Database, place: Place) -> None:
    with pytest.raises(MissingReference), database.transaction() as tx:
        tx.facts.put(place.commune, "u9", {("kind", "key"): "value"})
    with pytest.raises(ReadOnly), database.reading() as tx:
        tx.facts.put(place.commune, "", {("kind", "key"): "value"})


def test_facts_go_together_with_the_entry_they_follow_from(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.log.lock(place.commune, "")
        with tx.together():
            append(tx, place, 1)
            tx.facts.put(place.commune, "", {("village", "v1"): "one"})
            tx.facts.put(place.commune, "", {("village", "v1"): "two", ("village", "v2"): "two"})
            tx.facts.drop(place.commune, "", [("village", "v2")])
    with database.reading() as tx:
        assert tx.facts.many(place.commune, "", "village") == {"v1": "two"}


@pytest.fixture
def in_vietnamese(postgres_server: URL, tmp_path: Path) -> Iterator[Database]:
    """A PostgreSQL database that sorts as Vietnamese dictionaries do, as one made on a village's server may."""
    for url in _new_postgres(postgres_server, "LOCALE_PROVIDER icu ICU_LOCALE 'vi-VN'"):
        with psycopg.connect(_plain(make_url(url))) as connection:
            assert connection.execute("SELECT 'b' < 'C'").fetchone() == (True,)
        migrate.upgrade(url)
        opened = Database(url, sealer=Sealer(b"m" * 32), keys=KeyFiles(tmp_path / "keys"), wait_seconds=20)
        yield opened
        opened.close()


@pytest.mark.postgres
def test_keys_sort_by_their_bytes_in_whatever_language_the_database_sorts(in_vietnamese: Database) -> None:
    place = settle(in_vietnamese, "c1")
    keys = {uuid: [f"{uuid} {size:020d}" for size in range(place_of, 100, 10)]
            for place_of, uuid in enumerate(MIXED_CASE, 1)}  # fmt: skip
    with in_vietnamese.transaction() as tx:
        tx.facts.put(place.commune, "", {("sealed-by", key): "7" for of_one in keys.values() for key in of_one})
    every = sorted(key for of_one in keys.values() for key in of_one)
    asked = [f"{uuid} {size:020d}" for uuid in MIXED_CASE for size in range(1, 100)]
    expected = {one: next((key for key in every if key >= one), None) for one in asked}
    with in_vietnamese.reading() as tx:
        assert {one: tx.facts.first(place.commune, "", "sealed-by", at_least=one) for one in asked} == expected
        at_once = tx.facts.first_items(place.commune, "", "sealed-by", asked)
        assert {one: key for one, (key, _) in at_once.items()} == {k: v for k, v in expected.items() if v}
        assert tx.facts.last(place.commune, "", "sealed-by") == every[-1]
