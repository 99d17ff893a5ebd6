"""Household lists as villages keep them: the samples, and any list written as CSV."""

import codecs
import csv
import io
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.lists import across
from voting.lists.errors import EmptyRoll
from voting.lists.reading import read_roll
from voting.lists.rows import HouseholdRow, Severity
from voting.lists.syllables import is_syllable
from voting.texts.codes import code_key

TITLES = (
    "STT",
    "Mã hộ",
    "Chủ hộ",
    "Đại diện hộ gia đình",
    "Địa chỉ",
    "Số điện thoại",
    "Số nhân khẩu",
    "Có điện thoại thông minh",
)
PLANTED = [
    (11, "code", "duplicate-code", Severity.ERROR),
    (16, "representative", "missing-name", Severity.ERROR),
    (21, "phone", "bad-phone", Severity.ERROR),
    (26, "phone", "duplicate-phone", Severity.WARNING),
    (31, "code", "missing-code", Severity.ERROR),
    (36, "members", "bad-members", Severity.ERROR),
    (41, "head_name", "formula", Severity.ERROR),
    (46, "head_name", "capitals", Severity.WARNING),
]


def read_text(text, name="danh-sach.csv"):
    return read_roll(name, text.encode())


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "households", "first_phone"),
    [("thon-dong-hoa-210-ho.csv", 210, "0930166131"), ("to-dan-pho-7-463-ho.xlsx", 463, "0892174218")],
)
def test_a_sample_list_is_read_whole_without_a_fault(shared, name, households, first_phone):
    reading = read_roll(name, (shared / "data" / name).read_bytes())
    assert (len(reading.rows), reading.faults) == (households, ())
    assert reading.importable
    assert reading.rows[0].phone == first_phone
    assert all(len(row.phone) in (0, 10) for row in reading.rows)
    assert len({row.code for row in reading.rows}) == households


@pytest.mark.shared
def test_the_signatures_below_a_list_are_skipped_and_said_to_be(shared):
    name = "to-dan-pho-7-463-ho.xlsx"
    reading = read_roll(name, (shared / "data" / name).read_bytes())
    assert (reading.sheet, reading.header_row, reading.skipped_rows) == ("Danh sách hộ", 5, (470, 471))


@pytest.mark.shared
def test_every_planted_fault_is_found_at_its_row_and_nothing_else(shared):
    name = "ban-thuong-60-ho-co-loi.csv"
    reading = read_roll(name, (shared / "data" / name).read_bytes())
    assert [(f.row_number, f.column, f.kind, f.severity) for f in reading.faults] == PLANTED
    assert len(reading.rows) == 60
    assert not reading.importable
    assert "TH-030" in reading.faults_by_row()[31][0].fix_vi
    assert "dòng 6" in reading.faults_by_row()[11][0].message_vi


def test_missing_codes_get_proposals_that_are_free_and_differ():
    reading = read_text("STT,Mã hộ,Chủ hộ\n1,A-1,Lý An\n2,,Lý Bình\n3,,Lý Chi\n4,A-3,Lý Dung\n")
    assert [fault.fix_vi.split("ví dụ ")[1].split(" ")[0] for fault in reading.errors] == ["A-2", "A-4"]


def test_codes_that_differ_by_a_slip_of_the_hand_are_one_code():
    reading = read_text("Mã hộ,Chủ hộ\nDH-001,Lý An\ndh 001,Lý Bình\n")
    assert [fault.kind for fault in reading.faults] == ["duplicate-code"]


def test_a_list_without_codes_gets_one_fault_not_one_for_each_household():
    reading = read_text("STT;Họ và tên\n1;Lý An\n2;Lý Bình\n")
    assert [(fault.row_number, fault.kind) for fault in reading.faults] == [(1, "missing-code-column")]


def test_one_person_at_one_address_for_two_households_is_a_warning():
    reading = read_text("Mã hộ;Chủ hộ;Địa chỉ\n1;Lý An;Xóm Đông\n2;Lý An;Xóm Đoài\n3;Lý An;xóm đông\n")
    assert [(fault.row_number, fault.kind) for fault in reading.faults] == [(4, "same-representative")]


def test_headings_totals_and_signatures_are_no_households():
    reading = read_text(
        "STT;Mã hộ;Chủ hộ;Số nhân khẩu\n(1);(2);(3);(4)\nXÓM ĐÔNG;;;\n1;DH-1;Lý An;4\nI;;Xóm Đoài;\n2;DH-2;Lý Bình;3\n"
        "STT;Mã hộ;Chủ hộ;Số nhân khẩu\n3;DH-3;Lý Chi;1\n4;;;\nTổng cộng;;;8\n;;TRƯỞNG THÔN;(Ký, ghi rõ họ tên)\n"
        ";;Lý Hùng;\n"
    )
    assert [row.code for row in reading.rows] == ["DH-1", "DH-2", "DH-3"]
    assert reading.skipped_rows == (3, 5, 7, 10, 11, 12)
    assert reading.faults == ()


def test_a_household_with_neither_code_nor_number_is_not_dropped():
    reading = read_text(
        "STT,Mã hộ,Chủ hộ,Địa chỉ\n1,DH-1,Lý An,Xóm Đông\n,,Lý Bình,Xóm Đoài\n2,DH-2,Lý Chi,\n,,Lý Dung,Xóm Tây\n"
    )
    assert [row.head_name for row in reading.rows] == ["Lý An", "Lý Bình", "Lý Chi", "Lý Dung"]
    assert [fault.row_number for fault in reading.errors] == [3, 5]


