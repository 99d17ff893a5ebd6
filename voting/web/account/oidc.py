"""Signing in with an account elsewhere, and linking one to the account here, by who was asked again just now."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from voting.services.errors import NotFound, ServiceError
from voting.services.people.identities import Shown
from voting.web.account.blueprint import blueprint
from voting.web.account.sign_in import SignInForm, onwards, sign_in_page
from voting.web.account.who import WhoForm
from voting.web.door.access import public, signed_in
from voting.web.door.limits import knock
from voting.web.door.oidc import Errand, NotShown, come_back, provider_name, provider_of, send_off, shown_by
from voting.web.door.passkeys import Purpose, allow_adding, has_added, may_add, to_show
from voting.web.door.sessions import current_actor, open_session, own_path, require_actor
from voting.web.door.typed import Typed
from voting.web.errors import sentence, trouble_of
from voting.web.settings import IdentityProvider
from voting.web.speech.words import _
from voting.web.wiring import services


@blueprint.get("/dang-nhap/<provider>")
@public
def sign_in_with(provider: str) -> Response | tuple[str, int]:
    """Off to the provider, to come back signed in."""
    chosen, after = provider_of(provider), own_path(request.args.get("tiep")) or ""
    knock("sign-in")
    try:
        return send_off(chosen, Errand(after=after))
    except ServiceError as error:
        return _not_in(error, after)


@blueprint.get("/dang-nhap/<provider>/ve")
@public
def came_back(provider: str) -> Response | tuple[str, int]:
    """Back from the provider: signed in, linked, or told why not."""
    chosen = provider_of(provider)
    knock("sign-in")
    errand = come_back(chosen)
    try:
        if errand is None:
            raise NotShown
        shown = shown_by(chosen)
        if errand.links:
            return _linked(chosen, shown)
        actor = services().identities.authenticate(shown)
    except ServiceError as error:
        return _not_in(error, errand.after if errand else "")
    open_session(actor)
    return redirect(errand.after or onwards(actor))


def _not_in(error: ServiceError, after: str = "") -> Response | tuple[str, int]:
    """Why not, where the person can choose another way; who was signed in stays so."""
    words = str(trouble_of(error).advice)
    if current_actor() is not None:
        flash(words)
        return redirect(url_for("account.passkeys"))
    form = SignInForm(formdata=None)
    form.say("", words)
    action = url_for("account.sign_in", tiep=after or None)
    return sign_in_page(form, Typed(), action, after), trouble_of(error).status


@blueprint.route("/khoa-truy-cap/noi/<provider>", methods=["GET", "POST"])
@signed_in
def link_identity(provider: str) -> str | Response | tuple[str, int]:
    """First who sits here, then off to the provider: two steps, one after the other, at one address."""
    chosen = provider_of(provider)
    if may_add():
        return render_template("account/off_to_link.html", provider=chosen)
    form = WhoForm()
    if form.confirmed():
        allow_adding()
        return redirect(url_for("account.link_identity", provider=provider))
    return _asks_who("account/link_identity.html", form, provider=chosen)


@blueprint.get("/khoa-truy-cap/noi/<provider>/di")
@signed_in
def link_off(provider: str) -> Response | tuple[str, int]:
    """Off to the provider, to come back linked."""
    chosen = provider_of(provider)
    if not may_add():
        return redirect(url_for("account.link_identity", provider=provider))
    try:
        return send_off(chosen, Errand(links=True))
    except ServiceError as error:
        return _not_in(error)


def _linked(provider: IdentityProvider, shown: Shown) -> Response:
    """Only for who was asked again just now, in this session."""
    actor = require_actor()
    if not may_add():
        return redirect(url_for("account.link_identity", provider=provider.key))
    services().identities.link(actor, shown)
    has_added()
    flash(_("Đã nối với %(name)s. Lần sau ông/bà đăng nhập bằng tài khoản ấy được.", name=provider.name))
    return redirect(url_for("account.passkeys"))


@blueprint.route("/khoa-truy-cap/da-noi/<identity>/bo", methods=["GET", "POST"])
@signed_in
def unlink_identity(identity: str) -> str | Response | tuple[str, int]:
    """One less; every other session of the account ends, as the account elsewhere may be in other hands."""
    actor, form = require_actor(), WhoForm()
    try:
        shown = services().identities.get(actor, identity)
        if form.confirmed():
            open_session(services().identities.unlink(actor, identity))
            flash(_("Đã thôi nối. Các máy khác đã bị đăng xuất."))
            return redirect(url_for("account.passkeys"))
    except NotFound as error:
        flash(sentence(error.code))
        return redirect(url_for("account.passkeys"))
    return _asks_who("account/unlink_identity.html", form, name=provider_name(shown.issuer))


def _asks_who(template: str, form: WhoForm, **about: object) -> tuple[str, int]:
    has_any = bool(services().passkeys.of(require_actor()))
    return render_template(template, form=form, asked=to_show(Purpose.CONFIRM), has_any=has_any, **about), form.status
