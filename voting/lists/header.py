"""Finding the row that names the columns, however the village wrote it.

Titles are compared folded: lower case, no diacritics, no punctuation, nothing in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from voting.lists.rows import Column, FieldName, Header, NumberedRow
from voting.lists.words import AREA, TITLES

HEADER_SEARCH_ROWS = 60
"""How far down a header is looked for: letterheads take ten rows or so."""

_IN_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")
_LIKE_D = str.maketrans("đðɖ", "ddd")
"""What is drawn as đ: besides the letter itself, the Icelandic and the African one that some keyboards give."""

_COLUMN_NUMBER = re.compile(r"[(\[]?([0-9]{1,2})([.,]?[0-9a-zđ])?[)\]]?( ?[=:] ?[-+0-9()a-zđ ]+)?", re.IGNORECASE)
_COLUMN_LETTER = re.compile(r"[(\[]?([A-Z]|I{1,3}|IV|VI{0,3}|IX|X)[)\]]?", re.IGNORECASE)


def fold(text: str) -> str:
    """Lower case without diacritics and punctuation: "Mã hộ (mới)" -> "ma ho moi"."""
    plain = unicodedata.normalize("NFD", text.casefold().translate(_LIKE_D))
    return _NOT_A_LETTER.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def field_of(title: str) -> FieldName | None:
    """The field a column title means, None when it means nothing to us."""
    if len(title) > 100:  # noqa: PLR2004 - no title is that long
        return None
    folded = fold(_IN_BRACKETS.sub(" ", title))
    return next((name for name, pattern in TITLES if pattern.fullmatch(folded)), None)


def is_area(title: str) -> bool:
    """Whether a title names a part of the village ("Xóm"): an address only where there is no fuller one."""
    return AREA.fullmatch(fold(_IN_BRACKETS.sub(" ", title[:100]))) is not None


def find_header(rows: Sequence[NumberedRow]) -> Header | None:
    """The best header among the first rows of a table; None when no row names a household and its people.

    A header over two rows ("Họ và tên" above "Chủ hộ" and "Đại diện") is read as one, the lower row first.
    """
    single = [_header(number, row, ()) for number, row in rows]
    double = [
        _header(number, row, above)
        for (_, above), (number, row) in pairwise(rows)
        if names_columns(row) and any(field_of(cell) for cell in above)
    ]
    usable = [header for header in (*single, *double) if _is_header(header)]
    return max(usable, key=lambda header: len(header.columns), default=None)


def names_columns(row: Sequence[str]) -> bool:
    """Whether a row holds column titles: at least two, because one may be a name or an address."""
    return sum(field_of(cell) is not None for cell in row) >= 2  # noqa: PLR2004 - see above


def repeated_columns(header: Header, titles: Sequence[str]) -> list[tuple[Column, Column]]:
    """Columns of the header row whose title means a field already taken: (the repeated one, the one that is read)."""
    taken = {column.field: column for column in header.columns}
    found: list[tuple[Column, Column]] = []
    for index, title in enumerate(titles):
        name = field_of(title)
        if name and name in taken and taken[name].index != index and not is_area(title):
            found.append((Column(name, index, title.strip()), taken[name]))
    return found


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row under the header only numbers the columns, as printed forms do.

    1 2 3 4, (1) (2) (3), A B 1 2, (7) (7a) (7b) (8), 5=6+7.
    """
    filled = [cell.strip() for cell in row if cell.strip()]
    numbers = [match for cell in filled if (match := _COLUMN_NUMBER.fullmatch(cell))]
    letters = [cell for cell in filled if _COLUMN_LETTER.fullmatch(cell)]
    least = 2 if all(cell[0] in "([" for cell in filled) else 4  # fewer may be a household
    if len(filled) < least or len(numbers) + len(letters) != len(filled):
        return False
    counted = [int(match[1]) for match in numbers]
    return all(after - before in (0, 1) for before, after in pairwise(counted)) and (not letters or len(letters) > 1)


def _header(number: int, row: Sequence[str], above: Sequence[str]) -> Header:
    columns: dict[FieldName, Column] = {}
    unread: list[Column] = []
    for index in range(max(len(row), len(above))):
        titles = [line[index] if index < len(line) else "" for line in (row, above)]
        name, title = next(((name, title) for title in titles if (name := field_of(title))), (None, ""))
        shown = " ".join((title or titles[0] or titles[1]).split())[:60]
        if name and name not in columns:
            columns[name] = Column(name, index, shown)
        elif name == "address" and is_area(columns["address"].title) and not is_area(shown):
            unread.append(replace(columns["address"], field=None))
            columns["address"] = Column(name, index, shown)
        elif shown:
            unread.append(Column(None, index, shown))
    return Header(number, tuple(sorted(columns.values(), key=lambda column: column.index)), tuple(unread))


def _is_header(header: Header) -> bool:
    people = header.has("head_name") or header.has("representative")
    return people and len(header.columns) >= 2  # noqa: PLR2004 - one word alone may be a title
