"""An official's wish to be reminded by mail of what waits: an address, or none."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import StringField

from voting.services.errors import Conflict, Invalid
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class MailWishForm(NumberedForm):
    """Where to."""

    address = StringField(
        _l("Địa chỉ thư điện tử"), description=_l("Để trống là không nhận. Thư chỉ ghi có mấy việc, không ghi tên ai.")
    )


@blueprint.route("/nhac-qua-thu", methods=["GET", "POST"])
@signed_in
def mail_wish() -> str | Response | tuple[str, int]:
    """One letter each morning on which work waits, to the official's own address."""
    reminders, actor, form = services().mail_reminders, require_actor(), MailWishForm()
    if form.accepted():
        try:
            reminders.wish(actor, form.address.data or "")
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("account.mail_wish"))
        else:
            flash(_("Đã ghi."))
            return redirect(url_for("account.mail_wish"))
    elif not form.is_submitted():
        form.address.data = form.address.data or reminders.address(actor)
    return render_template("account/mail_wish.html", form=form, possible=reminders.possible), form.status
