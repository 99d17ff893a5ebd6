"""An official's own password."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import PasswordField

from voting.services.errors import Invalid
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import open_session, require_actor
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
