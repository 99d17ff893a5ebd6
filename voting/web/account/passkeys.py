"""An official's own passkeys: shown, added, removed; each time it is asked again who sits here."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.people.passkeys import ChallengeOver, WrongPasskey
from voting.web.account.blueprint import blueprint
from voting.web.account.who import WhoForm
from voting.web.door.access import signed_in
from voting.web.door.oidc import provider_name
from voting.web.door.passkeys import (
    Handed,
    PasskeyField,
    Purpose,
    allow_adding,
    has_added,
    may_add,
    to_make,
    to_show,
)
from voting.web.door.sessions import open_session, require_actor
from voting.web.errors import sentence
from voting.web.forms import Needed, PageForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services, settings


class NewPasskeyForm(PageForm):
    """A name by which its owner knows it, and what the device has made."""

    name = StringField(_l("Tên để nhận ra"), description=_l("Ví dụ: Điện thoại của tôi, Máy ở ủy ban."))
    passkey = PasskeyField(validators=[Needed(_l("Máy chưa tạo khóa. Xin bấm nút tạo khóa."))])


@blueprint.get("/khoa-truy-cap")
@signed_in
def passkeys() -> str:
    """The official's own."""
    actor = require_actor()
    return render_template(
        "account/passkeys.html",
        passkeys=services().passkeys.of(actor),
        has_password=services().accounts.has_password(actor),
        commune=services().communes.commune(actor.commune),
        identities=[(one, provider_name(one.issuer)) for one in services().identities.of(actor)],
        providers=settings().identity_providers,
    )


@blueprint.route("/khoa-truy-cap/them", methods=["GET", "POST"])
@signed_in
def add_passkey() -> str | Response | tuple[str, int]:
    """First who sits here, then the key: two questions, one after the other, at one address."""
    if may_add():
        return _make()
    form = WhoForm()
    if form.confirmed():
        allow_adding()
        return redirect(url_for("account.add_passkey"))
    has_any = bool(services().passkeys.of(require_actor()))
    asked = to_show(Purpose.CONFIRM)
    return render_template("account/add_passkey.html", form=form, asked=asked, has_any=has_any), form.status


def _make() -> str | Response | tuple[str, int]:
    form, actor = NewPasskeyForm(), require_actor()
    if form.accepted() and _kept(form):
        has_added()
        flash(_("Đã thêm khóa truy cập. Lần sau ông/bà đăng nhập bằng khóa này được."))
        return redirect(url_for("account.passkeys"))
    asked = to_make(actor, services().passkeys.known_devices(actor))
    return render_template("account/make_passkey.html", form=form, asked=asked), form.status


def _kept(form: NewPasskeyForm) -> bool:
    try:
        new = Handed.read(Purpose.ADD, form.passkey.data).made(form.name.data or "")
        services().passkeys.add(require_actor(), new)
    except Invalid as error:
        form.show(error)
    except (WrongPasskey, ChallengeOver, Conflict) as error:
        form.say("", sentence(error.code))
    return not form.faults


@blueprint.route("/khoa-truy-cap/<passkey>/bo", methods=["GET", "POST"])
@signed_in
def remove_passkey(passkey: str) -> str | Response | tuple[str, int]:
    """One less; every other session of the account ends, as the device may be in other hands."""
    keys, actor, form = services().passkeys, require_actor(), WhoForm()
    try:
        shown = keys.get(actor, passkey)
        if form.confirmed():
            open_session(keys.remove(actor, passkey))
            flash(_("Đã bỏ khóa truy cập. Các máy khác đã bị đăng xuất."))
            return redirect(url_for("account.passkeys"))
    except (NotFound, Conflict) as error:
        flash(sentence(error.code))
        return redirect(url_for("account.passkeys"))
    asked = to_show(Purpose.CONFIRM)
    return render_template("account/remove_passkey.html", form=form, passkey=shown, asked=asked), form.status
