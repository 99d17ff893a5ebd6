"""Why a household list cannot be read at all.

These are data errors: the file somebody sent is at fault, not the program. Faults of single rows are not
errors of the file; they are `rows.Fault` values.
"""

from __future__ import annotations


class RollFileError(Exception):
    """The file as a whole cannot be read as a household list.

    `code` is stable and meant for programs; `message_vi` and `message_en` are sentences for the screen.
    """

    code = "roll-file"
    text_vi = "Không đọc được danh sách hộ trong tệp này."
    text_en = "The household list in this file cannot be read."

    def __init__(self, **values: str | int) -> None:
        self.message_vi = self.text_vi.format(**values)
        self.message_en = self.text_en.format(**values)
        super().__init__(self.message_en)


class UnknownFileType(RollFileError):
    """The name ends in something other than .csv, .tsv, .txt, .xlsx, .xlsm or .ods."""

    code = "unknown-file-type"
    text_vi = "Chưa đọc được loại tệp “{ending}”. Hãy lưu danh sách dạng Excel (.xlsx) hoặc CSV (.csv) rồi tải lên lại."
    text_en = (
        "Files of type “{ending}” cannot be read. Save the list as Excel (.xlsx) or CSV (.csv) and upload it again."
    )


class NoOfficials(RollFileError):
    """No row names a column of names and one of what they do."""

    code = "no-officials"
    text_vi = (
        "Không thấy cột họ tên và cột việc làm trong tệp này. Hàng đầu bảng cần có tiêu đề, ví dụ: Họ và tên; Việc; "
        "Điện thoại."
    )
    text_en = (
        "No column of names and column of work was found in this file. The table's first row needs titles, such as "
        "Họ và tên; Việc; Điện thoại."
    )


class OldExcel(RollFileError):
    """The workbook is in the Excel 97-2003 format (.xls)."""

    code = "old-excel"
    text_vi = (
        "Tệp Excel này ở định dạng cũ (.xls). Hãy mở bằng Excel, chọn Lưu thành (Save As) .xlsx hoặc CSV, rồi tải "
        "lên lại."
    )
    text_en = "This workbook is in the old .xls format. Open it in Excel, save it as .xlsx or CSV, and upload it again."


class PasswordProtected(RollFileError):
    """The workbook is encrypted with a password."""

    code = "password-protected"
    text_vi = "Tệp Excel này có mật khẩu. Hãy mở tệp, bỏ mật khẩu, lưu lại rồi tải lên."
    text_en = "This workbook is protected by a password. Open it, remove the password, save it and upload it again."


class NotASpreadsheet(RollFileError):
    """The content is not what the name of the file promises (a picture renamed .xlsx)."""

    code = "not-a-spreadsheet"
    text_vi = (
        "Tệp này không phải là bảng Excel hay CSV (có thể là ảnh hoặc tệp khác được đổi tên). Hãy chọn đúng tệp "
        "danh sách hộ."
    )
    text_en = (
        "This file is neither an Excel sheet nor CSV (perhaps a picture with another name). Choose the household list."
    )


class MislabelledExcel(RollFileError):
    """A workbook whose name ends like a text file."""

    code = "mislabelled-excel"
    text_vi = "Tệp này là bảng Excel nhưng mang đuôi {ending}. Hãy đổi đuôi tệp thành .xlsx rồi tải lên lại."
    text_en = "This file is an Excel workbook but its name ends in {ending}. Rename it to .xlsx and upload it again."


class FileTooLarge(RollFileError):
    """More bytes than any household list needs."""

    code = "file-too-large"
    text_vi = (
        "Tệp quá lớn (trên {limit_mib} MB). Hãy chỉ giữ trang danh sách hộ, bỏ ảnh và các trang khác, rồi tải lên lại."
    )
    text_en = (
        "The file is too large (over {limit_mib} MB). Keep only the household list, without pictures or other sheets."
    )


class UnpacksTooLarge(RollFileError):
    """A workbook which is small on disk and huge when unpacked (a zip bomb)."""

    code = "unpacks-too-large"
    text_vi = (
        "Tệp Excel này bung ra quá lớn nên không được mở. Hãy chép riêng danh sách hộ sang một tệp mới rồi tải lên lại."
    )
    text_en = "This workbook unpacks to far too much and was not opened. Copy the list to a new file and upload that."


class UnsafeXml(RollFileError):
    """The workbook declares a document type or entities, which no spreadsheet program writes."""

    code = "unsafe-xml"
    text_vi = (
        "Tệp Excel này chứa nội dung không an toàn nên không được mở. Hãy chép riêng danh sách hộ sang một tệp "
        "mới rồi tải lên lại."
    )
    text_en = "This workbook holds unsafe content and was not opened. Copy the list to a new file and upload that."


class BrokenWorkbook(RollFileError):
    """The workbook cannot be opened: damaged, cut short, or not really a workbook."""

    code = "broken-workbook"
    text_vi = (
        "Chưa đọc được bảng tính này: tệp bị hỏng, chưa tải lên hết, hoặc lưu theo kiểu lạ. Hãy mở tệp trên máy, chép "
        "danh sách sang một tệp mới, lưu kiểu “Excel Workbook (.xlsx)” rồi tải lên."
    )
    text_en = (
        "This workbook cannot be read: it is damaged, incomplete, or saved in an unusual way. Open it, copy the list "
        "to a new file, save that as “Excel Workbook (.xlsx)” and upload it."
    )


