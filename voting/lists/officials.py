"""Reading who does what in a village from a small sheet: `read_officials(filename, data)`.

One column holds names. What a person does stands in another column, in words ("Trưởng thôn; thành viên Tổ lấy ý kiến"),
or is ticked in columns that are named after the work. What is not understood is told row by row, never guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final, Literal

from voting.lists.cells import clean_text
from voting.lists.damage import damage_of
from voting.lists.errors import EmptyRoll, NoOfficials, TooManyOfficials
from voting.lists.header import HEADER_SEARCH_ROWS, fold
from voting.lists.reading import open_tables
from voting.lists.rows import Marks, NumberedRow, Table

Work = Literal["head", "front", "team", "cards", "counting", "board"]
Column = Literal["name", "work", "phone", "stt"]

MOST_ROWS = 300
_TITLES: Final[tuple[tuple[Column, str], ...]] = (
    ("stt", r"(so )?(tt|stt|thu tu)|so"),
    ("phone", r"(so )?(dien thoai|dt|sdt|di dong|dtdd)( .*)?"),
    ("work", r"(vai tro|chuc vu|chuc danh|nhiem vu|cong viec|viec|phan cong)( .*)?"),
    ("name", r"(ho va ten|ho ten|ten|ho ten can bo|can bo|nguoi)( .*)?"),
)
_WORDS: Final[tuple[tuple[Work, str], ...]] = (
    ("team", r".*\b(y kien|to giup viec|to ho tro)\b.*"),
    ("counting", r".*\b(kiem phieu|dem phieu)\b.*"),
    ("board", r".*\b(giam sat|thanh tra)\b.*"),
    ("front", r".*\b(mat tran|ctmt|mttq)\b.*"),
    ("cards", r".*\b(in|lam|phat) the\b.*"),
    ("head", r"(pho )?truong (thon|lang|ap|buon|bon|phum|soc|khu pho|khoi pho|khom|tieu khu|khu)( .*)?"),
    ("head", r"to (truong|pho)( (to )?dan pho| tdp)?( .*)?"),
)
"""Tried in this order, because "Trưởng ban kiểm phiếu" leads no village."""
_HEAD_OF_BAN: Final = re.compile(r"(phó )?trưởng bản( .*)?")
"""With its marks: without them it may be the leader of any committee."""
_APART: Final = re.compile(r"[;,/\n+&]|\s+(?:và|kiêm|kiêm nhiệm)\s+", re.IGNORECASE)
_TICKED: Final = frozenset({"x", "co", "v", "1", "yes"})
_TICK_MARKS: Final = frozenset("✓✔☑")


@dataclass(frozen=True)
class Appointment:
    """Somebody and one thing they do; rows from 1. ``phone`` is as it stands in the sheet, or ""."""

    work: Work
    name: str
    phone: str
    is_deputy: bool
    row_number: int


@dataclass(frozen=True)
class NotRead:
    """A row, or a part of one, that gave nothing: what stands there, and why (a code)."""

    row_number: int
    text: str
    why: Literal["no-work", "unknown-work", "no-name", "letters"]


@dataclass(frozen=True)
class ReadAlthough:
    """A row that was read though the sheet hides it, strikes it out, or writes it in the colour of its ground."""

    row_number: int
    text: str
    why: Literal["hidden", "struck", "unseen"]


@dataclass(frozen=True)
class OfficialsReading:
    """What a sheet says: appointments in its order, the titles of columns read and not read, rows not read.

    ``doubtful`` rows were read, though nobody sees them as they stand; ``other_sheets`` were not.
    """

    appointed: tuple[Appointment, ...]
    columns: tuple[str, ...]
    unread: tuple[str, ...]
    skipped: tuple[NotRead, ...]
    doubtful: tuple[ReadAlthough, ...] = ()
    other_sheets: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Header:
    row_number: int
    places: Mapping[Column, int]
    ticks: Mapping[int, Work]
    titles: tuple[str, ...]

    def split(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The titles of the columns that are read, and of those that are not."""
        known = {*self.places.values(), *self.ticks}
        read = tuple(title for place, title in enumerate(self.titles) if title and place in known)
        return read, tuple(title for place, title in enumerate(self.titles) if title and place not in known)


