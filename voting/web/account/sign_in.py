"""Signing in and out."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from voting.services.errors import TooManyAttempts, Unavailable, WrongPassword
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.door.access import public, signed_in
from voting.web.door.devices import known_device, remember_device
from voting.web.door.limits import forgive, guess, knock, knock_as
from voting.web.door.sessions import close_session, current_actor, open_session, own_path
from voting.web.door.typed import carried, come_back
from voting.web.errors import trouble_of
from voting.web.forms import Needed, PageForm
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.words import _l
from voting.web.wiring import services


class SignInForm(PageForm):
    """Login and password."""

    login = StringField(_l("Tên đăng nhập"), [Needed(_l("Hãy điền tên đăng nhập."))])
    password = PasswordField(_l("Mật khẩu"), [Needed(_l("Hãy điền mật khẩu."))])


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Login and password; then the page first asked for, or the desk."""
    form, typed = SignInForm(), carried()
    after = own_path(request.args.get("tiep")) or url_for("account.desk")
    if (present := current_actor()) is not None:
        return redirect(come_back(present, after, typed) if typed else after)
    if not form.accepted():
        return render_template("account/sign_in.html", form=form, typed=typed), form.status
    try:
        actor = check_password(form.login.data, form.password.data)
    except WrongPassword as error:
        form.say("", str(REFUSALS[error.code]))
        return render_template("account/sign_in.html", form=form, typed=typed), 422
    except (TooManyAttempts, Unavailable) as error:
        return _not_now(form, error)
    answer = redirect(come_back(actor, after, typed) if typed else after)
    remember_device(answer, form.login.data, url_for("account.sign_in"))
    return answer


def check_password(login: str, password: str) -> Actor:
    """Opens a session for whom login and password are right, at the pace that guessing has; `WrongPassword`."""
    device = known_device(login)
    if device is None:
        knock("sign-in")
        guess(login)
    else:
        knock_as("device", device)
    actor = services().accounts.authenticate(login, password)
    open_session(actor)
    if device is None:
        forgive(login)
    return actor


def _not_now(form: SignInForm, error: TooManyAttempts | Unavailable) -> tuple[str, int, dict[str, str]]:
    """The page with what was typed, and when to come again."""
    trouble = trouble_of(error)
    form.say("", str(trouble.advice))
    wait = {} if trouble.retry_after_s is None else {"Retry-After": str(trouble.retry_after_s)}
    return render_template("account/sign_in.html", form=form, typed=carried()), trouble.status, wait


@blueprint.post("/dang-xuat")
@signed_in
def sign_out() -> Response:
    """Ends the session on this device."""
    close_session()
    return redirect(url_for("noticeboard.home"))
