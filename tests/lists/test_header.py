"""Recognising the header of a household list however the village wrote it."""

import pytest

from voting.lists.header import field_of, find_header, is_column_numbers
from voting.lists.rows import Column


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("STT", "stt"),
        ("Số TT", "stt"),
        ("Số thứ tự", "stt"),
        ("Mã hộ", "code"),
        ("MÃ HỘ", "code"),
        ("Ma ho", "code"),
        ("Mã số hộ gia đình", "code"),
        ("ma_ho", "code"),
        ("Chủ hộ", "head_name"),
        ("Chu\u0309 hô\u0323", "head_name"),
        ("Họ và tên chủ hộ", "head_name"),
        ("Họ, tên chủ hộ", "head_name"),
        ("Họ và tên", "head_name"),
        ("Đại diện hộ gia đình", "representative"),
        ("Họ tên người đại diện", "representative"),
        ("Người đại diện hộ\n(ghi rõ họ tên)", "representative"),
        ("Địa chỉ", "address"),
        ("DIA CHI THUONG TRU", "address"),
        ("Nơi ở hiện nay", "address"),
        ("Số điện thoại", "phone"),
        ("SĐT", "phone"),
        ("ĐT", "phone"),
        ("Số điện thoại chủ hộ", "phone"),
        ("Điện thoại (nếu có)", "phone"),
        ("Số nhân khẩu", "members"),
        ("Nhân khẩu", "members"),
        ("Số khẩu", "members"),
        ("Có điện thoại thông minh", "smartphone"),
        ("Smartphone", "smartphone"),
    ],
)
def test_a_title_is_known_in_its_usual_spellings(title, field):
    assert field_of(title) == field


@pytest.mark.parametrize(
    "title",
    [
        "",
        "CCCD chủ hộ",
        "Ngày sinh chủ hộ",
        "Quan hệ với chủ hộ",
        "Ghi chú",
        "DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH NĂM 2026",
        "Chữ ký",
        "Số hộ khẩu",
        "x" * 5000,
    ],
)
def test_other_titles_mean_nothing(title):
    assert field_of(title) is None


def test_a_header_is_found_below_a_letterhead():
    rows = [
        (1, ("UBND PHƯỜNG HOA SEN",)),
        (2, ("DANH SÁCH ĐẠI DIỆN HỘ GIA ĐÌNH NĂM 2026",)),
        (3, ()),
        (4, ("TT", "Mã hộ", "Chủ hộ")),
        (5, ("1", "DH-1", "Lý An")),
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row_number == 4
    assert [column.field for column in header.columns] == ["stt", "code", "head_name"]


def test_a_header_over_two_rows_is_read_as_one():
    rows = [
        (1, ("TT", "Mã hộ", "Họ và tên", "", "Địa chỉ")),
        (2, ("", "", "Chủ hộ", "Đại diện hộ", "")),
        (3, ("1", "DH-1", "Lý An", "Lý Bình", "Xóm Đông")),
    ]
    header = find_header(rows)
    assert header is not None
    assert header.row_number == 2
    assert header.cells(rows[2][1]) == {
        "stt": "1",
        "code": "DH-1",
        "head_name": "Lý An",
        "representative": "Lý Bình",
        "address": "Xóm Đông",
    }


def test_a_household_below_the_header_is_not_taken_for_a_second_header_row():
    rows = [(1, ("Mã hộ", "Chủ hộ")), (2, ("Nhân khẩu", "Họ Tên Lạ", ""))]
    header = find_header(rows)
    assert header is not None
    assert header.row_number == 1


def test_without_people_there_is_no_header():
    assert find_header([(1, ("Mã hộ", "Địa chỉ")), (2, ("Chủ hộ",))]) is None


@pytest.mark.parametrize(
    ("row", "only_numbers"),
    [
        (("1", "2", "3", "4"), True),
        (("(1)", "(2)", "(3)", "(4)", "(5)"), True),
        (("A", "B", "1", "2"), True),
        (("1", "2", "3"), False),
        (("1", "7", "3", "4"), False),
        (("1", "DH-1", "Lý An", "4"), False),
    ],
)
def test_the_row_that_numbers_the_columns_is_known(row, only_numbers):
    assert is_column_numbers(row) is only_numbers


@pytest.mark.parametrize(("index", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA")])
def test_columns_are_named_as_a_spreadsheet_names_them(index, letter):
    assert Column("phone", index, "SĐT").letter == letter
