"""An official's own password."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField
from wtforms.validators import ValidationError

from voting.services.errors import Invalid
from voting.services.people.passwords import MIN_CHARACTERS
from voting.services.permissions import Actor
from voting.web.account.blueprint import blueprint
from voting.web.account.sign_in import NOT_NOW
from voting.web.door.access import signed_in
from voting.web.door.sessions import open_session, require_actor
from voting.web.door.tries import trying
from voting.web.errors import sentence, trouble_of
from voting.web.forms import Needed, PageForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class PasswordForm(PageForm):
    """A new password for oneself."""

    old = PasswordField(_l("Mật khẩu hiện nay"), [Needed(_l("Hãy điền mật khẩu hiện nay."))])
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
        """The account under its new password; what does not hold is said. Wrong ones are counted as at the sign-in."""
        if not self.accepted():
            return None
        try:
            with trying(require_actor().login):
                return services().accounts.change_password(require_actor(), self.old.data, self.new.data)
        except Invalid as error:
            self.show(error)
        except NOT_NOW as error:
            self.say("", str(trouble_of(error).advice))
        return None


@blueprint.route("/mat-khau", methods=["GET", "POST"])
@signed_in
def password() -> str | Response | tuple[str, int]:
    """A new password; every other session of the account ends."""
    form = PasswordForm()
    if (actor := form.changed()) is not None:
        open_session(actor)
        flash(_("Đã đổi mật khẩu. Các máy khác đã bị đăng xuất."))
        return redirect(url_for("account.desk"))
    return render_template("account/password.html", form=form), form.status
