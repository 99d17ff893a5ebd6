"""The household list: upload, look at it with every fault at its row, confirm. Nothing is imported by half."""

from flask import flash, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from werkzeug.wrappers import Response

from voting.services.errors import UnreadableList
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.forms import PageForm
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.labels import said
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class RollForm(PageForm):
    """The file with the list."""

    file = FileField(
        _l("Tệp danh sách hộ"),
        [FileRequired(_l("Hãy chọn tệp danh sách hộ."))],
        description=_l("Excel (.xlsx) hoặc CSV, giữ nguyên như thôn đang dùng."),
    )


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
            form.say("file", said(error, "message"))
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
def preview(village: str, preview: str) -> str:
    """What was read: the head-count, each fault with its row and remedy, and the confirming button if there is none."""
    found = services().rolls.staged(require_actor(), village, preview)
    return render_template("organizer/preview.html", village=village_called(village), preview=found)


@blueprint.post("/quan-ly/<village>/ho/xem-truoc/<preview>")
@requires("roll.import")
def confirm(village: str, preview: str) -> Response:
    """Takes the list over and freezes it in the record."""
    taken = services().rolls.confirm(require_actor(), village, preview)
    flash(_("Đã nhập danh sách: %(number)s hộ.", number=taken.households))
    return redirect(url_for("organizer.home", village=village))
