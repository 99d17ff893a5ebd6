"""Reading a household list from an OpenDocument spreadsheet (.ods, LibreOffice) with calamine.

`content.xml` is walked with expat first, as in `excel_zip`: how far the sheets reach, what is hidden, merged or made by
formulas. A few bytes of this format can stand for a million cells; only then is the library let in.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any
from xml.parsers import expat

from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from voting.lists.errors import BrokenWorkbook, PasswordProtected, RowsTooFar, UnpacksTooLarge, UnsafeXml
from voting.lists.excel_table import MAX_SHEETS, MergedDown, cell_text
from voting.lists.excel_zip import (
    MAX_COLUMNS,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_ROW_NUMBER,
    Area,
    check_sizes,
    pieces,
)
from voting.lists.looks import Oddities
from voting.lists.ods_looks import Styles, TextReader
from voting.lists.rows import Marks, NumberedRow, frozen
from voting.lists.shown import is_coded

MAX_CELLS = 2_000_000
"""Rows times columns of a sheet, repeated ones counted: what the library holds of it."""
MAX_WIDTH = 1_100
"""Columns up to the last filled one; LibreOffice once had 1,024."""

_CONTENT, _MANIFEST, _STYLES = "content.xml", "META-INF/manifest.xml", "styles.xml"
_HIDDEN = ("collapse", "filter")
_WHOLE = re.compile(r"[0-9]{1,15}", re.ASCII)
_TIME = re.compile(r"-?PT([0-9]{1,9})H([0-9]{1,2})M([0-9]{1,2})(?:[.,][0-9]*)?S", re.ASCII)


@dataclass
class _Shape:
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, set[int]] = field(default_factory=dict)
    odd: Oddities = field(default_factory=Oddities)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    """Numbers that the screen shows as codes, and texts that the library would not read right, by row (from 1) and
    column (from 0)."""
    last_filled_row: int = 0


@dataclass(frozen=True)
class OdsTable:
    """One sheet. `rows()` reads it from its start each time it is called."""

    sheet: str
    hidden: bool
    values: Any
    shape: _Shape

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
        """The rows up to the last one with a value, as text."""
        merged = MergedDown(self.shape.merged)
        shown = self.shape.shown
        for number, row in enumerate(self.values[: self.shape.last_filled_row], start=1):
            texts = (shown.get((number, at)) or cell_text(one) for at, one in enumerate(row[:MAX_COLUMNS]))
            yield number, merged.fill(number, tuple(texts))


def open_ods(data: bytes) -> tuple[OdsTable, ...]:
    """The sheets, visible ones first. Raises RollFileError of the kind that fits."""
    shapes = _inspect(data)
    try:
        found = _tables(CalamineWorkbook.from_filelike(io.BytesIO(data)), shapes)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - the library is Rust: its panics are no Exception
        raise BrokenWorkbook from None
    return tuple(sorted(found, key=lambda table: table.hidden))


def _tables(workbook: CalamineWorkbook, shapes: list[_Shape]) -> list[OdsTable]:
    found = []
    for index, (sheet, shape) in enumerate(zip(workbook.sheets_metadata, shapes, strict=True)):
        if sheet.typ == SheetTypeEnum.WorkSheet:
            values = workbook.get_sheet_by_index(index).to_python(skip_empty_area=False)
            found.append(OdsTable(sheet.name, sheet.visible != SheetVisibleEnum.Visible, values, shape))
    return found[:MAX_SHEETS]


def _inspect(data: bytes) -> list[_Shape]:
    """The shape of each sheet in order."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_sizes(members)
            held = [member for member in members if member.filename in (_CONTENT, _MANIFEST, _STYLES)]
            styles = Styles()
            for member in sorted(held, key=lambda one: one.filename == _CONTENT):
                walker = _Walker(styles)
                for piece in pieces(archive, member):
                    walker.parser.Parse(piece, False)
                walker.parser.Parse(b"", True)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, ValueError, OSError):
        raise BrokenWorkbook from None
    return walker.shapes


