"""Finding the row that names the columns, however the village wrote it.

Titles are compared folded: lower case, no diacritics, no punctuation, nothing in brackets.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from voting.lists.rows import Column, FieldName, Header, NumberedRow

HEADER_SEARCH_ROWS = 60
"""How far down a header is looked for: letterheads take ten rows or so."""

_IN_BRACKETS = re.compile(r"[(\[{].*?[)\]}]")
_NOT_A_LETTER = re.compile(r"[^a-z0-9]+")

# In this order: "so dien thoai thong minh" is not a telephone number, "ho ten nguoi dai dien ho" is not the head.
_TITLES: tuple[tuple[FieldName, re.Pattern[str]], ...] = (
    ("smartphone", re.compile(r".*\bthong minh\b.*|.*\bsmart ?phone\b.*")),
    ("phone", re.compile(r"((so|di dong) )?(dien thoai|dt|d t|sdt|phone|di dong)( .*)?")),
    ("members", re.compile(r"((so|tong so) )?(nhan khau|khau|nguoi trong ho|thanh vien|members)( .*)?|so nguoi")),
    (
        "representative",
        re.compile(
            r"((ho va ten|ho ten|ten) )?(nguoi )?dai dien( ho( gia dinh)?| cho ho( gia dinh)?| gia dinh)?"
            r"|representative"
        ),
    ),
    (
        "head_name",
        re.compile(r"((ho va ten|ho ten|ten) )?chu ho( gia dinh)?|ho va ten|ho ten|head( name| of household)?"),
    ),
    ("code", re.compile(r"ma( so)?( (ho( gia dinh| gd)?|the))?|so ho|ky hieu ho|(household )?code")),
    ("address", re.compile(r"dia chi( .*)?|(noi|cho) (o|cu tru|thuong tru)( .*)?|so nha|thuong tru|address")),
    ("stt", re.compile(r"stt|so tt|tt|so thu tu|thu tu")),
)

_COLUMN_NUMBER = re.compile(r"\(?([0-9]{1,2}|[A-Za-z])\)?")


def fold(text: str) -> str:
    """Lower case without diacritics and punctuation: "Mã hộ (mới)" -> "ma ho moi"."""
    plain = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return _NOT_A_LETTER.sub(" ", "".join(c for c in plain if not unicodedata.combining(c))).strip()


def field_of(title: str) -> FieldName | None:
    """The field a column title means, None when it means nothing to us."""
    if len(title) > 100:  # noqa: PLR2004 - no title is that long
        return None
    folded = fold(_IN_BRACKETS.sub(" ", title))
    return next((name for name, pattern in _TITLES if pattern.fullmatch(folded)), None)


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
    found = []
    for index, title in enumerate(titles):
        name = field_of(title)
        if name and name in taken and taken[name].index != index:
            found.append((Column(name, index, title.strip()), taken[name]))
    return found


def is_column_numbers(row: Sequence[str]) -> bool:
    """Whether a row under the header only numbers the columns: 1 2 3 4, or (1) (2) (3), or A B 1 2."""
    filled = [cell.strip() for cell in row if cell.strip()]
    matches = [_COLUMN_NUMBER.fullmatch(cell) for cell in filled]
    if len(filled) < 4 or not all(matches):  # noqa: PLR2004 - fewer cells may be a household
        return False
    numbers = [int(match[1]) for match in matches if match and match[1].isdigit()]
    return numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True


def _header(number: int, row: Sequence[str], above: Sequence[str]) -> Header:
    columns: dict[FieldName, Column] = {}
    for index in range(max(len(row), len(above))):
        for titles in (row, above):
            title = titles[index] if index < len(titles) else ""
            name = field_of(title)
            if name:
                columns.setdefault(name, Column(name, index, " ".join(title.split())))
                break
    return Header(number, tuple(sorted(columns.values(), key=lambda column: column.index)))


def _is_header(header: Header) -> bool:
    people = header.has("head_name") or header.has("representative")
    return people and len(header.columns) >= 2  # noqa: PLR2004 - one word alone may be a title
