"""Changing the record as its triggers forbid, to see what is then noticed."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import text

from voting.storage.database import Database, Transaction


class Undone(Exception):
    """Raised at the end, so that nothing of it is stored."""


@contextmanager
def altered(database: Database, table: str, change: str, **values: object) -> Iterator[Transaction]:
    """A transaction in which `UPDATE table SET change` was done without the table's triggers; all rolled back."""
    with suppress(Undone), database.transaction() as tx:
        tx._work.run(text(_disarm(database, table)))
        tx._work.run(text(f"UPDATE {table} SET {change}").bindparams(**values))
        yield tx
        raise Undone


def _disarm(database: Database, table: str) -> str:
    if database.engine_name == "sqlite":
        return f"DROP TRIGGER {table}_no_update"
    return f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_change"
