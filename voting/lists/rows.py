"""What reading a household list gives: rows, faults, and where they came from.

Plain values. Row numbers are those a spreadsheet program shows, starting at 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

MAX_HOUSEHOLDS = 10_000
"""The longest list that is read: twenty times the largest village, yet small enough to check in one request."""

MAX_CELL_CHARACTERS = 2_000
"""Longer cells are cut while reading; what is kept is still too long for any column, so they are refused."""

FieldName = Literal["stt", "code", "head_name", "representative", "address", "phone", "members", "smartphone"]
"""The columns we know, in the order faults of one row are shown."""

FIELD_ORDER: tuple[FieldName, ...] = (
    "stt",
    "code",
    "head_name",
    "representative",
    "address",
    "phone",
    "members",
    "smartphone",
)

NumberedRow = tuple[int, tuple[str, ...]]
"""A row of a table: its number as shown by a spreadsheet program, and its cells as text ("" when empty)."""


class Severity(StrEnum):
    """An error keeps the list from being imported; a warning is for the village head to look at."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class HouseholdRow:
    """One household as it will stand on the roll, cleaned of stray spaces. Missing text is "", missing numbers None.

    Two rows are equal when they say the same about the household, wherever in the file they stood.
    """

    code: str
    head_name: str
    representative: str
    address: str
    phone: str
    members: int | None
    smartphone: bool
    row_number: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Fault:
    """Something wrong with one row, and what to do about it.

    `kind` is stable and meant for programs. The sentences
    never quote a cell that could be read as a spreadsheet formula.
    """

    row_number: int
    column: FieldName
    kind: str
    message_vi: str
    fix_vi: str
    message_en: str
    fix_en: str
    severity: Severity


@dataclass(frozen=True)
class Column:
    """A column of the list that was recognised: which field it feeds, its letter, and its title as written."""

    field: FieldName
    index: int
    title: str

    @property
    def letter(self) -> str:
        """The column's letter as a spreadsheet program shows it: A, B, ... Z, AA."""
        letters, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(ord("A") + digit) + letters
        return letters


@dataclass(frozen=True)
class Header:
    """The row that names the columns (the last of them, when the header takes two rows)."""

    row_number: int
    columns: tuple[Column, ...]

    def cells(self, row: tuple[str, ...]) -> Mapping[FieldName, str]:
        """The cells of a row by field; a row shorter than the header has empty cells at its end."""
        return {column.field: row[column.index] if column.index < len(row) else "" for column in self.columns}

    def has(self, name: FieldName) -> bool:
        """Whether the list has a column for this field."""
        return any(column.field == name for column in self.columns)


@dataclass(frozen=True)
class RollReading:
    """A household list that could be read, with its faults.

    `sheet` is the worksheet's name, None for text files. `skipped_rows` are filled rows that are no household:
    section headings, totals, signatures.
    """

    rows: tuple[HouseholdRow, ...]
    faults: tuple[Fault, ...]
    columns: tuple[Column, ...]
    header_row: int
    sheet: str | None = None
    skipped_rows: tuple[int, ...] = ()

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that must be mended before the list can be imported."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that only need a look."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.WARNING)

    @property
    def importable(self) -> bool:
        """True when there is no error. A list with one error is not imported by half."""
        return not self.errors

    def faults_by_row(self) -> Mapping[int, tuple[Fault, ...]]:
        """The faults of each row that has any, in the order of the rows."""
        found: dict[int, tuple[Fault, ...]] = {}
        for fault in self.faults:
            found[fault.row_number] = (*found.get(fault.row_number, ()), fault)
        return found
