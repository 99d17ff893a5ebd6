"""What the eye does not read in a spreadsheet, or reads as taken back: read all the same, and always said."""

import pytest
from fixtures.excel_files import ods_table, ods_with, saved, workbook_of
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Color, Font, PatternFill

from voting.lists.officials import read_officials
from voting.lists.reading import read_roll
from voting.lists.rows import RollReading, Severity

HEADER = ("Mã hộ", "Chủ hộ", "Địa chỉ", "SĐT")
ROWS = [HEADER, *((f"H-{number}", f"Lò Văn {name}", "Xóm 1", "") for number, name in enumerate(["Ớt", "Ổi", "Mơ"], 1))]


def book(*rows):
    return workbook_of(*(rows or ROWS))


def read(workbook) -> RollReading:
    return read_roll("ho.xlsx", saved(workbook))


def faults(reading: RollReading) -> list[tuple[int, str, str]]:
    return [(fault.row_number, fault.column, fault.kind) for fault in reading.faults]


def notices(reading: RollReading) -> list[str]:
    return [one.kind for one in reading.notices if one.kind != "no-representative-column"]


def dress(workbook, row, columns="ABCD", **style):
    for letter in columns:
        for name, value in style.items():
            setattr(workbook.active[f"{letter}{row}"], name, value)
    return workbook


def test_a_row_that_is_struck_out_is_read_and_said_at_its_row_and_above_all() -> None:
    reading = read(dress(book(), 3, font=Font(strike=True)))
    assert [row.code for row in reading.rows] == ["H-1", "H-2", "H-3"]
    assert faults(reading) == [(3, "stt", "struck-row")]
    assert (reading.faults[0].severity, reading.faults[0].who) == (Severity.WARNING, "H-2 – Lò Văn Ổi")
    assert "vẫn được đọc" in reading.faults[0].message_vi
    assert reading.notices[0].message_vi == "1 hàng bị gạch ngang vẫn được đọc thành hộ: dòng 3."


def test_a_single_cell_that_is_struck_out_is_said_at_its_cell() -> None:
    rows = [*ROWS[:2], ("H-2", "Lò Văn Ổi", "Xóm 1", "0912345678")]
    reading = read(dress(book(*rows), 3, "D", font=Font(strike=True)))
    assert faults(reading) == [(3, "phone", "struck-cell")]
    assert reading.faults[0].found == "0912345678"


@pytest.mark.parametrize(
    "style",
    [
        {"font": Font(color="FFFFFFFF")}, {"font": Font(color="FAFAFA")}, {"font": Font(color=Color(theme=0))},
        {"font": Font(color=Color(indexed=9))}, {"font": Font(color=Color(theme=0, tint=-0.04))},
        {"font": Font(color="FFFF00"), "fill": PatternFill("solid", fgColor="FFFF00")},
        {"fill": PatternFill("solid", fgColor="020202")}, {"number_format": ";;;"},
    ],
)  # fmt: skip
def test_a_row_in_the_colour_of_its_ground_is_read_and_said(style) -> None:
    reading = read(dress(book(), 2, **style))
    assert len(reading.rows) == 3
    assert (faults(reading), notices(reading)) == ([(2, "stt", "unseen-row")], ["unseen-rows"])


@pytest.mark.parametrize(
    "style",
    [
        {"font": Font(color="FFFFFF"), "fill": PatternFill("solid", fgColor="1F4E78")},
        {"font": Font(color=Color(theme=0)), "fill": PatternFill("solid", fgColor=Color(theme=4))},
        {"font": Font(color="808080")}, {"fill": PatternFill("solid", fgColor="FFFF00")}, {"font": Font(bold=True)},
        {"font": Font(strike=False, underline="single")}, {"number_format": "0"}, {"number_format": "@"},
    ],
)  # fmt: skip
def test_an_honest_list_in_colours_says_nothing(style) -> None:
    reading = read(dress(dress(book(), 1, font=Font(color="FFFFFF")), 2, **style))
    assert (reading.faults, notices(reading)) == ((), [])


def test_words_struck_out_inside_a_cell_count_when_all_of_it_is() -> None:
    gone, here = TextBlock(InlineFont(strike=True), "Lò Văn Cũ"), TextBlock(InlineFont(), " Lò Văn Mới")
    workbook = book(*ROWS)
    workbook.active["B2"], workbook.active["B3"] = CellRichText(gone), CellRichText(gone, here)
    reading = read(workbook)
    assert faults(reading) == [(2, "head_name", "struck-cell")]


def test_a_rule_that_strikes_rows_out_by_itself_is_said_and_not_computed() -> None:
    workbook = book()
    workbook.active.conditional_formatting.add("A2:D4", FormulaRule(formula=["TRUE"], font=Font(strike=True)))
    assert (faults(read(workbook)), notices(read(workbook))) == ([], ["conditional-looks"])
    workbook = book()
    workbook.active.conditional_formatting.add("A2:D4", FormulaRule(formula=["TRUE"], font=Font(bold=True)))
    assert notices(read(workbook)) == []


# --- OpenDocument ----------------------------------------------------------------------------------------------------

TEXT = "office:value-type='string'"
FO = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
STRUCK = '<style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/>'
PLAIN = '<style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/>'
WHITE = f'<style:text-properties {FO} fo:color="#ffffff"/>'
DARK = f'<style:table-cell-properties {FO} fo:background-color="#1f4e78"/>'


