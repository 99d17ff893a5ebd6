"""The thread every repository speaks through: one open database transaction, its errors translated."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any, TypeVar, cast

from sqlalchemy import ColumnElement, Connection, Executable, RowMapping, Select, Table, and_, select
from sqlalchemy.engine import CursorResult

from voting.storage.errors import NotFound, ReadOnly, StorageError, TransactionBroken
from voting.storage.faults import translated

Record = TypeVar("Record")


class Work:
    """One transaction's statements.

    After a statement fails, every further one raises `TransactionBroken`: PostgreSQL would refuse it anyway,
    and both engines shall behave alike.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self.writes = writes
        self.failed = False

    def require_writes(self) -> None:
        """Raise `ReadOnly` in a reading transaction, before anything is asked of the database."""
        if not self.writes:
            raise ReadOnly("this transaction only reads")

    def require_intact(self) -> None:
        """Raise `TransactionBroken` if a statement failed before: nothing of this transaction will be stored."""
        if self.failed:
            raise TransactionBroken("a statement of this transaction failed before")

    def run(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> CursorResult[Any]:
        """Execute one statement, or one for each of `rows`; raises `StorageError`."""
        self.require_intact()
        try:
            with translated():
                return cast("CursorResult[Any]", self._connection.execute(statement, rows))
        except StorageError:
            self.failed = True
            raise

    def insert(self, table: Table, records: Sequence[object]) -> None:
        """Store dataclass values in the columns of the same names; nothing for an empty sequence."""
        if records:
            self.run(table.insert(), [values_of(record) for record in records])

    def mappings(self, query: Select[Any]) -> Sequence[RowMapping]:
        """All rows of a query as mappings from column name to value."""
        return self.run(query).mappings().all()

    def scalar(self, query: Select[Any]) -> Any:
        """First column of the first row, `None` without rows."""
        return self.run(query).scalar()

    def find(self, kind: type[Record], query: Select[Any]) -> tuple[Record, ...]:
        """All rows of a query made by `columns_for(kind)` as values of that dataclass."""
        return tuple(kind(**row) for row in self.mappings(query))

    def get(self, kind: type[Record], query: Select[Any], what: str) -> Record:
        """The only row of a query as a dataclass; `NotFound(what)` without one."""
        found = self.find(kind, query)
        if not found:
            raise NotFound(what)
        return found[0]

    def change(self, statement: Executable, what: str) -> None:
        """Run an UPDATE or DELETE that must hit a row; `NotFound(what)` when it hits none."""
        if self.run(statement).rowcount == 0:
            raise NotFound(what)


def columns_for(kind: type, table: Table) -> Select[Any]:
    """SELECT of exactly the columns a dataclass has fields for."""
    return select(*[table.c[field.name] for field in fields(kind)])


def values_of(record: Any) -> dict[str, Any]:
    """A dataclass value as column values, not going into nested ones."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def where(table: Table, **values: object) -> ColumnElement[bool]:
    """`column = value` for each keyword, all of them."""
    return and_(*[table.c[name] == value for name, value in values.items()])
