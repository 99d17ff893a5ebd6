"""The sheet beside the page that sets up a village: its names go into the fields, and what was read is said."""

from flask_babel.speaklater import LazyString
from werkzeug.datastructures import FileStorage

from voting.services.errors import UnreadableList
from voting.services.households.officials_sheet import SheetSaid
from voting.services.permissions import Role
from voting.web.door.sessions import require_actor
from voting.web.forms import PageForm
from voting.web.speech.labels import said
from voting.web.speech.words import _, _l
from voting.web.wiring import services

MOST_TOLD = 20
WHY: dict[str, LazyString] = {
    "no-work": _l("chưa ghi làm việc gì"),
    "unknown-work": _l("chưa hiểu việc này"),
    "no-name": _l("chưa có họ tên"),
    "letters": _l("chữ bị hỏng, hãy gõ lại"),
    "phone": _l("số điện thoại chưa đúng"),
    "hidden": _l("hàng đang ẩn"),
    "struck": _l("chữ bị gạch ngang"),
    "unseen": _l("chữ cùng màu với nền"),
}
"""Why a row of a sheet gave nothing, or is in doubt."""


def filled_in(form: PageForm, file: FileStorage | None) -> str:
    """Puts the names of the chosen sheet into the form's fields; the number under which the whole form waits, or ""."""
    if not file or not file.filename:
        form.say("sheet", _("Hãy chọn tệp rồi bấm đọc."))
        return ""
    try:
        sheet = services().officials_sheets.read(require_actor(), file.filename, file.read())
    except UnreadableList as error:
        form.say("sheet", said(error, "message"))
        return ""
    typed = {Role(name): field.data or "" for name, field in form._fields.items() if name in list(Role)}
    for role, text in sheet.joined_with(typed).items():
        form[role.value].data = text
    form["sheet_said"].data = "\n".join(_sentences(file.filename, sheet))
    kept = [(name, value) for name, field in form._fields.items() if isinstance(value := field.data, str)]
    number = services().typed_forms.keep(require_actor(), [pair for pair in kept if pair[0] != "csrf_token"])
    if not number:
        form.say("sheet", _("Bảng dài quá. Hãy giữ lại những người làm việc ở thôn này."))
    return number


def _sentences(filename: str, sheet: SheetSaid) -> list[str]:
    """What was read and what was not, for the eyes of whoever checks the fields."""
    lines = [_("Đã đọc %(number)s người từ tệp “%(file)s”. Hãy xem lại từng ô.", number=sheet.people, file=filename),
             _("Cột đọc: %(columns)s.", columns=", ".join(sheet.columns))]  # fmt: skip
    if sheet.unread:
        lines.append(_("Cột không đọc: %(columns)s.", columns=", ".join(sheet.unread)))
    if sheet.other_sheets:
        lines.append(_("Trang không đọc: %(sheets)s.", sheets=", ".join(sheet.other_sheets)))
    lines += [
        _("Dòng %(number)s vẫn được đọc: %(text)s (%(why)s).", number=one.row_number, text=one.text, why=WHY[one.why])
        for one in sheet.doubtful[:MOST_TOLD]
    ]
    if len(sheet.doubtful) > MOST_TOLD:
        lines.append(_("Còn %(number)s dòng khác như thế.", number=len(sheet.doubtful) - MOST_TOLD))
    lines += [
        _("Dòng %(number)s không đọc: %(text)s (%(why)s).", number=one.row_number, text=one.text, why=WHY[one.why])
        for one in sheet.not_taken[:MOST_TOLD]
    ]
    if len(sheet.not_taken) > MOST_TOLD:
        lines.append(_("Còn %(number)s chỗ khác không đọc.", number=len(sheet.not_taken) - MOST_TOLD))
    return lines
