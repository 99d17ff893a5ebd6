"""A form that nobody signed in sent, or one with an old token: nothing is done, and nothing that was typed is lost."""

from flask import Flask, Response, flash, make_response, redirect, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as PlainResponse

from voting.web.account.sign_in import SignInForm, onwards, sign_in_page
from voting.web.door.access import access_of
from voting.web.door.sessions import SignInFirst, current_actor
from voting.web.door.typed import Typed, carried, come_back, is_form, page_of_form, sent
from voting.web.errors import Trouble, answer
from voting.web.speech.words import _, _l

SIGN_IN_FIRST = Trouble(
    401, "sign-in-first", _l("Hãy đăng nhập trước"), _l("Chưa có gì được ghi. Hãy đăng nhập rồi làm lại.")
)


def prepare(app: Flask) -> None:
    """Answers both on `app`."""
    app.register_error_handler(SignInFirst, _nobody)
    app.register_error_handler(CSRFError, lambda _error: _old_token(app))


def _nobody(error: SignInFirst) -> PlainResponse:
    if request.method == "POST" and not is_form():
        return answer(SIGN_IN_FIRST)
    if request.endpoint == "account.sign_out":
        return redirect(url_for("noticeboard.home"))
    typed = sent()
    if not typed:
        return error.get_response() if request.method != "POST" else redirect(_sign_in())
    return _sign_in_page(typed, _sign_in(), _("Phiên làm việc đã hết. Hãy đăng nhập lại: chữ đã gõ được giữ."), 401)


def _old_token(app: Flask) -> PlainResponse:
    """A page left open for long, or from before another sign-in in the same browser."""
    if not is_form():
        return answer(SIGN_IN_FIRST if current_actor() is None else _stale_form())
    if request.endpoint == "account.sign_in" and (present := current_actor()) is not None:
        return redirect(onwards(present), 303)  # in another tab, or by the first click of two
    if request.endpoint == "account.sign_in":
        return _sign_in_page(carried(), request.full_path, _("Trang này để lâu quá. Xin gõ lại mật khẩu."), 400)
    if access_of(app, request.endpoint or "").who == "public":
        return answer(_stale_form())
    actor = current_actor()
    if actor is None:
        return _nobody(SignInFirst())
    typed = sent()
    if not typed:
        flash(_("Trang này để lâu quá nên chưa gửi được. Xin bấm lại."))
    return redirect(come_back(actor, page_of_form(), typed), 303)


def _sign_in() -> str:
    return url_for("account.sign_in", tiep=page_of_form())


def _sign_in_page(typed: Typed, address: str, words: str, status: int) -> Response:
    """The sign-in form, which carries what was typed."""
    form = SignInForm() if request.endpoint == "account.sign_in" else SignInForm(formdata=None)
    form.say("", words)
    answered = make_response(sign_in_page(form, typed, address), status)
    answered.headers["Cache-Control"] = "no-store"
    return answered


def _stale_form() -> Trouble:
    return Trouble(
        400, "stale-form", _("Trang này để lâu quá nên chưa gửi được"),
        _("Chưa có gì được ghi. Hãy tải lại trang, đăng nhập lại nếu cần, rồi làm lại."),
    )  # fmt: skip