def read_officials(filename: str, data: bytes) -> OfficialsReading:
    """Who does what, from the sheet that names most; ``RollFileError`` when the file cannot be read at all."""
    every = open_tables(filename, data)
    tables = [table for table in every if not table.hidden]
    found = [(_reading(table, header), table) for table in tables if (header := _header_of(table))]
    if not found:
        raise NoOfficials if tables else EmptyRoll
    reading, read = max(found, key=lambda one: len(one[0].appointed))
    others = tuple(table.sheet for table in every if table is not read and table.sheet and read.sheet)
    return replace(reading, other_sheets=others)


def work_of(words: str) -> Work | None:
    """What the words for somebody's work mean here, ``None`` when they mean nothing to us."""
    plain = fold(words[:120])
    if _HEAD_OF_BAN.fullmatch(words.casefold().strip()):
        return "head"
    return next((work for work, pattern in _WORDS if re.fullmatch(pattern, plain)), None)


def _header_of(table: Table) -> _Header | None:
    rows = islice(table.rows(), HEADER_SEARCH_ROWS)
    return next((header for row in rows if (header := _header(*row)) is not None), None)


def _header(row_number: int, row: Sequence[str]) -> _Header | None:
    """A row that names a column of names, and one of work or several to tick."""
    places: dict[Column, int] = {}
    ticks: dict[int, Work] = {}
    titles = tuple(clean_text(cell)[:60] for cell in row)
    for place, title in enumerate(titles):
        name = next((name for name, pattern in _TITLES if re.fullmatch(pattern, fold(title))), None)
        if name and name not in places:
            places[name] = place
        elif not name and (work := work_of(title)):
            ticks[place] = work
    if "name" not in places or not ("work" in places or ticks):
        return None
    return _Header(row_number, places, ticks, titles)


def _reading(table: Table, header: _Header) -> OfficialsReading:
    appointed: list[Appointment] = []
    skipped: list[NotRead] = []
    doubtful: list[ReadAlthough] = []
    below = (row for row in table.rows() if row[0] > header.row_number and any(map(clean_text, row[1])))
    for count, row in enumerate(below):
        if count >= MOST_ROWS:
            raise TooManyOfficials(limit=MOST_ROWS)
        found = list(_of_row(header, row))
        appointed += [one for one in found if isinstance(one, Appointment)]
        skipped += [one for one in found if isinstance(one, NotRead)]
        if any(isinstance(one, Appointment) for one in found):
            doubtful += _doubts(table.marks, header, row)
    return OfficialsReading(tuple(appointed), *header.split(), tuple(skipped), tuple(doubtful))


def _doubts(marks: Marks, header: _Header, row: NumberedRow) -> Iterator[ReadAlthough]:
    """Why the person in a row that is read may not be meant."""
    number, cells = row
    place = header.places["name"]
    name = clean_text(cells[place])
    if number in marks.hidden_rows:
        yield ReadAlthough(number, name, "hidden")
    if number in marks.struck.get(place, ()):
        yield ReadAlthough(number, name, "struck")
    if number in marks.unseen.get(place, ()):
        yield ReadAlthough(number, name, "unseen")


def _of_row(header: _Header, row: NumberedRow) -> Iterator[Appointment | NotRead]:
    number, cells = row
    written = {place: cell for place, cell in enumerate(cells) if clean_text(cell)}
    shown = " | ".join(map(clean_text, written.values()))[:120]
    taken = {name: written.get(place, "") for name, place in header.places.items()}
    name = clean_text(taken["name"])
    if not name:
        if set(written) - {header.places.get("stt")}:
            yield NotRead(number, shown, "no-name")
        return
    if damage_of(taken["name"], is_name=True):
        yield NotRead(number, shown, "letters")
        return
    ticked = [(work, "") for place, work in header.ticks.items() if _is_ticked(written.get(place, ""))]
    words = [part.strip() for part in _APART.split(clean_text(taken.get("work", ""))) if part.strip()]
    for work, said in [*ticked, *((work_of(part), part) for part in words)]:
        if work is None:
            yield NotRead(number, f"{name}: {said}"[:120], "unknown-work")
        else:
            is_deputy = re.search(r"\bpho\b", fold(said)) is not None
            yield Appointment(work, name, clean_text(taken.get("phone", "")), is_deputy, number)
    if not ticked and not words:
        yield NotRead(number, shown, "no-work")


def _is_ticked(cell: str) -> bool:
    text = clean_text(cell)
    return fold(text) in _TICKED or text in _TICK_MARKS
