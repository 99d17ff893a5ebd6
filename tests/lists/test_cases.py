"""Lists that real people met with, one folder of `../shared/cases` each, with what must come out; and honest twins."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fixtures.excel_files import saved, with_member, workbook_of
from openpyxl.styles import Font

from voting.lists.errors import DamagedLetters
from voting.lists.reading import read_choices, read_roll
from voting.lists.rows import RollReading, Severity

pytestmark = pytest.mark.shared

FIVE = ["H-001", "H-002", "H-003", "H-004", "H-005"]


@pytest.fixture
def cases(shared: Path) -> Path:
    return shared / "cases"


def read(file: Path) -> RollReading:
    return read_roll(file.name, file.read_bytes())


def text(content: str) -> RollReading:
    return read_roll("ho.csv", content.encode())


def codes(reading: RollReading) -> list[str]:
    return [row.code for row in reading.rows]


def faults(reading: RollReading) -> list[tuple[int, str, str]]:
    return [(fault.row_number, fault.column, str(fault.kind)) for fault in reading.faults]


def notices(reading: RollReading) -> list[str]:
    return [notice.kind for notice in reading.notices]


# --- formulas --------------------------------------------------------------------------------------------------------


def test_results_stored_beside_formulas_are_read_with_a_warning_at_their_columns(cases: Path) -> None:
    reading = read(cases / "cached-formulas" / "libreoffice.xlsx")
    assert (codes(reading), [row.members for row in reading.rows]) == (FIVE, [2, 3, 4, 5, 6])
    assert faults(reading) == [(1, "code", "formula-values"), (1, "members", "formula-values")]
    assert "5 ô là công thức" in reading.faults[0].message_vi
    assert reading.importable


def test_a_formula_without_a_result_says_so_in_columns_of_numbers_too() -> None:
    rows = [("Mã hộ", "Chủ hộ", "SĐT", "Số nhân khẩu"), ("H-1", "Lò Văn Ớt", "=A1", "=2+0")]
    reading = read_roll("a.xlsx", saved(workbook_of(*rows)))
    assert faults(reading) == [(2, "phone", "formula"), (2, "members", "formula")]
    assert all("Paste Special" in fault.fix_vi for fault in reading.faults)


# --- letters ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind", "remedy"),
    [("names-tcvn3.xlsx", "old-font-tcvn3", "UniKey"), ("qmarks-ascii-header.csv", "lost-letters", "CSV UTF-8")],
)
def test_damaged_names_are_errors_in_each_row_with_the_remedy(cases: Path, name: str, kind: str, remedy: str) -> None:
    reading = read(cases / "damaged-names" / name)
    assert {row for row, _, found in faults(reading) if found == kind} == {2, 3, 4, 5, 6}
    assert not reading.importable
    assert all(remedy in fault.fix_vi for fault in reading.errors)


def test_what_an_old_font_meant_is_shown_and_never_taken(cases: Path) -> None:
    reading = read(cases / "damaged-names" / "names-tcvn3.xlsx")
    assert "Có lẽ là “Lường Thị Nết”" in reading.faults[0].message_vi
    assert (reading.faults[0].who, reading.rows[0].head_name) == ("H-001 – Lêng ThÞ NÕt", "")


OLD_LISTS = {
    "old-font-tcvn3": ["Huúnh Minh Lîi", "Lý ThÕ Nga", "Vò Thu An", "Phan Quang ChÝ", "NguyÔn V¨n ¸nh", "§inh Kim Tý",
                       "Bïi ThÞ Hµ", "Lª C«ng §¹t"],
    "old-font-vni": ["Phan Thò Oanh", "Hoà Hoàng Oanh", "Vi Thu Nhó", "Ñinh Kim An", "Ñoã Ñình Giang",
                     "Nguyeãn Vaên AÙnh", "LEÂ THÒ HOÀ", "Quaùch Coâng Ñaït"],
    "twice-decoded": ["TrâÌn Bá An", "NguyêÞn Thiò Nga", "HôÌ Vãn Ðaòt", "Bùi CýõÌng"],
}  # fmt: skip
"""As whole lists come: some of these names could be honest ones, were it not for their neighbours."""


@pytest.mark.parametrize("kind", OLD_LISTS)
def test_every_name_of_a_list_in_an_old_font_says_which(kind: str) -> None:
    names = OLD_LISTS[kind]
    reading = text("Mã hộ,Chủ hộ\n" + "".join(f"H-{number},{name}\n" for number, name in enumerate(names)))
    assert faults(reading) == [(row, "head_name", kind) for row in range(2, len(names) + 2)]


@pytest.mark.parametrize("name", ["Phan Thò Oanh", "Hoà Hoàng Oanh", "Hà Lý Hùynh", "Lò Vi Thón", "Y Ñu", "Niê Ñuôn"])
def test_a_name_that_could_be_either_is_left_alone_in_a_list_of_our_letters(name: str) -> None:
    reading = text(f"Mã hộ,Chủ hộ\nH-1,Đỗ Văn Khoai\nH-2,{name}\nH-3,Trịnh Thị Mận\n")
    assert (reading.errors, reading.rows[1].head_name) == ((), name)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Löôøng Thò Neát", "old-font-vni"), ("Nguyeãn Vaên Ñöùc", "old-font-vni"),
        ("Ng« V¨n C\u00adêng", "old-font-tcvn3"),
        ("Trá»‹nh BÃ¡ Láº¡c", "twice-decoded"), ("LÃª Há»“ng", "twice-decoded"), ("Tr\ufffdnh Bá", "lost-letters"),
        ("Vi Th? S?n", "lost-letters"), ("NGUYÔN MINH AN", "old-font-tcvn3"), ("LĂª CĂ´ng BĂ¬nh", "twice-decoded"),
        ("Tr·∫ßn B√° An", "twice-decoded"), ("V≈© Thu An", "twice-decoded"), ("Äinh Kim An", "twice-decoded"),
        ("Nguye^~n Va(n Cu+o+`ng", "typed-signs"), ("Tra^`n Thi. Ho^`ng", "typed-signs"),
    ],
)  # fmt: skip
def test_other_ways_for_letters_to_get_lost_are_named(name: str, kind: str) -> None:
    assert {found for _, _, found in faults(text(f"Mã hộ,Chủ hộ\nH-1,{name}\n"))} == {kind}


@pytest.mark.parametrize(
    "name",
    ["Y Bhăm", "H'Lúi", "Hờ A Tủa", "Aê Ñu", "Ê Đê Mlô", "H'Ñuôn Niê", "Kbuôr Êban", "Ma Seo Lử", "Hà Hoà", "Lã Quý Uý",
     "Quách Thuý Hoè", "Khoá Toàn", "R'Čăm Siu", "LÊ VĂN HÀ", "Ðinh Công An"],
)  # fmt: skip
def test_names_that_only_look_strange_are_names(name: str) -> None:
    assert text(f"Mã hộ,Chủ hộ\nH-1,{name}\n").errors == ()


@pytest.mark.parametrize(
    "address", ["Ngõ 1?", "Ngõ 5½", "«Xóm Đông»", "Xóm Đình · ngõ 2", "Ngách 7/4/12", "Số 9/2 ngách 3"]
)
def test_addresses_that_only_look_strange_are_addresses(address: str) -> None:
    reading = text(f"Mã hộ;Chủ hộ;Địa chỉ\nH-1;Lò Văn Ớt;{address}\n")
    assert (reading.faults, reading.rows[0].address) == ((), address)


@pytest.mark.parametrize("header", ["STT,M· hé,Chñ hé,§Þa chØ", "STT,M? h?,Ch? h?,??a ch?", "STT,MÃ£ há»™,Chá»§ há»™"])
def test_a_damaged_header_is_refused_with_the_trouble_and_the_remedy(header: str) -> None:
    with pytest.raises(DamagedLetters) as refused:
        text(f"{header}\n1,H-1,Lò Văn Ớt,Xóm 1\n")
    assert any(words in refused.value.message_vi for words in ("UniKey", "CSV UTF-8"))


def test_eth_is_read_as_d_with_stroke_in_titles_and_names_and_said(cases: Path) -> None:
    reading = read(cases / "eth-letter" / "eth.csv")
    assert codes(reading) == FIVE
    assert all(row.address and row.phone for row in reading.rows)
    assert (reading.rows[1].head_name, reading.rows[2].representative) == ("\u0110ỗ Văn Khoai", "Vi Văn Ngô")
    assert notices(reading) == ["eth-letter"]
    assert "1 hộ" in reading.notices[0].message_vi


@pytest.mark.parametrize(("letter", "said"), [("Ð", "U+00D0"), ("Ɖ", "U+0189"), ("ð", "U+00F0")])
def test_the_notice_names_the_letter_that_was_found(letter: str, said: str) -> None:
    reading = read_roll("ho.csv", f"Mã hộ;Chủ hộ\nDH-001;{letter}ỗ Văn An\n".encode())
    assert reading.rows[0].head_name in ("Đỗ Văn An", "đỗ Văn An")
    assert any(said in one.message_vi for one in reading.notices)


@pytest.mark.parametrize("line", ["DН-001;Nguyễn Văn An", "DH-001;Nguyễn Văn Аn", "DH-001;Ν Văn An"])
def test_letters_of_other_alphabets_are_said_with_their_row(line: str) -> None:
    reading = read_roll("ho.csv", f"Mã hộ;Chủ hộ\nDH-000;Trần Thị Bình\n{line}\n".encode())
    assert "foreign-letters" in notices(reading)
    assert any("dòng 3" in one.message_vi for one in reading.notices)


def test_a_list_in_vietnamese_letters_alone_says_nothing_of_letters() -> None:
    reading = read_roll("ho.csv", "Mã hộ;Chủ hộ\nĐH-001;Đỗ Ngọc Ánh\n".encode())
    assert not {"foreign-letters", "eth-letter"} & set(notices(reading))


# --- dates -----------------------------------------------------------------------------------------------------------


def test_dates_times_and_durations_in_codes_and_addresses_are_errors(cases: Path) -> None:
    found = [fault for fault in faults(read(cases / "dates-unseen" / "dates.xlsx")) if fault[1] != "phone"]
    assert found == [(row, column, "date-in-text") for row in (2, 3, 5) for column in ("code", "address")]


@pytest.mark.parametrize(
    "written",
    ["02/01/2026", "2-1-2026", "2026-01-02", "2026-01-02 00:00:00", "2-Jan", "Jan-05", "02-Thg1", "Thg1-26", "5-Thg 11",
     "12:03", "12:03:00", "12:03 PM", "1 day, 1:03:00"],
)  # fmt: skip
def test_what_other_programs_and_languages_write_for_a_date_is_one(written: str) -> None:
    reading = text(f"Mã hộ;Chủ hộ;Địa chỉ\n{written};Lò Văn Ớt;{written}\n")
    assert faults(reading) == [(2, "code", "date-in-text"), (2, "address", "date-in-text")]


@pytest.mark.parametrize("written", ["7/4", "5-11", "T5-11", "9/2/15", "0.25", "12.5", "MAY-001", "Mai-05", "NOV-01"])
def test_house_numbers_and_codes_that_look_like_dates_are_left_alone(written: str) -> None:
    reading = text(f"Mã hộ;Chủ hộ;Địa chỉ\n{written};Lò Văn Ớt;{written}\n")
    assert (reading.faults, reading.rows[0].address) == ((), written)


# --- what the screen does not show -----------------------------------------------------------------------------------


def test_hidden_rows_are_read_with_a_warning_each(cases: Path) -> None:
    reading = read(cases / "hidden-rows" / "hidden-rows.xlsx")
    assert (codes(reading), reading.importable) == (FIVE, True)
    assert faults(reading) == [(4, "stt", "hidden-row"), (5, "stt", "hidden-row")]
    assert reading.faults[0].who == "H-003 – Vi Thị Sắn"


def test_rows_and_columns_too_thin_to_be_seen_are_hidden_too() -> None:
    workbook = workbook_of(("Mã hộ", "Chủ hộ"), ("H-1", "Lò Văn Ớt"), ("H-2", "Vi Thị Sắn"), ("H-3", "Bế Thị Mận"))
    workbook.active.row_dimensions[2].height = 0.5
    workbook.active.row_dimensions[3].outlineLevel, workbook.active.row_dimensions[3].hidden = 1, True
    workbook.active.column_dimensions["B"].hidden = True
    reading = read_roll("a.xlsx", saved(workbook))
    assert faults(reading) == [(1, "head_name", "hidden-column"), (2, "stt", "hidden-row"), (3, "stt", "hidden-row")]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda sheet: setattr(sheet.row_dimensions[3], "height", 2), "hidden-row"),
        (lambda sheet: [setattr(cell, "font", Font(size=1)) for cell in sheet[3]], "unseen-row"),
        (lambda sheet: [setattr(cell, "number_format", ';;;""') for cell in sheet[3]], "unseen-row"),
        (lambda sheet: [setattr(cell, "number_format", '"";"";"";" "') for cell in sheet[3]], "unseen-row"),
        (lambda sheet: [setattr(cell, "number_format", "[White];;;") for cell in sheet[3]], "unseen-row"),
        (lambda sheet: [setattr(cell, "number_format", '0;;;"@"') for cell in sheet[3]], ""),
        (lambda sheet: [setattr(cell, "font", Font(size=8)) for cell in sheet[3]], ""),
        (lambda sheet: setattr(sheet.row_dimensions[3], "height", 9), ""),
    ],
)
def test_what_is_too_small_or_shown_by_no_format_is_unseen(change: Callable[[Any], object], kind: str) -> None:
    workbook = workbook_of(("Mã hộ", "Chủ hộ"), ("H-1", "Lò Văn Ớt"), ("H-2", "Vi Thị Sắn"), ("H-3", "Bế Thị Mận"))
    change(workbook.active)
    reading = read_roll("a.xlsx", saved(workbook))
    assert (codes(reading), faults(reading)) == (["H-1", "H-2", "H-3"], [(3, "stt", kind)] if kind else [])


def test_a_hidden_sheet_never_wins_over_a_visible_one(cases: Path) -> None:
    reading = read(cases / "sheet-choice" / "hidden-sheet-wins.xlsx")
    assert (codes(reading), reading.sheet) == (FIVE[:4], "2026")
    assert [(sheet.name, sheet.hidden) for sheet in reading.sheets] == [("2026", False), ("cũ 2019", True)]


def test_a_sheet_hidden_more_deeply_is_no_better_and_alone_it_is_read_with_a_word() -> None:
    workbook = workbook_of(("Ghi chú", "Không có gì"), title="Bìa")
    old = workbook.create_sheet("Cũ")
    for row in [("Mã hộ", "Chủ hộ", "Đại diện hộ"), ("C-1", "Lò Văn Ớt", "Lò Văn Ớt")]:
        old.append(row)
    old.sheet_state = "veryHidden"
    reading = read_roll("a.xlsx", saved(workbook))
    assert (codes(reading), notices(reading)) == (["C-1"], ["hidden-sheet"])


def test_of_several_sheets_each_can_be_read_and_all_together(cases: Path) -> None:
    file = cases / "sheet-choice" / "two-sheets.xlsx"
    choices = read_choices(file.name, file.read_bytes())
    assert [(choice.sheet, codes(choice)) for choice in choices] == [
        ("Xóm Trên", FIVE[:3]), ("Xóm Dưới", FIVE[3:]), ("Xóm Trên + Xóm Dưới", FIVE),
    ]  # fmt: skip
    assert [(sheet.name, sheet.households) for sheet in choices[0].sheets] == [("Xóm Trên", 3), ("Xóm Dưới", 2)]


def test_a_fault_between_two_sheets_names_both() -> None:
    workbook = workbook_of(("Mã hộ", "Chủ hộ"), ("H-1", "Lò Văn Ớt"), title="Trên")
    for row in [("Mã hộ", "Chủ hộ"), ("h 1", "Vi Thị Sắn")]:
        (workbook["Dưới"] if "Dưới" in workbook.sheetnames else workbook.create_sheet("Dưới")).append(row)
    fault = read_choices("a.xlsx", saved(workbook))[-1].errors[0]
    assert (fault.kind, fault.sheet, fault.row_number) == ("duplicate-code", "Dưới", 2)
    assert "dòng 2 (Trên)" in fault.message_vi


# --- columns and rows ------------------------------------------------------------------------------------------------


def test_columns_in_the_words_of_the_law_are_read(cases: Path) -> None:
    reading = read(cases / "law-words" / "law-words.csv")
    assert [(row.representative, row.address, row.phone) for row in reading.rows] == [
        ("Lò Thị Mướp", "Xóm Đình", "0912000001"), ("Vi Văn Ngô", "Xóm Chùa", "0912000002"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "title",
    ["Thành viên đại diện hộ", "Người đại diện theo ủy quyền", "Đại diện HGĐ", "Thành viên được ủy quyền đại diện hộ",
     "Cử tri đại diện HGĐ"],
)  # fmt: skip
def test_other_words_for_the_representative_are_read(title: str) -> None:
    reading = text(f"Hộ số,Chủ HGĐ,{title},Đ.chỉ,Số thành viên\nH-1,Lò Văn Ớt,Lò Thị Mướp,Xóm 1,4\n")
    row = reading.rows[0]
    assert (row.code, row.head_name, row.representative, row.address, row.members, reading.faults) == (
        "H-1", "Lò Văn Ớt", "Lò Thị Mướp", "Xóm 1", 4, (),
    )  # fmt: skip


@pytest.mark.parametrize("line", ["Tổng cộng,1 hộ", ",Tổng số hộ: 1,0912000001", "Tổng,1", "CỘNG,1 hộ,"])
def test_the_line_that_adds_up_is_no_household(line: str) -> None:
    reading = text(f"Mã hộ,Chủ hộ,Điện thoại\nH-1,Lò Văn Ớt,\n{line}\n")
    assert (codes(reading), reading.faults, [row.row_number for row in reading.skipped]) == (["H-1"], (), [3])


def test_a_family_called_tong_is_no_sum() -> None:
    reading = text("Chủ hộ,Điện thoại,Mã hộ\nTống Hộ Nam,0912000001,H-1\nTống Số,0912000002,H-2\n")
    assert (codes(reading), reading.errors) == (["H-1", "H-2"], ())


def test_columns_that_are_not_understood_are_named_and_a_missing_one_is_said() -> None:
    reading = text("Mã hộ,Chủ hộ,Dân tộc,Số CCCD\nH-1,Lò Văn Ớt,Thái,001\n")
    assert [(column.letter, column.title) for column in reading.unread] == [("C", "Dân tộc"), ("D", "Số CCCD")]
    assert notices(reading) == ["no-representative-column"]


def test_a_printed_form_is_read_without_its_line_of_column_numbers(cases: Path) -> None:
    reading = read(cases / "official-form" / "form-33.xlsx")
    assert (codes(reading), reading.errors) == (FIVE[:3], ())
    assert [row.text for row in reading.skipped] == ["Tổng số | 3 hộ", "TRƯỞNG THÔN"]


@pytest.mark.parametrize(
    "numbers", ["1;2;3;4;5", "(1);(2);(3);(3a);(3b)", "A;B;1;2;3", "(1);(2);(3);(4);(5)=(3)+(4)", "I;II;III;IV;V"]
)
def test_other_forms_number_their_columns_otherwise(numbers: str) -> None:
    reading = text(f"STT;Mã hộ;Chủ hộ;Đại diện hộ;Địa chỉ\n;;;;Thôn, xóm\n{numbers}\n1;H-1;Lò Văn Ớt;Lò Văn Ớt;Xóm 1\n")
    assert (codes(reading), reading.errors) == (["H-1"], ())


def test_a_row_that_is_left_out_is_told_with_what_stands_in_it(cases: Path) -> None:
    reading = read(cases / "row-dropped-unseen" / "tail-name-only.csv")
    assert [(row.row_number, row.text) for row in reading.skipped] == [(4, "Lò Văn Mới")]


def test_a_code_kept_for_spare_cards_is_an_error(cases: Path) -> None:
    assert faults(read(cases / "tilde-code" / "roll.csv")) == [(2, "code", "reserved-code")]


@pytest.mark.parametrize("code", ["\u200b~1", " ~1", "～1", "\u00a0~"])
def test_what_cleaning_takes_away_before_the_sign_does_not_hide_it(code: str) -> None:
    assert faults(text(f"Mã hộ,Chủ hộ\n{code},Lò Văn Ớt\n")) == [(2, "code", "reserved-code")]


@pytest.mark.parametrize(
    ("one", "other"), [("DH-001", "dh 001"), ("DH-001", "dh–001"), ("ĐH 1", "đh-1"), ("ĐH-1", "Ðh1")]
)
def test_two_spellings_of_one_code_in_a_list_are_a_duplicate(one: str, other: str) -> None:
    reading = text(f"Mã hộ,Chủ hộ\n{one},Lò Văn Ớt\n{other},Vi Thị Sắn\n")
    assert [(fault.kind, fault.who, fault.found) for fault in reading.errors] == [
        ("duplicate-code", f"{other.replace('Ð', 'Đ')} – Vi Thị Sắn", other.replace("Ð", "Đ"))
    ]


# --- kinds of workbooks ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["drawing-in-workbook/vml-br.xlsx", "strict-ooxml/strict.xlsx"])
def test_workbooks_with_buttons_and_strict_ones_are_read(cases: Path, name: str) -> None:
    reading = read(cases / name)
    assert (codes(reading), reading.faults) == (FIVE, ())


@pytest.mark.parametrize(
    ("part", "content"),
    [
        ("xl/drawings/drawing1.xml", b"<a><br></a>"), ("xl/media/image1.svg", b"<!DOCTYPE svg><svg/>"),
        ("xl/media/image2.png", b"<html>"), ("customXml/item1.xml", b"not xml"), ("xl/comments1.xml", b"<a>"),
        ("xl/printerSettings/printerSettings1.bin", b"<x"), ("docProps/core.xml", b"<broken"),
        ("xl/calcChain.xml", b"<c/>" * 900_000), ("xl/theme/theme1.xml", b"<t>"),
    ],
)  # fmt: skip
def test_a_part_that_does_not_hold_the_list_is_never_opened(part: str, content: bytes) -> None:
    data = with_member(saved(workbook_of(("Mã hộ", "Chủ hộ"), ("H-1", "Lò Văn Ớt"))), part, content)
    assert codes(read_roll("a.xlsx", data)) == ["H-1"]


def test_every_fault_of_the_cases_has_both_languages_and_no_gap(cases: Path) -> None:
    files = [file for file in cases.glob("*/*.*") if file.suffix in (".csv", ".xlsx")]
    assert len(files) >= 14
    for file in files:
        for fault in read(file).faults:
            sentences = (fault.message_vi, fault.fix_vi, fault.message_en, fault.fix_en)
            assert all(words and "{" not in words for words in sentences)
            assert fault.severity in Severity


def test_an_empty_column_of_representatives_is_said_once_for_all() -> None:
    reading = text("Mã hộ,Chủ hộ,Đại diện hộ\nH-1,Lò Văn Ớt,\nH-2,Vi Thị Sắn,\n")
    assert (reading.faults, notices(reading)) == ((), ["empty-representative-column"])
    some = text("Mã hộ,Chủ hộ,Đại diện hộ\nH-1,Lò Văn Ớt,Lò Thị Mướp\nH-2,Vi Thị Sắn,\n")
    assert faults(some) == [(3, "representative", "missing-representative")]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (("TrÞnh B¸ L¹c", "Vi ThÞ QuÞ", "Lß V¨n ít"), "old-font-tcvn3"),
        (("Traàn Thò Bích", "Leâ Vaên Thoï"), "old-font-vni"),
    ],
)
def test_a_text_of_an_old_font_in_single_bytes_is_recognised(names: tuple[str, ...], kind: str) -> None:
    content = "Ma ho,Chu ho\n" + "".join(f"H-{number},{name}\n" for number, name in enumerate(names))
    reading = read_roll("cu.csv", content.encode("latin-1"))
    assert {found for _, _, found in faults(reading)} == {kind}
    assert len(reading.errors) == len(names)


def test_an_old_font_in_single_bytes_under_its_own_header_is_refused_by_name() -> None:
    with pytest.raises(DamagedLetters) as refused:
        read_roll("cu.csv", "STT,M· hé,Chñ hé\n1,H-1,TrÞnh B¸ L¹c\n".encode("latin-1"))
    assert "TCVN3" in refused.value.message_vi


@pytest.mark.parametrize("titles", ["Xóm,Nơi thường trú", "Nơi thường trú,Xóm"])
def test_of_a_hamlet_and_a_full_address_the_full_one_is_read_and_the_other_named(titles: str) -> None:
    cells = {"Xóm": "Xóm Hạ", "Nơi thường trú": "Ngõ 3 Xóm Hạ"}
    reading = text(f"Mã hộ,Chủ hộ,{titles}\nH-1,Lò Văn Ớt,{','.join(cells[title] for title in titles.split(','))}\n")
    assert (reading.rows[0].address, reading.faults) == ("Ngõ 3 Xóm Hạ", ())
    assert [column.title for column in reading.unread] == ["Xóm"]


@pytest.mark.parametrize(
    ("name", "households", "unread"),
    [("thon-lien-hop-643-ho.xlsx", 643, ["Xóm", "Ghi chú"]), ("to-dan-pho-7-463-ho.xlsx", 463, [])],
)
def test_whole_villages_are_read_without_an_error(shared: Path, name: str, households: int, unread: list[str]) -> None:
    reading = read(shared / "data" / name)
    assert (len(reading.rows), reading.errors) == (households, ())
    assert [column.title for column in reading.unread] == unread
