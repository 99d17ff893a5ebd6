"""What a board writes down for itself: notes, and findings with what shows them. Officials who supervise read it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, TextAreaField

from voting.services.errors import Invalid
from voting.services.record.boards import FINDING, MOST_WORDS, NOTE
from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.forms import AtMost, Needed, NumberedForm, options
from voting.web.page_tools import page_asked
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class NoteForm(NumberedForm):
    """A note, or a finding."""

    kind = RadioField(
        _l("Ghi việc gì?"),
        choices=options([(NOTE, _l("Ghi chép khi giám sát")), (FINDING, _l("Phát hiện có sai khác"))]),
        default=NOTE,
        validators=[Needed(_l("Hãy chọn một."))],
    )
    words = TextAreaField(
        _l("Nội dung"),
        [Needed(_l("Hãy viết nội dung.")), AtMost(MOST_WORDS)],
        description=_l("Ghi ngày, số dòng, cuộc nào. Đừng ghi họ tên, số điện thoại, mã hộ."),
    )


@blueprint.route("/giam-sat/<village>/ghi-chep", methods=["GET", "POST"])
@requires("record.sign")
def notes(village: str) -> str | Response | tuple[str, int]:
    """All notes, newest first, a page of them (`?trang=`), and a form for one more; sent twice it is one."""
    form, actor = NoteForm(), require_actor()
    if form.accepted():
        try:
            services().boards.note(actor, village, form.kind.data, form.words.data or "", form.once)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã lưu ghi chép."))
            return redirect(url_for("board.notes", village=village))
    found = services().boards.notes(actor, village, page_asked())
    return render_template("board/notes.html", village=village_called(village), form=form, page=found), form.status
