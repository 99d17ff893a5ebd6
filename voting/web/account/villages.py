"""The commune's villages."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

from voting.services.errors import Invalid
from voting.services.people.communes import UNIT_KINDS
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import Needed, PageForm, options
from voting.web.speech.labels import full_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class VillageForm(PageForm):
    """A village of the commune."""

    unit_kind = SelectField(_l("Loại"))
    name = StringField(_l("Tên"), [Needed(_l("Hãy điền tên."))], description=_l("Ví dụ: Đông Hòa."))
    code = StringField(
        _l("Mã ngắn"),
        [Needed(_l("Hãy điền mã ngắn."))],
        description=_l("Chữ thường không dấu và gạch nối, in trên thẻ của hộ; ví dụ dong-hoa. Không đổi được về sau."),
    )


@blueprint.route("/can-bo/thon", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def add_village() -> str | Response | tuple[str, int]:
    """A new village of the commune."""
    form = VillageForm()
    form.unit_kind.choices = options((kind, kind[:1].upper() + kind[1:]) for kind in UNIT_KINDS)
    if form.accepted():
        try:
            code, name, kind = form.code.data.strip(), form.name.data, form.unit_kind.data
            services().communes.add_village(require_actor(), code, name, kind)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã thêm %(name)s.", name=full_name(form.name.data, form.unit_kind.data)))
            return redirect(url_for("account.officials"))
    return render_template("account/add_village.html", form=form), form.status
