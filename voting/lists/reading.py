"""Reading a household list as a village keeps it: `read_roll(filename, data)`.

The file comes from somebody's computer and is hostile until read: sizes are limited before anything is unpacked,
formulas are never computed, and what cannot be read is refused with one clear sentence. What can be read is read to
its end, so that the village head sees every fault at once, each with its row and its remedy. Where something had to be
guessed (the sheet, the letters' code page, a column that is missing) the reading says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import PurePath

from voting.lists.across import FIRST_CODE, check_across
from voting.lists.body import Body, Cells, read_body
from voting.lists.cells import clean_text, read_household
from voting.lists.damage import as_unicode, damage_of, font_of
from voting.lists.errors import (
    DamagedLetters,
    EmptyRoll,
    FileTooLarge,
    MislabelledExcel,
    NoHeader,
    OldExcel,
    RollFileError,
    UnknownFileType,
)
from voting.lists.excel_table import looks_like_excel, open_excel, require_zip
from voting.lists.faults import make_fault
from voting.lists.guesses import EMPTY_COLUMN, file_faults, header_faults, notices_of, row_faults, row_notices
from voting.lists.header import HEADER_SEARCH_ROWS, find_header
from voting.lists.ods_table import open_ods
from voting.lists.packed import kind_of_zip
from voting.lists.rows import FIELD_ORDER, Fault, Header, HouseholdRow, NumberedRow, RollReading, SheetSeen, Table
from voting.lists.text_table import open_text

MAX_FILE_BYTES = 16 << 20
MAX_TITLE_CHARACTERS = 500
MAX_LISTS = 20
"""Sheets with a list that are read; villages have one for each hamlet at most."""

_TEXT_ENDINGS = (".csv", ".tsv", ".txt")
_BOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".ods")


def read_roll(filename: str, data: bytes) -> RollReading:
    """Read a household list from the bytes of a file: the first of `read_choices`.

    Raises a RollFileError when the file as a whole cannot be read; faults of rows are in the reading.
    """
    return read_choices(filename, data)[0]


def read_choices(filename: str, data: bytes) -> tuple[RollReading, ...]:
    """Every way to read the file, the likeliest first: each visible sheet with a list, then all of these together.

    A hidden sheet is read only when no visible one holds a list. Raises a RollFileError as `read_roll`.
    """
    tables = open_tables(filename, data)
    parts = _parts(tables)
    seen = tuple(
        SheetSeen(table.sheet, table.hidden, sum(len(part.body.households) for part in parts if part.table is table))
        for table in tables
        if table.sheet is not None
    )
    shown = [part for part in parts if not part.table.hidden] or parts[:1]
    readings = [_reading([part], seen) for part in shown]
    return (*readings, _reading(shown, seen)) if len(shown) > 1 else tuple(readings)


@dataclass(frozen=True)
class _Headed:
    """A table with a header, and its first rows."""

    table: Table
    header: Header
    top: Sequence[NumberedRow]

    @property
    def title(self) -> str:
        """What stands above the header."""
        above = (cell for number, row in self.top if number < self.header.row_number for cell in row)
        return " | ".join(text for text in map(clean_text, above) if text)[:MAX_TITLE_CHARACTERS]


@dataclass(frozen=True)
class _Part:
    """One table that holds a list: its header, the titles in that row, what lies under it."""

    table: Table
    header: Header
    titles: tuple[str, ...]
    body: Body
    title: str


def open_tables(filename: str, data: bytes) -> tuple[Table, ...]:
    """The tables of a file, whatever they hold: those of a workbook, or a text cut in each likely way.

    Raises a RollFileError when it is no table, or larger than any list of a village.
    """
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit_mib=MAX_FILE_BYTES >> 20)
    ending = PurePath(filename).suffix.lower()
    packed = looks_like_excel(data)
    if ending == ".xls" and not data.startswith(b"PK"):
        raise OldExcel
    if ending not in (*_TEXT_ENDINGS, *_BOOK_ENDINGS, ".xls", ".zip") or (ending == ".zip" and not packed):
        raise UnknownFileType(ending=clean_text(ending)[:12] or "?")
    if not data.strip():
        raise EmptyRoll
    if ending in _TEXT_ENDINGS and not packed:
        return open_text(data)
    require_zip(data)
    kind = kind_of_zip(data)
    if ending in (*_TEXT_ENDINGS, ".zip"):
        raise MislabelledExcel(ending=ending)
    return open_ods(data) if kind == "ods" else open_excel(data)


def _parts(tables: Sequence[Table]) -> list[_Part]:
    """The tables that hold a list: visible ones first, then by how many columns are named, then as they stand."""
    found: list[_Headed] = []
    refusal: RollFileError = EmptyRoll()
    for table in tables:
        try:
            top = list(islice(table.rows(), HEADER_SEARCH_ROWS))
        except RollFileError as error:  # perhaps not the delimiter, or not the sheet
            refusal = error
            continue
        header = find_header(top)
        if header:
            found.append(_Headed(table, header, top))
        elif isinstance(refusal, EmptyRoll) and any(any(row) for _, row in top):
            refusal = _no_header(top)
    found.sort(key=lambda one: (one.table.hidden, -len(one.header.columns)))
    if found and found[0].table.sheet is None:
        found = found[:1]  # of a text, the delimiter that gives most columns is the right one
    return _with_households(found, refusal)


def _with_households(found: Sequence[_Headed], refusal: RollFileError) -> list[_Part]:
    parts = []
    for number, one in enumerate(found[:MAX_LISTS]):
        try:
            body = read_body(one.header, one.table.rows())
        except RollFileError as error:
            if not number:
                raise  # the likeliest list is the one to mend
            refusal = error
            continue
        if body.households:
            parts.append(_Part(one.table, one.header, dict(one.top)[one.header.row_number], body, one.title))
    if not parts:
        raise EmptyRoll if found else refusal
    return parts


def _no_header(top: Sequence[NumberedRow]) -> RollFileError:
    """Why no row names the columns: perhaps because its letters are damaged."""
    for cell in (cell for _, row in top for cell in row):
        damage = damage_of(cell, is_name=False)
        if damage:
            fault = make_fault(1, "code", damage, meant=clean_text(as_unicode(cell))[:60])
            return DamagedLetters(
                sample=clean_text(cell)[:40],
                message=fault.message_vi, fix=fault.fix_vi, message_en=fault.message_en, fix_en=fault.fix_en,
            )  # fmt: skip
    return NoHeader()


def _reading(parts: Sequence[_Part], seen: tuple[SheetSeen, ...]) -> RollReading:
    """The reading of one table, or of several as one list."""
    joined = len(parts) > 1
    rows: list[HouseholdRow] = []
    faults: list[Fault] = []
    for part in parts:
        sheet = part.table.sheet if joined and part.table.sheet else ""
        some, found = _read_households(part, sheet)
        rows += some
        faults += found
    faults += check_across(rows, _codes_refused(rows, faults, parts))
    first = parts[0]
    order = {part.table.sheet: number for number, part in enumerate(parts)} if joined else {}
    return RollReading(
        rows=tuple(rows),
        faults=tuple(sorted(_with_names(faults, parts, joined=joined), key=lambda one: _place(one, order))),
        columns=first.header.columns,
        header_row=first.header.row_number,
        sheet=" + ".join(part.table.sheet or "" for part in parts) if first.table.sheet is not None else None,
        skipped=tuple(
            replace(one, sheet=(part.table.sheet or "") if joined else "")
            for part in parts
            for one in part.body.skipped
        ),
        unread=first.header.unread,
        sheets=seen,
        title=first.title,
        notices=(
            *row_notices(faults),
            *dict.fromkeys(one for part in parts for one in notices_of(part.table, part.header, part.body)),
        ),
    )


def _read_households(part: _Part, sheet: str) -> tuple[list[HouseholdRow], list[Fault]]:
    rows: list[HouseholdRow] = []
    faults = [*file_faults(part.table, part.header, part.titles, part.body), *header_faults(part.header, part.body)]
    font = font_of(text for _, cells in part.body.households for text in cells.values())
    for row_number, cells in part.body.households:
        household, found = read_household(row_number, cells, font)
        rows.append(replace(household, sheet=sheet))
        faults += [*row_faults(part.table, part.header, row_number, cells), *found]
    if any(notice.kind == EMPTY_COLUMN for notice in notices_of(part.table, part.header, part.body)):
        faults = [fault for fault in faults if fault.kind != "missing-representative"]  # said once for all
    if not part.header.has("code"):
        faults.append(make_fault(part.header.row_number, "code", "missing-code-column", suggestion=FIRST_CODE))
    return rows, [replace(fault, sheet=sheet) for fault in faults]


def _codes_refused(rows: Sequence[HouseholdRow], faults: Sequence[Fault], parts: Sequence[_Part]) -> list[str]:
    """The places of households whose code is not missing but refused, or missing as all others of its column."""
    refused = {(fault.sheet, fault.row_number) for fault in faults if fault.column == "code"}
    without = {part.table.sheet for part in parts if not part.header.has("code")}
    return [
        row.place
        for row in rows
        if (row.sheet, row.row_number) in refused or (row.sheet or parts[0].table.sheet) in without
    ]


def _with_names(faults: Sequence[Fault], parts: Sequence[_Part], *, joined: bool) -> list[Fault]:
    """The faults, each with the household it is about and the cell as it came."""
    cells: dict[tuple[str, int], Cells] = {
        ((part.table.sheet or "") if joined else "", number): cells
        for part in parts
        for number, cells in part.body.households
    }
    return [_with_name(fault, cells.get((fault.sheet, fault.row_number), {})) for fault in faults]


def _with_name(fault: Fault, cells: Cells) -> Fault:
    who = [clean_text(cells.get(name, "")) for name in ("code", "head_name")]
    who[1] = who[1] or clean_text(cells.get("representative", ""))
    return replace(
        fault,
        who=" – ".join(text for text in who if text)[:80],
        found=clean_text(cells.get(fault.column, ""))[:60],
    )


def _place(fault: Fault, order: dict[str | None, int]) -> tuple[int, int, int]:
    return order.get(fault.sheet, 0), fault.row_number, FIELD_ORDER.index(fault.column)
