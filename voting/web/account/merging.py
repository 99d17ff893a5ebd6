"""A village becomes part of another: asked once more with what ends in numbers, its name typed, then in the record."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Invalid
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import Needed, NumberedForm, options
from voting.web.speech.labels import full_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class MergeForm(NumberedForm):
    """Where the households belong from now on, why, and the village's name to confirm."""

    successors = SelectMultipleField(
        _l("Các hộ nay thuộc thôn nào?"),
        description=_l("Chọn một thôn. Chỉ chọn nhiều thôn khi các hộ được chia ra."),
        widget=ListWidget(prefix_label=False), option_widget=CheckboxInput(),
    )  # fmt: skip
    reason = StringField(
        _l("Theo quyết định nào?"),
        [Needed(_l("Hãy ghi quyết định, hoặc lý do."))],
        description=_l("Ví dụ: Nghị quyết của HĐND xã ngày 20/6/2026. Hiện công khai."),
    )
    named = StringField(_l("Gõ tên thôn sẽ hết để xác nhận"), [Needed(_l("Hãy gõ tên thôn."))])


@blueprint.route("/can-bo/hop-thon/<village>", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def merge_village(village: str) -> str | Response | tuple[str, int]:
    """What ends with the village, and where its households go."""
    actor, form = require_actor(), MergeForm()
    merging = services().mergers.preview(actor, village)
    form.successors.choices = options((one.code, full_name(one.name, one.unit_kind)) for one in merging.successors)
    name = full_name(merging.village.name, merging.village.unit_kind)
    if form.accepted():
        try:
            services().mergers.merge(
                actor, village, form.successors.data, form.reason.data, form.named.data, form.once
            )  # fmt: skip
        except Invalid as error:
            form.show(error)
        else:
            flash(_("%(name)s đã hợp vào thôn mới. Việc này có trong sổ chung.", name=name))
            return redirect(url_for("noticeboard.village", village=village))
    return render_template("account/merge_village.html", form=form, merging=merging, name=name), form.status
