"""The household list: upload, look at it with every fault at its row, confirm. Nothing is imported by half."""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField

from voting.services.errors import Conflict, Invalid, UnreadableList
from voting.services.households.previews import Agreement
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import PageForm
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.labels import said
from voting.web.speech.words import _, _l
from voting.web.wiring import services

LOOK_AGAIN = ("roll-changed", "sheet-not-chosen")
"""Refusals after which the preview is looked at again, as it stands now."""

FIELDS = {
    "stt": _l("số thứ tự"),
    "code": _l("mã hộ"),
    "head_name": _l("chủ hộ"),
    "representative": _l("người đại diện"),
    "address": _l("địa chỉ"),
    "phone": _l("điện thoại"),
    "members": _l("số nhân khẩu"),
    "smartphone": _l("điện thoại thông minh"),
}
"""What a column of the list is read as."""


class RollForm(PageForm):
    """The file with the list."""

    file = FileField(
        _l("Tệp danh sách hộ"),
        [FileRequired(_l("Hãy chọn tệp danh sách hộ."))],
        description=_l("Excel (.xlsx), LibreOffice (.ods) hoặc CSV, giữ nguyên như thôn đang dùng."),
    )


class ConfirmForm(PageForm):
    """The yes to a list: what was chosen and seen, and the village's name where much would be lost."""

    sheet = HiddenField()
    seen = HiddenField()
    village_name = StringField(_l("Gõ tên thôn để xác nhận"))


@blueprint.get("/quan-ly/<village>/ho")
@requires("roll.see")
def roll(village: str) -> str:
    """The list in force, and the form for a new one."""
    return _roll_page(village, RollForm())


@blueprint.post("/quan-ly/<village>/ho")
@requires("roll.import")
def upload(village: str) -> Response | tuple[str, int]:
    """Reads the file and shows what is in it; nothing is imported yet."""
    form = RollForm()
    if form.accepted():
        try:
            file = form.file.data
            found = services().rolls.preview(require_actor(), village, file.filename or "", file.read())
            return redirect(url_for("organizer.preview", village=village, preview=found.id))
        except UnreadableList as error:
            return redirect(url_for("organizer.preview", village=village, preview=error.kept))
    return _roll_page(village, form), form.status


def _roll_page(village: str, form: RollForm) -> str:
    actor = require_actor()
    return render_template(
        "organizer/roll.html",
        form=form,
        village=village_called(village),
        roll=services().rolls.current(village),
        households=services().rolls.households(actor, village),
    )


@blueprint.get("/quan-ly/<village>/ho/xem-truoc/<preview>")
@requires("roll.import")
def preview(village: str, preview: str) -> str | Response:
    """What was read and what it would do: each fault with its row and remedy, the button if there is none."""
    try:
        return _preview_page(village, preview, _sheet(request.args.get("trang", "")), ConfirmForm())
    except UnreadableList as error:
        form = RollForm()
        form.say("file", said(error, "message"))
        return _roll_page(village, form)


@blueprint.post("/quan-ly/<village>/ho/xem-truoc/<preview>")
@requires("roll.import")
def confirm(village: str, preview: str) -> Response | tuple[str | Response, int]:
    """Takes the list over and freezes it in the record; twice is once."""
    form = ConfirmForm()
    agreed = Agreement(_sheet(form.sheet.data or ""), form.seen.data or "", form.village_name.data or "")
    try:
        taken = services().rolls.confirm(require_actor(), village, preview, agreed)
    except Invalid:
        form.say("village_name", _("Chưa đúng tên. Gõ “%(name)s”, có dấu hay không dấu đều được.",
                                   name=village_called(village).name))  # fmt: skip
        return _preview_page(village, preview, agreed.sheet, form), form.status
    except Conflict as error:
        if error.code not in LOOK_AGAIN:
            raise
        flash(sentence(error.code))
        return redirect(url_for("organizer.preview", village=village, preview=preview, trang=form.sheet.data or None))
    flash(_("Đã nhập danh sách: %(number)s hộ.", number=taken.households))
    return redirect(url_for("organizer.home", village=village))


def _preview_page(village: str, preview: str, sheet: int | None, form: ConfirmForm) -> str | Response:
    found = services().rolls.staged(require_actor(), village, preview, sheet)
    if found.taken is not None:
        flash(_("Danh sách này đã được nhập rồi. Dưới đây là danh sách đang dùng."))
        return redirect(url_for("organizer.roll", village=village))
    form.seen.data = found.seen
    form.sheet.data = str(found.chosen)
    template = "organizer/preview.html" if found.asked else "organizer/choose_sheet.html"
    return render_template(template, village=village_called(village), preview=found, form=form, fields=FIELDS)


def _sheet(text: str) -> int | None:
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 4 else None  # noqa: PLR2004 - sheets are few
