"""Transactions: durable, isolated, clean in failure, alike on both engines."""

import os
import stat
import subprocess
import sys
import threading
import traceback
from contextlib import closing
from pathlib import Path

import pytest
from fixtures.postgres import POSTGRES
from sqlalchemy import text

from storage.sample import NOW, Place, account, append, settle
from voting.storage import migrate
from voting.storage.communes import Commune
from voting.storage.database import Database
from voting.storage.errors import (
    Busy,
    Conflict,
    NotFound,
    OutcomeUnknown,
    ReadOnly,
    SchemaMismatch,
    StorageMisuse,
    TransactionBroken,
    Unavailable,
)


def test_an_exception_rolls_everything_back(database: Database, place: Place) -> None:
    with pytest.raises(KeyError), database.transaction() as tx:  # noqa: PT012
        tx.accounts.add(account(place, "x"))
        raise KeyError
    with database.reading() as tx, pytest.raises(NotFound):
        tx.accounts.get(place.commune, "x")


def test_a_reading_transaction_sees_one_snapshot(database: Database, place: Place) -> None:
    with database.reading() as reader:
        before = reader.log.head(place.commune, "")
        with database.transaction() as writer:
            append(writer, place, 3)
        assert reader.log.head(place.commune, "") == before
        assert reader.log.entries(place.commune, "", 0, 10) == ()
    with database.reading() as reader:
        assert reader.log.head(place.commune, "").size == 3


def test_a_reading_transaction_does_not_wait_for_a_writer(database: Database, place: Place) -> None:
    with database.transaction() as writer:
        append(writer, place, 1)
        with database.reading() as reader:
            assert reader.log.head(place.commune, "").size == 0


def test_a_reading_transaction_cannot_write(database: Database, place: Place) -> None:
    with database.reading() as tx, pytest.raises(ReadOnly):
        tx.accounts.add(account(place, "x"))
    with database.reading() as tx, pytest.raises(ReadOnly):
        tx.log.lock(place.commune, "")


def test_writing_works_on_a_connection_that_only_read_before(database_url: str) -> None:
    database = Database(database_url, connections=1)
    with database.reading() as tx:
        tx.accounts.count()
    settle(database, "one-connection")
    database.close()


def test_after_a_failed_statement_nothing_goes_on_and_nothing_is_stored(database: Database, place: Place) -> None:
    with pytest.raises(TransactionBroken), database.transaction() as tx:  # noqa: PT012
        tx.accounts.add(account(place, "x"))
        with pytest.raises(Conflict):
            tx.accounts.add(account(place, "x", login="other"))
        with pytest.raises(TransactionBroken):
            tx.accounts.count()
    with database.reading() as tx, pytest.raises(NotFound):
        tx.accounts.get(place.commune, "x")


def test_an_error_and_its_traceback_do_not_quote_the_row(database: Database, place: Place) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:  # noqa: PT012
        tx.accounts.add(account(place, "x1", login="someone-private"))
        tx.accounts.add(account(place, "x2", login="someone-private"))
    told = "".join(traceback.format_exception(caught.value, chain=True))
    assert "someone-private" not in told.replace('login="someone-private"', "")
    assert database._engine.hide_parameters


def test_waiting_too_long_for_the_log_is_busy(database_url: str, database: Database, place: Place) -> None:
    hasty = Database(database_url, wait_seconds=0.1)
    with database.transaction() as holder:
        holder.log.lock(place.commune, "")
        with pytest.raises(Busy), hasty.transaction() as tx:
            tx.log.lock(place.commune, "")
    hasty.close()


def test_running_out_of_connections_is_busy(database_url: str) -> None:
    small = Database(database_url, wait_seconds=0.1, connections=1)
    with small.reading(), pytest.raises(Busy), small.reading():
        pass
    small.close()


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    for url in (f"sqlite:///{tmp_path}/no/such/folder.db", f"postgresql://dinh@/x?host={tmp_path}"):
        with pytest.raises(Unavailable):
            Database(url, wait_seconds=1).ping()


def test_a_database_without_tables_asks_for_the_migrations(empty_database_url: str) -> None:
    database = Database(empty_database_url)
    database.ping()
    with pytest.raises(SchemaMismatch), database.reading() as tx:
        tx.communes.list()
    database.close()


