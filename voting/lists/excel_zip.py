"""Looking into an Excel file before any library opens it: is it small enough, plain enough, and free of entities?

An .xlsx file is a zip of XML members. Those that hold the list are unpacked in small pieces and walked with expat,
holding nothing but counts, so a bomb of either kind (zip or XML) is found without its weight in memory. All others
(drawings, buttons, pictures, comments, printer settings) are never opened: `excel_parts` shows the library only what
was walked.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from voting.lists.errors import (
    BrokenWorkbook,
    PasswordProtected,
    RowsTooFar,
    TooManyRows,
    UnpacksTooLarge,
    UnsafeXml,
)
from voting.lists.excel_looks import Looks, StringsReader, StylesReader
from voting.lists.excel_parts import OF_THE_LIST
from voting.lists.looks import TOO_LOW, Look, Oddities
from voting.lists.rows import MAX_HOUSEHOLDS

MAX_MEMBERS = 500
MAX_UNPACKED_BYTES = 64 << 20
MAX_SMALL_MEMBER_BYTES = 2 << 20
"""For members that the library holds as a tree (styles, relations, theme): about fifty times this in memory."""
MAX_ELEMENTS = 600_000
MAX_ELEMENTS_PER_ROW = 20_000
MAX_DEPTH = 60
MAX_MERGED = 20_000
MAX_COLUMNS = 60
TOO_THIN = 1.0
"""A column of less than a letter: nobody can read what stands in it."""
MAX_ROW_NUMBER = 2 * MAX_HOUSEHOLDS
"""The last row with a value: the list, its title, signatures, and as much again of gaps."""

_PIECE_BYTES = 1 << 16
_STREAMED = re.compile(r"xl/(worksheets/[^/]+\.xml|sharedStrings\.xml)", re.IGNORECASE)
_LOOKS = re.compile(r"xl/(styles|sharedStrings)[^/]*\.xml", re.IGNORECASE)
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")

_READERS: dict[str, type[StylesReader | StringsReader]] = {"styleSheet": StylesReader, "sst": StringsReader}

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all starting at 1."""


@dataclass
class SheetShape:
    """What was seen of one XML member: merged areas, rows with values, what is hidden, where formulas stand.

    Rows from 1, columns from 0. ``formulas`` are those with a stored value, ``unsolved`` those without, by column.
    """

    merged: list[Area] = field(default_factory=list)
    filled_rows: int = 0
    last_filled_row: int = 0
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    formulas: dict[int, set[int]] = field(default_factory=dict)
    unsolved: set[tuple[int, int]] = field(default_factory=set)
    odd: Oddities = field(default_factory=Oddities)


def inspect(data: bytes) -> dict[str, SheetShape]:
    """The shape of each XML member that holds the list, by its path in the zip.

    Raises UnpacksTooLarge, UnsafeXml, TooManyRows, RowsTooFar, PasswordProtected, BrokenWorkbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            check_sizes(members)
            kept = [member for member in members if OF_THE_LIST.fullmatch(member.filename)]
            kept.sort(key=lambda member: _LOOKS.fullmatch(member.filename) is None)  # looks before cells
            looks = Looks()
            return {member.filename: _walk(archive, member, looks) for member in kept}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, ValueError, OSError):
        raise BrokenWorkbook from None


def check_sizes(members: list[zipfile.ZipInfo]) -> None:
    """Refuse what is too large by its own word, locked, or packed in a way that no spreadsheet program uses."""
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnpacksTooLarge
    if len({member.filename for member in members}) != len(members):
        raise BrokenWorkbook
    for member in members:
        if member.flag_bits & 1:
            raise PasswordProtected
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenWorkbook
        held = OF_THE_LIST.fullmatch(member.filename) and not _STREAMED.fullmatch(member.filename)
        if held and member.file_size > MAX_SMALL_MEMBER_BYTES:
            raise UnpacksTooLarge


def pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's real content; what it declared is not believed."""
    unpacked = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE_BYTES):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED_BYTES:
                raise UnpacksTooLarge
            yield piece


def _walk(archive: zipfile.ZipFile, member: zipfile.ZipInfo, looks: Looks) -> SheetShape:
    walker = _Walker(looks)
    for piece in pieces(archive, member):
        walker.parser.Parse(piece, False)
    walker.parser.Parse(b"", True)
    return walker.shape


@dataclass
class _Cell:
    """A cell on its way through the walker: whether it is filled, by a formula, with its result stored; its looks."""

    row: int
    column: int
    kind: str
    look: Look
    is_filled: bool = False
    has_formula: bool = False
    has_value: bool = False
    number: str = ""
    """Of a shared text."""

    def take(self, text: str) -> None:
        """Some of the stored value."""
        self.has_value = self.has_value or bool(text.strip())
        if self.kind == "s" and len(self.number) < 10:  # noqa: PLR2004 - no workbook has that many
            self.number += text.strip()


def _is_hidden(attributes: dict[str, str], size: str) -> bool:
    """Hidden as such (filter, outline, by hand), or too thin to be seen."""
    if attributes.get("hidden") in ("1", "true"):
        return True
    try:
        return float(attributes.get(size, "9")) < (TOO_LOW if size == "ht" else TOO_THIN)
    except ValueError:
        return False


