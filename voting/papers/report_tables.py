"""A report as tables for other programs: CSV that Excel reads, and a workbook. The same values give the same bytes."""

import csv
import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO, StringIO

from voting.papers.publicity import Published
from voting.papers.report import UNKNOWN, Amount, ReportFacts, capital
from voting.papers.timeless import timeless

Value = str | int | date
Table = Sequence[Sequence[Value]]
_MARK = b"\xef\xbb\xbf"
"""The byte order mark, by which Excel knows UTF-8."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What a spreadsheet takes for the beginning of a formula, or skips before it."""
_WRITTEN = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
_DAY = "DD/MM/YYYY"
_WIDTHS = (
    (34, 46, 12, 16, 24, 16, 24),
    (22, 50, 8, 34, 12, 10, 10, 10, 10, 18, 14, 14, 14),
    (46, 12, 22, 24, 46, 16, 14, 14, 14, 10, 14),
)


def figures(facts: ReportFacts) -> Table:
    """All numbers, a row each, with their sources; a heading first."""
    now, before = capital(facts.period.vi), capital(facts.before.vi)
    names = dict(facts.parts)
    rows: list[Sequence[Value]] = [("Mục", "Chỉ tiêu", "Đơn vị", now, "Nguồn", before, "Nguồn (kỳ trước)")]
    for group in facts.groups:
        place = f"{names[group.part].vi}: {group.said.vi}"
        rows += [(place, one.said.vi, one.unit, *_amount(one.now), *_amount(one.before)) for one in group.lines]
    return rows


def _amount(amount: Amount) -> tuple[Value, str]:
    return (UNKNOWN.vi if amount.value is None else amount.value), amount.origin.vi


def decided(facts: ReportFacts) -> Table:
    """What was decided, a row each; a heading first."""
    heading = ("Thôn", "Nội dung", "Khoản", "Hình thức", "Ngày", "Tổng số hộ", "Tham gia", "Đồng ý", "Cần từ",
               "Kết quả", "Công khai", "Gửi xã", "Hạn gửi")  # fmt: skip
    outcomes = {True: "Thông qua", False: "Không thông qua", None: "Không có kết quả"}
    return [
        heading,
        *(
            (
                one.village_name, one.words, one.clause, one.way.vi, one.day, one.households, one.took_part,
                one.in_favour if one.passed is not None else UNKNOWN.vi, one.needed, outcomes[one.passed],
                one.published or UNKNOWN.vi, one.sent or UNKNOWN.vi, one.send_by,
            )
            for one in facts.decided
        ),
    ]  # fmt: skip


def published(rows: Sequence[Published]) -> Table:
    """What was made public, a row each (LAW.md 13, table 1); a heading first."""
    heading = ("Nội dung", "Mục Điều 11", "Thôn", "Cơ quan công khai", "Hình thức, thời gian", "Kế hoạch số", "Ngày ký",
               "Hạn công khai", "Ngày công khai", "Muộn", "Ngày kết thúc")  # fmt: skip
    return [
        heading,
        *(
            (
                one.words.vi, one.item, one.village_name, one.body.vi, "; ".join(way.vi for way in one.ways), one.plan,
                one.decided, one.due, one.day, "muộn" if one.late else "", one.last or "",
            )
            for one in rows
        ),
    ]  # fmt: skip


def csv_file(rows: Table) -> bytes:
    """UTF-8 with its mark; no cell of text can be taken for a formula."""
    written = StringIO(newline="")
    csv.writer(written).writerows([_plain(one) for one in row] for row in rows)
    return _MARK + written.getvalue().encode()


def _plain(value: Value) -> Value:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def workbook(facts: ReportFacts) -> bytes:
    """All tables as sheets of one Excel workbook; numbers are numbers, text is text whatever it begins with."""
    sheets = (
        ("Số liệu", figures(facts)), ("Việc đã quyết định", decided(facts)), ("Công khai", published(facts.public))
    )  # fmt: skip
    return _book([(name, rows, widths) for (name, rows), widths in zip(sheets, _WIDTHS, strict=True)])


def list_workbook(rows: Sequence[Published]) -> bytes:
    """What was made public as an Excel workbook of one sheet."""
    return _book((("Công khai", published(rows), _WIDTHS[-1]),))


def _book(sheets: Sequence[tuple[str, Table, Sequence[int]]]) -> bytes:
    from openpyxl import Workbook  # noqa: PLC0415 - 80 ms that a server's start need not pay

    book = Workbook()
    for name, rows, widths in sheets:
        _fill(book.create_sheet(name), rows, widths)
    del book[book.sheetnames[0]]
    written = BytesIO()
    book.save(written)
    return timeless(written.getvalue(), lambda raw: _WRITTEN.sub(rb"\g<1>1980-01-01T00:00:00Z", raw))


def _fill(sheet: object, rows: Table, widths: Sequence[int]) -> None:
    from openpyxl.styles import Alignment, Font  # noqa: PLC0415 - as above
    from openpyxl.utils import get_column_letter  # noqa: PLC0415

    for place, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column)  # type: ignore[attr-defined]
            cell.value = value
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=place == 1)
            if isinstance(value, str):
                cell.data_type, cell.quotePrefix = "s", value.startswith(_FORMULA)
            elif isinstance(value, date):
                cell.number_format = _DAY
            else:
                cell.number_format = "#,##0"
    for column, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"  # type: ignore[attr-defined]
