"""What was guessed or taken of a whole file, said to the person who confirms it: nothing is silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from voting.lists.body import Body
from voting.lists.cells import clean_text
from voting.lists.faults import make_fault
from voting.lists.header import repeated_columns
from voting.lists.rows import Fault, Header, Notice, Table

_ETH = frozenset("ÐðƉɖ")
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


def row_faults(table: Table, row_number: int) -> Iterator[Fault]:
    """Faults of a household's row as a whole."""
    if row_number in table.marks.hidden_rows:
        yield make_fault(row_number, "stt", "hidden-row")


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
    count = sum(any(c in _ETH for text in cells.values() for c in text) for _, cells in body.households)
    if count:
        yield Notice(
            "eth-letter",
            f"Ở {count} hộ, chữ “Ð” lạ (U+00D0) đã được đổi thành “Đ” của tiếng Việt.",
            f"In {count} households a foreign “Ð” (U+00D0) was changed to the Vietnamese “Đ”.",
        )
