"""The commune's villages: one set up with its people in one act, and one that has nobody else for some duties."""

from flask import flash, redirect, render_template, request, url_for
from flask_wtf.file import FileField
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from voting.services.errors import Invalid
from voting.services.people.communes import UNIT_KINDS
from voting.services.people.founding import OF_THE_COMMUNE, NewVillage
from voting.services.permissions import Role
from voting.web.account.blueprint import blueprint
from voting.web.account.sheets import filled_in
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import Needed, PageForm, new_number, options
from voting.web.speech.labels import full_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services

NOBODY_ELSE = _l("Chỉ điền khi thôn không có đủ người để tách các việc trên. Lý do hiện trên trang công khai của thôn.")


class FoundingForm(PageForm):
    """A village and who does what in it; each role's field is called by the role."""

    number = HiddenField(default=new_number)
    unit_kind = SelectField(_l("Loại"))
    name = StringField(_l("Tên"), [Needed(_l("Hãy điền tên."))], description=_l("Ví dụ: Đông Hòa."))
    sheet = FileField(
        _l("Có sẵn bảng phân công? Đọc từ Excel hoặc CSV"),
        description=_l(
            "Một cột họ tên, một cột việc làm; thêm cột điện thoại cũng được. Tên được điền vào các ô dưới."
        ),
    )
    sheet_said = HiddenField()
    head = TextAreaField(
        _l("Trưởng thôn, tổ trưởng; rồi phó, nếu có"), [Needed(_l("Hãy điền họ tên trưởng thôn hoặc tổ trưởng."))]
    )
    front = TextAreaField(_l("Trưởng ban công tác Mặt trận"))
    team = TextAreaField(_l("Tổ lấy ý kiến biểu quyết trực tuyến"))
    cards = TextAreaField(
        _l("Người in thẻ"),
        description=_l("Nắm mã bí mật của mọi thẻ, nên không phải là trưởng thôn hay người kiểm phiếu."),
    )
    counting = TextAreaField(
        _l("Ban kiểm phiếu"),
        description=_l("Từ 3 đến 5 người. Ghi đủ thì ban được lập ngay; trưởng thôn lập ban khác được."),
    )
    board = TextAreaField(_l("Ban giám sát"))
    ring_phone = StringField(
        _l("Điện thoại của trưởng thôn để bà con gọi"),
        description=_l("Số này hiện công khai. Chỉ ghi khi ông/bà ấy đồng ý. Đổi sang người khác được sau này."),
    )
    nobody_else = StringField(_l("Vì sao một người phải làm nhiều việc?"), description=NOBODY_ELSE)

    asks_why = False
    """Whether one person would hold duties that are kept apart: only then is the reason asked for."""

    def show(self, error: Invalid) -> None:
        """Says a service's faults at their fields."""
        self.asks_why = self.asks_why or any(fault.startswith("apart-") for fault in error.faults.values())
        super().show(error)

    @property
    def roles(self) -> list[TextAreaField]:
        """The fields of the roles, in the order of the page."""
        return [self[role.value] for role in Role if role not in OF_THE_COMMUNE]


class NobodyElseForm(PageForm):
    """That a village has nobody else, and why."""

    village = SelectField(_l("Thôn"))
    reason = StringField(
        _l("Vì sao một người phải làm nhiều việc?"), [Needed(_l("Hãy ghi lý do."))], description=NOBODY_ELSE
    )


@blueprint.route("/can-bo/lap-thon", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def found_village() -> str | Response | tuple[str, int]:
    """A village, its officials and their invitations, from one page."""
    form = FoundingForm()
    form.unit_kind.choices = options((kind, kind[:1].upper() + kind[1:]) for kind in UNIT_KINDS)
    form.asks_why = bool(form.nobody_else.data)
    if request.form.get("act") == "read":
        if number := filled_in(form, form.sheet.data):
            return redirect(url_for("account.found_village", giu=number))
    elif form.accepted():
        people: dict[Role, str] = {role: form[role.value].data or "" for role in Role if role not in OF_THE_COMMUNE}
        new = NewVillage(form.name.data, form.unit_kind.data, people, form.nobody_else.data or "",
                         form.ring_phone.data or "")  # fmt: skip
        try:
            made = services().founding.found(require_actor(), new, form.number.data or "")
        except Invalid as error:
            form.show(error)
        else:
            services().committees.form_first(require_actor(), made.code)
            flash(_("Đã lập %(name)s. Hãy đưa lời mời cho từng người.", name=full_name(made.name, made.unit_kind)))
            return redirect(url_for("account.slips", thon=made.code))
    return render_template("account/found_village.html", form=form), form.status


@blueprint.route("/can-bo/kiem-nhiem/rut", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def withdraw_nobody_else() -> str | Response:
    """A village has people enough again: asks once more, or says who still holds duties that are kept apart."""
    actor, code = require_actor(), request.values.get("thon", "")
    if request.method == "POST":
        village = services().communes.withdraw_nobody_else(actor, code)
        flash(
            _("%(name)s đã rút lời khai. Việc này có trong sổ chung.", name=full_name(village.name, village.unit_kind))
        )
        return redirect(url_for("account.officials"))
    joined = services().communes.joined_duties(actor, code)
    return render_template("account/apart_again.html", village=services().communes.village(code), joined=joined)


@blueprint.route("/can-bo/kiem-nhiem", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def declare_nobody_else() -> str | Response | tuple[str, int]:
    """A village declares that it has nobody else, so that one person may hold duties kept apart elsewhere."""
    actor, form = require_actor(), NobodyElseForm()
    villages = services().communes.villages(actor.commune)
    form.village.choices = options((one.code, full_name(one.name, one.unit_kind)) for one in villages)
    if form.accepted():
        try:
            services().communes.declare_nobody_else(actor, form.village.data, form.reason.data)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã ghi vào sổ chung. Lý do hiện trên trang của thôn."))
            return redirect(url_for("account.officials"))
    return render_template("account/nobody_else.html", form=form), form.status
