"""Household lists in OpenDocument spreadsheets, as LibreOffice writes them; and such files made to hurt."""

import tracemalloc
from contextlib import suppress

import pytest
from fixtures.excel_files import ods_of, ods_table, ods_with, with_member
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.lists import errors
from voting.lists.reading import read_choices, read_roll

HEADER = ("", ["STT", "Mã hộ", "Chủ hộ", "Đại diện hộ", "Số nhân khẩu"])
FORMULA = (
    '<table:table-cell table:formula="of:=2+2" office:value-type="float" office:value="4"><text:p>4</text:p>'
    "</table:table-cell>"
)
CELL = "<table:table-cell {}><text:p>{}</text:p></table:table-cell>"
DATE = CELL.format('office:value-type="date" office:date-value="2026-03-12"', "12/03/26")
TIME = CELL.format('office:value-type="time" office:time-value="PT12H03M00S"', "12:03")
DAYS = CELL.format('office:value-type="time" office:time-value="PT25H03M00S"', "1 ngày 01:03")
BACK = CELL.format('office:value-type="time" office:time-value="-PT02H03M00S"', "-2:03")
TEXT = 'office:value-type="string"'
ROWS = [HEADER, ("", ["1", "DH-1", "Lý An", "Lý An", FORMULA]), ("", ["2", "DH-2", "Lý Bình", "Lý Chi", ""])]
GOOD = ods_with(ods_table(ROWS))
MIB = 1 << 20


def test_a_list_of_libreoffice_is_read_with_its_stored_results():
    reading = read_roll("danh-sach.ods", GOOD)
    assert [(row.code, row.head_name, row.representative, row.members) for row in reading.rows] == [
        ("DH-1", "Lý An", "Lý An", 4),
        ("DH-2", "Lý Bình", "Lý Chi", None),
    ]
    assert [(fault.column, fault.kind) for fault in reading.faults] == [("members", "formula-values")]
    assert reading.sheet == "Danh sách"


@pytest.mark.parametrize("ending", [".xlsx", ".xls", ".xlsm"])
def test_the_content_decides_whatever_the_name_says(ending):
    assert len(read_roll(f"danh-sach{ending}", GOOD).rows) == 2


@pytest.mark.parametrize("cell", [DATE, TIME, DAYS, BACK])
def test_dates_and_times_in_a_code_are_errors(cell):
    reading = read_roll("a.ods", ods_with(ods_table([HEADER, ("", ["1", cell, "Lý An", "Lý An"])])))
    assert [(fault.column, fault.kind) for fault in reading.faults] == [("code", "date-in-text")]


@pytest.mark.parametrize("how", ["collapse", "filter"])
def test_a_hidden_row_is_pointed_out_behind_repeated_ones(how):
    empty = ('table:number-rows-repeated="5"', ['<table:table-cell table:number-columns-repeated="16384"/>'])
    hidden = (f'table:visibility="{how}"', ["2", "DH-2", "Lý Bình", "Lý Bình"])
    reading = read_roll("a.ods", ods_with(ods_table([HEADER, ROWS[2], empty, hidden])))
    assert [(f.row_number, f.kind) for f in reading.faults if f.kind == "hidden-row"] == [(8, "hidden-row")]


def style_of(family, properties, name="s1"):
    return f'<style:style style:name="{name}" style:family="{family}">{properties}</style:style>'


LOW = 'style:row-height="0.05cm"'


