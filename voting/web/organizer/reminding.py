"""The households that have not voted, for reminding them: one list, ticked as it is worked through, or printed."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectMultipleField

from voting.services.errors import Invalid
from voting.services.votes.reminding import Way
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.forms import Needed, NumberedForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.words import _, _l
from voting.web.wiring import services

WAYS = {
    Way.CALL: _l("Gọi điện"), Way.VISIT: _l("Đến nhà"), Way.MET: _l("Gặp trực tiếp"), Way.MESSAGE: _l("Nhắn tin"),
}  # fmt: skip
UNREMINDED = "chua-nhac"


class RemindForm(NumberedForm):
    """Which households were reminded, and how."""

    households = SelectMultipleField(
        _l("Hộ"), [Needed(_l("Hãy đánh dấu ít nhất một hộ trong bảng."))], validate_choice=False
    )
    way = RadioField(
        _l("Đã nhắc bằng cách nào?"), [Needed(_l("Hãy chọn cách đã nhắc."))], choices=options(WAYS.items()),
        validate_choice=False,
    )  # fmt: skip


@blueprint.get("/dieu-hanh/<vote>/chua-gui")
@requires("turnout.names")
def not_voted(vote: str) -> str:
    """The households to remind. Only for the team; the list says nothing of how anyone voted."""
    return _shown(vote, RemindForm())


@blueprint.post("/dieu-hanh/<vote>/chua-gui")
@requires("turnout.names")
def remind(vote: str) -> Response | tuple[str, int]:
    """Notes who was reminded; those that have voted meanwhile are gone from the list, with no mark."""
    form = RemindForm()
    if form.accepted():
        try:
            number = services().reminding.mark(
                require_actor(), vote, form.households.data, form.way.data, form.once
            )  # fmt: skip
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã ghi %(number)s hộ là đã nhắc.", number=number))
            return redirect(url_for("organizer.not_voted", vote=vote, loc=request.args.get("loc")))
    return _shown(vote, form), form.status


@blueprint.post("/dieu-hanh/<vote>/chua-gui/bo")
@sent_from("organizer.not_voted")
@requires("turnout.names")
def forget_reminder(vote: str) -> Response:
    """Takes back one mark: somebody ticked the wrong line."""
    services().reminding.unmark(require_actor(), vote, request.form.get("household", ""))
    return redirect(url_for("organizer.not_voted", vote=vote))


def _shown(vote: str, form: RemindForm) -> str:
    listed = services().reminding.households(require_actor(), vote)
    new = [one for one in listed if one.way is None]
    only = request.args.get("loc") == UNREMINDED
    return render_template(
        "organizer/not_voted.html",
        vote=services().votes.get(vote),
        households=new if only else listed,
        counts=(len(listed), len(new)),
        only=only,
        ways=WAYS,
        form=form,
    )
