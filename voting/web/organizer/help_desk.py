"""Turning a device into a help desk, and seeing which ones the village has."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from voting.services.errors import Conflict
from voting.services.votes.summaries import Stage
from voting.web.door.access import requires, village_called
from voting.web.door.help_desk import lock
from voting.web.door.sessions import close_session, require_actor
from voting.web.door.typed import sent_from
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.words import _
from voting.web.wiring import services


class OpenDeskForm(NumberedForm):
    """Nothing is typed: the button says it all."""


class CloseDeskForm(NumberedForm):
    """Which desk is closed."""

    desk = HiddenField()


@blueprint.get("/quan-ly/<village>/ban-ho-tro")
@requires("desk.open")
def help_desks(village: str) -> str:
    """What a help desk is, the button that makes this device one, and the desks that are open."""
    return render_template(
        "organizer/help_desk.html",
        village=village_called(village),
        votes=[one for one in services().votes.under_way(village) if one.state is Stage.OPEN],
        desks=services().help_desks.open_in(require_actor(), village),
        form=OpenDeskForm(),
    )


@blueprint.post("/quan-ly/<village>/ban-ho-tro")
@requires("desk.open")
def open_help_desk(village: str) -> Response:
    """From here on this browser is a help desk: signed out, and locked to the booth."""
    form = OpenDeskForm()
    if not form.accepted():
        return redirect(url_for("organizer.help_desks", village=village))
    try:
        token = services().help_desks.open(require_actor(), village, form.once)
    except Conflict as error:
        flash(sentence(error.code))
        return redirect(url_for("organizer.help_desks", village=village))
    close_session()
    answer = redirect(url_for("booth.help_desk"))
    lock(answer, token)
    return answer


@blueprint.post("/quan-ly/<village>/ban-ho-tro/dong")
@sent_from("organizer.help_desks")
@requires("desk.open")
def close_help_desk(village: str) -> Response:
    """Closes a desk from elsewhere: its device takes no more ballots."""
    form = CloseDeskForm()
    if form.accepted():
        services().help_desks.close(require_actor(), village, form.desk.data or "")
        flash(_("Đã đóng bàn hỗ trợ. Máy ấy không gửi phiếu được nữa."))
    return redirect(url_for("organizer.help_desks", village=village))
