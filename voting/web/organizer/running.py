"""A vote under way: turnout, a later closing time, cancelling, early closing. Never a partial result."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, TextAreaField

from voting.services.errors import Conflict, Invalid
from voting.services.votes.summaries import Stage
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.errors import sentence
from voting.web.forms import DayField, HourField, Needed, NumberedForm
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.speech.times import to_utc
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class ExtendForm(NumberedForm):
    """A later closing time with its reason."""

    closes_day = DayField(_l("Ngày đóng mới"), [Needed(_l("Hãy chọn ngày đóng."))])
    closes_at = HourField(_l("Giờ đóng mới"), [Needed(_l("Hãy chọn giờ đóng."))])
    reason = TextAreaField(
        _l("Vì sao gia hạn?"),
        [Needed(_l("Hãy ghi lý do."))],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )


class CancelForm(NumberedForm):
    """The reason for cancelling a vote, twice meant."""

    reason = TextAreaField(
        _l("Vì sao hủy?"),
        [Needed(_l("Hãy ghi lý do."))],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )
    sure = BooleanField(
        _l("Tôi hiểu: hủy rồi thì không mở lại được, và các phiếu đã gửi không bao giờ được mở."),
        [Needed(_l("Hãy đánh dấu là đã hiểu."))],
    )


@blueprint.get("/dieu-hanh/<vote>")
@requires("village.see")
def manage(vote: str) -> str | Response:
    """Turnout and what may be done now; practice has a page of its own."""
    found = services().votes.get(vote)
    if found.practice:
        return redirect(url_for("organizer.practice", village=found.village))
    return render_template(
        "organizer/manage.html",
        vote=found,
        sends=services().outbox.possible,
        address=public_url(url_for("noticeboard.vote", vote=vote)),
        progress=services().counting.progress(vote) if found.state is Stage.COUNTING else None,
    )


@blueprint.get("/dieu-hanh/<vote>/gia-han")
@requires("vote.extend")
def extend(vote: str) -> str:
    """Asks for the later closing time and its reason."""
    return render_template("organizer/extend.html", vote=services().votes.get(vote), form=ExtendForm())


@blueprint.post("/dieu-hanh/<vote>/gia-han")
@requires("vote.extend")
def extend_now(vote: str) -> Response | tuple[str, int]:
    """Sets a later closing time; reason and time become public."""
    form = ExtendForm()
    if form.accepted():
        try:
            closes_at_utc = to_utc(form.closes_day.data, form.closes_at.data)
            services().votes.extend(require_actor(), vote, closes_at_utc, form.reason.data, form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            if services().votes.get(vote).state not in {Stage.UPCOMING, Stage.OPEN}:
                return _as_it_stands(vote, error)
            form.say("closes_day", _("Giờ đóng mới phải sau giờ đóng hiện nay."))
        else:
            flash(_("Đã gia hạn."))
            return redirect(url_for("organizer.manage", vote=vote))
    return render_template("organizer/extend.html", vote=services().votes.get(vote), form=form), form.status


@blueprint.get("/dieu-hanh/<vote>/huy")
@requires("vote.cancel")
def cancel(vote: str) -> str:
    """Asks for the reason."""
    return render_template("organizer/cancel.html", vote=services().votes.get(vote), form=CancelForm())


@blueprint.post("/dieu-hanh/<vote>/huy")
@requires("vote.cancel")
def cancel_now(vote: str) -> Response | tuple[str, int]:
    """Ends the vote without a count."""
    form = CancelForm()
    if form.accepted():
        try:
            services().votes.cancel(require_actor(), vote, form.reason.data, form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            return _as_it_stands(vote, error)
        else:
            flash(_("Đã hủy cuộc biểu quyết."))
            return redirect(url_for("organizer.manage", vote=vote))
    return render_template("organizer/cancel.html", vote=services().votes.get(vote), form=form), form.status


def _as_it_stands(vote: str, refusal: Conflict) -> Response:
    """The vote's page says why not, and shows what is: ended already, in another tab or by somebody else."""
    flash(sentence(refusal.code))
    return redirect(url_for("organizer.manage", vote=vote))


@blueprint.post("/dieu-hanh/<vote>/dong")
@sent_from("organizer.manage")
@requires("vote.close")
def close_now(vote: str) -> Response:
    """Closes before the time, which is allowed once every household has voted."""
    try:
        services().votes.close(require_actor(), vote)
    except Conflict as error:
        return _as_it_stands(vote, error)
    flash(_("Đã đóng cuộc biểu quyết. Bây giờ đến việc của ban kiểm phiếu."))
    return redirect(url_for("organizer.manage", vote=vote))
