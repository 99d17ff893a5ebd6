"""Reading a household list from an Excel workbook (.xlsx) with openpyxl, in its streaming mode.

Formulas are never computed: a formula cell gives the result stored in the file, and the reading says so; one without
gives "=", which is refused later. Cells merged downwards count for each row they cover.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from voting.lists.errors import (
    BrokenWorkbook,
    NotASpreadsheet,
    OldExcel,
    PasswordProtected,
    RollFileError,
)
from voting.lists.excel_parts import ListParts
from voting.lists.excel_zip import MAX_COLUMNS, Area, SheetShape, inspect, require_near
from voting.lists.rows import MAX_CELL_CHARACTERS, Marks, NumberedRow, frozen
from voting.lists.shown import shown_number

MAX_SHEETS = 60
_ROWS_AT_ONCE = 200

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATIVE = re.compile(r"^/")


@dataclass(frozen=True)
class SheetTable:
    """One worksheet. `rows()` reads it from its start each time it is called."""

    sheet: str
    worksheet: Any
    shape: SheetShape

    @property
    def hidden(self) -> bool:
        """Whether the sheet is not shown, however deeply it was hidden."""
        return bool(self.worksheet.sheet_state != "visible")

    @property
    def guessed_encoding(self) -> bool:
        """Workbooks are Unicode."""
        return False

    @property
    def marks(self) -> Marks:
        """What is hidden, and where results of formulas are read."""
        shape = self.shape
        return Marks(
            frozenset(shape.hidden_rows),
            frozenset(shape.hidden_columns),
            frozen(shape.formulas),
            frozen(shape.odd.struck),
            frozen(shape.odd.unseen),
            shape.odd.conditional,
        )

    def rows(self) -> Iterator[NumberedRow]:
        """The rows up to the last one with a value, as text. Raises RowsTooFar, BrokenWorkbook."""
        require_near(self.shape)
        merged = MergedDown(self.shape.merged)
        last = self.shape.last_filled_row
        if not last:
            return
        numbered = enumerate(self.worksheet.iter_rows(min_row=1, max_row=last, min_col=1, max_col=MAX_COLUMNS), start=1)
        while some := _take(numbered):
            for number, row in some:
                texts = self._with_unsolved(number, tuple(map(_text_of, row)))
                yield number, merged.fill(number, texts)

    def _with_unsolved(self, number: int, row: tuple[str, ...]) -> tuple[str, ...]:
        """The row with "=" where a formula has no stored result."""
        unsolved = self.shape.unsolved
        if not unsolved:
            return row
        return tuple("=" if (number, column) in unsolved else text for column, text in enumerate(row))


def looks_like_excel(data: bytes) -> bool:
    """Whether the bytes are a zip or an old Office file, whatever their name says."""
    return data.startswith((_ZIP, _COMPOUND))


def require_zip(data: bytes) -> None:
    """Raise OldExcel, PasswordProtected or NotASpreadsheet for bytes that are no zip."""
    if data.startswith(_COMPOUND):
        raise PasswordProtected if _ENCRYPTED in data else OldExcel
    if not data.startswith(_ZIP):
        raise NotASpreadsheet


def open_excel(data: bytes) -> tuple[SheetTable, ...]:
    """The worksheets of a workbook, visible ones first. Raises RollFileError of the kind that fits."""
    return _sheets(data, inspect(data))


def _sheets(data: bytes, shapes: dict[str, SheetShape]) -> tuple[SheetTable, ...]:
    from openpyxl.reader.excel import ExcelReader  # noqa: PLC0415 - 80 ms that a server's start need not pay

    try:
        with _quiet():
            reader = ExcelReader(io.BytesIO(data), read_only=True, keep_links=False, data_only=True)
            reader.archive = ListParts(io.BytesIO(data))
            reader.valid_files = reader.archive.namelist()
            reader.read()
            paths = {sheet.name: _RELATIVE.sub("", rel.target) for sheet, rel in reader.parser.find_sheets()}
            found = []
            for worksheet in reader.wb.worksheets[:MAX_SHEETS]:
                worksheet.reset_dimensions()  # some programs write a wrong one, and rows would be lost
                found.append(SheetTable(worksheet.title, worksheet, shapes[paths[worksheet.title]]))
    except RollFileError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl answers nonsense with whatever it stumbles over
        raise BrokenWorkbook from None
    if not found:
        raise BrokenWorkbook
    return tuple(sorted(found, key=lambda table: table.hidden))


def _text_of(cell: Any) -> str:
    """A cell as the screen shows it, where its format makes a code of a number; else its value."""
    value = cell.value
    if type(value) in (int, float):
        return shown_number(value, cell.number_format) or cell_text(value)
    return cell_text(value)


def _take(numbered: Iterator[tuple[int, tuple[Any, ...]]]) -> list[tuple[int, tuple[Any, ...]]]:
    """The next rows, a few at a time: warnings are silenced while the library works, not while our caller does."""
    try:
        with _quiet():
            return list(islice(numbered, _ROWS_AT_ONCE))
    except Exception:  # noqa: BLE001 - as in _sheets
        raise BrokenWorkbook from None


def cell_text(value: object) -> str:
    """A cell's value as a person would have typed it; dates as dd/mm/yyyy, times as hh:mm:ss, true as "x"."""
    if value is None or value is False:
        return ""
    if value is True:
        return "x"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.timedelta):
        minutes, seconds = divmod(int(value.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02d}:{seconds:02d}"
    return str(value)[: MAX_CELL_CHARACTERS + 1]


def _quiet() -> warnings.catch_warnings[None]:
    """openpyxl warns about styles and extensions it ignores: nothing to us, and nothing for a server's log."""
    return warnings.catch_warnings(action="ignore")


class MergedDown:
    """Gives the cells below the first one of a merged area that one's value, within its first column."""

    def __init__(self, areas: list[Area]) -> None:
        self._starts = {(top, left): bottom for top, left, bottom, _ in areas if bottom > top}
        self._active: dict[int, tuple[int, str]] = {}

    def fill(self, number: int, row: tuple[str, ...]) -> tuple[str, ...]:
        """The row with its merged cells filled; rows must come in order."""
        if not self._starts:
            return row
        return tuple(self._cell(number, column, text) for column, text in enumerate(row, start=1))

    def _cell(self, number: int, column: int, text: str) -> str:
        bottom = self._starts.get((number, column))
        if bottom is not None:
            self._active[column] = (bottom, text)
            return text
        until, value = self._active.get(column, (0, ""))
        return value if number <= until else text
