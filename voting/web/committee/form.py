"""Who sits in a village's counting committee."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as PlainResponse
from wtforms import SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Invalid
from voting.web.committee.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.forms import PageForm, options
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class CommitteeForm(PageForm):
    """Three to five members."""

    members = SelectMultipleField(
        _l("Thành viên"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=_l("Chọn từ 3 đến 5 người có tài khoản với vai trò thành viên ban kiểm phiếu."),
    )


@blueprint.route("/kiem-phieu/<village>/lap", methods=["GET", "POST"])
@requires("committee.form")
def form(village: str) -> str | PlainResponse | tuple[str, int]:
    """Seats a counting committee."""
    actor, form = require_actor(), CommitteeForm()
    candidates = services().committees.candidates(actor, village)
    form.members.choices = options((one.account_id, one.name) for one in candidates)
    if form.accepted():
        try:
            services().committees.form(actor, village, form.members.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã lập ban kiểm phiếu. Mỗi thành viên hãy đăng nhập và tạo thẻ kiểm phiếu của mình."))
            return redirect(url_for("organizer.home", village=village))
    return render_template(
        "committee/form.html",
        form=form,
        village=village_called(village),
        committee=services().committees.current(village),
    ), form.status
