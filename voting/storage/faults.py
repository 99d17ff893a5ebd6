"""From the drivers' exceptions to this package's: one place knows SQLite's and PostgreSQL's error codes."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from sqlalchemy import PrimaryKeyConstraint, UniqueConstraint
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from voting.storage.errors import (
    BadValue,
    Busy,
    Conflict,
    MissingReference,
    ReadOnly,
    RefusedByRecord,
    SchemaMismatch,
    StorageError,
    StorageMisuse,
    Unavailable,
)
from voting.storage.tables import metadata

# What our triggers say and signal; the migration that makes them writes the same.
APPEND_ONLY = "append-only: "
_ALREADY_THERE = f"{APPEND_ONLY}already there "
APPEND_ONLY_SQLSTATE = "DN001"

_SQLITE_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_POSTGRES_BUSY = {"40001", "40P01", "55P03", "57014", "53300"}
_UNIQUE_COLUMNS = re.compile(r"UNIQUE constraint failed: (.+)")
_CHECK_NAME = re.compile(r"(?:CHECK|NOT NULL) constraint failed: (.+)")


@contextmanager
def translated() -> Iterator[None]:
    """Turn any error of SQLAlchemy or of SQLite's driver in the block into one of ours.

    The original is cut off (`from None`) because its text quotes the values of the row.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error) as error:
        raise translate(error) from None


def translate(error: SQLAlchemyError | sqlite3.Error) -> StorageError:
    """The error of ours that says what the driver's error means."""
    if isinstance(error, sqlite3.Error):
        return from_driver(error)
    if isinstance(error, PoolTimeout):
        return Busy("all database connections are in use")
    if not isinstance(error, DBAPIError):
        inner = getattr(error, "orig", None)
        if isinstance(inner, StorageError):
            return inner
        return StorageMisuse(f"{type(error).__name__} of {type(inner).__name__}")
    return from_driver(error.orig)


def from_driver(error: BaseException | None) -> StorageError:
    """The same for an error of a driver itself."""
    return _from_sqlite(error) if isinstance(error, sqlite3.Error) else _from_postgres(error)


def _from_sqlite(error: sqlite3.Error) -> StorageError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    text = str(error)
    primary = code & 0xFF
    if text.startswith(_ALREADY_THERE):
        return _taken(text.removeprefix(_ALREADY_THERE))
    if text.startswith(APPEND_ONLY):
        return RefusedByRecord(text)
    if primary == sqlite3.SQLITE_CONSTRAINT:
        return _constraint_of_sqlite(code, text)
    if primary in _SQLITE_BUSY:
        return Busy("another transaction holds the database")
    if primary == sqlite3.SQLITE_READONLY:
        return ReadOnly("this transaction only reads")
    if text.startswith(("no such table", "no such column")):
        return SchemaMismatch(f"{text}: run the migrations")
    return Unavailable(f"SQLite: {getattr(error, 'sqlite_errorname', 'error')}: {text}")


def _taken(constraint: str) -> Conflict:
    return Conflict(f"already there: {constraint}", constraint)


def _constraint_of_sqlite(code: int, text: str) -> StorageError:
    if code == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return MissingReference("a row refers to one that is not there")
    if columns := _UNIQUE_COLUMNS.match(text):
        return _taken(_unique_by_columns().get(columns[1], columns[1]))
    if broken := _CHECK_NAME.match(text):
        return BadValue(f"refused by {broken[1]}")
    return BadValue(text)


@cache
def _unique_by_columns() -> dict[str, str]:
    """Names of primary keys and unique constraints by the list of columns SQLite prints in their place."""
    names = {}
    for table in metadata.tables.values():
        constraints = [key for key in table.constraints if isinstance(key, UniqueConstraint | PrimaryKeyConstraint)]
        indexes = [index for index in table.indexes if index.unique]
        for key in (*constraints, *indexes):
            names[", ".join(f"{table.name}.{column.name}" for column in key.columns)] = str(key.name)
    return names


def _from_postgres(error: BaseException | None) -> StorageError:
    state = getattr(error, "sqlstate", None) or ""
    diagnosis = getattr(error, "diag", None)
    name = getattr(diagnosis, "constraint_name", None) or getattr(diagnosis, "column_name", None) or ""
    if state == APPEND_ONLY_SQLSTATE:
        return RefusedByRecord(getattr(diagnosis, "message_primary", None) or APPEND_ONLY)
    if state == "23505":
        return _taken(name)
    if state == "23503":
        return MissingReference(f"refused by {name}")
    if state.startswith(("22", "23")):
        return BadValue(f"refused by {name or state}")
    if state in _POSTGRES_BUSY:
        return Busy(f"another transaction holds what this one needs ({state})")
    if state == "25006":
        return ReadOnly("this transaction only reads")
    if state in {"42P01", "42703"}:
        return SchemaMismatch("table or column missing: run the migrations")
    return Unavailable(f"PostgreSQL: {type(error).__name__} {state}".rstrip())
