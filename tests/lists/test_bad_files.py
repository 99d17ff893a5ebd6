"""Files that are no household list, or are made to hurt: each gets its sentence, and memory stays bounded."""

import io
import struct
import tracemalloc
import zipfile
from contextlib import suppress

import pytest
from fixtures.excel_files import SHEET, member_of, ods_of, saved, with_member, workbook_of
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.lists import errors
from voting.lists.reading import read_roll
from voting.lists.rows import MAX_HOUSEHOLDS

HEADER = ("STT", "Mã hộ", "Chủ hộ")
GOOD = saved(workbook_of(HEADER, (1, "DH-1", "Lý An"), (2, "DH-2", "Lý Bình")))
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 8
MIB = 1 << 20
SHARED_STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def csv_rows(count):
    return "Mã hộ,Chủ hộ\n" + "".join(f"DH-{n},Lý An\n" for n in range(count))


def bomb(name, mib, piece=b" " * MIB):
    return with_member(GOOD, name, (piece for _ in range(mib)))


def sheet_xml(body, before=b""):
    return (
        b'<?xml version="1.0"?>'
        + before
        + b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        b"<sheetData>" + body + b"</sheetData></worksheet>"
    )


def text_row(number, *texts):
    cells = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{text}</t></is></c>'
        for letter, text in zip("ABC", texts, strict=False)
    )
    return f'<row r="{number}">{cells}</row>'.encode()


def with_lying_size(data, name):
    """The directory says the member is 10 bytes; it is far more."""
    index = data.rindex(name.encode()) - 46
    assert data[index : index + 4] == b"PK\x01\x02"
    return data[: index + 24] + struct.pack("<I", 10) + data[index + 28 :]


def zip_of(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


ENTITIES = b'<!DOCTYPE worksheet [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
EXTERNAL = b'<!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
UNICODE_DOCTYPE = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE worksheet [<!ENTITY a "ha">]><worksheet/>'.encode(
    "utf-16"
)

