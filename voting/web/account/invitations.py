"""Invitations: slips for the administrator to hand out, and the page on which an official takes a passkey or
chooses a password."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField

from voting.services.errors import Conflict, Invalid
from voting.services.people.invitations import Slip
from voting.services.people.passkeys import ChallengeOver, WrongPasskey
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.door.access import public, requires
from voting.web.door.limits import knock
from voting.web.door.passkeys import Handed, PasskeyField, Purpose, to_make
from voting.web.door.sessions import open_session, require_actor
from voting.web.errands import first_page
from voting.web.errors import sentence
from voting.web.forms import NeededWithoutPasskey, PageForm
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


class ComingInForm(PageForm):
    """How an invited official will sign in: by a passkey of the device that is in hand, or by a password."""

    password = PasswordField(
        _l("Mật khẩu của ông/bà"),
        [NeededWithoutPasskey(_l("Hãy điền mật khẩu."))],
        description=_l("Ít nhất 10 ký tự. Nên ghép vài từ dễ nhớ. Không ai khác biết mật khẩu này."),
    )
    passkey = PasskeyField()

    def come_in(self, token: str) -> Actor | None:
        """The official, who has come in; what does not hold is said."""
        try:
            if not self.passkey.data:
                return services().invitations.accept(token, self.password.data)
            new = Handed.read(Purpose.FIRST, self.passkey.data).made(_("Máy đã mở lời mời"))
            return services().invitations.accept_key(token, new)
        except Invalid as error:
            self.show(error)
        except (WrongPasskey, ChallengeOver, Conflict) as error:
            self.say("", sentence(error.code))
        return None

    @property
    def said(self) -> str:
        """What was done."""
        if self.passkey.data:
            return _("Đã xong. Lần sau ông/bà đăng nhập bằng vân tay, khuôn mặt hoặc mã khóa của máy này.")
        return _("Đã đặt mật khẩu. Từ nay ông/bà đăng nhập bằng mật khẩu này.")


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
    """Asks once more before every way into an account ends."""
    found = services().accounts.get(require_actor().commune, request.args.get("tai-khoan", ""))
    waits = any(one.official.account_id == found.account_id for one in services().invitations.slips(require_actor()))
    return render_template("account/renew.html", official=found, waits=waits)


@blueprint.post("/can-bo/moi-lai")
@requires("account.manage", commune_wide=True)
def renew() -> Response:
    """Ends every way into an official's account and makes a new invitation."""
    seen = request.form.get("seen", "")
    try:
        account = request.form.get("account", "")
        services().invitations.renew(require_actor(), account, int(seen) if seen.isdecimal() else None)
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Cách đăng nhập cũ không dùng được nữa. Hãy đưa lời mời mới."))
    return redirect(url_for("account.slips"))


@blueprint.route("/loi-moi/<token>", methods=["GET", "POST"])
@public
def invited(token: str) -> str | Response | tuple[str, int]:
    """An invited official says how they will sign in, is signed in, and stands before what waits for them."""
    form = ComingInForm()
    if form.accepted():
        knock("sign-in")
        if (official := form.come_in(token)) is not None:
            open_session(official)
            flash(form.said)
            return redirect(first_page(official))
    official = services().invitations.look(token)
    commune, asked = services().communes.commune(official.commune), to_make(official, (), Purpose.FIRST)
    page = render_template("account/invited.html", form=form, official=official, commune=commune, asked=asked)
    return page, form.status