def test_of_two_columns_with_one_title_the_first_is_read_and_the_other_pointed_out():
    reading = read_text("Mã hộ,Chủ hộ,SĐT,Điện thoại\nDH-1,Lý An,0912345678,0987654321\n")
    assert reading.rows[0].phone == "0912345678"
    assert [(fault.kind, fault.severity) for fault in reading.faults] == [("repeated-column", Severity.WARNING)]


def test_rows_are_numbered_as_a_spreadsheet_shows_them():
    reading = read_text('\nsep;\n\nMã hộ;Chủ hộ;Địa chỉ\n\nDH-1;Lý An;"Xóm\nĐông"\nDH-2;=1;\n')
    assert (reading.header_row, [row.row_number for row in reading.rows]) == (4, [6, 7])
    assert reading.rows[0].address == "Xóm Đông"


def test_the_separator_line_of_excel_is_obeyed_and_not_counted():
    reading = read_text("sep=;\r\nMã hộ;Chủ hộ\r\nDH-1;Lý An, con ông Bình\r\n")
    assert (reading.header_row, reading.rows[0].head_name) == (1, "Lý An, con ông Bình")


def test_a_file_of_windows_1258_is_read():
    reading = read_roll("cu.csv", as_windows_1258("Mã hộ;Chủ hộ\nDH-1;Đặng Thị Tuyết\n"))
    assert reading.rows[0].head_name == "Đặng Thị Tuyết"


@pytest.mark.parametrize("text", ["", "\n\n\n", "Mã hộ,Chủ hộ\n", "Mã hộ,Chủ hộ\n,\n,\n", "STT,Chủ hộ\n1,\n2,\n"])
def test_a_list_of_nobody_is_refused(text):
    with pytest.raises(EmptyRoll):
        read_text(text)


# --- any list, any dialect ---------------------------------------------------------------------------------------

VOWELS = "aăâeêioôơuưyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
FIRST = ["b", "c", "d", "đ", "gh", "h", "kh", "l", "m", "ng", "nh", "ph", "r", "s", "th", "tr", "v", "x"]
word = st.builds(
    lambda first, vowel, last: (first + vowel + last).capitalize(),
    st.sampled_from(FIRST), st.sampled_from(VOWELS), st.sampled_from(["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]),
).filter(is_syllable)  # fmt: skip
"""Syllables as they are written: vowels heaped at will are what an old font looks like."""
name = st.lists(word, min_size=2, max_size=4).map(" ".join)
address = st.one_of(st.just(""), st.lists(word, min_size=1, max_size=4).map('; "số 5", '.join))
phone = st.one_of(st.just(""), st.from_regex(r"0[35789][0-9]{8}", fullmatch=True, alphabet="0123456789"))


@st.composite
def household_lists(draw):
    count = draw(st.integers(1, 12))
    return [
        HouseholdRow(
            code=f"DH-{number:03d}",
            head_name=draw(name),
            representative=draw(name),
            address=draw(address),
            phone=draw(phone),
            members=draw(st.one_of(st.none(), st.integers(1, 99))),
            smartphone=draw(st.booleans()),
        )
        for number in range(1, count + 1)
    ]


def as_windows_1258(text):
    """Windows-1258 writes five tone marks as characters of their own, after the vowel."""
    out = []
    for character in unicodedata.normalize("NFC", text):
        try:
            out.append(character.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", character)
            tone = next(mark for mark in parts[1:] if mark in "\u0300\u0309\u0303\u0301\u0323")
            vowel = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append((vowel + tone).encode("cp1258"))
    return b"".join(out)


ENCODERS = {
    "utf-8": str.encode,
    "utf-8 with mark": lambda text: codecs.BOM_UTF8 + text.encode(),
    "utf-16": lambda text: text.encode("utf-16"),
    "utf-16 big-endian": lambda text: codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    "utf-16 without mark": lambda text: text.encode("utf-16-le"),
    "windows-1258": as_windows_1258,
}


def as_cells(number, row):
    return [
        number,
        row.code,
        row.head_name,
        row.representative,
        row.address,
        row.phone,
        row.members or "",
        "x" if row.smartphone else "",
    ]


@given(
    households=household_lists(),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(sorted(ENCODERS)),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_list_written_as_csv_reads_back_the_same(households, delimiter, encoding, line_end, quoting):
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows([TITLES, *(as_cells(number, row) for number, row in enumerate(households, start=1))])
    reading = read_roll("danh-sach.csv", ENCODERS[encoding](out.getvalue()))
    assert list(reading.rows) == households
    assert [row.row_number for row in reading.rows] == list(range(2, len(households) + 2))
    assert reading.importable


def test_a_list_without_any_codes_is_looked_at_once_for_each_row(monkeypatch):
    looked_at = []
    monkeypatch.setattr(across, "code_key", lambda code: looked_at.append(code) or code_key(code))
    faults = across.check_across([without_code(row) for row in range(2, 602)])
    assert all(f"H-{n:03d}" in fault.fix_vi for n, fault in enumerate(faults, 1))
    assert len(looked_at) < 4 * 600


def without_code(row):
    return HouseholdRow("", f"Chủ hộ {row}", f"Đại diện {row}", "", "", None, False, row_number=row)
