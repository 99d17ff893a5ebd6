"""The database itself refuses to change, shorten or tear the record, whoever asks and however."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import Table, TextClause, text

from storage.sample import NOW, Place, append, ballot, digest, hex_of, origin_of, start
from voting.storage.cosignatures import CosignatureLine
from voting.storage.database import Database
from voting.storage.engines import read_url
from voting.storage.errors import BadValue, Conflict, MissingReference, RefusedByRecord
from voting.storage.faults import translated
from voting.storage.statements import StatementRow
from voting.storage.tables.record import RECORD_TABLES, log_heads
from voting.storage.witnesses import Evidence

EVERY = [*RECORD_TABLES, log_heads]
TABLES = pytest.mark.parametrize("table", EVERY, ids=lambda table: table.name)
SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
BOOKS = pytest.mark.parametrize("book", ["", "u1"], ids=["commune", "vote"])
SIZE = 300


@pytest.fixture
def written(database: Database, place: Place) -> Place:
    """A commune with at least one row in every record table: both of its books, 300 entries each."""
    with database.transaction() as tx:
        start(tx, place, "u1")
        for book in ("", "u1"):
            append(tx, place, SIZE, book)
        tx.payloads.put(place.commune, b"large")
        tx.ballots.add(ballot(place, "u1", idx=3), [digest("c1")])
        tx.statements.add(StatementRow(place.commune, "u1", hex_of("P"), 1, "tracker", "right", 4))
        tx.cosignatures.add(CosignatureLine(place.commune, SIZE, "witness.example/w", "- w x"))
        tx.witnesses.keep_evidence(Evidence(place.commune, "w", "forked", NOW, SIZE, b"note", b"", b"reply"))
    return place


def run(database: Database, statement: str | TextClause, **values: object) -> None:
    with translated(), database._engine.begin() as connection:
        connection.execute(text(statement) if isinstance(statement, str) else statement, values)


def rows(database: Database, table: Table, place: Place) -> list[object]:
    with database.reading() as tx:
        query = table.select().where(table.c.commune_id == place.commune).order_by(*table.primary_key.columns)
        return list(tx._work.run(query).all())


@TABLES
def test_update_is_refused(database: Database, written: Place, table: Table) -> None:
    for column in [one.name for one in table.columns]:
        with pytest.raises(RefusedByRecord, match=table.name):
            run(database, f"UPDATE {table.name} SET {column} = {column} WHERE commune_id = :c", c=written.commune)


@TABLES
def test_delete_is_refused(database: Database, written: Place, table: Table) -> None:
    before = rows(database, table, written)
    assert before
    with pytest.raises(RefusedByRecord, match=table.name):
        run(database, f"DELETE FROM {table.name} WHERE commune_id = :c", c=written.commune)
    assert rows(database, table, written) == before


@TABLES
@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_a_conflict_turned_into_an_update_is_refused(database: Database, written: Place, table: Table) -> None:
    copy = f"SELECT * FROM {table.name} WHERE commune_id = :c"
    update = f"ON CONFLICT ON CONSTRAINT pk_{table.name} DO UPDATE SET commune_id = excluded.commune_id"
    with pytest.raises(RefusedByRecord):
        run(database, f"INSERT INTO {table.name} {copy} {update}", c=written.commune)


@TABLES
@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_truncate_is_refused(database: Database, written: Place, table: Table) -> None:
    with pytest.raises(RefusedByRecord):
        run(database, f"TRUNCATE {table.name} CASCADE")


@contextmanager
def stranger(url: str) -> Iterator[sqlite3.Connection]:
    """A connection as the sqlite3 program makes it: no recursive triggers, no foreign keys, nothing of ours."""
    with closing(sqlite3.connect(str(read_url(url).database))) as connection:
        assert connection.execute("PRAGMA recursive_triggers").fetchone() == (0,)
        yield connection


# By each key alone; the other columns say something else than the row that is in the way.
IN_THE_WAY = [
    ("log_entries", "idx = 7", {"raw": b"other", "leaf_hash": b"o" * 32}),
    ("log_entries", "idx = 299", {"raw": b"other"}),
    ("log_checkpoints", "size = 300", {"root": b"o" * 32, "note": b"other"}),
    ("log_tiles", "n = 0", {"tile": b"o" * 8192}),
    ("record_payloads", "1 = 1", {"content": b"other"}),
    ("ballots", "idx = 3", {"credential": "c" * 64, "sequence": 9, "idx": 4}),
    ("ballots", "idx = 3", {"tracker": "other", "idx": 4}),
    ("ballots", "idx = 3", {"tracker": "other", "sequence": 9}),
    ("ballot_ciphertexts", "1 = 1", {"idx": 4}),
    ("cosignatures", "1 = 1", {"line": "other"}),
    ("witness_evidence", "1 = 1", {"note": b"other"}),
    ("log_heads", "book = ''", {"size": 1, "root": b"o" * 32, "origin": "other.example"}),
    ("log_heads", "book = ''", {"size": 1, "book": "u2"}),
]


@SQLITE
@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE", "INSERT OR IGNORE", "INSERT"])
@pytest.mark.parametrize("case", IN_THE_WAY, ids=lambda case: f"{case[0]} {'+'.join(case[2])}")
def test_replacing_a_row_is_refused_to_a_stranger(
    database_url: str, database: Database, written: Place, verb: str, case: tuple[str, str, dict[str, object]]
) -> None:
    """SQLite would delete the row that is in the way, without asking a DELETE trigger."""
    table, which, changes = case
    told = next(one for one in EVERY if one.name == table)
    before = rows(database, told, written)
    columns = [one.name for one in told.columns]
    taken = ", ".join(f":{name}" if name in changes else name for name in columns)
    copy = f"SELECT {taken} FROM {table} WHERE commune_id = :c AND {which}"
    with stranger(database_url) as connection, pytest.raises(sqlite3.DatabaseError, match="append-only"):
        connection.execute(f"{verb} INTO {table} ({', '.join(columns)}) {copy}", {"c": written.commune, **changes})
    assert rows(database, told, written) == before


@SQLITE
@TABLES
def test_replacing_a_row_by_its_hidden_number_is_refused(
    database_url: str, database: Database, written: Place, table: Table
) -> None:
    """A row with a key of its own, but with the rowid of another one, or below all: -1 would be in every one's way."""
    before = rows(database, table, written)
    columns = [one.name for one in table.columns]
    fresh = {
        "idx": "300",
        "size": "301",
        "n": "1",
        "sequence": "9",
        "tracker": "'t9'",
        "origin": "'o9'",
        "book": "'u9'",
    }
    fresh |= {
        "sha256": "randomblob(32)",
        "ciphertext_hash": "randomblob(32)",
        "witness": "'w9'",
        "digest": "randomblob(32)",
    }
    if table.name != "log_heads":
        fresh["book"] = "''"
    values = ", ".join(fresh.get(name, name) for name in columns)
    with stranger(database_url) as connection:
        for number in ("rowid", "-1", "0"):
            one = f"SELECT {number}, {values} FROM {table.name} WHERE commune_id = :c LIMIT 1"
            statement = f"INSERT OR REPLACE INTO {table.name} (rowid, {', '.join(columns)}) {one}"
            with pytest.raises(sqlite3.DatabaseError, match=r"append-only: .* rowid"):
                connection.execute(statement, {"c": written.commune})
    assert rows(database, table, written) == before


