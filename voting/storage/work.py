"""The thread every repository speaks through: one open database transaction, its errors translated."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Executable, RowMapping, Select, Table, and_, select
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import SQLAlchemyError

from voting.storage.errors import NotFound, ReadOnly, StorageMisuse, TransactionBroken
from voting.storage.faults import from_driver, translate
from voting.storage.ready import Ready, Row

Record = TypeVar("Record")


class Work:
    """One transaction's statements.

    After a statement fails, every further one raises `TransactionBroken`: PostgreSQL would refuse it anyway,
    and both engines shall behave alike.
    """

    def __init__(self, connection: Connection, *, writes: bool) -> None:
        self._connection = connection
        self._after_block: list[Callable[[], None]] | None = None
        self._after_rollback: list[Callable[[], None]] = []
        self.writes = writes
        self.failed = False
        self.erased = False
        """Whether to sweep after the commit: what was deleted must not live on in a log or a key file."""

    def require_writes(self) -> None:
        """Raise `ReadOnly` in a reading transaction, before anything is asked of the database."""
        if not self.writes:
            raise ReadOnly("this transaction only reads")

    def require_intact(self) -> None:
        """Raise `TransactionBroken` if a statement failed before: nothing of this transaction will be stored."""
        if self.failed:
            raise TransactionBroken("a statement of this transaction failed before")

    def run(self, statement: Executable, values: Row | Sequence[Row] | None = None) -> CursorResult[*tuple[Any, ...]]:
        """Execute one statement with `values`, or once for each of a sequence of them; raises `StorageError`."""
        if self._after_block is not None:
            raise StorageMisuse("nothing can be asked inside together()")
        return self._execute(statement, values)

    def ask(self, statement: Ready, values: Row) -> Sequence[tuple[Any, ...]]:
        """The rows of a statement that is ready."""
        if self._after_block is not None:
            raise StorageMisuse("nothing can be asked inside together()")
        return self._drive(statement, values)

    def send(self, statement: Executable | Ready, values: Row | Sequence[Row]) -> None:
        """Execute a statement whose answer nobody needs; also inside `together`."""
        if isinstance(statement, Ready):
            self._drive(statement, values)
        else:
            self._execute(statement, values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """Send the block's INSERTs and UPDATEs in one go: one wait for PostgreSQL instead of one for each.

        Nothing can be asked in the block (`StorageMisuse`), and an error of any of them is raised at its end. A block
        inside another is part of it. SQLite waits for nobody.
        """
        self.require_intact()
        if self._after_block is not None:
            yield
            return
        waiting: list[Callable[[], None]] = []
        self._after_block = waiting
        try:
            with self._pipeline():
                yield
        finally:
            self._after_block = None
        for step in waiting:
            step()

    def after_block(self, step: Callable[[], None]) -> None:
        """Do this when the `together` block has been sent; at once outside of one."""
        if self._after_block is None:
            step()
        else:
            self._after_block.append(step)

    def after_rollback(self, hook: Callable[[], None]) -> None:
        """Do this if the transaction is given up before its commit: then nothing of it is stored, beyond doubt."""
        self._after_rollback.append(hook)

    def rolled_back(self) -> None:
        """The transaction was given up before its commit; for `Database` only."""
        for hook in self._after_rollback:
            hook()

    def _execute(self, statement: Executable, values: Row | Sequence[Row] | None) -> CursorResult[*tuple[Any, ...]]:
        self.require_intact()
        try:
            return self._connection.execute(statement, values)
        except SQLAlchemyError as error:
            self.failed = True
            raise translate(error) from None

    def _drive(self, statement: Ready, values: Row | Sequence[Row]) -> Sequence[tuple[Any, ...]]:
        self.require_intact()
        try:
            return statement.run(self._connection, values)
        except self._driver_error() as error:
            self.failed = True
            raise from_driver(error) from None

    def _driver_error(self) -> type[Exception]:
        found: type[Exception] = self._connection.dialect.loaded_dbapi.Error
        return found

    @contextmanager
    def _pipeline(self) -> Iterator[None]:
        driver: Any = self._connection.connection.driver_connection
        if not hasattr(driver, "pipeline"):
            yield
            return
        try:
            with driver.pipeline():
                yield
        except self._driver_error() as error:
            self.failed = True
            raise from_driver(error) from None

    def insert(self, table: Table, *records: object) -> None:
        """Store dataclass values in the columns of the same names."""
        self.insert_rows(table, [values_of(record) for record in records])

    def insert_rows(self, table: Table, rows: Sequence[Row]) -> None:
        """Store rows given as mappings from column name to value; nothing for an empty sequence."""
        if rows:
            self.send(_insert_into(table), rows if len(rows) > 1 else rows[0])

    def mappings(self, query: Select[Any], values: Row | None = None) -> Sequence[RowMapping]:
        """All rows of a query as mappings from column name to value."""
        return self.run(query, values).mappings().all()

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


@cache
def _insert_into(table: Table) -> Ready:
    return Ready(table.insert())


@cache
def columns_for(kind: type, table: Table) -> Select[Any]:
    """SELECT of exactly the columns a dataclass has fields for."""
    return select(*[table.c[field.name] for field in fields(kind)])


def values_of(record: Any) -> dict[str, Any]:
    """A dataclass value as column values, not going into nested ones."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def where(table: Table, **values: object) -> ColumnElement[bool]:
    """`column = value` for each keyword, all of them."""
    return and_(*[table.c[name] == value for name, value in values.items()])
