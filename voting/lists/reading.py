"""Reading a household list as a village keeps it: `read_roll(filename, data)`.

The file comes from somebody's computer and is hostile until read: sizes are limited before anything is unpacked,
formulas are never computed, and what cannot be read is refused with one clear sentence. What can be read is read to
its end, so that the village head sees every fault at once, each with its row and its remedy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import PurePath
from typing import Protocol

from voting.lists.across import FIRST_CODE, check_across
from voting.lists.body import Cells, read_body
from voting.lists.cells import clean_text, read_household
from voting.lists.errors import EmptyRoll, FileTooLarge, NoHeader, OldExcel, RollFileError, UnknownFileType
from voting.lists.excel_table import looks_like_excel, open_excel
from voting.lists.faults import make_fault
from voting.lists.header import HEADER_SEARCH_ROWS, find_header, repeated_columns
from voting.lists.rows import FIELD_ORDER, Fault, Header, HouseholdRow, NumberedRow, RollReading
from voting.lists.text_table import open_text

MAX_FILE_BYTES = 16 << 20

_TEXT_ENDINGS = (".csv", ".tsv", ".txt")


class _Table(Protocol):
    """What text_table.TextTable and excel_table.SheetTable have in common."""

    @property
    def sheet(self) -> str | None: ...

    def rows(self) -> Iterator[NumberedRow]: ...


def read_roll(filename: str, data: bytes) -> RollReading:
    """Read a household list from the bytes of a CSV or Excel file.

    Raises a RollFileError when the file as a whole cannot be read; faults of rows are in the reading.
    """
    if len(data) > MAX_FILE_BYTES:
        raise FileTooLarge(limit_mib=MAX_FILE_BYTES >> 20)
    table, header, titles = _best_table(_open(filename, data))
    body = read_body(header, table.rows())
    if not body.households:
        raise EmptyRoll
    rows, faults = _read_households(header, body.households)
    return RollReading(
        rows=rows,
        faults=tuple(sorted([*_column_faults(header, titles), *faults], key=_place)),
        columns=header.columns,
        header_row=header.row_number,
        sheet=table.sheet,
        skipped_rows=body.skipped,
    )


def _open(filename: str, data: bytes) -> Iterable[_Table]:
    ending = PurePath(filename).suffix.lower()
    if ending == ".xls":
        raise OldExcel
    if ending not in (*_TEXT_ENDINGS, ".xlsx"):
        raise UnknownFileType(ending=clean_text(ending)[:12] or "?")
    if not data.strip():
        raise EmptyRoll
    if ending == ".xlsx" or looks_like_excel(data):
        return open_excel(data, ending)
    return open_text(data)


def _best_table(tables: Iterable[_Table]) -> tuple[_Table, Header, tuple[str, ...]]:
    """The table whose header names most columns (of equals the first), its header, and the titles in that row."""
    found: list[tuple[_Table, Header, tuple[str, ...]]] = []
    refusal: RollFileError = EmptyRoll()
    for table in tables:
        try:
            top = list(islice(table.rows(), HEADER_SEARCH_ROWS))
        except RollFileError as error:  # perhaps not the delimiter, or not the sheet
            refusal = error
            continue
        header = find_header(top)
        if header:
            found.append((table, header, dict(top)[header.row_number]))
        elif isinstance(refusal, EmptyRoll) and any(any(row) for _, row in top):
            refusal = NoHeader()
    if not found:
        raise refusal
    return max(found, key=lambda candidate: len(candidate[1].columns))


def _read_households(
    header: Header, numbered: Iterable[tuple[int, Cells]]
) -> tuple[tuple[HouseholdRow, ...], list[Fault]]:
    rows: list[HouseholdRow] = []
    faults: list[Fault] = []
    for row_number, cells in numbered:
        household, found = read_household(row_number, cells)
        rows.append(household)
        faults.extend(found)
    if header.has("code"):
        refused = [fault.row_number for fault in faults if fault.column == "code"]
    else:
        refused = [row.row_number for row in rows]  # one fault for the column says it all
    return tuple(rows), [*faults, *check_across(rows, refused)]


def _column_faults(header: Header, titles: Sequence[str]) -> Iterator[Fault]:
    row = header.row_number
    if not header.has("code"):
        yield make_fault(row, "code", "missing-code-column", suggestion=FIRST_CODE)
    for repeated, read in repeated_columns(header, titles):
        yield make_fault(row, read.field, "repeated-column", letter=repeated.letter, first_letter=read.letter)


def _place(fault: Fault) -> tuple[int, int]:
    return fault.row_number, FIELD_ORDER.index(fault.column)
