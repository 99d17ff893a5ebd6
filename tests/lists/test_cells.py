"""Single cells of a household list: what is accepted, what is changed, what is refused."""

import pytest

from voting.lists.cells import clean_text, formula_sign, read_household
from voting.lists.faults import KINDS
from voting.lists.rows import Severity


def read(**cells):
    whole = {"code": "DH-001", "head_name": "Lý Văn An", "representative": "Lý Văn An"} | cells
    household, faults = read_household(7, whole)
    return household, [(fault.column, fault.kind) for fault in faults]


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("0912345678", "0912345678"),
        ("912345678", "0912345678"),
        ("0912 345 678", "0912345678"),
        ("0912.345.678", "0912345678"),
        ("(0912) 345-678", "0912345678"),
        ("+84 912 345 678", "0912345678"),
        ("84912345678", "0912345678"),
        ("0084912345678", "0912345678"),
        ("+84 0912 345 678", "0912345678"),
        ("02438251234", "02438251234"),
        ("2438251234", "02438251234"),
        ("0243 825 1234", "02438251234"),
        ("", ""),
        ("-", ""),
    ],
)
def test_a_telephone_number_is_read_however_it_is_written(written, read_as):
    household, faults = read(phone=written)
    assert (household.phone, faults) == (read_as, [])


@pytest.mark.parametrize("written", ["09123", "không có", "0112345678", "091234567890", "+", "8.9E+8"])
def test_a_bad_telephone_number_is_an_error_and_is_not_kept(written):
    household, faults = read(phone=written)
    assert (household.phone, faults) == ("", [("phone", "bad-phone")])


def test_of_two_telephone_numbers_the_first_is_taken_with_a_warning():
    household, faults = read(phone="0912345678 / 0987654321")
    assert (household.phone, faults) == ("0912345678", [("phone", "several-phones")])


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("  TẠ THANH NHUNG  ", "Tạ Thanh Nhung"),
        ("H'HEN NIÊ", "H'Hen Niê"),
        ("Y-KRAI BKRÔNG", "Y-Krai Bkrông"),
        ("ĐẶNG THỊ ƯNG", "Đặng Thị Ưng"),
    ],
)
def test_a_name_in_capitals_is_rewritten_with_a_warning(written, read_as):
    household, faults = read(head_name=written)
    assert household.head_name == read_as
    assert ("head_name", "capitals") in faults or written == "Y-KRAI BKRÔNG"


@pytest.mark.parametrize("name", ["Tạ Thanh Nhung", "Y Krai", "H'Hen Niê", "Hồ"])
def test_a_name_in_ordinary_letters_stays_as_it_is(name):
    household, faults = read(head_name=name, representative=name)
    assert (household.head_name, faults) == (name, [])


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝", "＠", "\t=", "\r\n=", "\u200b=", " ="])
@pytest.mark.parametrize("column", ["code", "head_name", "representative", "address"])
def test_text_that_a_spreadsheet_would_run_is_refused_and_never_kept(sign, column):
    household, faults = read(**{column: f'{sign}HYPERLINK("http://x")'})
    assert (column, "formula") in faults
    assert "HYPERLINK" not in repr(household)


def test_the_sentence_about_a_formula_does_not_repeat_the_formula():
    _, faults = read_household(7, {"head_name": '=HYPERLINK("http://x")'})
    assert faults
    assert "HYPERLINK" not in repr(faults)


@pytest.mark.parametrize(("written", "read_as"), [("1", 1), ("08", 8), ("99", 99), ("", None), (" 4 ", 4)])
def test_members_are_a_number_or_nothing(written, read_as):
    household, faults = read(members=written)
    assert (household.members, faults) == (read_as, [])


@pytest.mark.parametrize("written", ["ba", "0", "100", "-3", "3,5", "3 người", "٣", "1" * 500])
def test_members_that_are_no_number_are_an_error(written):
    household, faults = read(members=written)
    assert (household.members, faults) == (None, [("members", "bad-members")])


@pytest.mark.parametrize("column", ["phone", "members", "smartphone"])
@pytest.mark.parametrize(
    ("written", "kind"),
    [("=SUM(A1)", "formula"), ("=0912", "formula"), ("#REF!", "cell-error"), ("9,12E+08", "rounded-number")],
)
def test_what_a_spreadsheet_did_to_a_number_is_said_as_such(column, written, kind):
    household, faults = read(**{column: written})
    assert faults == [(column, kind)]
    assert not getattr(household, column)


def test_a_number_in_words_is_proposed_in_figures():
    _, faults = read_household(36, {"head_name": "Lý An", "representative": "Lý An", "members": "ba"})
    assert "(3)" in faults[0].fix_vi
    assert faults[0].row_number == 36


@pytest.mark.parametrize("written", ["x", "X", "Có", "có", "1", "✓", "yes", "V"])
def test_a_smartphone_is_marked_in_many_ways(written):
    assert read(smartphone=written) == (read(smartphone="x")[0], [])
    assert read(smartphone=written)[0].smartphone


@pytest.mark.parametrize("written", ["", "không", "Không", "0", "-", "chưa"])
def test_no_smartphone_is_marked_in_many_ways(written):
    household, faults = read(smartphone=written)
    assert (household.smartphone, faults) == (False, [])


def test_a_smartphone_mark_nobody_understands_is_a_warning():
    assert read(smartphone="có lẽ vậy")[1] == [("smartphone", "bad-smartphone")]


def test_a_household_without_a_name_is_an_error():
    assert read(head_name="", representative=" - ")[1] == [("representative", "missing-name")]


def test_a_household_whose_representative_is_not_written_is_represented_by_its_head():
    household, faults = read(representative="")
    assert (household.representative, faults) == ("Lý Văn An", [("representative", "missing-representative")])


def test_a_household_without_its_head_keeps_its_representative():
    household, faults = read(head_name="")
    assert (household.head_name, household.representative) == ("", "Lý Văn An")
    assert faults == [("head_name", "missing-head")]


@pytest.mark.parametrize(
    ("column", "written", "kind"),
    [
        ("head_name", "Nguyễn Văn A1", "digits-in-name"),
        ("head_name", "12345", "no-letters-in-name"),
        ("head_name", "x" * 101, "too-long"),
        ("address", "x" * 201, "too-long"),
        ("code", "x" * 41, "too-long"),
        ("code", "#REF!", "cell-error"),
        ("code", "02/01/2026", "date-in-text"),
        ("head_name", "אברהם", "wrong-text"),
        ("address", "Xóm \u0301 1", "wrong-text"),
    ],
)
def test_text_that_looks_wrong_is_pointed_out(column, written, kind):
    assert (column, kind) in read(**{column: written})[1]


def test_every_fault_has_both_languages_and_a_remedy():
    for kind, text in KINDS.items():
        assert all((text.message_vi, text.fix_vi, text.message_en, text.fix_en)), kind
        assert text.severity in Severity


def test_text_is_composed_and_invisible_characters_go():
    decomposed = "Nguyê\u200b\u0303n\u200b\u00a0 Vă\u202en\u0000\ufeff\r\n"
    assert clean_text(decomposed) == "Nguyễn Văn"
    assert formula_sign("") == ""
