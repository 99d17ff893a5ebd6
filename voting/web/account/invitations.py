"""Invitations: slips for the administrator to hand out, and the page on which an official chooses a password."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField

from voting.services.errors import Conflict, Invalid
from voting.services.people.invitations import Slip
from voting.web.account.blueprint import blueprint
from voting.web.door.access import public, requires
from voting.web.door.limits import knock
from voting.web.door.sessions import open_session, require_actor
from voting.web.errands import first_page
from voting.web.errors import sentence
from voting.web.forms import Needed, PageForm
from voting.web.page_tools import public_url
from voting.web.speech.drawings import QrDrawing, qr_path
from voting.web.speech.words import _, _l
from voting.web.wiring import services


@dataclass(frozen=True)
class ShownSlip:
    """A slip as it is printed or sent: its link, also as a QR code."""

    slip: Slip
    address: str
    qr: QrDrawing


class OwnPasswordForm(PageForm):
    """The password that an invited official chooses."""

    password = PasswordField(
        _l("Mật khẩu của ông/bà"),
        [Needed(_l("Hãy điền mật khẩu."))],
        description=_l("Ít nhất 10 ký tự. Nên ghép vài từ dễ nhớ. Không ai khác biết mật khẩu này."),
    )


@blueprint.get("/can-bo/loi-moi")
@requires("account.manage", commune_wide=True)
def slips() -> str:
    """Every invitation that still waits, or those of one village: to print, or to send one by one."""
    actor, code = require_actor(), request.args.get("thon", "")
    waiting = services().invitations.slips(actor)
    mine = [one for one in waiting if not code or any(grant.village == code for grant in one.official.grants)]
    return render_template(
        "account/slips.html",
        slips=[_shown(one) for one in mine],
        villages={one.code: one for one in services().communes.all_villages(actor.commune)},
        commune=services().communes.commune(actor.commune),
    )


def _shown(slip: Slip) -> ShownSlip:
    address = public_url(url_for("account.invited", token=slip.token))
    return ShownSlip(slip, address, qr_path(address))


@blueprint.get("/can-bo/moi-lai")
@requires("account.manage", commune_wide=True)
def ask_to_renew() -> str:
    """Asks once more before a password ends."""
    found = services().accounts.get(require_actor().commune, request.args.get("tai-khoan", ""))
    waits = any(one.official.account_id == found.account_id for one in services().invitations.slips(require_actor()))
    return render_template("account/renew.html", official=found, waits=waits)


@blueprint.post("/can-bo/moi-lai")
@requires("account.manage", commune_wide=True)
def renew() -> Response:
    """Ends an official's password and makes a new invitation."""
    seen = request.form.get("seen", "")
    try:
        account = request.form.get("account", "")
        services().invitations.renew(require_actor(), account, int(seen) if seen.isdecimal() else None)
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Mật khẩu cũ không dùng được nữa. Hãy đưa lời mời mới."))
    return redirect(url_for("account.slips"))


@blueprint.route("/loi-moi/<token>", methods=["GET", "POST"])
@public
def invited(token: str) -> str | Response | tuple[str, int]:
    """An invited official chooses a password, is signed in, and stands before what waits for them."""
    form = OwnPasswordForm()
    if form.accepted():
        knock("sign-in")
        try:
            official = services().invitations.accept(token, form.password.data)
            open_session(official)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã đặt mật khẩu. Từ nay ông/bà đăng nhập bằng mật khẩu này."))
            return redirect(first_page(official))
    official = services().invitations.look(token)
    commune = services().communes.commune(official.commune)
    return render_template("account/invited.html", form=form, official=official, commune=commune), form.status
