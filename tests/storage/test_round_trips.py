"""How often one ballot waits for PostgreSQL, and how much of the tables it reads, as libpq and the server say."""

from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import text

from storage.sample import Place, append, ballot, digest, hex_of, start
from voting.storage.database import Database, Transaction

pytestmark = pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
CIPHERTEXTS = 12
FEW_ROWS = 25
WARM = 15
"""Ballots after which the driver has prepared its statements and the server settled on a plan."""


@contextmanager
def traced(tx: Transaction, file: Path) -> Iterator[None]:
    """Write down all that goes over the transaction's connection until the block ends."""
    connection = tx._work._connection.connection.driver_connection.pgconn
    with file.open("w") as trace:
        connection.trace(trace.fileno())
        yield
        connection.untrace()


def answers(file: Path) -> int:
    """A server says ReadyForQuery once for all that a client sent before it waited."""
    return sum("ReadyForQuery" in line for line in file.read_text().splitlines())


def cast(tx: Transaction, place: Place, number: int) -> None:
    """What a service does for one ballot: lock, look, all writes together."""
    hashes = [digest(f"{number} {one}") for one in range(CIPHERTEXTS)]
    idx = tx.log.lock(place.commune, "u1").size
    tx.ballots.look(place.commune, "u1", hex_of(f"S{number}"), f"tracker-{idx}", hashes)
    with tx.together():
        append(tx, place, 1, "u1", facts='{"ballots":1}')
        tx.ballots.add(ballot(place, "u1", idx=idx, who=f"S{number}"), hashes)
        tx.facts.put(place.commune, "u1", {("barred", hex_of("S0")): "closed"})


@pytest.mark.parametrize("before", [0, 20], ids=["cold", "prepared"])
def test_a_ballot_waits_five_times(database: Database, place: Place, before: int, tmp_path: Path) -> None:
    with database.transaction() as tx:
        start(tx, place, "u1")
    for number in range(before):
        with database.transaction() as tx:
            cast(tx, place, number)
    with database.transaction() as tx:
        trace = traced(tx, tmp_path / "trace")
        trace.__enter__()
        cast(tx, place, before)
    trace.__exit__(None, None, None)
    assert "COMMIT" in (tmp_path / "trace").read_text()
    assert answers(tmp_path / "trace") == 5


def test_a_full_tile_costs_some_more_once_in_256_ballots(database: Database, place: Place, tmp_path: Path) -> None:
    with database.transaction() as tx:
        start(tx, place, "u1")
        append(tx, place, 255, "u1")
    with database.transaction() as tx:
        trace = traced(tx, tmp_path / "trace")
        trace.__enter__()
        cast(tx, place, 255)
    trace.__exit__(None, None, None)
    assert 5 < answers(tmp_path / "trace") <= 8


def test_what_a_connection_has_prepared_outlives_its_readings(database_url: str, place: Place) -> None:
    """Parsing and planning a ballot's statements anew costs the server as much as all the rest of them."""
    with closing(Database(database_url, connections=1)) as database:
        with database.transaction() as tx:
            start(tx, place, "u1")
        for number in range(WARM):
            with database.transaction() as tx:
                cast(tx, place, number)
            with database.reading() as tx:
                tx.log.head(place.commune, "u1")
            with suppress(KeyError), database.reading() as tx:
                raise KeyError(tx.log.head(place.commune, "u1"))
        with database.reading() as tx:
            prepared = tx._work.run(PREPARED).scalars().all()
    assert any("FOR UPDATE" in one for one in prepared)
    assert any("ballot_ciphertexts" in one for one in prepared)


PREPARED = text("SELECT statement FROM pg_prepared_statements")
READ = text("SELECT coalesce(sum(seq_tup_read), 0) + coalesce(sum(idx_tup_fetch), 0) FROM pg_stat_xact_user_tables")


def rows_read(database: Database, place: Place, number: int) -> int:
    with database.transaction() as tx:
        before = int(tx._work.scalar(READ))
        cast(tx, place, number)
        return int(tx._work.scalar(READ)) - before


def test_a_ballot_reads_a_few_rows_however_many_there_are(database_url: str, place: Place) -> None:
    """Plans are kept from when the tables were small: none may scan, nor read all that begins with the same vote."""
    with closing(Database(database_url, connections=1)) as database:
        with database.transaction() as tx:
            start(tx, place, "u1")
        for number in range(3):
            rows_read(database, place, number)
        with database._engine.begin() as connection:
            connection.execute(text("ANALYZE"))
        read = [rows_read(database, place, number) for number in range(3, 60)]
        assert max(read[WARM:]) <= FEW_ROWS
        load(database, place, 60, 2000)
        assert max(rows_read(database, place, number) for number in range(2000, 2020)) <= FEW_ROWS


def load(database: Database, place: Place, first: int, end: int) -> None:
    """Ballots in one transaction, without looking."""
    with database.transaction() as tx:
        append(tx, place, end - first, "u1")
        with tx.together():
            for idx in range(first, end):
                hashes = [digest(f"{idx} {one}") for one in range(CIPHERTEXTS)]
                tx.ballots.add(ballot(place, "u1", idx=idx, who=f"S{idx}"), hashes)