BAD_FILES = {
    "empty.csv": (b"", errors.EmptyRoll),
    "empty.xlsx": (b"", errors.EmptyRoll),
    "header-only.csv": (csv_rows(0).encode(), errors.EmptyRoll),
    "header-only.xlsx": (saved(workbook_of(HEADER)), errors.EmptyRoll),
    "blank-sheet.xlsx": (saved(workbook_of()), errors.EmptyRoll),
    "one-too-many.csv": (csv_rows(MAX_HOUSEHOLDS + 1).encode(), errors.TooManyRows),
    "100000-rows.csv": (csv_rows(100_000).encode(), errors.TooManyRows),
    "million-blank-lines.csv": (csv_rows(1).encode() + b"\n" * 2_000_000, errors.TooManyRows),
    "picture.xlsx": (PNG, errors.NotASpreadsheet),
    "picture.csv": (PNG, errors.UnreadableText),
    "picture.png": (PNG, errors.UnknownFileType),
    "no-ending": (csv_rows(3).encode(), errors.UnknownFileType),
    "list.numbers": (b"PK\x03\x04", errors.UnknownFileType),
    "list.ods": (b"PK\x03\x04", errors.BrokenWorkbook),
    "list.zip": (zip_of({"thon/danh sach.xlsx": GOOD}), errors.PackedList),
    "list-renamed.xlsx": (zip_of({"danh sach.csv": csv_rows(3).encode()}), errors.PackedList),
    "workbook.zip": (GOOD, errors.MislabelledExcel),
    "letter.xlsx": (zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}), errors.OtherDocument),
    "letter-odt.ods": (ods_of(b"<a/>", kind="text"), errors.OtherDocument),
    "binary.xlsx": (zip_of({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""}), errors.BinaryExcel),
    "old-font-header.csv": ("STT,M· hé,Chñ hé,§Þa chØ\n1,DH-1,TrÞnh B¸ L¹c,Xãm 1\n".encode(), errors.DamagedLetters),
    "old.xls": (COMPOUND, errors.OldExcel),
    "old-renamed.xlsx": (COMPOUND, errors.OldExcel),
    "password.xlsx": (COMPOUND + "EncryptedPackage".encode("utf-16-le"), errors.PasswordProtected),
    "really-excel.csv": (GOOD, errors.MislabelledExcel),
    "really-csv.xlsx": (csv_rows(3).encode(), errors.NotASpreadsheet),
    "other-zip.xlsx": (
        with_member(GOOD, "a.txt", b"a").replace(b"[Content_Types].xml", b"[Content_Typos].xml"),
        errors.NotASpreadsheet,
    ),
    "cut-short.xlsx": (GOOD[: len(GOOD) // 2], errors.BrokenWorkbook),
    "not-xml.xlsx": (with_member(GOOD, SHEET, b"<worksheet><sheetData>"), errors.BrokenWorkbook),
    "rows-backwards.xlsx": (
        with_member(GOOD, SHEET, sheet_xml(text_row(9, *HEADER) + text_row(2, "1", "DH-1", "An"))),
        errors.BrokenWorkbook,
    ),
    "strange-compression.xlsx": (
        with_member(GOOD, SHEET, member_of(GOOD, SHEET), zipfile.ZIP_LZMA),
        errors.BrokenWorkbook,
    ),
    "far-cell.xlsx": (
        with_member(
            GOOD, SHEET, sheet_xml(text_row(1, *HEADER) + text_row(2, "1", "DH-1", "An") + text_row(1_048_576, "x"))
        ),
        errors.RowsTooFar,
    ),
    "entities.xlsx": (with_member(GOOD, SHEET, sheet_xml(text_row(1, "&b;"), ENTITIES)), errors.UnsafeXml),
    "external-entity.xlsx": (with_member(GOOD, "xl/sharedStrings.xml", sheet_xml(b"", EXTERNAL)), errors.UnsafeXml),
    "entities-in-styles.xlsx": (with_member(GOOD, "xl/styles.xml", sheet_xml(b"", ENTITIES)), errors.UnsafeXml),
    "entities-in-types.xlsx": (with_member(GOOD, "[Content_Types].xml", sheet_xml(b"", ENTITIES)), errors.UnsafeXml),
    "entities-in-utf-16.xlsx": (with_member(GOOD, "xl/workbook.xml", UNICODE_DOCTYPE), errors.UnsafeXml),
    "deep.xlsx": (with_member(GOOD, SHEET, b"<a>" * 100_000), errors.UnpacksTooLarge),
    "many-members.xlsx": (saved(workbook_of()), errors.UnpacksTooLarge),
    "nul.csv": (b"M\xc3\xa3 h\xe1\xbb\x99,Ch\xe1\xbb\xa7 h\xe1\xbb\x99\nDH-1,L\x00an\n", errors.UnreadableText),
    "noise.csv": (bytes(range(128, 256)) * 50, errors.UnreadableText),
    "long-line.csv": (b"a" * 10_000_000, errors.LineTooLong),
    "long-quoted-cell.csv": (b'"' + b"a\n" * 1_000_000, errors.BrokenQuotes),
    "open-quote.csv": ('Mã hộ,Chủ hộ\nDH-1,"Lý An\nDH-2,Lý Bình\n'.encode(), errors.BrokenQuotes),
    "no-header.csv": ("1,DH-1,Lý An\n2,DH-2,Lý Bình\n".encode(), errors.NoHeader),
    "no-header.xlsx": (saved(workbook_of((1, "DH-1", "Lý An"))), errors.NoHeader),
    "too-large.csv": (b"a,b\n" * 5_000_000, errors.FileTooLarge),
}


def many_members():
    out = io.BytesIO(GOOD)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(600):
            archive.writestr(f"xl/{number}.bin", b"")
    return out.getvalue()


BAD_FILES["many-members.xlsx"] = (many_members(), errors.UnpacksTooLarge)


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_refused_with_the_sentence_that_fits(name):
    data, refusal = BAD_FILES[name]
    with pytest.raises(errors.RollFileError) as caught:
        read_roll(name, data)
    assert type(caught.value) is refusal
    assert caught.value.message_vi.endswith(".")
    assert "{" not in caught.value.message_vi + caught.value.message_en


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_takes_no_more_memory_than_a_good_one_could(name):
    data, _ = BAD_FILES[name]
    assert peak_bytes(name, data) < 48 * MIB


def peak_bytes(name, data):
    tracemalloc.start()
    try:
        with pytest.raises(errors.RollFileError):
            read_roll(name, data)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    "name", [SHEET, "xl/sharedStrings.xml", "xl/styles.xml", "xl/media/image1.png", "xl/drawings/drawing1.xml"]
)
def test_a_zip_bomb_is_refused_from_what_it_declares(name):
    data = bomb(name, 200)
    assert len(data) < MIB
    with pytest.raises(errors.UnpacksTooLarge):
        read_roll("a.xlsx", data)
    assert peak_bytes("a.xlsx", data) < 8 * MIB


