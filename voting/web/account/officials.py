"""The commune's officials: their accounts and roles."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from voting.services.errors import Invalid
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import Needed, PageForm, options
from voting.web.speech.labels import full_name, role_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class AccountForm(PageForm):
    """An official's account with roles in one village, or in the whole commune."""

    name = StringField(_l("Họ và tên"), [Needed(_l("Hãy điền họ và tên."))])
    login = StringField(
        _l("Tên đăng nhập"),
        [Needed(_l("Hãy điền tên đăng nhập."))],
        description=_l("Chữ thường không dấu, chữ số, dấu chấm; ví dụ nguyen.van.an."),
    )
    password = PasswordField(
        _l("Mật khẩu ban đầu"),
        [Needed(_l("Hãy điền mật khẩu ban đầu."))],
        description=_l("Ít nhất 10 ký tự. Người nhận nên đổi ngay sau khi đăng nhập lần đầu."),
    )
    village = SelectField(_l("Làm việc ở"), validate_choice=True)
    grants = SelectMultipleField(
        _l("Vai trò"),
        choices=options((role.value, role.value) for role in Role),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )

    def offer(self, villages: list[tuple[str, str]]) -> None:
        """Fills the choices: `(code, name)` of the commune's villages, and the roles in the reader's language."""
        self.village.choices = options([("", _l("Cả xã")), *villages])
        self.grants.choices = options((role.value, role_name(role)) for role in Role)


@blueprint.get("/can-bo")
@requires("account.manage", commune_wide=True)
def officials() -> str:
    """The commune's accounts and villages."""
    actor = require_actor()
    return render_template(
        "account/officials.html",
        officials=services().accounts.list(actor),
        villages={one.code: one for one in services().communes.villages(actor.commune)},
        commune=services().communes.commune(actor.commune),
    )


@blueprint.route("/can-bo/them", methods=["GET", "POST"])
@requires("account.manage", commune_wide=True)
def add_official() -> str | Response | tuple[str, int]:
    """A new account with its roles."""
    actor, form = require_actor(), AccountForm()
    villages = services().communes.villages(actor.commune)
    form.offer([(one.code, full_name(one.name, one.unit_kind)) for one in villages])
    if form.accepted():
        grants = tuple(Grant(Role(role), form.village.data) for role in form.grants.data)
        try:
            new = NewAccount(form.login.data.strip().lower(), form.name.data, form.password.data, grants)
            services().accounts.add(actor, new)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã lập tài khoản cho %(name)s.", name=form.name.data))
            return redirect(url_for("account.officials"))
    return render_template("account/add_official.html", form=form), form.status


@blueprint.get("/can-bo/khoa")
@requires("account.manage", commune_wide=True)
def ask_to_close() -> str:
    """Asks once more before an account is closed."""
    found = services().accounts.get(require_actor().commune, request.args.get("tai-khoan", ""))
    return render_template("account/close_official.html", official=found)


@blueprint.post("/can-bo/khoa")
@requires("account.manage", commune_wide=True)
def close_official() -> Response:
    """Closes an account for good; its sessions end at once."""
    services().accounts.deactivate(require_actor(), request.form.get("account", ""))
    flash(_("Đã khóa tài khoản."))
    return redirect(url_for("account.officials"))