def test_that_something_can_be_written_is_proved_by_writing(database: Database) -> None:
    database.prove_writable()
    assert database.last_trouble(60) is None
    with pytest.raises(Unavailable), database.transaction():
        raise Busy("as a lock that is never given back")
    assert isinstance(database.last_trouble(60), Busy)
    database.prove_writable()
    assert database.last_trouble(60) is None


@pytest.mark.parametrize("url", ["", "nonsense", "mysql://a/b", "sqlite://", "sqlite:///:memory:"])
def test_an_address_we_cannot_serve_is_refused(url: str) -> None:
    with pytest.raises(StorageMisuse):
        Database(url)


def test_commits_are_durable(database: Database) -> None:
    asked = {
        "sqlite": [
            ("PRAGMA synchronous", 2),
            ("PRAGMA journal_mode", "wal"),
            ("PRAGMA foreign_keys", 1),
            ("PRAGMA secure_delete", 1),
        ],
        "postgresql": [("SHOW synchronous_commit", "on"), ("SHOW fsync", "on"), ("SHOW timezone", "UTC")],
    }[database.engine_name]
    with database._engine.connect() as connection:
        for question, answer in asked:
            assert connection.execute(text(question)).scalar() == answer


def test_times_come_back_in_utc(database: Database, place: Place) -> None:
    with database.reading() as tx:
        assert tx.accounts.get(place.commune, place.chief).created_at_utc == NOW
        assert tx.accounts.get(place.commune, place.chief).created_at_utc.utcoffset() == NOW.utcoffset()


def test_a_time_without_zone_is_a_programmers_error(database: Database, place: Place) -> None:
    with pytest.raises(StorageMisuse, match="without time zone"), database.transaction() as tx:
        tx.accounts.use_invitation(place.commune, place.chief, NOW.replace(tzinfo=None))


def test_a_commune_of_the_same_code_is_a_conflict_with_a_name(database: Database, place: Place) -> None:
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.communes.add(Commune(place.commune, "Khác", "other.example"))
    assert caught.value.constraint == "pk_communes"


def test_a_sqlite_file_is_readable_by_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "private.db"
    Database(f"sqlite:///{path}").ping()
    for file in tmp_path.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_opening_a_file_anew_does_not_drop_the_locks_held_on_it(tmp_path: Path) -> None:
    """POSIX locks go when a process closes any descriptor of the file; the next process to leave then takes the WAL."""
    url = f"sqlite:///{tmp_path}/twice.db"
    migrate.upgrade(url)
    first = Database(url)
    place = settle(first, "c1")
    Database(url).close()
    code = "import sys; from voting.storage.database import Database; Database(sys.argv[1]).ping()"
    subprocess.run([sys.executable, "-c", code, url], check=True)
    assert (tmp_path / "twice.db-wal").exists()
    with first.transaction() as tx:
        assert append(tx, place, 1).size == 1
    first.close()


def test_a_forked_child_uses_connections_of_its_own(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        append(tx, place, 1)
    child = os.fork()
    if child == 0:
        try:
            assert database._engine.pool.checkedin() == 0
            with database.transaction() as tx:
                append(tx, place, 1)
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    with database.transaction() as tx:
        assert append(tx, place, 1).size == 3


def test_threads_share_one_database(database: Database, place: Place) -> None:
    def work() -> None:
        for _ in range(5):
            with database.transaction() as tx:
                append(tx, place, 1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.reading() as tx:
        assert tx.log.head(place.commune, "").size == 20


@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_a_connection_the_server_closed_while_idle_is_replaced(
    database_url: str, database: Database, place: Place
) -> None:
    with closing(Database(database_url, connections=1)) as idle:
        with idle.reading() as tx:
            backend = tx._work.scalar(text("SELECT pg_backend_pid()"))
        with database._engine.begin() as connection:
            connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
        with idle.transaction() as tx:
            assert append(tx, place, 1).size == 1


@pytest.mark.parametrize("database_url", [POSTGRES], indirect=True)
def test_a_connection_that_breaks_at_the_commit_leaves_the_outcome_unknown(database: Database, place: Place) -> None:
    with pytest.raises(OutcomeUnknown), database.transaction() as tx:  # noqa: PT012
        append(tx, place, 1)
        backend = tx._work._connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with database._engine.begin() as other:
            other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": backend})
    with database.transaction() as tx:
        assert append(tx, place, 1).size == 1