def test_a_zip_bomb_that_lies_about_its_size_is_refused():
    data = with_lying_size(bomb(SHEET, 200), SHEET)
    with pytest.raises(errors.BrokenWorkbook):
        read_roll("a.xlsx", data)
    assert peak_bytes("a.xlsx", data) < 8 * MIB


@pytest.mark.parametrize(
    "body",
    [
        b'<row r="1">' + b"<c/>" * 900_000 + b"</row>",
        b"<row/>" * 700_000,
        b'<row r="1"><c r="A1" t="inlineStr"><is>' + b"<r/>" * 900_000 + b"</is></c></row>",
    ],
    ids=["cells", "rows", "runs"],
)
def test_a_sheet_of_countless_elements_is_refused(body):
    data = with_member(GOOD, SHEET, sheet_xml(body))
    with pytest.raises(errors.UnpacksTooLarge):
        read_roll("a.xlsx", data)
    assert peak_bytes("a.xlsx", data) < 32 * MIB


def test_an_excel_list_of_100000_rows_is_refused_early():
    body = b"".join(text_row(n, str(n), f"DH-{n}", "Lý An") for n in range(2, 100_000))
    data = with_member(GOOD, SHEET, sheet_xml(text_row(1, *HEADER) + body))
    with pytest.raises(errors.TooManyRows):
        read_roll("a.xlsx", data)
    assert peak_bytes("a.xlsx", data) < 48 * MIB


def test_one_huge_text_used_in_many_cells_is_cut_while_reading():
    rows = b"".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="C{n}" t="s"><v>3</v></c></row>'.encode() for n in range(2, 2000)
    )
    strings = (
        b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        + "".join(f"<si><t>{text}</t></si>" for text in (*HEADER, "x" * 4_000_000)).encode()
        + b"</sst>"
    )
    header = b'<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c></row>'
    types = member_of(GOOD, "[Content_Types].xml").replace(b"</Types>", SHARED_STRINGS + b"</Types>")
    data = with_member(with_member(GOOD, SHEET, sheet_xml(header + rows)), "xl/sharedStrings.xml", strings)
    data = with_member(data, "[Content_Types].xml", types)
    reading = read_roll("a.xlsx", data)
    assert len(reading.rows) == 1998
    assert {fault.kind for fault in reading.faults} == {"too-long", "missing-code"}


def test_text_of_utf_16_and_bytes_with_nul_are_told_apart():
    assert len(read_roll("a.csv", csv_rows(3).encode("utf-16-be")).rows) == 3
    with pytest.raises(errors.UnreadableText):
        read_roll("a.csv", csv_rows(3).encode() + b"\0" * 200)


def test_the_longest_list_that_is_allowed_is_read():
    assert len(read_roll("a.csv", csv_rows(MAX_HOUSEHOLDS).encode()).rows) == MAX_HOUSEHOLDS


def test_each_refusal_has_a_code_of_its_own():
    classes = errors.RollFileError.__subclasses__()
    assert len({refusal.code for refusal in classes}) == len(classes)
    assert {refusal for _, refusal in BAD_FILES.values()} == set(classes) - {
        errors.NoOfficials,
        errors.TooManyOfficials,
    }  # test_officials


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a"]), data=st.binary(max_size=300))
def test_no_bytes_crash_the_reader(name, data):
    with pytest.raises(errors.RollFileError):
        read_roll(name, data)


@settings(max_examples=150, deadline=None)
@given(place=st.floats(0, 0.999), value=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused_but_never_crashes(place, value):
    damaged = bytearray(GOOD)
    damaged[int(place * len(damaged))] = value
    with suppress(errors.RollFileError):
        assert len(read_roll("a.xlsx", bytes(damaged)).rows) <= 2
