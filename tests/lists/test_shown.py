"""A list holds what the screen showed: numbers whose format makes codes of them."""

import pytest
from fixtures.excel_files import ods_table, ods_with, saved, workbook_of

from voting.lists.reading import read_roll
from voting.lists.shown import is_coded, shown_number


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (7, "000", "007"), (1234, "000", "1234"), (0, "000", "000"), (7.0, '"H-"000', "H-007"), (12, '"Hộ "0', "Hộ 12"),
        (912345678, "0000 000 000", "0912 345 678"), (51234, "0-000", "51-234"), (7, "\\D\\H-000", "DH-007"),
        (7, "000;-000", "007"), (7, '000" (mới)"', "007 (mới)"),
        (7, "General", ""), (7, "0", ""), (7, "@", ""), (1234, "#,##0", ""), (7.5, "000", ""), (-7, "000", ""),
        (7, "0.00", ""), (7, "[Red]000", ""), (7, "", ""), (7, '"Hộ"', ""), (1e300, "000", ""), (7, "dd/mm", ""),
    ],
)  # fmt: skip
def test_formats_that_only_fill_in_digits_are_followed_and_no_others(
    value: float, number_format: str, shown: str
) -> None:
    assert shown_number(value, number_format) == shown


@pytest.mark.parametrize(
    ("text", "value", "coded"),
    [
        ("007", 7, True), ("H-007", 7, True), ("Hộ 12", 12, True), ("000", 0, True), ("7", 7, False), ("0", 0, False),
        ("1.234", 1234, False), ("1 234", 1234, False), ("7 hộ", 7, False), ("", 7, False), ("008", 7, False),
        ("Hộ 8", 7, False),
    ],
)  # fmt: skip
def test_a_shown_text_is_a_code_or_only_a_number_well_written(text: str, value: int, coded: bool) -> None:
    assert is_coded(text, value) is coded


def test_codes_made_by_a_format_are_those_of_the_screen_in_both_kinds_of_workbooks() -> None:
    """The same list with its codes typed out is the same village: no card ends by it."""
    workbook = workbook_of(("Mã hộ", "Chủ hộ", "SĐT"), (1, "Lò Văn Ớt", 912345678), ("H-002", "Vi Thị Sắn", ""))
    workbook.active["A2"].number_format, workbook.active["C2"].number_format = '"H-"000', "0000 000 000"
    cell = '<table:table-cell office:value-type="float" office:value="{}"><text:p>{}</text:p></table:table-cell>'
    first = [cell.format(1, "H-001"), "Lò Văn Ớt", cell.format(912345678, "0912 345 678")]
    table = ods_table([("", ["Mã hộ", "Chủ hộ", "SĐT"]), ("", first), ("", ["H-002", "Vi Thị Sắn", ""])])
    for name, data in (("a.xlsx", saved(workbook)), ("a.ods", ods_with(table))):
        reading = read_roll(name, data)
        assert [(row.code, row.phone) for row in reading.rows] == [("H-001", "0912345678"), ("H-002", "")], name
        assert reading.faults == ()


@pytest.mark.parametrize("folded", ["row", "column"])
def test_what_stands_in_a_group_that_is_folded_up_is_hidden(folded: str) -> None:
    shut = f'<table:table-{folded}-group table:display="false">'
    table = ods_table([("", ["Mã hộ", "Chủ hộ", "Đại diện hộ"]), ("", ["H-1", "Lò Văn Ớt", "Lò Văn Ớt"])])
    if folded == "row":
        at = table.rindex("<table:table-row")
        table = f"{table[:at]}{shut}{table[at:]}".replace("</table:table>", "</table:table-row-group></table:table>")
    else:
        column = f"{shut}<table:table-column/></table:table-column-group>"
        table = table.replace("<table:table-row", f"{column}<table:table-row", 1)
    reading = read_roll("a.ods", ods_with(table))
    assert [row.code for row in reading.rows] == ["H-1"]
    said = [(fault.row_number, str(fault.kind)) for fault in reading.faults]
    assert said == [(2 if folded == "row" else 1, f"hidden-{folded}")]
