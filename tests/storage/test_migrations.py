"""Every migration goes up and down with data in it, and ends at the schema the models describe."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.migration_testers import TESTERS
from storage.sample import append, settle
from storage.schema_snapshot import catalog, tables
from voting.storage import migrate
from voting.storage.database import Database
from voting.storage.engines import make_engine, read_url
from voting.storage.errors import RefusedByRecord, SchemaMismatch, StorageError
from voting.storage.tables import metadata

REVISIONS = migrate.revisions()
BELOW = dict(zip(REVISIONS, ("base", *REVISIONS), strict=False))


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = make_engine(read_url(url), wait_seconds=10, connections=1)
    try:
        with engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()


def test_every_migration_has_a_tester() -> None:
    assert set(TESTERS) == set(REVISIONS)


def test_the_newest_revision_is_known_without_alembic() -> None:
    assert migrate.head() == REVISIONS[-1]


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_migration_goes_up_and_down_with_data(empty_database_url: str, revision: str) -> None:
    url, tester = empty_database_url, TESTERS[revision]
    if BELOW[revision] != "base":
        migrate.upgrade(url, BELOW[revision])
    with connected(url) as connection:
        tester.before(connection)
        below = catalog(connection)
    migrate.upgrade(url, revision)
    assert migrate.current(url) == revision
    with connected(url) as connection:
        tester.after_upgrade(connection)
        above = catalog(connection)
    migrate.downgrade(url, BELOW[revision], unsafe_drop_record=True)
    with connected(url) as connection:
        tester.after_downgrade(connection)
        assert catalog(connection) == below
    migrate.upgrade(url, revision)
    with connected(url) as connection:
        assert catalog(connection) == above


def test_the_newest_schema_is_the_models_schema(empty_database_url: str) -> None:
    with connected(empty_database_url) as connection:
        metadata.create_all(connection)
        described = tables(connection)
        metadata.drop_all(connection)
    migrate.upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        assert tables(connection) == described
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_migrating_twice_changes_nothing(fresh_database_url: str) -> None:
    with connected(fresh_database_url) as connection:
        before = catalog(connection)
    migrate.upgrade(fresh_database_url)
    with connected(fresh_database_url) as connection:
        assert catalog(connection) == before


def test_several_processes_may_migrate_at_once(empty_database_url: str) -> None:
    code = "import sys; from voting.storage import migrate; migrate.upgrade(sys.argv[1])"
    command = [sys.executable, "-c", code, empty_database_url]
    started = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(3)]
    for process in started:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    assert migrate.current(empty_database_url) == migrate.head()


def test_threads_may_migrate_at_once(empty_database_url: str) -> None:
    threads = [threading.Thread(target=migrate.upgrade, args=(empty_database_url,)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    migrate.require_head(empty_database_url)


def test_a_program_newer_than_its_database_says_so(empty_database_url: str) -> None:
    with pytest.raises(SchemaMismatch):
        migrate.require_head(empty_database_url)
    migrate.upgrade(empty_database_url, REVISIONS[0])
    with pytest.raises(SchemaMismatch):
        migrate.require_head(empty_database_url)


def test_a_program_that_starts_waits_for_no_writer_and_no_migration(fresh_database_url: str) -> None:
    starting = threading.Thread(target=migrate.require_head, args=(fresh_database_url,))
    with connected(fresh_database_url) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": migrate._ADVISORY_LOCK})
        connection.execute(text("INSERT INTO communes (code, name, origin) VALUES ('c9', 'Xã Chín', 'd.example/c9')"))
        starting.start()
        starting.join(20)
        assert not starting.is_alive()


def test_a_record_with_entries_is_not_dropped_by_a_downgrade(fresh_database_url: str) -> None:
    database = Database(fresh_database_url)
    place = settle(database, "c1")
    with database.transaction() as tx:
        append(tx, place, 2)
    with pytest.raises(RefusedByRecord):
        migrate.downgrade(fresh_database_url, "base")
    assert migrate.current(fresh_database_url) == migrate.head()
    with database.reading() as tx:
        assert len(tx.log.entries("c1", "", 0, 9)) == 2
    database.close()


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty_database_url: str) -> None:
    migrate.upgrade(empty_database_url, "0003")
    with connected(empty_database_url) as connection:
        connection.execute(text("CREATE TABLE cosignatures (in_the_way integer)"))
        before = catalog(connection)
    with pytest.raises(StorageError):
        migrate.upgrade(empty_database_url)
    with connected(empty_database_url) as connection:
        assert catalog(connection) == before
    assert migrate.current(empty_database_url) == "0003"