@SQLITE
def test_a_head_cannot_be_moved_into_the_place_of_another(
    database_url: str, database: Database, written: Place
) -> None:
    before = rows(database, log_heads, written)
    with stranger(database_url) as connection:
        for change in ("book = ''", f"origin = '{origin_of(written, '')}'", "rowid = rowid - 1", "commune_id = 'c'"):
            with pytest.raises(sqlite3.DatabaseError, match="grow"):
                connection.execute(
                    f"UPDATE OR REPLACE log_heads SET size = size + 1, {change} WHERE commune_id = ? AND book = 'u1'",
                    (written.commune,),
                )
    assert rows(database, log_heads, written) == before


@SQLITE
@TABLES
def test_changing_and_deleting_are_refused_to_a_stranger(
    database_url: str, database: Database, written: Place, table: Table
) -> None:
    before = rows(database, table, written)
    with stranger(database_url) as connection:
        for verb in (f"UPDATE OR IGNORE {table.name} SET commune_id = 'x'", f"DELETE FROM {table.name}"):
            with pytest.raises(sqlite3.DatabaseError, match="append-only"):
                connection.execute(f"{verb} WHERE commune_id = ?", (written.commune,))
    assert rows(database, table, written) == before


@TABLES
def test_the_same_row_again_is_a_conflict_with_the_name_of_its_key(
    database: Database, written: Place, table: Table
) -> None:
    """The same on both engines, although SQLite's trigger comes before its constraint; heads: their own trigger."""
    columns = ", ".join(one.name for one in table.columns)
    copy = f"SELECT {columns} FROM {table.name} WHERE commune_id = :c LIMIT 1"
    with pytest.raises(Conflict) as caught:
        run(database, f"INSERT INTO {table.name} ({columns}) {copy}", c=written.commune)
    assert caught.value.constraint == f"pk_{table.name}"


def insert_entry(database: Database, place: Place, book: str, idx: int) -> None:
    run(
        database,
        """INSERT INTO log_entries (commune_id, book, idx, leaf_hash, raw, type, subject)
            VALUES (:c, :b, :i, :h, :r, 't', '')""",
        c=place.commune,
        b=book,
        i=idx,
        h=digest("leaf"),
        r=b"{}",
    )


