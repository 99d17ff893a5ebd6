"""The database itself refuses to change, shorten or tear the record."""

from collections.abc import Callable

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import Table, TextClause, text

from storage.sample import Place, append, ballot, digest
from voting.storage.cosignatures import CosignatureLine
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, MissingReference, RefusedByRecord
from voting.storage.faults import translated
from voting.storage.tables.record import RECORD_TABLES, log_heads

TABLES = pytest.mark.parametrize("table", [*RECORD_TABLES, log_heads], ids=lambda table: table.name)


@pytest.fixture
def written(database: Database, place: Place) -> Place:
    """A commune with at least one row in every record table."""
    with database.transaction() as tx:
        append(tx, place, 300, "u1")
        tx.payloads.put(place.commune, b"large")
        tx.ballots.add(ballot(place, "u1", idx=3), [digest("c1")])
        tx.cosignatures.add(CosignatureLine(place.commune, 300, "witness.example/w", "- w x"))
    return place


def run(database: Database, statement: str | TextClause, **values: object) -> None:
    with translated(), database._engine.begin() as connection:
        connection.execute(text(statement) if isinstance(statement, str) else statement, values)


def count(database: Database, table: Table, place: Place) -> int:
    with database.reading() as tx:
        query = text(f"SELECT count(*) FROM {table.name} WHERE commune_id = :c").bindparams(c=place.commune)
        return int(tx._work.scalar(query))


@TABLES
def test_update_is_refused(database: Database, written: Place, table: Table) -> None:
    for column in [one.name for one in table.columns]:
        with pytest.raises(RefusedByRecord, match=table.name):
            run(database, f"UPDATE {table.name} SET {column} = {column} WHERE commune_id = :c", c=written.commune)


@TABLES
def test_delete_is_refused(database: Database, written: Place, table: Table) -> None:
    before = count(database, table, written)
    assert before > 0
    with pytest.raises(RefusedByRecord, match=table.name):
        run(database, f"DELETE FROM {table.name} WHERE commune_id = :c", c=written.commune)
    assert count(database, table, written) == before


@TABLES
def test_replacing_a_row_is_refused(database: Database, written: Place, table: Table) -> None:
    copy = f"SELECT * FROM {table.name} WHERE commune_id = :c"
    statement = {
        "sqlite": f"INSERT OR REPLACE INTO {table.name} {copy}",
        "postgresql": f"INSERT INTO {table.name} {copy} ON CONFLICT ON CONSTRAINT pk_{table.name}"
        " DO UPDATE SET commune_id = excluded.commune_id",
    }[database.engine_name]
    with pytest.raises(RefusedByRecord):
        run(database, statement, c=written.commune)


@TABLES
@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_truncate_is_refused(database: Database, written: Place, table: Table) -> None:
    with pytest.raises(RefusedByRecord):
        run(database, f"TRUNCATE {table.name} CASCADE")


def insert_entry(database: Database, place: Place, idx: int) -> None:
    run(
        database,
        "INSERT INTO log_entries (commune_id, idx, leaf_hash, raw, type) VALUES (:c, :i, :h, :r, 't')",
        c=place.commune,
        i=idx,
        h=digest("leaf"),
        r=b"{}",
    )


def test_an_entry_after_a_gap_is_refused(database: Database, written: Place) -> None:
    with pytest.raises(RefusedByRecord, match="gap"):
        insert_entry(database, written, 301)
    with pytest.raises(BadValue):
        insert_entry(database, written, -1)


def test_an_entry_in_the_place_of_another_is_refused(database: Database, written: Place) -> None:
    with pytest.raises(Conflict) as caught:
        insert_entry(database, written, 7)
    assert caught.value.constraint == "pk_log_entries"


def insert_checkpoint(database: Database, place: Place, size: int) -> None:
    run(
        database,
        "INSERT INTO log_checkpoints (commune_id, size, root, note) VALUES (:c, :s, :r, :n)",
        c=place.commune,
        s=size,
        r=digest("another root"),
        n=b"note",
    )


def test_a_second_root_for_a_size_is_refused(database: Database, written: Place) -> None:
    with pytest.raises(Conflict) as caught:
        insert_checkpoint(database, written, 300)
    assert caught.value.constraint == "pk_log_checkpoints"


def test_a_checkpoint_smaller_than_the_last_is_refused(database: Database, written: Place) -> None:
    with pytest.raises(RefusedByRecord, match="smaller"):
        insert_checkpoint(database, written, 299)


@pytest.mark.parametrize("size", [0, 299, 300])
def test_a_head_that_does_not_grow_is_refused(database: Database, written: Place, size: int) -> None:
    with pytest.raises(RefusedByRecord, match="grow"):
        run(database, "UPDATE log_heads SET size = :s WHERE commune_id = :c", s=size, c=written.commune)


def test_a_head_moved_back_by_force_cannot_sign_again(database: Database, written: Place) -> None:
    """A restored head row (its trigger gone) still meets the primary keys of entries and checkpoints."""
    table, drop, restore = {
        "sqlite": ("log_heads", "DROP TRIGGER log_heads_grow", _trigger_of_sqlite),
        "postgresql": (
            "log_heads",
            "ALTER TABLE log_heads DISABLE TRIGGER log_heads_grow",
            lambda _: "ALTER TABLE log_heads ENABLE TRIGGER log_heads_grow",
        ),
    }[database.engine_name]
    again = restore(database)
    run(database, drop)
    run(database, f"UPDATE {table} SET size = 0, hashes = :h WHERE commune_id = :c", h=b"", c=written.commune)
    run(database, again)
    with pytest.raises(Conflict), database.transaction() as tx:
        append(tx, written, 1)


def _trigger_of_sqlite(database: Database) -> str:
    with database.reading() as tx:
        return str(tx._work.scalar(text("SELECT sql FROM sqlite_master WHERE name = 'log_heads_grow'")))


REFERENCES: list[Callable[[Place], tuple[str, dict[str, object]]]] = [
    lambda p: (
        """INSERT INTO ballots (commune_id, vote_uuid, tracker, credential, sequence, idx)
            VALUES (:c, 'u', 't', :k, 1, 999)""",
        {"c": p.commune, "k": "a" * 64},
    ),
    lambda p: (
        "INSERT INTO ballot_ciphertexts (commune_id, vote_uuid, ciphertext_hash, idx) VALUES (:c, 'u', :h, 999)",
        {"c": p.commune, "h": digest("x")},
    ),
    lambda p: (
        "INSERT INTO cosignatures (commune_id, size, witness, line) VALUES (:c, 7, 'w', 'l')",
        {"c": p.commune},
    ),
]


@pytest.mark.parametrize("make", REFERENCES, ids=["ballot", "ciphertext", "cosignature"])
def test_a_row_about_an_entry_or_checkpoint_that_is_not_there_is_refused(
    database: Database, written: Place, make: Callable[[Place], tuple[str, dict[str, object]]]
) -> None:
    statement, values = make(written)
    with pytest.raises(MissingReference):
        run(database, statement, **values)