class _Walker:
    """Follows rows and cells with their repetitions, refuses what is far larger than any list."""

    def __init__(self, styles: Styles) -> None:
        self.shapes: list[_Shape] = []
        self._styles = styles
        self._text: TextReader | None = None
        self._look = self._row_look = ""
        self._columns_look: dict[int, str] = {}
        self._groups: list[bool] = []
        self._value: int | None = None
        self._is_text = False
        self._time = ""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self._elements = self._depth = self._row = self._column = self._columns = self._repeat = self._cells = 0
        self._filled_to = self._width = self._first = 0

    def _refuse(self, *_: object) -> None:
        raise UnsafeXml

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise UnpacksTooLarge
        tag = name.rpartition(" ")[2]
        if tag == "encryption-data":
            raise PasswordProtected
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self.shapes.append(_Shape())
            self._row = self._column = self._columns = self._width = self._cells = 0
            self._columns_look, self._groups = {}, []
        elif self.shapes:
            self._start_in_table(tag, plain)
        else:
            self._styles.start(tag, plain)

    def _start_in_table(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in ("table-row-group", "table-column-group"):
            self._groups.append(attributes.get("display") == "false")
        elif tag == "table-column":
            repeat = _count(attributes, "number-columns-repeated")
            meant = range(self._columns, min(self._columns + repeat, MAX_COLUMNS))
            if self._is_hidden("table-column", attributes):
                self.shapes[-1].hidden_columns.update(meant)
            self._columns_look.update(dict.fromkeys(meant, attributes.get("default-cell-style-name", "")))
            self._columns += repeat
        elif tag == "table-row":
            self._row_look = attributes.get("default-cell-style-name", "")
            self._repeat = _count(attributes, "number-rows-repeated")
            self._column = self._filled_to = 0
            if self._is_hidden("table-row", attributes):
                last = min(self._row + self._repeat, MAX_ROW_NUMBER)
                self.shapes[-1].hidden_rows.update(range(self._row + 1, last + 1))
        elif tag in ("table-cell", "covered-table-cell"):
            self._cell(attributes)
        elif tag == "p" and not (self._text and self._text.is_beside):
            self._filled_to = max(self._filled_to, self._column)
        if self._text:
            self._text.start(tag, attributes)

    def _is_hidden(self, family: str, attributes: dict[str, str]) -> bool:
        """Hidden by its own word, or by a size at which nobody can read what stands there."""
        style = attributes.get("style-name", "")
        shut = any(self._groups)  # rows of a group that is folded up
        return shut or attributes.get("visibility") in _HIDDEN or self._styles.is_tiny(family, style)

    def _cell(self, attributes: dict[str, str]) -> None:
        first = self._column
        self._first = first
        self._look = attributes.get("style-name") or self._row_look or self._columns_look.get(first, "")
        self._text = TextReader(self._styles)
        number = attributes.get("value", "") if attributes.get("value-type") == "float" else ""
        self._value = int(number) if _WHOLE.fullmatch(number) else None
        self._is_text = attributes.get("value-type") == "string"
        self._time = _time(attributes)
        self.parser.CharacterDataHandler = self._text.text
        self._column += _count(attributes, "number-columns-repeated")
        if "value-type" in attributes or "formula" in attributes:
            self._filled_to = self._column
        if "formula" in attributes and first < MAX_COLUMNS and self._row < MAX_ROW_NUMBER:
            self.shapes[-1].formulas.setdefault(first, set()).add(self._row + 1)
        rows, columns = _count(attributes, "number-rows-spanned"), _count(attributes, "number-columns-spanned")
        if rows > 1:
            top = self._row + 1
            self.shapes[-1].merged.append((top, first + 1, top + rows - 1, first + columns))

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = name.rpartition(" ")[2]
        if tag in ("table-cell", "covered-table-cell"):
            self._end_cell()
        elif tag in ("table-row-group", "table-column-group") and self._groups:
            self._groups.pop()
        elif tag == "table-row" and self.shapes:
            self._row += self._repeat
            if self._filled_to:
                self._end_filled_row()
        elif self._text:
            self._text.end(tag)
        elif not self.shapes:
            self._styles.end(tag)

    def _end_cell(self) -> None:
        """Notes how a cell with a text looks, in each place that it stands for."""
        text, self._text = self._text, None
        self.parser.CharacterDataHandler = None
        if text is None or not text.runs.pieces or self._row + self._repeat > MAX_ROW_NUMBER:
            return
        if self._time:
            self.shapes[-1].shown.update(dict.fromkeys(self._places(), self._time))
        elif (self._is_text and text.has_gaps) or (self._value is not None and is_coded(text.said, self._value)):
            self.shapes[-1].shown.update(dict.fromkeys(self._places(), text.said))
        look, odd = self._styles.cell(self._look), self.shapes[-1].odd
        odd.conditional = odd.conditional or self._styles.may_change(self._look)
        look = text.runs.look(look)
        if not look.is_plain:
            for row, column in self._places():
                odd.note(row, column, look)

    def _places(self) -> Iterator[tuple[int, int]]:
        """Row (from 1) and column (from 0) of each place that the present cell stands for."""
        rows = range(self._row + 1, self._row + self._repeat + 1)
        return product(rows, range(self._first, min(self._column, MAX_COLUMNS)))

    def _end_filled_row(self) -> None:
        if self._row > MAX_ROW_NUMBER:
            raise RowsTooFar(row=self._row)
        self._width = max(self._width, self._filled_to)
        if self._width > MAX_WIDTH or self._row * self._width > MAX_CELLS:
            raise UnpacksTooLarge
        self.shapes[-1].last_filled_row = self._row


def _count(attributes: dict[str, str], name: str) -> int:
    """A repetition; a number beyond any sheet is as good as the largest."""
    return min(max(int(attributes.get(name, "1")[:12]), 1), 1 << 24)


def _time(attributes: dict[str, str]) -> str:
    """A time or duration as h:mm:ss; "" for other cells. Of a day and more the library tells "PT25H03M00S"."""
    found = _TIME.fullmatch(attributes.get("time-value", ""))
    return f"{int(found[1])}:{int(found[2]):02d}:{int(found[3]):02d}" if found else ""
