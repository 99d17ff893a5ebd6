"""What was guessed or taken of a whole file, said to the person who confirms it: nothing is silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from voting.lists.body import Body, Cells
from voting.lists.cells import clean_text
from voting.lists.faults import make_fault
from voting.lists.header import repeated_columns
from voting.lists.rows import Fault, FieldName, Header, Notice, Table

_ETH = frozenset("ÐðƉɖ")
_OTHER_ALPHABETS = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
"""Greek and Cyrillic: no name or code of a household has them, and half of their letters look like ours."""
_NAMES: frozenset[FieldName] = frozenset({"code", "head_name", "representative"})
"""A row of which these are struck out or unseen is so as a whole."""
_MOST_ROWS_NAMED = 8
_READ_ALTHOUGH = (
    ("hidden-row", "đang ẩn", "are hidden"),
    ("struck-row", "bị gạch ngang", "are struck through"),
    ("unseen-row", "có chữ cùng màu với nền", "have text of the colour of its ground"),
)
EMPTY_COLUMN = "empty-representative-column"


def file_faults(table: Table, header: Header, titles: Sequence[str], body: Body) -> Iterator[Fault]:
    """Faults of columns, at the row of the header: titles twice, hidden columns, results of formulas."""
    row = header.row_number
    for repeated, read in repeated_columns(header, titles):
        if read.field:
            yield make_fault(row, read.field, "repeated-column", letter=repeated.letter, first_letter=read.letter)
    marks = table.marks
    numbers = {number for number, _ in body.households}
    for column in header.columns:
        if column.field is None:
            continue
        if column.index in marks.hidden_columns:
            yield make_fault(row, column.field, "hidden-column", letter=column.letter)
        count = len(numbers & marks.formulas.get(column.index, frozenset()))
        if count and column.field != "stt":
            yield make_fault(row, column.field, "formula-values", letter=column.letter, count=count)


def row_faults(table: Table, header: Header, row_number: int, cells: Cells) -> Iterator[Fault]:
    """Faults of a household's row as a whole, and of its cells: what the sheet hides, strikes out, or shows nobody."""
    if row_number in table.marks.hidden_rows:
        yield make_fault(row_number, "stt", "hidden-row")
    filled = [
        one for one in header.columns if one.field and one.field != "stt" and clean_text(cells.get(one.field, ""))
    ]
    for what, marked in (("struck", table.marks.struck), ("unseen", table.marks.unseen)):
        found = [one.field for one in filled if row_number in marked.get(one.index, ())]
        names = {one.field for one in filled} & _NAMES
        if names and names <= set(found):
            yield make_fault(row_number, "stt", f"{what}-row")
        else:
            yield from (make_fault(row_number, name, f"{what}-cell") for name in found if name)


def header_faults(header: Header, body: Body) -> Iterator[Fault]:
    """Rows far below that name the columns again, and otherwise."""
    for row in body.other_headers:
        yield make_fault(row, "stt", "other-header", header_row=header.row_number)


def notices_of(table: Table, header: Header, body: Body) -> Iterator[Notice]:
    """What else was taken for granted."""
    if table.hidden:
        yield Notice(
            "hidden-sheet",
            f"Danh sách lấy từ trang “{table.sheet}” đang ẩn, vì không trang nào khác có danh sách.",
            f"The list was taken from the hidden sheet “{table.sheet}”, because no other sheet holds one.",
        )
    if table.guessed_encoding:
        yield Notice(
            "guessed-encoding",
            "Tệp không ghi bảng mã; chữ được đọc theo Windows-1258. Hãy xem kỹ họ tên.",
            "The file does not name its code page; Windows-1258 was taken. Check the names.",
        )
    named = any(clean_text(cells.get("representative", "")) for _, cells in body.households)
    if header.has("representative") and not named and len(body.households) > 1:
        yield Notice(
            EMPTY_COLUMN,
            "Cột người đại diện để trống ở mọi hộ; mỗi hộ tạm lấy chủ hộ làm đại diện.",
            "The column of representatives is empty; the head of each household is taken.",
        )
    if not header.has("representative"):
        yield Notice(
            "no-representative-column",
            "Danh sách không có cột người đại diện; mỗi hộ tạm lấy chủ hộ làm đại diện.",
            "The list has no column of representatives; the head of each household is taken.",
        )
    if table.marks.conditional:
        yield Notice(
            "conditional-looks",
            "Bảng có quy tắc tự gạch ngang hoặc giấu chữ. Chương trình không tính quy tắc ấy: mọi hàng đều được đọc.",
            "A rule of the sheet strikes out or hides text by itself. It is not computed here: every row is read.",
        )
    if body.bare:
        yield Notice(
            "bare-numbers",
            f"{len(body.bare)} dòng chỉ có số thứ tự, không tính là hộ: {_rows_named(body.bare)}",
            f"{len(body.bare)} rows hold nothing but a running number, and are no household: {_rows_named(body.bare)}",
        )
    yield from _letters(body)


def row_notices(faults: Sequence[Fault]) -> Iterator[Notice]:
    """How many rows are read though the sheet hides them, said above all other things."""
    for kind, vi, en in _READ_ALTHOUGH:
        rows = list(dict.fromkeys(fault.row_number for fault in faults if fault.kind == kind))
        if rows:
            named = _rows_named(rows)
            yield Notice(
                f"{kind}s",
                f"{len(rows)} hàng {vi} vẫn được đọc thành hộ: dòng {named}",
                f"{len(rows)} rows that {en} are read as households: row {named}",
            )


def _rows_named(rows: Sequence[int]) -> str:
    return ", ".join(map(str, rows[:_MOST_ROWS_NAMED])) + (", …" if len(rows) > _MOST_ROWS_NAMED else ".")


def _letters(body: Body) -> Iterator[Notice]:
    """Letters that look like Vietnamese ones and are others: a Đ is put right, of other alphabets it is only said."""
    rows = [(number, "".join(cells.values())) for number, cells in body.households]
    eth = [letter for _number, text in rows if (letter := next((c for c in text if c in _ETH), ""))]
    if eth:
        yield Notice(
            "eth-letter",
            f"Ở {len(eth)} hộ, chữ “{eth[0]}” lạ ({_code(eth[0])}) đã được đổi thành “Đ” của tiếng Việt.",
            f"In {len(eth)} households a foreign “{eth[0]}” ({_code(eth[0])}) was changed to the Vietnamese “Đ”.",
        )
    foreign = [(number, c) for number, text in rows if (c := next(filter(_OTHER_ALPHABETS.match, text), ""))]
    if foreign:
        number, letter = foreign[0]
        yield Notice(
            "foreign-letters",
            f"Ở {len(foreign)} hộ có chữ của bảng chữ khác trông giống chữ Việt, ví dụ “{letter}” ({_code(letter)}) ở"
            f" dòng {number}. Chữ ấy chưa được đổi. Hãy gõ lại trong tệp.",
            f"In {len(foreign)} households a letter of another alphabet looks like a Vietnamese one, for example"
            f" “{letter}” ({_code(letter)}) in row {number}. It was not changed. Type it again in the file.",
        )


def _code(letter: str) -> str:
    return f"U+{ord(letter):04X}"
