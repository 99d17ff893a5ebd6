"""What is erased from PostgreSQL is gone from the table's file too, once the chore has run."""

import time
from dataclasses import replace

from sqlalchemy import create_engine, text

from storage.sample import NOW, Place, household, roll
from voting.storage.database import Database

NAME = "Nguyễn Thị Dấu Vết".encode()
FILE = text("SELECT pg_read_binary_file(pg_relation_filepath('households'))")


def test_an_erased_name_is_in_the_tables_file_until_the_dead_rows_are_forgotten(
    database: Database, place: Place, database_url: str
) -> None:
    if database.engine_name != "postgresql":
        assert database.forget_dead_rows() == 0
        return
    kept, erased = household(1), replace(household(2), head_name=NAME.decode())
    first = replace(roll(place), commitment=b"c" * 32, frozen_at_utc=NOW)
    with database.transaction() as tx:
        tx.rolls.add(roll(place), [kept, erased])
        tx.rolls.freeze(first, salt=b"s" * 32)
        tx.rolls.add(roll(place, 2), [kept])
    with database.transaction() as tx:
        tx.rolls.erase(place.commune, place.village, 1)
    assert NAME in table_file(database_url)
    assert forgotten_in_time(database)
    assert NAME not in table_file(database_url)
    with database.reading() as tx:
        assert tx.rolls.households(place.commune, place.village, 2) == (kept,)


def forgotten_in_time(database: Database) -> bool:
    """The server counts deleted rows a moment later."""
    until = time.monotonic() + 20
    while not (done := database.forget_dead_rows()) and time.monotonic() < until:
        time.sleep(0.2)
    return bool(done)


def table_file(url: str) -> bytes:
    """The bytes of the table as they lie on the disk."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        found: bytes = connection.scalar(FILE)
    engine.dispose()
    return found
