"""Which rows under the header are households, and which are headings, totals or signatures.

A row with a household code or a running number is a household. A row without both is one when it names somebody and
says something about them. What is filled and yet no household is reported as skipped, never dropped in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from voting.lists.cells import clean_text
from voting.lists.errors import TooManyRows
from voting.lists.header import field_of, fold, is_column_numbers, names_columns
from voting.lists.rows import MAX_HOUSEHOLDS, FieldName, Header, NumberedRow, Skipped

MAX_SKIPPED_ROWS = 500
MAX_SKIPPED_CHARACTERS = 120
TITLE_ROWS = 4
"""How many rows a header takes, with the line that numbers the columns."""
LAST_ROW_NUMBER = 1 << 20
"""The last row a spreadsheet program has."""

Cells = Mapping[FieldName, str]

_RUNNING_NUMBER = re.compile(r"[0-9]{1,6}\.?")
_TOTAL = re.compile(r"(tong|cong)( (cong|so|ho)\b.*)?")
_TOTAL_NAMED = re.compile(r"(tổng|cộng)( (cộng|số|hộ)\b.*)?\W*", re.IGNORECASE)
"""With its accents, because Tống is a family's name."""
_SIGNATURE = re.compile(
    r".*\b(ky ghi ro|ky ten|nguoi lap|truong (thon|ban|khu|lang|ap|khom|to)|to truong|xac nhan|ngay( \d+)? thang)\b.*"
)


@dataclass(frozen=True)
class Body:
    """The rows of a list: households with their cells by field, and filled rows that are none, with what they hold.

    A header that is repeated, as printing programs do on each page, is among those that are none.
    """

    households: tuple[tuple[int, Cells], ...]
    skipped: tuple[Skipped, ...]
    bare: tuple[int, ...] = ()
    """Rows with nothing but a running number."""
    other_headers: tuple[int, ...] = ()
    """Rows that name the columns again, otherwise than the header does."""


def read_body(header: Header, rows: Iterable[NumberedRow]) -> Body:
    """Sort the rows below the header. Stops early with TooManyRows."""
    found = _Rows()
    filled = list(_filled_rows(header, rows, found))
    last_sure = max((number for number, cells in filled if _is_sure(cells)), default=None)
    households, skipped = [], []
    for number, cells in filled:
        in_list = last_sure is None or number <= last_sure
        if _is_sure(cells) or _is_likely(cells, in_list=in_list):
            households.append((number, cells))
        else:
            skipped.append(_skipped(number, cells.values()))
    if len(households) > MAX_HOUSEHOLDS:
        raise TooManyRows(limit=MAX_HOUSEHOLDS)
    left_out = sorted([*skipped, *found.texts], key=lambda one: one.row_number)
    return Body(tuple(households), tuple(left_out), tuple(found.bare), tuple(found.other_headers))


@dataclass
class _Rows:
    """Rows that are left out before anything else is asked of them."""

    bare: list[int] = field(default_factory=list)
    texts: list[Skipped] = field(default_factory=list)
    other_headers: list[int] = field(default_factory=list)
    titles: set[tuple[int, FieldName]] = field(default_factory=set)
    """What the header's own rows name, by place."""

    def add_title(self, row: Sequence[str]) -> None:
        """A row of the header itself."""
        self.titles.update((at, name) for at, title in enumerate(row) if (name := field_of(title)))

    def add_header(self, header: Header, number: int, row: Sequence[str]) -> None:
        """A row that names columns; one close to the header is a part of it."""
        if number <= header.row_number + TITLE_ROWS:
            self.add_title(row)
            return
        self.add_text(number, row)
        if any((name := field_of(title)) and (at, name) not in self.titles for at, title in enumerate(row)):
            self.other_headers.append(number)

    def add_text(self, number: int, row: Sequence[str]) -> None:
        """A row with something in it, none of it in a column that is read, or a header again."""
        if any(map(clean_text, row)) and len(self.texts) < MAX_SKIPPED_ROWS:
            self.texts.append(_skipped(number, row))


def _skipped(number: int, cells: Iterable[str]) -> Skipped:
    text = " | ".join(text for text in map(clean_text, cells) if text)
    return Skipped(number, text[:MAX_SKIPPED_CHARACTERS])


def _filled_rows(header: Header, rows: Iterable[NumberedRow], left_out: _Rows) -> Iterator[tuple[int, Cells]]:
    """Rows with something in a known column besides a running number; not the header again, not column numbers."""
    count, titles_at = 0, header.row_number
    for number, row in rows:
        if number > LAST_ROW_NUMBER:
            raise TooManyRows(limit=MAX_HOUSEHOLDS)
        if number <= header.row_number or not any(row):
            if number in (header.row_number, header.row_number - 1):
                left_out.add_title(row)
            continue
        cells = {name: text for name, text in header.cells(row).items() if clean_text(text)}
        if names_columns(row):
            titles_at = number
            left_out.add_header(header, number, row)
            continue
        if number <= titles_at + TITLE_ROWS and is_column_numbers(row):
            continue
        if not cells:
            left_out.add_text(number, row)
            continue
        if _is_bare(cells):
            left_out.bare.append(number)
            continue
        count += 1
        if count > MAX_HOUSEHOLDS + MAX_SKIPPED_ROWS:
            raise TooManyRows(limit=MAX_HOUSEHOLDS)
        yield number, header.cells(row)


def _is_bare(cells: Cells) -> bool:
    """Nothing but a running number: villages number more lines than they fill."""
    return not cells.keys() - {"stt"} and bool(_RUNNING_NUMBER.fullmatch(clean_text(cells.get("stt", "0"))))


def _is_sure(cells: Cells) -> bool:
    """Numbered or coded: a household, whatever else is wrong with it."""
    code, running = clean_text(cells.get("code", "")), clean_text(cells.get("stt", ""))
    if _is_total(cells):
        return False
    if code and (_filled(cells) > 1 or any(c.isdigit() for c in code)):
        return not _SIGNATURE.fullmatch(fold(code[:200]))
    return bool(_RUNNING_NUMBER.fullmatch(running))


def _is_total(cells: Cells) -> bool:
    """The line under a list that adds it up."""
    code, running = clean_text(cells.get("code", "")), clean_text(cells.get("stt", ""))
    named = clean_text(cells.get("head_name", ""))
    return bool(
        _TOTAL.fullmatch(fold(code[:100])) or _TOTAL.fullmatch(fold(running[:100]))
        or (not code and not running and _TOTAL_NAMED.fullmatch(named[:100]))
    )  # fmt: skip


def _is_likely(cells: Cells, *, in_list: bool) -> bool:
    """Neither number nor code: a household when it names someone, and, below the list, tells more about them."""
    if _is_total(cells) or clean_text(cells.get("stt", "")):
        return False
    if any(_SIGNATURE.fullmatch(fold(text[:200])) for text in cells.values()):
        return False
    named = clean_text(cells.get("head_name", "")) or clean_text(cells.get("representative", ""))
    return bool(named) and (in_list or _filled(cells) > 1)


def _filled(cells: Cells) -> int:
    return sum(1 for text in cells.values() if clean_text(text))
