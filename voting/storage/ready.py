"""Statements that ballots run: compiled once for an engine, then handed to its driver.

SQLAlchemy's own way of running a statement takes several times as long as the driver does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Delete, Dialect, Insert, Select, Update

Row = Mapping[str, Any]
_Change = Callable[[Any], Any]


class Ready:
    """A statement that is always the same but for its parameters; kept by whoever runs it."""

    def __init__(self, statement: Select[Any] | Insert | Update | Delete) -> None:
        self._statement = statement
        self._compiled: dict[tuple[str, ...], _Compiled] = {}

    def run(self, connection: Connection, values: Row | Sequence[Row]) -> list[tuple[Any, ...]]:
        """The rows it answers with, none if it has no answer; once for each of a sequence of values. Driver's errors.

        Inside a pipeline of psycopg, only what has no answer.
        """
        driver: Any = connection.connection.driver_connection
        if isinstance(values, Mapping):
            made = self._for(connection.dialect, values)
            cursor = driver.execute(made.text, made.parameters(values))
            return made.answer(cursor.fetchall()) if made.answers else []
        made = self._for(connection.dialect, values[0])
        driver.cursor().executemany(made.text, [made.parameters(one) for one in values])
        return []

    def _for(self, dialect: Dialect, values: Row) -> _Compiled:
        key = (dialect.name, *values)
        if key not in self._compiled:
            self._compiled[key] = _compile(self._statement, dialect, list(values))
        return self._compiled[key]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """What a driver takes: the text, the order of its parameters if they have no names, what is always the same."""

    text: str
    order: tuple[str, ...]
    constants: Row
    into: tuple[tuple[str, _Change], ...]
    answers: bool
    out: tuple[tuple[int, _Change], ...]

    def parameters(self, values: Row) -> Row | tuple[Any, ...]:
        """The values as the driver takes them."""
        given = {**self.constants, **values}
        for name, change in self.into:
            given[name] = change(given[name])
        return tuple(given[name] for name in self.order) if self.order else given

    def answer(self, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        """The rows with the values that our columns have."""
        return [self._row(row) for row in rows] if self.out else rows

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        changed = list(row)
        for place, change in self.out:
            changed[place] = change(row[place])
        return tuple(changed)


def _compile(statement: Select[Any] | Insert | Update | Delete, dialect: Dialect, names: list[str]) -> _Compiled:
    made: Any = statement.compile(dialect=dialect, column_keys=names)
    columns = list(statement.selected_columns) if isinstance(statement, Select) else []
    into = [(name, one.type.dialect_impl(dialect).bind_processor(dialect)) for name, one in made.binds.items()]
    out = [one.type.dialect_impl(dialect).result_processor(dialect, None) for one in columns]
    return _Compiled(
        text=str(made),
        order=tuple(made.positiontup or ()),
        constants={name: value for name, value in made.params.items() if name not in names},
        into=tuple((name, change) for name, change in into if change is not None),
        answers=bool(columns),
        out=tuple((place, change) for place, change in enumerate(out) if change is not None),
    )
