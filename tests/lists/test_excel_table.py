"""Household lists in Excel workbooks, as villages make them."""

import datetime as dt

import pytest
from fixtures.excel_files import SHEET, member_of, saved, with_member, workbook_of
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from voting.lists.excel_table import cell_text
from voting.lists.excel_zip import inspect
from voting.lists.reading import read_roll

HEADER = ("STT", "Mã hộ", "Chủ hộ", "Đại diện", "Địa chỉ", "SĐT", "Số nhân khẩu", "Smartphone")


def read(workbook):
    return read_roll("danh-sach.xlsx", saved(workbook))


def test_numbers_dates_and_truth_are_read_as_text():
    reading = read(workbook_of(HEADER, (1, 17, "Lý An", "Lý An", "Xóm 4", 912345678, 4.0, True)))
    row = reading.rows[0]
    assert (row.code, row.phone, row.members, row.smartphone) == ("17", "0912345678", 4, True)
    assert reading.faults == ()


def test_a_code_that_excel_turned_into_a_date_is_an_error():
    reading = read(workbook_of(HEADER, (1, dt.datetime(2026, 1, 2), "Lý An", "Lý An")))  # noqa: DTZ001 - as Excel gives it
    assert [(fault.column, fault.kind) for fault in reading.faults] == [("code", "date-in-text")]


def test_a_formula_is_never_computed_and_is_an_error():
    workbook = workbook_of(
        HEADER, (1, '="DH-"&A2', "Lý An", '=HYPERLINK("http://x")'), (2, "DH-2", "Lý Bình", "Lý Bình")
    )
    workbook.active["C3"] = ArrayFormula("C3", "=A1:A2")
    reading = read(workbook)
    assert [(f.row_number, f.column, f.kind) for f in reading.faults] == [
        (2, "code", "formula"),
        (2, "representative", "formula"),
        (3, "head_name", "formula"),
    ]
    assert "HYPERLINK" not in repr(reading)


def test_a_running_number_made_by_a_formula_does_no_harm():
    assert (
        read(workbook_of(HEADER, (1, "DH-1", "Lý An", "Lý An"), ("=A2+1", "DH-2", "Lý Bình", "Lý Bình"))).faults == ()
    )


def test_the_sheet_with_the_list_is_found_among_others():
    workbook = workbook_of(("Ghi chú", "Không có gì"), title="Bìa")
    workbook.create_sheet("Trống")
    for row in [("UBND XÃ",), (), HEADER, (1, "DH-1", "Lý An", "Lý An")]:
        workbook.create_sheet("Hộ") if "Hộ" not in workbook.sheetnames else None
        workbook["Hộ"].append(row)
    reading = read(workbook)
    assert (reading.sheet, reading.header_row, len(reading.rows)) == ("Hộ", 3, 1)


def test_of_two_lists_the_visible_one_is_read():
    workbook = workbook_of(HEADER, (1, "CU-1", "Lý Cũ", "Lý Cũ"), title="Cũ")
    workbook.create_sheet("Mới")
    for row in [HEADER, (1, "MOI-1", "Lý Mới", "Lý Mới")]:
        workbook["Mới"].append(row)
    workbook["Cũ"].sheet_state = "hidden"
    workbook.active = 1
    assert read(workbook).rows[0].code == "MOI-1"


def test_merged_cells_in_title_header_and_column_are_read():
    workbook = Workbook()
    sheet = workbook.active
    for row in [
        ("DANH SÁCH HỘ",),
        ("STT", "Mã hộ", "Họ và tên", None, "Địa chỉ"),
        (None, None, "Chủ hộ", "Đại diện hộ", None),
        (1, "DH-1", "Lý An", "Lý An", "Xóm Đông"),
        (2, "DH-2", "Lý Bình", "Lý Bình"),
        (3, "DH-3", "Lý Chi", "Lý Chi", "Xóm Tây"),
    ]:
        sheet.append(row)
    for area in ("A1:E1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "E4:E5"):
        sheet.merge_cells(area)
    reading = read(workbook)
    assert [(row.code, row.head_name, row.address) for row in reading.rows] == [
        ("DH-1", "Lý An", "Xóm Đông"),
        ("DH-2", "Lý Bình", "Xóm Đông"),
        ("DH-3", "Lý Chi", "Xóm Tây"),
    ]
    assert (reading.header_row, reading.faults) == (3, ())


def test_two_households_in_one_merged_code_are_a_duplicate():
    workbook = workbook_of(HEADER, (1, "DH-1", "Lý An", "Lý An"), (None, None, "Lý Bình", "Lý Bình"))
    workbook.active.merge_cells("B2:B3")
    assert [(f.row_number, f.kind) for f in read(workbook).faults] == [(3, "duplicate-code")]


def test_rows_between_empty_rows_keep_their_numbers():
    workbook = workbook_of(HEADER)
    workbook.active["B7"], workbook.active["C7"] = "DH-1", "Lý An"
    workbook.active["B12"], workbook.active["C12"] = "DH-1", "Lý Bình"
    reading = read(workbook)
    assert [row.row_number for row in reading.rows] == [7, 12]
    assert [fault.row_number for fault in reading.errors] == [12]


def test_a_wrong_dimension_written_by_another_program_loses_no_row():
    data = saved(workbook_of(HEADER, *[(n, f"DH-{n}", "Lý An", "Lý An") for n in range(1, 30)]))
    sheet = member_of(data, SHEET)
    assert b'<dimension ref="A1:H30"' in sheet
    cut = with_member(data, SHEET, sheet.replace(b'<dimension ref="A1:H30"', b'<dimension ref="A1"'))
    assert len(read_roll("a.xlsx", cut).rows) == 29


def test_a_sheet_formatted_to_its_last_row_is_read():
    workbook = workbook_of(HEADER, (1, "DH-1", "Lý An", "Lý An"))
    for row in range(3, 30_000):
        workbook.active.row_dimensions[row].height = 20
    assert len(read(workbook).rows) == 1


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (False, ""),
        (True, "x"),
        (3, "3"),
        (912345678.0, "912345678"),
        (2.5, "2.5"),
        (dt.time(8, 30), "08:30:00"),
    ],
)
def test_a_cell_becomes_what_a_person_would_have_typed(value, text):
    assert cell_text(value) == text


cell = st.one_of(
    st.none(),
    st.integers(),
    st.booleans(),
    st.text("aáà =+@-019\n", max_size=12),
    st.floats(allow_nan=False, allow_infinity=False),
)


@settings(max_examples=40, deadline=None)
@given(rows=st.lists(st.lists(cell, max_size=9), max_size=8))
def test_whatever_stands_under_the_header_the_reading_holds_no_formula(rows):
    workbook = workbook_of(HEADER, (1, "DH-1", "Lý An", "Lý An"), *rows)
    reading = read(workbook)
    for row in reading.rows:
        texts = (row.code, row.head_name, row.representative, row.address, row.phone)
        assert not any(text.startswith(("=", "+", "-", "@")) for text in texts)


def test_the_shape_of_a_sheet_is_seen_without_the_library():
    workbook = workbook_of(HEADER, (1, "DH-1"))
    workbook.active.merge_cells("B4:C6")
    shape = inspect(saved(workbook))[SHEET]
    assert (shape.filled_rows, shape.last_filled_row, shape.merged) == (2, 2, [(4, 2, 6, 3)])
