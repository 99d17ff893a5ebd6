"""A report as files: every number with its source, what is unknown in words, nothing that a spreadsheet would run."""

import csv
from collections.abc import Callable
from datetime import date
from io import BytesIO, StringIO

import pytest
from docx import Document
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from papers.report_samples import COMMUNE, FORMULA, NOTHING, PUBLICITY, VILLAGE
from voting.papers.page import html_page
from voting.papers.publicity import council_report, quarterly_list
from voting.papers.report import ReportFacts, report
from voting.papers.report_tables import csv_file, decided, figures, list_workbook, published, workbook
from voting.papers.sheet import Para, Rows
from voting.papers.word import word_file

MAKERS: dict[str, Callable[[ReportFacts], bytes]] = {
    "figures": lambda facts: csv_file(figures(facts)),
    "decided": lambda facts: csv_file(decided(facts)),
    "published": lambda facts: csv_file(published(facts.public)),
    "workbook": workbook,
    "word": lambda facts: word_file(report(facts)),
    "page": lambda facts: html_page(report(facts)),
}


def rows_of(raw: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(raw.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("facts", [VILLAGE, COMMUNE], ids=["village", "commune"])
def test_the_same_values_give_the_same_bytes(facts: ReportFacts, kind: str) -> None:
    assert MAKERS[kind](facts) == MAKERS[kind](facts)


def test_a_file_does_not_say_when_it_was_made() -> None:
    book = load_workbook(BytesIO(workbook(VILLAGE)))
    assert {book.properties.created.year, book.properties.modified.year} == {1980}


def test_nothing_in_a_csv_is_a_formula() -> None:
    rows = rows_of(MAKERS["decided"](VILLAGE))
    assert [row[1] for row in rows].count(f"'{FORMULA}") == 1
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t=", "\r=", "\n="])
def test_whatever_a_spreadsheet_takes_for_a_formula_is_text(begin: str) -> None:
    assert rows_of(csv_file([(f"{begin}1",)])) == [[f"'{begin}1"]]


def test_nothing_in_the_workbook_is_a_formula() -> None:
    book = load_workbook(BytesIO(workbook(VILLAGE)))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    assert FORMULA in {cell.value for cell in cells}


def test_a_number_is_a_number_and_what_is_unknown_is_in_words() -> None:
    found = {row[1].value: row for row in load_workbook(BytesIO(workbook(VILLAGE)))["Số liệu"].iter_rows()}
    state, people = found["Nhà nước hỗ trợ"], found["Bà con góp tiền"]
    assert (state[3].value, state[4].value, state[5].value) == ("chưa có số liệu", None, 7)
    assert (people[3].value, people[4].value) == (7, "theo sổ")


def test_each_known_number_says_where_it_is_from_in_each_file() -> None:
    for row in rows_of(MAKERS["figures"](COMMUNE))[1:]:
        for value, source in ((row[3], row[4]), (row[5], row[6])):
            assert bool(source) == value.isdigit()
    tables = [one for one in report(COMMUNE).blocks if isinstance(one, Rows) and one.heading[0] == "Chỉ tiêu"]
    cells = [cell for table in tables for row in table.rows for cell in row[1:]]
    assert len(cells) > 50
    assert all(cell == "chưa có số liệu" or cell.endswith(("(theo sổ)", "(điền tay, 12/30 thôn)")) for cell in cells)


def test_the_paper_follows_the_outline_and_says_what_is_not_written() -> None:
    heads = [one.text for one in report(VILLAGE).blocks if isinstance(one, Para) and one.bold]
    assert heads == [said.vi for _, said in VILLAGE.parts]
    texts = [one.text for one in Document(BytesIO(MAKERS["word"](VILLAGE))).paragraphs]
    place = texts.index("III. Hạn chế, nguyên nhân")
    assert texts[place + 1 : place + 3] == ["Bà con thực hiện tốt.", "Không có vướng mắc."]
    assert texts[texts.index("V. Nhiệm vụ kỳ tới") + 1] == "(Chưa có nội dung.)"


def test_the_communes_goes_to_its_council_and_front_and_the_villages_to_the_commune() -> None:
    assert report(VILLAGE).to == ("Ủy ban nhân dân xã Đông Hòa",)
    assert [one.split(" phường")[0] for one in report(COMMUNE).to] == [
        "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc Việt Nam"
    ]  # fmt: skip
    assert report(COMMUNE).head.issuer == "Ủy ban nhân dân phường Nguyễn Thị Minh Khai"


def test_a_reader_we_did_not_write_finds_the_same_figures_in_csv_and_workbook() -> None:
    """Calamine reads Excel files without openpyxl, which wrote this one."""
    book = CalamineWorkbook.from_filelike(BytesIO(workbook(VILLAGE)))
    sheets = {"Số liệu": MAKERS["figures"], "Việc đã quyết định": MAKERS["decided"], "Công khai": MAKERS["published"]}
    assert book.sheet_names == list(sheets)
    for name, make in sheets.items():
        read = [[as_written(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
        assert read == [[cell.removeprefix("'") for cell in row] for row in rows_of(make(VILLAGE))]


def test_the_list_of_a_quarter_says_content_form_days_and_what_was_late_and_names_nobody() -> None:
    (table,) = [one for one in quarterly_list(PUBLICITY).blocks if isinstance(one, Rows)]
    assert len(table.rows) == len(PUBLICITY.rows) == 24
    assert table.rows[2] == (
        "Hỗ trợ, vay vốn, nhà ở, bảo hiểm, hộ nghèo (mục 7)",
        "Tổ dân phố Khu tập thể Nhà máy Cơ khí số 2 (trưởng thôn, tổ trưởng), kế hoạch số 12/KH-UBND",
        "Niêm yết: 03/09/2026 – 02/10/2026; Đọc loa: 04/09/2026 – 06/09/2026", "04/09/2026",
    )  # fmt: skip
    assert table.rows[3][2] == "Niêm yết: từ 03/09/2026, thường xuyên"
    assert [row[3] for row in table.rows].count("09/09/2026, muộn") == 2
    assert not [one for one in quarterly_list(NOTHING).blocks if isinstance(one, Rows)]
    read = CalamineWorkbook.from_filelike(BytesIO(list_workbook(PUBLICITY.rows))).get_sheet_by_index(0).to_python()
    assert len(read) == 25


def test_the_councils_report_counts_the_fourteen_items_and_says_what_is_missing() -> None:
    counted, _ = [one for one in council_report(PUBLICITY).blocks if isinstance(one, Rows)]
    assert [row[1] for row in counted.rows] == [
        "0", "0", "20", "0", "2", "0", "1", "0", "0", "0", "0", "0", "1", "0", "24",
    ]  # fmt: skip
    late = sum(int(row[2]) for row in counted.rows[:-1])
    assert counted.rows[-1][2] == str(late) == str(PUBLICITY.late)
    said = [one.text for one in council_report(PUBLICITY).blocks if isinstance(one, Para)]
    assert "Mục 4 chưa niêm yết thường xuyên ở xã." in said
    assert [one.text for one in council_report(NOTHING).blocks if isinstance(one, Para)].count("Không có.") == 2
    assert council_report(PUBLICITY).to[0] == "Hội đồng nhân dân phường Nguyễn Thị Minh Khai"


def as_written(cell: object) -> str:
    """A cell as the CSV writes it."""
    if isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    return str(int(cell)) if isinstance(cell, float) else str(cell)
