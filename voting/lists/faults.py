"""The faults a row of a household list can have, as data: severity, sentence and remedy in both languages.

A phone number found twice is a warning, not an error: a couple in two households or a parent and a child may share
one telephone, and Đình neither signs people in by telephone nor sends codes to it, so nothing depends on its being
unique. The same name twice is no fault at all (Vietnamese names repeat); the same representative at the same address
or telephone is a warning. Two households with one code is an error: the code is what the card is printed for.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.lists.rows import Fault, FieldName, HouseholdRow, Severity


@dataclass(frozen=True)
class FaultText:
    """Severity and sentences of one kind of fault; `{...}` is filled in from the row."""

    severity: Severity
    message_vi: str
    fix_vi: str
    message_en: str
    fix_en: str


ERROR, WARNING = Severity.ERROR, Severity.WARNING

KINDS: dict[str, FaultText] = {
    "missing-code": FaultText(
        ERROR,
        "Hộ này chưa có mã hộ.",
        "Điền mã hộ, ví dụ {suggestion} (chưa hộ nào dùng).",
        "This household has no code.",
        "Give it a code, for example {suggestion} (not in use).",
    ),
    "missing-code-column": FaultText(
        ERROR,
        "Danh sách không có cột “Mã hộ”.",
        "Thêm cột “Mã hộ”, mỗi hộ một mã riêng, ví dụ {suggestion}.",
        "The list has no column “Mã hộ” (household code).",
        "Add the column, with a code of its own for each household, for example {suggestion}.",
    ),
    "duplicate-code": FaultText(
        ERROR,
        "Mã hộ {code} đã dùng ở dòng {first_row}.",
        "Nếu là một hộ thì xóa bớt một dòng. Nếu là hai hộ thì đổi mã, ví dụ {suggestion}.",
        "The code {code} is already used in row {first_row}.",
        "If both rows are one household, delete one; otherwise change the code, for example to {suggestion}.",
    ),
    "missing-name": FaultText(
        ERROR,
        "Hộ này chưa có tên chủ hộ và chưa có người đại diện.",
        "Điền ít nhất họ tên người đại diện hộ gia đình.",
        "This household has neither a head nor a representative.",
        "Write at least the representative's name.",
    ),
    "missing-representative": FaultText(
        WARNING,
        "Chưa ghi người đại diện hộ; tạm lấy chủ hộ.",
        "Nếu người khác đại diện hộ thì ghi tên người đó.",
        "No representative is named; the head of the household is taken.",
        "Name the representative if it is someone else.",
    ),
    "missing-head": FaultText(
        WARNING,
        "Chưa ghi tên chủ hộ.",
        "Điền họ tên chủ hộ nếu cần; người đại diện vẫn được biểu quyết.",
        "The head of the household is not named.",
        "Add the name if needed; the representative can vote either way.",
    ),
    "same-representative": FaultText(
        WARNING,
        "Người đại diện trùng tên và trùng địa chỉ hoặc số điện thoại với dòng {first_row}.",
        "Mỗi hộ một người đại diện: kiểm tra có phải một người đại diện cho hai hộ không.",
        "The representative has the name and the address or telephone of the one in row {first_row}.",
        "Each household has its own representative: check whether one person stands for two.",
    ),
    "capitals": FaultText(
        WARNING,
        "Họ tên viết hoa toàn bộ; đã đổi thành “{name}”.",
        "Kiểm tra cách viết họ tên sau khi đổi.",
        "The name is in capitals; it was changed to “{name}”.",
        "Check the spelling.",
    ),
    "digits-in-name": FaultText(
        WARNING,
        "Họ tên có chữ số.",
        "Kiểm tra có gõ nhầm cột không.",
        "The name holds digits.",
        "Check that it is in the right column.",
    ),
    "no-letters-in-name": FaultText(
        ERROR,
        "Ô họ tên không có chữ cái nào.",
        "Ghi họ tên bằng chữ.",
        "The name has no letters.",
        "Write the name in letters.",
    ),
    "formula": FaultText(
        ERROR,
        "Ô bắt đầu bằng dấu “{sign}”: bảng tính sẽ hiểu là công thức.",
        "Ghi nội dung bằng chữ, không dùng công thức và xóa dấu “{sign}” ở đầu ô. Nếu là công thức: chép ô, "
        "rồi dán dạng giá trị (Paste Special → Values).",
        "The cell begins with “{sign}”, which a spreadsheet reads as a formula.",
        "Write plain text without “{sign}” at its start, or paste the formula's value (Paste Special → Values).",
    ),
    "cell-error": FaultText(
        ERROR,
        "Ô đang báo lỗi của Excel ({value}).",
        "Sửa công thức trong ô hoặc ghi thẳng nội dung.",
        "The cell shows an Excel error ({value}).",
        "Mend the formula or write the content itself.",
    ),
    "date-in-text": FaultText(
        ERROR,
        "Excel đã đổi ô này thành ngày tháng hoặc giờ ({value}).",
        "Định dạng cột là Văn bản (Text) rồi gõ lại nội dung.",
        "Excel has turned this cell into a date or a time ({value}).",
        "Format the column as Text and type the content again.",
    ),
    "too-long": FaultText(
        ERROR,
        "Ô dài {length} ký tự, quá {limit} ký tự.",
        "Rút ngắn nội dung trong ô.",
        "The cell has {length} characters, more than {limit}.",
        "Shorten it.",
    ),
    "wrong-text": FaultText(
        ERROR,
        "Ô có ký tự lạ: chữ viết từ phải sang trái, hoặc dấu đứng một mình.",
        "Xóa nội dung trong ô rồi gõ lại.",
        "The cell holds strange characters: right-to-left writing, or a mark on no letter.",
        "Delete the content and type it again.",
    ),
    "reserved-code": FaultText(
        ERROR,
        "Mã hộ bắt đầu bằng dấu “~”. Dấu này dành riêng cho thẻ dự phòng.",
        "Bỏ dấu “~” ở đầu mã hộ, hoặc ghi mã khác.",
        "The code begins with “~”, which is kept for spare cards.",
        "Leave out the “~”, or write another code.",
    ),
    "rounded-number": FaultText(
        ERROR,
        "Excel đã rút gọn số trong ô này ({value}) nên mất các chữ số cuối.",
        "Định dạng cột là Văn bản (Text) rồi gõ lại cả số.",
        "Excel has rounded the number in this cell ({value}); its last figures are lost.",
        "Format the column as Text and type the whole number again.",
    ),
    "old-font-tcvn3": FaultText(
        ERROR,
        "Chữ trong ô gõ bằng phông cũ TCVN3 (ABC, tên phông bắt đầu bằng .Vn). Có lẽ là “{meant}”.",
        "Mở tệp, chuyển mã cả danh sách từ TCVN3 sang Unicode (UniKey: Ctrl+Shift+F6), lưu lại rồi tải lên.",
        "The letters are those of an old TCVN3 (ABC) font. It probably reads “{meant}”.",
        "Convert the whole list from TCVN3 to Unicode (UniKey: Ctrl+Shift+F6), save it and upload it again.",
    ),
    "old-font-vni": FaultText(
        ERROR,
        "Chữ trong ô gõ bằng phông cũ VNI (tên phông bắt đầu bằng VNI-).",
        "Mở tệp, chuyển mã cả danh sách từ VNI Windows sang Unicode (UniKey: Ctrl+Shift+F6), lưu lại rồi tải lên.",
        "The letters are those of an old VNI font.",
        "Convert the whole list from VNI to Unicode (UniKey: Ctrl+Shift+F6), save it and upload it again.",
    ),
    "typed-signs": FaultText(
        ERROR,
        "Dấu trong ô gõ bằng ký hiệu (kiểu VIQR: “Va(n” thay cho “Văn”).",
        "Mở tệp, chuyển mã cả danh sách từ VIQR sang Unicode (UniKey: Ctrl+Shift+F6), lưu lại rồi tải lên.",
        "Accents are typed as signs (VIQR: “Va(n” for “Văn”).",
        "Convert the whole list from VIQR to Unicode (UniKey: Ctrl+Shift+F6), save it and upload it again.",
    ),
    "twice-decoded": FaultText(
        ERROR,
        "Chữ trong ô bị hỏng vì tệp từng được mở hoặc lưu sai bảng mã.",
        "Lấy lại tệp gốc, lưu kiểu “CSV UTF-8” hoặc Excel (.xlsx), rồi tải lên.",
        "The letters are damaged: the file was once opened or saved in the wrong code page.",
        "Take the original file, save it as “CSV UTF-8” or Excel (.xlsx), and upload that.",
    ),
    "lost-letters": FaultText(
        ERROR,
        "Chữ có dấu trong ô đã mất, chỉ còn dấu hỏi. Tệp từng được lưu ở bảng mã không có tiếng Việt.",
        "Lấy lại tệp gốc, lưu kiểu “CSV UTF-8” hoặc Excel (.xlsx); không còn tệp gốc thì gõ lại ô này.",
        "Letters with accents are lost, only question marks are left: the file was saved in a code page without them.",
        "Take the original file and save it as “CSV UTF-8” or Excel (.xlsx); without it, type the cell again.",
    ),
    "hidden-row": FaultText(
        WARNING,
        "Hàng này đang ẩn trong bảng tính, nhưng vẫn được đọc thành một hộ.",
        "Hộ không còn ở thôn thì xóa hẳn hàng. Nếu còn thì bỏ lọc hoặc bỏ ẩn để thấy đủ danh sách.",
        "This row is hidden in the spreadsheet, but it is read as a household.",
        "Delete the row if the household is gone; otherwise clear the filter or unhide it.",
    ),
    "hidden-column": FaultText(
        WARNING,
        "Cột {letter} đang ẩn trong bảng tính, nhưng vẫn được đọc.",
        "Bỏ ẩn cột để xem; xóa cột nếu không dùng.",
        "Column {letter} is hidden in the spreadsheet, but it is read.",
        "Unhide the column to look at it; delete it if it is not used.",
    ),
    "formula-values": FaultText(
        WARNING,
        "Cột {letter} có {count} ô là công thức; đã lấy kết quả lưu sẵn trong tệp, không tính lại.",
        "Xem kỹ kết quả. Để chắc chắn: chép cột, rồi dán dạng giá trị (Paste Special → Values).",
        "Column {letter} has {count} formula cells; the results stored in the file were taken, nothing was computed.",
        "Check the results. To be sure: copy the column and paste it as values (Paste Special → Values).",
    ),
    "struck-row": FaultText(
        WARNING,
        "Hàng này bị gạch ngang trong bảng tính, nhưng vẫn được đọc thành một hộ.",
        "Hộ không còn ở thôn thì xóa hẳn hàng. Nếu còn thì bỏ gạch ngang.",
        "This row is struck through in the spreadsheet, but it is read as a household.",
        "Delete the row if the household is gone; otherwise remove the strikethrough.",
    ),
    "struck-cell": FaultText(
        WARNING,
        "Chữ trong ô bị gạch ngang, nhưng vẫn được đọc.",
        "Xóa chữ nếu không còn đúng; nếu còn đúng thì bỏ gạch ngang.",
        "The text of this cell is struck through, but it is read.",
        "Delete the text if it is no longer right; otherwise remove the strikethrough.",
    ),
    "unseen-row": FaultText(
        WARNING,
        "Chữ của hàng này cùng màu với nền nên mắt không thấy, nhưng vẫn được đọc thành một hộ.",
        "Hộ không còn ở thôn thì xóa hẳn hàng. Nếu còn thì đổi màu chữ để thấy đủ danh sách.",
        "The text of this row has the colour of its ground, so nobody sees it, but it is read as a household.",
        "Delete the row if the household is gone; otherwise change the colour of the text.",
    ),
    "unseen-cell": FaultText(
        WARNING,
        "Chữ trong ô cùng màu với nền nên mắt không thấy, nhưng vẫn được đọc.",
        "Xóa chữ nếu không dùng; nếu dùng thì đổi màu chữ.",
        "The text of this cell has the colour of its ground, so nobody sees it, but it is read.",
        "Delete the text if it is not used; otherwise change its colour.",
    ),
    "other-header": FaultText(
        ERROR,
        "Dòng này lại đặt tên cột, khác với dòng {header_row}; các dòng bên dưới có thể bị đọc sai cột.",
        "Xếp các cột như ở dòng {header_row}, hoặc chép phần bên dưới sang một trang riêng, rồi tải lên lại.",
        "This row names the columns again, otherwise than row {header_row}; the rows below may be read wrongly.",
        "Put the columns in the order of row {header_row}, or move what is below to a sheet of its own.",
    ),
    "bad-phone": FaultText(
        ERROR,
        "Số điện thoại không đúng.",
        "Số điện thoại có 10 chữ số và bắt đầu bằng 0 (ví dụ 0912345678). Sửa lại hoặc để trống.",
        "The telephone number is not right.",
        "A number has 10 digits and begins with 0 (such as 0912345678). Correct it or leave it empty.",
    ),
    "several-phones": FaultText(
        WARNING,
        "Ô có nhiều số điện thoại; đã lấy số đầu tiên.",
        "Nếu muốn dùng số khác thì chỉ ghi số đó.",
        "The cell holds several telephone numbers; the first was taken.",
        "To use another, write only that one.",
    ),
    "duplicate-phone": FaultText(
        WARNING,
        "Số điện thoại trùng với dòng {first_row}.",
        "Kiểm tra có gõ nhầm không. Hai hộ dùng chung điện thoại thì cứ để nguyên.",
        "The telephone number is the same as in row {first_row}.",
        "Check for a slip. If two households share a telephone, leave it.",
    ),
    "bad-members": FaultText(
        ERROR,
        "Số nhân khẩu phải là số từ 1 đến {limit}.",
        "Ghi bằng chữ số{suggestion}, hoặc để trống.",
        "The number of members must be a number from 1 to {limit}.",
        "Write it in figures{suggestion}, or leave it empty.",
    ),
    "bad-smartphone": FaultText(
        WARNING,
        "Không hiểu ô “Có điện thoại thông minh”; tạm coi là không có.",
        "Ghi “x” nếu có, để trống nếu không.",
        "The smartphone column is not understood; taken as no.",
        "Write “x” for yes, leave it empty for no.",
    ),
    "repeated-column": FaultText(
        WARNING,
        "Cột {letter} cũng có tiêu đề như cột {first_letter}; chỉ đọc cột {first_letter}.",
        "Đổi tiêu đề hoặc xóa cột không dùng.",
        "Column {letter} has the same title as column {first_letter}; only {first_letter} is read.",
        "Rename or delete the column that is not used.",
    ),
}


def make_fault(at: int | HouseholdRow, column: FieldName, kind: str, **values: str | int) -> Fault:
    """The fault of this kind (a key of KINDS) in this cell of a row or household, its sentences filled in."""
    text = KINDS[kind]
    row_number, sheet = (at, "") if isinstance(at, int) else (at.row_number, at.sheet)
    return Fault(
        row_number=row_number,
        column=column,
        kind=kind,
        message_vi=text.message_vi.format(**values),
        fix_vi=text.fix_vi.format(**values),
        message_en=text.message_en.format(**values),
        fix_en=text.fix_en.format(**values),
        severity=text.severity,
        sheet=sheet,
    )
