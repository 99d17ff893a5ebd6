"""An official's own password: another one, or a first one beside the passkeys that there are."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import ValidationError

from voting.services.errors import Invalid
from voting.services.people.passwords import MIN_CHARACTERS
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.account.sign_in import NOT_NOW, WRONG
from voting.web.account.who import WhoForm
from voting.web.door.access import signed_in
from voting.web.door.passkeys import Purpose, to_show
from voting.web.door.sessions import open_session, require_actor
from voting.web.door.tries import trying
from voting.web.errors import sentence, trouble_of
from voting.web.forms import Needed
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class PasswordForm(WhoForm):
    """A new password for oneself."""

    new = PasswordField(
        _l("Mật khẩu mới"),
        [Needed(_l("Hãy điền mật khẩu mới."))],
        description=_l("Ít nhất 10 ký tự. Nên ghép vài từ dễ nhớ."),
    )

    def validate_new(self, field: PasswordField) -> None:
        """Long enough: said before the old one is tried, since tries are counted."""
        if len(field.data) < MIN_CHARACTERS:
            raise ValidationError(sentence("password-short"))

    def changed(self) -> Actor | None:
        """The account under its new password; what does not hold is said. Wrong tries are counted as at the sign-in."""
        if not self.accepted():
            return None
        try:
            with trying(require_actor().login):
                return self._change()
        except Invalid as error:
            self.show(error)
        except WRONG as error:
            self.say("", sentence(error.code))
        except NOT_NOW as error:
            self.say("", str(trouble_of(error).advice))
        return None

    def _change(self) -> Actor:
        actor, accounts = require_actor(), services().accounts
        if not self.passkey.data:
            return accounts.change_password(actor, self.password.data, self.new.data)
        self.show_who()
        return accounts.choose_password(actor, self.new.data)


@blueprint.route("/mat-khau", methods=["GET", "POST"])
@signed_in
def password() -> str | Response | tuple[str, int]:
    """A new password; every other session of the account ends."""
    form = PasswordForm()
    if (actor := form.changed()) is not None:
        open_session(actor)
        had_one = form.password is not None
        flash(_("Đã đổi mật khẩu. Các máy khác đã bị đăng xuất.") if had_one else _("Đã đặt mật khẩu."))
        return redirect(url_for("account.desk"))
    has_any = bool(services().passkeys.of(require_actor()))
    asked = to_show(Purpose.CONFIRM)
    return render_template("account/password.html", form=form, asked=asked, has_any=has_any), form.status