@pytest.mark.parametrize(
    ("family", "properties", "kind"),
    [
        ("table-row", f"<style:table-row-properties {LOW}/>", "hidden-row"),
        ("table-row", '<style:table-row-properties style:row-height="0.45cm"/>', ""),
        ("table-row", f'<style:table-row-properties {LOW} style:use-optimal-row-height="true"/>', ""),
        ("table-row", '<style:table-row-properties style:row-height="thin"/>', ""),
        ("table-column", '<style:table-column-properties style:column-width="0.1cm"/>', "hidden-column"),
        ("table-column", '<style:table-column-properties style:column-width="22.5mm"/>', ""),
        ("table-cell", '<style:text-properties style:font-size="1pt"/>', "unseen-row"),
        ("table-cell", '<style:text-properties style:font-size="8pt"/>', ""),
        ("table-cell", '<style:text-properties style:font-size="50%"/>', ""),
    ],
)
def test_what_is_too_small_to_be_read_is_pointed_out_like_what_is_hidden(family, properties, kind):
    style = 'table:style-name="s1"'
    words = ("2", "DH-2", "Lý Bình", "Lý Chi")
    cells = [CELL.format(f"{TEXT} {style}", one) if family == "table-cell" else one for one in words]
    table = ods_table([HEADER, ROWS[1], (style if family == "table-row" else "", cells)])
    if family == "table-column":
        columns = f'<table:table-column table:number-columns-repeated="2"/><table:table-column {style}/>'
        table = table.replace("<table:table-row", f"{columns}<table:table-row", 1)
    reading = read_roll("a.ods", ods_with(table, styles=style_of(family, properties)))
    assert [row.code for row in reading.rows] == ["DH-1", "DH-2"], "read all the same: nobody loses a vote by it"
    said = [(fault.row_number, fault.kind) for fault in reading.faults if fault.kind != "formula-values"]
    assert [one[1] for one in said] == ([kind] if kind else [])
    assert not kind.endswith("row") or said[0][0] == 3


def test_a_hidden_sheet_is_never_read_before_a_visible_one():
    properties = '<style:table-properties table:display="false"/>'
    hidden = f'<style:style style:name="ta2" style:family="table">{properties}</style:style>'
    old = ods_table(ROWS, "Cũ", 'table:style-name="ta2"')
    choices = read_choices("a.ods", ods_with(old, ods_table(ROWS[:2], "Mới"), styles=hidden))
    assert [choice.sheet for choice in choices] == ["Mới"]
    seen = [(sheet.name, sheet.hidden, sheet.households) for sheet in choices[0].sheets]
    assert seen == [("Mới", False, 1), ("Cũ", True, 2)]


def test_merged_cells_count_for_each_row_they_cover():
    spanned = CELL.format(f'table:number-rows-spanned="2" {TEXT}', "Xóm 1")
    covered = ("", ["A-2", "Lý Bình", "<table:covered-table-cell/>"])
    rows = [("", ["Mã hộ", "Chủ hộ", "Địa chỉ"]), ("", ["A-1", "Lý An", spanned]), covered]
    assert [row.address for row in read_roll("a.ods", ods_with(ods_table(rows))).rows] == ["Xóm 1", "Xóm 1"]


def test_a_million_empty_rows_below_the_list_weigh_nothing():
    rest = ('table:number-rows-repeated="1048570"', ['<table:table-cell table:number-columns-repeated="16384"/>'])
    assert len(read_roll("a.ods", ods_with(ods_table([*ROWS, rest]))).rows) == 2


EMPTY_ROWS = ('table:number-rows-repeated="900000"', ["<table:table-cell/>"])


def wide(columns):
    return CELL.format(f'{TEXT} table:number-columns-repeated="{columns}"', "x")


