"""What reading a household list gives: rows, faults, and where they came from.

Plain values. Row numbers are those a spreadsheet program shows, starting at 1.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal, Protocol

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
    sheet: str = field(default="", compare=False)

    @property
    def place(self) -> str:
        """Where it stands, for sentences: the row, and the sheet where several are read together."""
        return f"{self.row_number} ({self.sheet})" if self.sheet else str(self.row_number)


@dataclass(frozen=True)
class Fault:
    """Something wrong with one row, and what to do about it.

    `kind` is stable and meant for programs. The sentences never quote a cell that could be read as a spreadsheet
    formula. `who` (code and name) and `found` (the cell as it came) are for the eyes of whoever mends the list.
    """

    row_number: int
    column: FieldName
    kind: str
    message_vi: str
    fix_vi: str
    message_en: str
    fix_en: str
    severity: Severity
    who: str = ""
    found: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Column:
    """A column of the list: which field it feeds (None: it is not read), its place from 0, its title as written."""

    field: FieldName | None
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
class Marks:
    """What a spreadsheet knows of its cells besides their text. Rows from 1, columns from 0."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Column -> the rows in which a formula with a stored value stands."""
    struck: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Column -> the rows in which the text is struck through."""
    unseen: Mapping[int, frozenset[int]] = field(default_factory=dict)
    """Column -> the rows in which the text has the colour of its ground."""
    conditional: bool = False
    """Whether a rule of the sheet may strike or hide cells."""


def frozen(marked: Mapping[int, set[int]]) -> Mapping[int, frozenset[int]]:
    """Marks of columns, to keep."""
    return {column: frozenset(rows) for column, rows in marked.items()}


NO_MARKS = Marks()


class Table(Protocol):
    """What the tables of texts and of workbooks have in common. `rows()` reads from the start each time."""

    @property
    def sheet(self) -> str | None:
        """The sheet's name, None for a text."""

    @property
    def hidden(self) -> bool:
        """Whether the sheet is not shown."""

    @property
    def marks(self) -> Marks:
        """What is hidden in it, and where formulas stand."""

    @property
    def guessed_encoding(self) -> bool:
        """Whether its letters were read in a code page that nothing names."""

    def rows(self) -> Iterator[NumberedRow]:
        """The rows in order."""


@dataclass(frozen=True)
class SheetSeen:
    """A sheet of the workbook: whether it is hidden, and how many households a list on it has (0: it holds no list)."""

    name: str
    hidden: bool
    households: int


@dataclass(frozen=True)
class Skipped:
    """A filled row that is no household: its number, what stands in it, its sheet where several are read."""

    row_number: int
    text: str
    sheet: str = ""


@dataclass(frozen=True)
class Notice:
    """Something guessed or taken for the whole file; the person who confirms is told. `kind` is for programs."""

    kind: str
    message_vi: str
    message_en: str


@dataclass(frozen=True)
class Header:
    """The row that names the columns (the last of them, when the header takes two rows)."""

    row_number: int
    columns: tuple[Column, ...]
    unread: tuple[Column, ...] = ()
    """Columns with a title that means nothing to us, or whose field another column feeds."""

    def cells(self, row: tuple[str, ...]) -> Mapping[FieldName, str]:
        """The cells of a row by field; a row shorter than the header has empty cells at its end."""
        return {one.field: row[one.index] if one.index < len(row) else "" for one in self.columns if one.field}

    def has(self, name: FieldName) -> bool:
        """Whether the list has a column for this field."""
        return any(column.field == name for column in self.columns)


@dataclass(frozen=True)
class RollReading:
    """A household list that could be read, with its faults.

    `sheet` is the worksheet's name ("A + B" when several were joined), None for text files; `sheets` are all there are.
    `skipped` are filled rows that are no household: section headings, totals, signatures. `notices` tell each guess.
    """

    rows: tuple[HouseholdRow, ...]
    faults: tuple[Fault, ...]
    columns: tuple[Column, ...]
    header_row: int
    sheet: str | None = None
    skipped: tuple[Skipped, ...] = ()
    unread: tuple[Column, ...] = ()
    sheets: tuple[SheetSeen, ...] = ()
    notices: tuple[Notice, ...] = ()
    title: str = ""
    """What stands above the list: letterhead, "Danh sách hộ thôn …"."""

    @property
    def skipped_rows(self) -> tuple[int, ...]:
        """The numbers of the rows that are no household."""
        return tuple(row.row_number for row in self.skipped)

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