class _Walker:
    """Counts what expat meets, refuses what no spreadsheet program writes."""

    def __init__(self, looks: Looks) -> None:
        self.shape = SheetShape()
        self._looks = looks
        self._reader: StylesReader | StringsReader | None = None
        self._inline: StringsReader | None = None
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self._is_sheet = False
        self._elements = self._depth = self._row = self._row_elements = self._column = 0
        self._row_filled = False
        self._cell: _Cell | None = None

    def _refuse(self, *_: object) -> None:
        raise UnsafeXml

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._elements += 1
        self._row_elements += 1
        self._depth += 1
        if self._elements > MAX_ELEMENTS or self._depth > MAX_DEPTH:
            raise UnpacksTooLarge
        tag = name.rpartition(" ")[2]
        if self._depth == 1:
            self._begin(tag)
        if self._is_sheet:
            self._start_in_sheet(tag, attributes)
        elif self._reader:
            self._reader.start(tag, attributes)

    def _begin(self, root: str) -> None:
        """What kind of member this is."""
        self._is_sheet = root == "worksheet"
        if root in _READERS:
            self._reader = _READERS[root](self._looks)
            self.parser.CharacterDataHandler = self._reader.text

    def _start_in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._start_row(attributes)
        elif tag == "c":
            self._start_cell(attributes)
        elif self._inline:
            self._inline.start(tag, attributes)
        elif tag in ("v", "is", "f"):
            self._start_value(tag, attributes)
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        elif tag == "col" and _is_hidden(attributes, "width"):
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.shape.hidden_columns.update(range(max(first, 1) - 1, min(last, MAX_COLUMNS)))
        elif tag == "cfRule" and self._looks.may_hide(attributes.get("dxfId", "")):
            self.shape.odd.conditional = True
        if self._row_elements > MAX_ELEMENTS_PER_ROW:
            raise UnpacksTooLarge

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise BrokenWorkbook
        self._row, self._row_elements, self._row_filled, self._column = number, 0, False, 0
        if number <= MAX_ROW_NUMBER and _is_hidden(attributes, "ht"):
            self.shape.hidden_rows.add(number)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        letters = attributes.get("r", "").rstrip("0123456789")
        self._column = _column_number(letters) if letters.isalpha() and letters.isascii() else self._column + 1
        look = self._looks.of(attributes.get("s", "0"))
        self._cell = _Cell(self._row, self._column - 1, attributes.get("t", ""), look)

    def _start_value(self, tag: str, attributes: dict[str, str]) -> None:
        self._row_filled = True
        if self._cell is None:
            return
        self._cell.is_filled = True
        if tag == "f":
            self._cell.has_formula = True
        elif tag == "is":
            self._inline = StringsReader(self._looks)
            self._inline.start(tag, attributes)
            self.parser.CharacterDataHandler = self._inline.text
        elif self._cell.has_formula or self._cell.kind == "s":
            self._cell.has_value = self._cell.kind == "str"
            self.parser.CharacterDataHandler = self._cell.take

    def _end_cell(self) -> None:
        cell, self._cell = self._cell, None
        inline, self._inline = self._inline, None
        self.parser.CharacterDataHandler = None
        if cell is None or cell.column >= MAX_COLUMNS or cell.row > MAX_ROW_NUMBER:
            return
        if cell.has_formula and cell.has_value:
            self.shape.formulas.setdefault(cell.column, set()).add(cell.row)
        elif cell.has_formula:
            self.shape.unsolved.add((cell.row, cell.column))
        if cell.is_filled:
            text = inline.runs if inline else self._looks.text(cell.number)
            self.shape.odd.note(cell.row, cell.column, text.look(cell.look))

    def _end(self, name: str) -> None:
        self._depth -= 1
        tag = name.rpartition(" ")[2]
        if self._reader:
            self._reader.end(tag)
        elif not self._is_sheet:
            return
        elif tag == "row":
            self._row_elements = 0
            if self._row_filled:
                self._end_filled_row()
        elif tag == "c":
            self._end_cell()
        elif self._inline and tag != "is":
            self._inline.end(tag)

    def _end_filled_row(self) -> None:
        self.shape.filled_rows += 1
        self.shape.last_filled_row = self._row
        if self.shape.filled_rows > MAX_ROW_NUMBER:
            raise TooManyRows(limit=MAX_HOUSEHOLDS)

    def _merge(self, ref: str) -> None:
        match = _RANGE.fullmatch(ref)
        if not match or len(self.shape.merged) >= MAX_MERGED:
            raise BrokenWorkbook
        first_column, first_row, last_column, last_row = match.groups()
        left, top = _column_number(first_column), int(first_row)
        right, bottom = (_column_number(last_column), int(last_row)) if last_row else (left, top)
        self.shape.merged.append((top, left, bottom, right))


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def require_near(shape: SheetShape) -> None:
    """Refuse a sheet with a value far below any list. Raises RowsTooFar."""
    if shape.last_filled_row > MAX_ROW_NUMBER:
        raise RowsTooFar(row=shape.last_filled_row)
