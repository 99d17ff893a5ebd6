"""Leaving a help desk: an official of its village signs in on the device, which is then a browser as any other."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Forbidden, TooManyAttempts, Unavailable, WrongPassword
from voting.web.account.blueprint import blueprint
from voting.web.account.sign_in import SignInForm, check_password
from voting.web.door.access import public
from voting.web.door.help_desk import desk_token, unlock
from voting.web.door.sessions import close_session
from voting.web.errors import trouble_of
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.words import _
from voting.web.wiring import services


@blueprint.route("/ban-ho-tro/dong", methods=["GET", "POST"])
@public
def leave_help_desk() -> str | Response | tuple[str, int]:
    """Login and password of an official of the village; then the page of its help desks."""
    form, token = SignInForm(), desk_token()
    if not token:
        return render_template("booth/no_desk.html", ended=False)
    if not form.accepted():
        return render_template("account/leave_desk.html", form=form), form.status
    try:
        actor = check_password(form.login.data, form.password.data)
        village = services().help_desks.leave(actor, token)
    except Forbidden:
        close_session()
        form.say("", _("Chỉ trưởng thôn hoặc người của Tổ lấy ý kiến mới đóng được bàn hỗ trợ này."))
    except (WrongPassword, TooManyAttempts, Unavailable) as error:
        form.say("", str(REFUSALS[error.code] if isinstance(error, WrongPassword) else trouble_of(error).advice))
    else:
        answer = redirect(url_for("organizer.help_desks", village=village) if village else url_for("account.desk"))
        unlock(answer)
        return answer
    return render_template("account/leave_desk.html", form=form), 422
