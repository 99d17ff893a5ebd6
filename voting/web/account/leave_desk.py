"""Leaving a help desk: an official of its village signs in on the device, which is then a browser as any other."""

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Forbidden
from voting.web.account.blueprint import blueprint
from voting.web.account.sign_in import NOT_NOW, WRONG, SignInForm, who_signs_in
from voting.web.door.access import public
from voting.web.door.help_desk import desk_token, unlock
from voting.web.door.passkeys import Purpose, to_show
from voting.web.door.sessions import close_session
from voting.web.errors import trouble_of
from voting.web.speech.sentences import REFUSALS
from voting.web.speech.words import _
from voting.web.wiring import services


@blueprint.route("/ban-ho-tro/dong", methods=["GET", "POST"])
@public
def leave_help_desk() -> str | Response | tuple[str, int]:
    """An official of the village signs in; then the page of its help desks."""
    form, token = SignInForm(), desk_token()
    if not token:
        return render_template("booth/no_desk.html", ended=False)
    if not form.accepted():
        return _page(form), form.status
    try:
        actor = who_signs_in(form)
        village = services().help_desks.leave(actor, token)
    except Forbidden:
        close_session()
        form.say("", _("Chỉ trưởng thôn hoặc người của Tổ lấy ý kiến mới đóng được bàn hỗ trợ này."))
    except (*WRONG, *NOT_NOW) as error:
        form.say("", str(REFUSALS[error.code] if isinstance(error, WRONG) else trouble_of(error).advice))
    else:
        answer = redirect(url_for("organizer.help_desks", village=village) if village else url_for("account.desk"))
        unlock(answer)
        return answer
    return _page(form), 422


def _page(form: SignInForm) -> str:
    return render_template("account/leave_desk.html", form=form, asked=to_show(Purpose.SIGN_IN))