@BOOKS
def test_an_entry_after_a_gap_is_refused(database: Database, written: Place, book: str) -> None:
    with pytest.raises(RefusedByRecord, match="gap"):
        insert_entry(database, written, book, SIZE + 1)
    with pytest.raises(BadValue):
        insert_entry(database, written, book, -1)


def test_an_entry_of_another_book_fills_no_gap(database: Database, written: Place) -> None:
    with database.transaction() as tx:
        start(tx, written, "u2")
        append(tx, written, 1, "u2")
    with pytest.raises(RefusedByRecord, match="gap"):
        insert_entry(database, written, "u2", 2)


@BOOKS
def test_an_entry_in_the_place_of_another_is_refused(database: Database, written: Place, book: str) -> None:
    with pytest.raises(Conflict) as caught:
        insert_entry(database, written, book, 7)
    assert caught.value.constraint == "pk_log_entries"


def insert_checkpoint(database: Database, place: Place, book: str, size: int) -> None:
    run(
        database,
        "INSERT INTO log_checkpoints (commune_id, book, size, root, note) VALUES (:c, :b, :s, :r, :n)",
        c=place.commune,
        b=book,
        s=size,
        r=digest("another root"),
        n=b"note",
    )


@BOOKS
def test_a_second_root_for_a_size_is_refused(database: Database, written: Place, book: str) -> None:
    with pytest.raises(Conflict) as caught:
        insert_checkpoint(database, written, book, SIZE)
    assert caught.value.constraint == "pk_log_checkpoints"


@BOOKS
def test_a_checkpoint_smaller_than_the_last_is_refused(database: Database, written: Place, book: str) -> None:
    with pytest.raises(RefusedByRecord, match="smaller"):
        insert_checkpoint(database, written, book, SIZE - 1)


def test_a_checkpoint_may_be_smaller_than_another_books(database: Database, written: Place) -> None:
    with database.transaction() as tx:
        start(tx, written, "u2")
        assert append(tx, written, 1, "u2").size == 1


@BOOKS
@pytest.mark.parametrize("size", [0, SIZE - 1, SIZE])
def test_a_head_that_does_not_grow_is_refused(database: Database, written: Place, book: str, size: int) -> None:
    with pytest.raises(RefusedByRecord, match="grow"):
        run(
            database,
            "UPDATE log_heads SET size = :s, facts = 'x' WHERE commune_id = :c AND book = :b",
            s=size,
            c=written.commune,
            b=book,
        )


def test_a_head_moved_back_by_force_cannot_sign_again(database: Database, written: Place) -> None:
    """A restored head row (its trigger gone) still meets the primary keys of entries and checkpoints."""
    drop, restore = {
        "sqlite": ("DROP TRIGGER log_heads_grow", _trigger_of_sqlite),
        "postgresql": (
            "ALTER TABLE log_heads DISABLE TRIGGER log_heads_grow",
            lambda _: "ALTER TABLE log_heads ENABLE TRIGGER log_heads_grow",
        ),
    }[database.engine_name]
    again = restore(database)
    run(database, drop)
    run(database, "UPDATE log_heads SET size = 0, hashes = :h WHERE commune_id = :c", h=b"", c=written.commune)
    run(database, again)
    for book in ("", "u1"):
        with pytest.raises(Conflict), database.transaction() as tx:
            append(tx, written, 1, book)


def _trigger_of_sqlite(database: Database) -> str:
    with database.reading() as tx:
        return str(tx._work.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'log_heads_grow'")))


REFERENCES: list[Callable[[Place], tuple[str, dict[str, object]]]] = [
    lambda p: (
        """INSERT INTO ballots (commune_id, vote_uuid, tracker, credential, sequence, idx)
            VALUES (:c, 'u1', 't', :k, 1, 999)""",
        {"c": p.commune, "k": "a" * 64},
    ),
    lambda p: (
        "INSERT INTO ballot_ciphertexts (commune_id, vote_uuid, ciphertext_hash, idx) VALUES (:c, 'u9', :h, 1)",
        {"c": p.commune, "h": digest("x")},
    ),
    lambda p: (
        "INSERT INTO cosignatures (commune_id, book, size, witness, line) VALUES (:c, '', 7, 'w', 'l')",
        {"c": p.commune},
    ),
    lambda p: (
        """INSERT INTO log_entries (commune_id, book, idx, leaf_hash, raw, type, subject)
            VALUES (:c, 'u9', 0, :h, :h, 't', '')""",
        {"c": p.commune, "h": digest("x")},
    ),
]


@pytest.mark.parametrize("make", REFERENCES, ids=["ballot", "ciphertext", "cosignature", "entry"])
def test_a_row_about_a_book_entry_or_checkpoint_that_is_not_there_is_refused(
    database: Database, written: Place, make: Callable[[Place], tuple[str, dict[str, object]]]
) -> None:
    statement, values = make(written)
    with pytest.raises(MissingReference):
        run(database, statement, **values)