NOTE = (
    "<office:annotation><dc:creator>Tổ</dc:creator><dc:date>2026-03-12T08:00:00</dc:date>"
    "<text:p>{}</text:p></office:annotation>"
)
BOX = "<draw:custom-shape><text:p>{}</text:p></draw:custom-shape>"
WORD = st.sampled_from(["Lý", "An", "x", "Hộ"])
GAP = st.sampled_from([
    ("<text:tab/>", " "), ("<text:line-break/>", " "), ("<text:s/>", " "), ('<text:s text:c="3"/>', " "), (" ", " "),
    ("\n   ", " "), ("</text:p><text:p>", " "), ("<text:span><text:tab/></text:span>", " "),
])  # fmt: skip
BESIDE = st.sampled_from([NOTE, BOX]).flatmap(lambda one: WORD.map(one.format))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(WORD, GAP), min_size=1, max_size=6), WORD, st.lists(BESIDE, max_size=2), st.booleans())
def test_tabs_breaks_and_spaces_part_words_and_what_is_beside_a_cell_is_not_its_text(words, last, beside, first):
    """As LibreOffice writes them (OpenDocument 1.3, part 3, 6.1)."""
    text = f"<text:p>{''.join(word + gap for word, (gap, _said) in words)}{last}</text:p>"
    notes = "".join(beside)
    cell = f"<table:table-cell {TEXT}>{notes + text if first else text + notes}</table:table-cell>"
    reading = read_roll("a.ods", ods_with(ods_table([HEADER, ("", ["1", "DH-1", cell, "Lý An"])])))
    assert [row.head_name for row in reading.rows] == ["".join(word + said for word, (_, said) in words) + last]


def test_a_comment_beside_a_code_changes_nothing_and_a_cell_with_a_comment_alone_is_empty():
    """A number shown as a code is still that code; a commented empty row is no household."""
    code = '<table:table-cell office:value-type="float" office:value="7">{}<text:p>007</text:p></table:table-cell>'
    alone = f"<table:table-cell>{NOTE.format('Bỏ trống')}</table:table-cell>"
    rows = [HEADER, ("", ["1", code.format(NOTE.format("Mã cũ 70")), "Lý An", "Lý An"]), ("", [alone] * 5)]
    reading = read_roll("a.ods", ods_with(ods_table(rows)))
    assert [row.code for row in reading.rows] == ["007"]
    assert not [fault for fault in reading.faults if fault.row_number > 2], "row 3 is empty"


BAD = {
    "far row": ([*ROWS, EMPTY_ROWS, ("", ["x"])], errors.RowsTooFar),
    "repeated rows": ([*ROWS, ('table:number-rows-repeated="1000000"', ["x"])], errors.RowsTooFar),
    "repeated columns": ([*ROWS, ("", [wide(16384)])], errors.UnpacksTooLarge),
    "a wide block": ([*ROWS, ('table:number-rows-repeated="15000"', [wide(1000)])], errors.UnpacksTooLarge),
    "no list": ([("", ["Ghi chú", "Không có gì"])], errors.NoHeader),
    "a number that is none": ([('table:number-rows-repeated="x"', ["x"])], errors.BrokenWorkbook),
}


@pytest.mark.parametrize("name", BAD)
def test_a_few_bytes_cannot_become_a_million_cells(name):
    rows, refusal = BAD[name]
    data = ods_with(ods_table(rows))
    tracemalloc.start()
    with pytest.raises(errors.RollFileError) as caught:
        read_roll("a.ods", data)
    assert tracemalloc.get_traced_memory()[1] < 16 * MIB
    tracemalloc.stop()
    assert type(caught.value) is refusal


def test_entities_passwords_and_cut_files_are_refused():
    entities = b'<!DOCTYPE a [<!ENTITY a "ha">]><a>&a;</a>'
    for data, refusal in ((ods_of(entities), errors.UnsafeXml), (GOOD[: len(GOOD) // 2], errors.BrokenWorkbook)):
        with pytest.raises(refusal):
            read_roll("a.ods", data)
    locked = with_member(GOOD, "META-INF/manifest.xml", b"<manifest><encryption-data/></manifest>")
    with pytest.raises(errors.PasswordProtected):
        read_roll("a.ods", locked)


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 0.999), value=st.integers(0, 255))
def test_a_damaged_spreadsheet_is_read_or_refused_but_never_crashes(place, value):
    damaged = bytearray(GOOD)
    damaged[int(place * len(damaged))] = value
    with suppress(errors.RollFileError):
        assert len(read_roll("a.ods", bytes(damaged)).rows) <= 2
