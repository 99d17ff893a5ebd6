"""Officials' pages that belong to no single village."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Forbidden, Invalid, TooManyAttempts, WrongPassword
from voting.services.people.accounts import NewAccount
from voting.services.people.communes import UNIT_KINDS
from voting.services.permissions import Grant, Role
from voting.web.account.desk import workplaces
from voting.web.account.villages import AccountForm, PasswordForm, SignInForm, VillageForm
from voting.web.door.access import public, requires, signed_in
from voting.web.door.devices import known_device, remember_device
from voting.web.door.limits import knock, knock_as
from voting.web.door.sessions import close_session, current_actor, open_session, own_path, require_actor
from voting.web.forms import options
from voting.web.speech.labels import full_name
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.words import _
from voting.web.wiring import services

blueprint = Blueprint("account", __name__)


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int]:
    """Login and password; then the page first asked for, or the desk."""
    form = SignInForm()
    after = own_path(request.args.get("tiep")) or url_for("account.desk")
    if current_actor() is not None:
        return redirect(after)
    if not form.accepted():
        return render_template("account/sign_in.html", form=form), form.status
    try:
        _check_password(form.login.data, form.password.data)
    except (WrongPassword, TooManyAttempts) as error:
        form.say("", str(REFUSALS[error.code]))
        return render_template("account/sign_in.html", form=form), 422
    answer = redirect(after)
    remember_device(answer, form.login.data, url_for("account.sign_in"))
    return answer


def _check_password(login: str, password: str) -> None:
    device = known_device(login)
    if device is None:
        knock("sign-in")
    else:
        knock_as("device", device)
    open_session(services().accounts.authenticate(login, password, known_device=device is not None))


@blueprint.post("/dang-xuat")
@signed_in
def sign_out() -> Response:
    """Ends the session on this device."""
    close_session()
    return redirect(url_for("noticeboard.home"))


@blueprint.get("/ban-lam-viec")
@signed_in
def desk() -> str:
    """Where an official begins: the villages they work for and what they may do there."""
    return render_template("account/desk.html", places=workplaces(require_actor()))


@blueprint.route("/mat-khau", methods=["GET", "POST"])
@signed_in
def password() -> str | Response | tuple[str, int]:
    """A new password; every other session of the account ends."""
    form = PasswordForm()
    if form.accepted():
        try:
            open_session(services().accounts.change_password(require_actor(), form.old.data, form.new.data))
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã đổi mật khẩu. Các máy khác đã bị đăng xuất."))
            return redirect(url_for("account.desk"))
    return render_template("account/password.html", form=form), form.status


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
    found = services().accounts.get(request.args.get("tai-khoan", ""))
    if found.commune != require_actor().commune:
        raise Forbidden("account of another commune")
    return render_template("account/close_official.html", official=found)


@blueprint.post("/can-bo/khoa")
@requires("account.manage", commune_wide=True)
def close_official() -> Response:
    """Closes an account for good; its sessions end at once."""
    services().accounts.deactivate(require_actor(), request.form.get("account", ""))
    flash(_("Đã khóa tài khoản."))
    return redirect(url_for("account.officials"))


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