class PackedList(RollFileError):
    """A zip with a list inside, whatever its name says."""

    code = "packed-list"
    text_vi = "Đây là tệp nén, bên trong có “{inside}”. Hãy giải nén rồi tải lên tệp đó."
    text_en = "This is a compressed folder with “{inside}” inside. Unpack it and upload that file."


class OtherDocument(RollFileError):
    """A zip that is a document of another program: Word, slides, a drawing."""

    code = "other-document"
    text_vi = "Đây là {kind}, không phải bảng tính. Hãy chép danh sách sang Excel, lưu dạng .xlsx rồi tải lên."
    text_en = "This is not a spreadsheet ({kind}). Copy the list to Excel, save it as .xlsx and upload that."


class BinaryExcel(RollFileError):
    """A workbook in Excel's binary format (.xlsb)."""

    code = "binary-excel"
    text_vi = "Tệp này ở dạng Excel nhị phân (.xlsb). Hãy mở bằng Excel, lưu kiểu “Excel Workbook (.xlsx)” rồi tải lên."
    text_en = (
        "This is a binary workbook (.xlsb). Open it in Excel, save it as “Excel Workbook (.xlsx)” and upload that."
    )


class DamagedLetters(RollFileError):
    """No header is found, and the letters above the list are those of an old font or a wrong code page."""

    code = "damaged-letters"
    text_vi = "Không tìm thấy dòng tiêu đề, vì chữ trong tệp bị hỏng (ví dụ “{sample}”). {message} {fix}"
    text_en = "No row names the columns, because the letters are damaged (such as “{sample}”). {message_en} {fix_en}"


class UnreadableText(RollFileError):
    """The text is in no encoding we know, or holds NUL bytes."""

    code = "unreadable-text"
    text_vi = "Không đọc được chữ trong tệp CSV. Hãy lưu lại bằng Excel với kiểu “CSV UTF-8” hoặc lưu thành .xlsx."
    text_en = "The text of this CSV file cannot be read. Save it again as “CSV UTF-8” or as .xlsx."


class LineTooLong(RollFileError):
    """One line of the text is longer than any row of a household list."""

    code = "line-too-long"
    text_vi = "Dòng {line} của tệp dài quá {limit} ký tự nên đây không giống danh sách hộ. Hãy kiểm tra lại tệp."
    text_en = (
        "Line {line} is longer than {limit} characters, which does not look like a household list. Check the file."
    )


class BrokenQuotes(RollFileError):
    """A quotation mark in the CSV text opens and does not close properly."""

    code = "broken-quotes"
    text_vi = "Dấu ngoặc kép quanh dòng {line} của tệp CSV không khép đúng. Hãy lưu lại tệp bằng Excel rồi tải lên."
    text_en = "The quotation marks near line {line} of the CSV file do not close. Save the file again with Excel."


class NoHeader(RollFileError):
    """No row names the columns."""

    code = "no-header"
    text_vi = (
        "Không tìm thấy dòng tiêu đề của bảng. Cần một dòng ghi tên các cột. "
        "Ít nhất có “Mã hộ” và “Chủ hộ” hoặc “Đại diện hộ gia đình”."
    )
    text_en = "No row names the columns. One row must hold at least “Mã hộ” and “Chủ hộ” or “Đại diện hộ gia đình”."


class EmptyRoll(RollFileError):
    """There is a header and not one household under it, or nothing at all."""

    code = "empty-roll"
    text_vi = "Danh sách không có hộ nào. Hãy kiểm tra đã chọn đúng tệp và đúng trang tính."
    text_en = "The list holds no household. Check that this is the right file and sheet."


class TooManyRows(RollFileError):
    """More rows than a village can have."""

    code = "too-many-rows"
    text_vi = (
        "Danh sách có quá {limit} hộ, nhiều hơn một thôn có thể có. Hãy tách riêng danh sách của từng thôn, tổ dân phố."
    )
    text_en = "The list has more than {limit} households, more than one village can have. Make one list per village."


class TooManyOfficials(RollFileError):
    """More rows than a village has people with an office: perhaps the list of its households."""

    code = "too-many-officials"
    text_vi = "Bảng có quá {limit} dòng, nhiều hơn số người làm việc của một thôn. Hãy kiểm tra đã chọn đúng tệp."
    text_en = "The sheet has more than {limit} rows, more than a village has officials. Check that the file is right."


class RowsTooFar(RollFileError):
    """A cell is filled far below the list, so that reading it means walking through empty rows."""

    code = "rows-too-far"
    text_vi = "Có ô được điền ở dòng {row}, quá xa danh sách. Hãy xóa các dòng thừa bên dưới danh sách rồi tải lên lại."
    text_en = (
        "A cell is filled in row {row}, far below the list. Delete what is left below the list and upload it again."
    )
