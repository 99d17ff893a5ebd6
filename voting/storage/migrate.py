"""Bring a database to the schema this program needs: Alembic, set up in code, one transaction for all steps."""

from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from voting.storage.engines import make_engine, make_engines, read_url
from voting.storage.errors import SchemaMismatch
from voting.storage.faults import translated

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_ADVISORY_LOCK = 0x_D1_4E
_WAIT_SECONDS = 60


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up. Several processes may call it at once: one works, the others wait and find it done.

    All steps are one transaction: after an error the database is as it was. Raises `StorageError`.
    """
    _run(url, lambda connection: command.upgrade(_config(connection), revision))


def downgrade(url: str, revision: str, *, unsafe_drop_record: bool = False) -> None:
    """Migrate down. A step that would drop a log with entries raises `RefusedByRecord` unless told otherwise."""

    def work(connection: Connection) -> None:
        config = _config(connection)
        config.attributes["unsafe_drop_record"] = unsafe_drop_record
        command.downgrade(config, revision)

    _run(url, work)


def current(url: str) -> str:
    """The revision the database is at; empty if it was never migrated."""
    writer, reader = make_engines(read_url(url), wait_seconds=_WAIT_SECONDS, connections=1)
    try:
        with translated(), reader.connect() as connection:  # a program that starts waits for no writer
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        reader.dispose()
        writer.dispose()


def head() -> str:
    """The newest revision there is."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revisions() -> tuple[str, ...]:
    """All revisions, oldest first."""
    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(script.revision for script in scripts)[::-1]


def require_head(url: str) -> None:
    """Raise `SchemaMismatch` unless the database is at the newest revision."""
    at = current(url)
    if at != head():
        raise SchemaMismatch(f"the database is at {at or 'nothing'}, the program needs {head()}: run the migrations")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _run(url: str, work: Callable[[Connection], object]) -> None:
    engine = make_engine(read_url(url), wait_seconds=_WAIT_SECONDS, connections=1)
    try:
        with translated(), engine.begin() as connection:
            if engine.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _ADVISORY_LOCK})
            work(connection)
    finally:
        engine.dispose()
