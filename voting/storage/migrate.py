"""Bring a database to the schema this program needs: Alembic, set up in code, one transaction for all steps.

A server that starts only asks whether the database is there: that needs no Alembic, which takes 100 ms to load.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from voting.storage.engines import make_engine, make_engines, read_url
from voting.storage.errors import SchemaMismatch
from voting.storage.faults import translated

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"
_VERSION = "alembic_version"
"""Alembic's own table, of one row."""
_ADVISORY_LOCK = 0x_D1_4E
_WAIT_SECONDS = 60


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up. Several processes may call it at once: one works, the others wait and find it done.

    All steps are one transaction: after an error the database is as it was. Raises `StorageError`.
    """
    from alembic import command  # noqa: PLC0415

    _run(url, lambda connection: command.upgrade(_config(connection), revision))


def downgrade(url: str, revision: str, *, unsafe_drop_record: bool = False) -> None:
    """Migrate down. A step that would drop a log with entries raises `RefusedByRecord` unless told otherwise."""
    from alembic import command  # noqa: PLC0415

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
            if not inspect(connection).has_table(_VERSION):
                return ""
            return str(connection.scalar(text(f"SELECT version_num FROM {_VERSION}")) or "")  # noqa: S608 - ours
    finally:
        reader.dispose()
        writer.dispose()


def head() -> str:
    """The newest revision there is: files of versions begin with theirs, and are numbered."""
    return max(path.stem.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def revisions() -> tuple[str, ...]:
    """All revisions, oldest first."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    scripts = ScriptDirectory.from_config(_config()).walk_revisions()
    return tuple(script.revision for script in scripts)[::-1]


def require_head(url: str) -> None:
    """Raise `SchemaMismatch` unless the database is at the newest revision."""
    at = current(url)
    if at != head():
        raise SchemaMismatch(f"the database is at {at or 'nothing'}, the program needs {head()}: run the migrations")


def _config(connection: Connection | None = None) -> Config:
    from alembic.config import Config  # noqa: PLC0415

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
