"""Looking into an Excel file before any library opens it: is it small enough, plain enough, and free of entities?

An .xlsx file is a zip of XML members. Each member is unpacked in small pieces and walked with expat, holding nothing
but counts, so a bomb of either kind (zip or XML) is found without its weight in memory.
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
from voting.lists.rows import MAX_HOUSEHOLDS

MAX_MEMBERS = 500
MAX_UNPACKED_BYTES = 64 << 20
MAX_SMALL_MEMBER_BYTES = 2 << 20
"""For members that the library holds as a tree (styles, relations, theme): about fifty times this in memory."""
MAX_ELEMENTS = 600_000
MAX_ELEMENTS_PER_ROW = 20_000
MAX_DEPTH = 60
MAX_MERGED = 20_000
MAX_ROW_NUMBER = 2 * MAX_HOUSEHOLDS
"""The last row with a value: the list, its title, signatures, and as much again of gaps."""

_PIECE_BYTES = 1 << 16
_STREAMED = re.compile(r"xl/(worksheets/[^/]+\.xml|sharedStrings\.xml)", re.IGNORECASE)
_XML = re.compile(r".*\.(xml|rels|vml)", re.IGNORECASE)
_RANGE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})(?::([A-Z]{1,3})([0-9]{1,7}))?")

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column; all starting at 1."""


@dataclass
class SheetShape:
    """What was seen of one XML member: its merged areas, its rows with values, the last of them."""

    merged: list[Area] = field(default_factory=list)
    filled_rows: int = 0
    last_filled_row: int = 0


def inspect(data: bytes) -> dict[str, SheetShape]:
    """The shape of each worksheet by its path in the zip.

    Raises UnpacksTooLarge, UnsafeXml, TooManyRows, RowsTooFar, PasswordProtected, BrokenWorkbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            return {member.filename: _walk(archive, member) for member in members if _is_xml(archive, member)}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, expat.ExpatError, ValueError, OSError):
        raise BrokenWorkbook from None


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        raise UnpacksTooLarge
    if len({member.filename for member in members}) != len(members):
        raise BrokenWorkbook
    for member in members:
        if member.flag_bits & 1:
            raise PasswordProtected
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BrokenWorkbook
        streamed = _STREAMED.fullmatch(member.filename) or not _XML.fullmatch(member.filename)
        if not streamed and member.file_size > MAX_SMALL_MEMBER_BYTES:
            raise UnpacksTooLarge


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The member's real content; what it declared is not believed."""
    unpacked = 0
    with archive.open(member) as stream:
        while piece := stream.read(_PIECE_BYTES):
            unpacked += len(piece)
            if unpacked > MAX_UNPACKED_BYTES:
                raise UnpacksTooLarge
            yield piece


def _is_xml(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether to walk a member; XML hiding under another name is refused, because the library would follow it there."""
    if _XML.fullmatch(member.filename):
        return True
    with archive.open(member) as stream:
        if stream.read(_PIECE_BYTES).lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").startswith(b"<"):
            raise BrokenWorkbook
    return False


def _walk(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> SheetShape:
    walker = _Walker()
    for piece in _pieces(archive, member):
        walker.parser.Parse(piece, False)
    walker.parser.Parse(b"", True)
    return walker.shape


class _Walker:
    """Counts what expat meets, refuses what no spreadsheet program writes."""

    def __init__(self) -> None:
        self.shape = SheetShape()
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.EntityDeclHandler = self._refuse
        self._is_sheet = False
        self._elements = self._depth = self._row = self._row_elements = 0
        self._row_filled = False

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
            self._is_sheet = tag == "worksheet"
        if self._is_sheet:
            self._start_in_sheet(tag, attributes)

    def _start_in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            self._start_row(attributes)
        elif tag in ("v", "is", "f"):
            self._row_filled = True
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))
        if self._row_elements > MAX_ELEMENTS_PER_ROW:
            raise UnpacksTooLarge

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes.get("r", self._row + 1))
        if number <= self._row:
            raise BrokenWorkbook
        self._row, self._row_elements, self._row_filled = number, 0, False

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._is_sheet and name.endswith(" row"):
            self._row_elements = 0
            if self._row_filled:
                self._end_filled_row()

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
