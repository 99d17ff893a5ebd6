"""Signing in and out."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField, StringField

from voting.services.errors import TooManyAttempts, Unavailable, WrongPassword
from voting.services.people.passkeys import ChallengeOver, CounterBack, WrongPasskey
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.door.access import public, signed_in
from voting.web.door.devices import remember_device
from voting.web.door.passkeys import Handed, PasskeyField, Purpose, to_show
from voting.web.door.sessions import close_session, current_actor, open_session, own_path
from voting.web.door.tries import trying
from voting.web.door.typed import Typed, carried, come_back
from voting.web.errors import trouble_of
from voting.web.forms import NeededWithoutPasskey, PageForm
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.words import _l
from voting.web.wiring import services, settings

WRONG = (WrongPassword, WrongPasskey, ChallengeOver, CounterBack)
"""What was shown does not say who somebody is."""
NOT_NOW = (TooManyAttempts, Unavailable)


class SignInForm(PageForm):
    """Login and password, or a passkey."""

    login = StringField(_l("Tên đăng nhập"), [NeededWithoutPasskey(_l("Hãy điền tên đăng nhập."))])
    password = PasswordField(_l("Mật khẩu"), [NeededWithoutPasskey(_l("Hãy điền mật khẩu."))])
    passkey = PasskeyField()


@blueprint.route("/dang-nhap", methods=["GET", "POST"])
@public
def sign_in() -> str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Login and password, or a passkey; then the page first asked for, or the desk."""
    form = SignInForm()
    if (present := current_actor()) is not None:
        return redirect(onwards(present))
    if not form.accepted():
        return sign_in_page(form, carried()), form.status
    try:
        actor = who_signs_in(form)
    except WRONG as error:
        form.say("", str(REFUSALS[error.code]))
        return sign_in_page(form, carried()), 422
    except NOT_NOW as error:
        return _not_now(form, error)
    answer = redirect(onwards(actor))
    remember_device(answer, actor.login, url_for("account.sign_in"))
    return answer


def onwards(actor: Actor) -> str:
    """Where somebody goes who is signed in now: the page first asked for, with what was typed there, or the desk."""
    after, typed = own_path(request.args.get("tiep")) or url_for("account.desk"), carried()
    return come_back(actor, after, typed) if typed else after


def who_signs_in(form: SignInForm) -> Actor:
    """Opens a session for whom the form shows; one of `WRONG` or `NOT_NOW`."""
    login = form.login.data or ""
    actor = _by_passkey(form.passkey.data, login) if form.passkey.data else _by_password(login, form.password.data)
    open_session(actor)
    return actor


def _by_password(login: str, password: str) -> Actor:
    with trying(login):
        return services().accounts.authenticate(login, password)


def _by_passkey(text: str, login: str) -> Actor:
    """Where no login was typed, tries are counted by the key itself: no wrong one bars another."""
    handed = Handed.read(Purpose.SIGN_IN, text)
    answer = handed.answer()
    with trying(login or f"|{answer.credential_id.hex()}"):
        return services().passkeys.authenticate(answer, handed.check, login)


def sign_in_page(form: SignInForm, typed: Typed, action: str = "", after: str | None = None) -> str:
    """The page, which carries what was typed elsewhere; sent to this address where it stands at another.

    ``after`` is the page first asked for, where this one's own address does not tell.
    """
    after = after or own_path(request.args.get("tiep"))
    asked = to_show(Purpose.SIGN_IN)
    return render_template(
        "account/sign_in.html", form=form, typed=typed, action=action, asked=asked,
        providers=settings().identity_providers, after=after,
    )  # fmt: skip


def _not_now(form: SignInForm, error: Any) -> tuple[str, int, dict[str, str]]:
    """The page with what was typed, and when to come again."""
    trouble = trouble_of(error)
    form.say("", str(trouble.advice))
    wait = {} if trouble.retry_after_s is None else {"Retry-After": str(trouble.retry_after_s)}
    return sign_in_page(form, carried()), trouble.status, wait


@blueprint.post("/dang-xuat")
@signed_in
def sign_out() -> Response:
    """Ends the session on this device."""
    close_session()
    return redirect(url_for("noticeboard.home"))
