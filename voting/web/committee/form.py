"""Who sits in a village's counting committee."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as PlainResponse
from wtforms import HiddenField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Conflict, Invalid
from voting.web.committee.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm, options
from voting.web.speech.words import _, _l
from voting.web.wiring import services

MOST, ALL = "most", "all"


class CommitteeForm(NumberedForm):
    """Three to five members; `seen` is the number of the committee that stood when they were chosen."""

    seen = HiddenField()
    members = SelectMultipleField(
        _l("Thành viên"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Chọn từ 3 đến 5 người có tài khoản với vai trò thành viên ban kiểm phiếu."),
    )
    needed = RadioField(
        _l("Cần mấy người để mở tổng số phiếu?"),
        choices=options([(MOST, _l("Quá nửa số thành viên (nên chọn)")), (ALL, _l("Tất cả thành viên"))]),
        default=MOST,
        description=_l(
            "Quá nửa: vắng một người vẫn kiểm được. Các thành viên làm khóa chung trong một buổi, mỗi người một máy."
        ),
    )


@blueprint.route("/kiem-phieu/<village>/lap", methods=["GET", "POST"])
@requires("committee.form")
def form(village: str) -> str | PlainResponse | tuple[str, int]:
    """Seats a counting committee."""
    actor, form = require_actor(), CommitteeForm()
    candidates = services().committees.candidates(actor, village)
    present = services().committees.current(village)
    form.members.choices = options((one.account_id, one.name) for one in candidates)
    if form.accepted():
        try:
            seen = int(form.seen.data) if (form.seen.data or "").isdecimal() else None
            committees = services().committees
            forming = committees.form_together if form.needed.data == MOST else committees.form
            forming(actor, village, form.members.data, form.once, seen)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("committee.form", village=village))
        else:
            flash(_("Đã lập ban kiểm phiếu. Mỗi thành viên hãy đăng nhập và tạo thẻ kiểm phiếu của mình."))
            return redirect(url_for("organizer.home", village=village))
    form.seen.data = form.seen.data or str(present.number if present else 0)  # what was typed knows what it saw
    return render_template(
        "committee/form.html",
        form=form,
        village=village_called(village),
        committee=present,
    ), form.status