def style(name: str, properties: str, family: str = "table-cell", more: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="{family}" {more}>{properties}</style:style>'


def ods(name: str, styles: str, columns: str = "", text: str = "{}") -> RollReading:
    mark = f'table:style-name="{name}"' if name else ""
    cells = [f"<table:table-cell {mark} {TEXT}><text:p>{text.format(one)}</text:p></table:table-cell>"
             for one in ("H-2", "Lò Văn Ổi")]  # fmt: skip
    table = ods_table([("", ["Mã hộ", "Chủ hộ"]), ("", ["H-1", "Lò Văn Ớt"]), ("", cells)])
    return read_roll(
        "ho.ods", ods_with(table.replace("<table:table-row", f"{columns}<table:table-row", 1), styles=styles)
    )


@pytest.mark.parametrize(
    ("properties", "kind"), [(STRUCK, "struck-row"), (WHITE, "unseen-row"), (PLAIN, None), (WHITE + DARK, None)]
)
def test_libreoffice_marks_rows_by_styles(properties: str, kind: str | None) -> None:
    reading = ods("ce1", style("ce1", properties))
    assert (len(reading.rows), faults(reading)) == (2, [(3, "stt", kind)] if kind else [])


def test_libreoffice_gives_styles_by_parent_by_column_and_inside_the_text() -> None:
    inherited = style("Cu", STRUCK) + style("ce1", "", more='style:parent-style-name="Cu"')
    assert faults(ods("ce1", inherited)) == [(3, "stt", "struck-row")]
    by_column = '<table:table-column table:default-cell-style-name="Cu" table:number-columns-repeated="2"/>'
    assert {row for row, _, kind in faults(ods("", style("Cu", STRUCK), by_column)) if kind == "struck-row"} == {2, 3}
    span = '<text:span text:style-name="T1">{}</text:span>'
    assert faults(ods("", style("T1", STRUCK, "text"), text=span)) == [(3, "stt", "struck-row")]
    assert faults(ods("", style("T1", STRUCK, "text"), text=span + " mới")) == []


def test_libreoffice_has_rules_too() -> None:
    rule = '<style:map style:condition="is-true-formula(1)" style:apply-style-name="Cu"/>'
    assert "conditional-looks" in notices(ods("ce1", style("Cu", STRUCK) + style("ce1", rule)))


# --- rows that are no household --------------------------------------------------------------------------------------


def text(*lines: str) -> RollReading:
    return read_roll("ho.csv", "\n".join(lines).encode())


PAGES = ["STT;Mã hộ;Chủ hộ;SĐT", *(f"{n};H-{n};Lò Văn Ớt;" for n in range(1, 6))]


def test_a_header_that_comes_again_on_the_next_page_is_shown_among_the_rows_left_out() -> None:
    reading = text(*PAGES, PAGES[0], "6;H-6;Vi Thị Sắn;")
    assert [(row.row_number, row.text) for row in reading.skipped] == [(7, "STT | Mã hộ | Chủ hộ | SĐT")]
    assert (len(reading.rows), reading.errors) == (6, ())


def test_a_header_of_two_rows_that_comes_again_is_the_same_one() -> None:
    header = ["STT;Mã hộ;Họ và tên;;SĐT;Điện thoại", ";;Chủ hộ;Đại diện hộ;;"]
    rows = [f"{n};H-{n};Lò Văn Ớt;Lò Văn Ớt;;" for n in range(1, 7)]
    reading = text(*header, *rows, *header, "7;H-7;Vi Thị Sắn;Vi Thị Sắn;;")
    assert (len(reading.rows), reading.errors) == (7, ())
    assert [row.row_number for row in reading.skipped] == [9, 10]


def test_another_order_of_columns_further_down_is_an_error_and_nothing_is_taken_over() -> None:
    reading = text(*PAGES, "STT;Chủ hộ;Mã hộ;SĐT", "6;Vi Thị Sắn;H-6;")
    assert [(fault.row_number, fault.kind) for fault in reading.errors] == [(7, "other-header")]
    assert "dòng 1" in reading.errors[0].message_vi


def test_rows_with_a_running_number_alone_are_counted() -> None:
    reading = text(*PAGES, *(f"{n};;;" for n in range(6, 30)))
    told = next(one for one in reading.notices if one.kind == "bare-numbers")
    assert told.message_vi == "24 dòng chỉ có số thứ tự, không tính là hộ: 7, 8, 9, 10, 11, 12, 13, 14, …"


def test_what_stands_in_no_column_that_is_read_is_shown_too() -> None:
    reading = text("Mã hộ;Chủ hộ;Ghi chú", "H-1;Lò Văn Ớt;", ";;Vi Thị Sắn mới về", "H-3;Lò Văn Mơ;")
    assert [(row.row_number, row.text) for row in reading.skipped] == [(3, "Vi Thị Sắn mới về")]


# --- the sheet of names ----------------------------------------------------------------------------------------------


def test_of_the_sheet_of_names_too_what_nobody_sees_is_said() -> None:
    workbook = book(
        ("Họ và tên", "Nhiệm vụ"), *((f"Lê Thị {name}", "Kiểm phiếu") for name in ("Cả", "Hai", "Ba", "Tư"))
    )
    dress(dress(workbook, 3, "A", font=Font(strike=True)), 4, "A", font=Font(color="FFFFFF"))
    workbook.active.row_dimensions[5].hidden = True
    workbook.create_sheet("Năm cũ").append(("Họ và tên", "Nhiệm vụ"))
    found = read_officials("phan-cong.xlsx", saved(workbook))
    assert len(found.appointed) == 4
    assert [(one.row_number, one.text, one.why) for one in found.doubtful] == [
        (3, "Lê Thị Hai", "struck"), (4, "Lê Thị Ba", "unseen"), (5, "Lê Thị Tư", "hidden"),
    ]  # fmt: skip
    assert found.other_sheets == ("Năm cũ",)
