"""What a village tells its households about a vote, by occasion: words to copy, to share, to read aloud, to send."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField

from voting.services.errors import Conflict
from voting.services.matters.terms import Mark
from voting.services.votes.occasions import AT_STAGE, About, Occasion, texts
from voting.services.votes.summaries import Stage, VoteSummary
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.speech.labels import full_name
from voting.web.speech.words import _, _l
from voting.web.wiring import services

HEADINGS = {
    Occasion.NOTICE: _l("Sắp mở"), Occasion.OPENING: _l("Đang nhận phiếu"), Occasion.LAST_DAY: _l("Còn một ngày"),
    Occasion.RESULT: _l("Có kết quả"), Occasion.FALLBACK: _l("Chưa đủ số hộ đồng ý"),
}  # fmt: skip


class SendForm(NumberedForm):
    """For which occasion messages are sent; how many stands on the button."""

    occasion = HiddenField()


@blueprint.get("/quan-ly/viec/<matter>/bao-tin")
@requires("village.see")
def tell(matter: str) -> str | Response:
    """The texts from the notice to the result; before, and of a vote without a count, the matter."""
    found = services().matters.in_hand(require_actor(), matter)
    vote = services().votes.get(found.vote) if found.vote else None
    occasions = AT_STAGE.get(vote.state, ()) if vote else ()
    if vote is None or not occasions:
        return redirect(url_for("organizer.matter", matter=matter))
    if vote.state is Stage.DECIDED and Mark.PASSED not in found.marks and not _passed(vote):
        occasions = (*occasions, Occasion.FALLBACK)
    about = _about(vote, found.helper, found.phone)
    return render_template(
        "organizer/tell.html",
        matter=found,
        vote=vote,
        sends=services().outbox.possible,
        told=[(one, HEADINGS[one], texts(one, about)) for one in occasions],
    )


@blueprint.get("/dieu-hanh/<vote>/tin-nhan")
@requires("messages.send")
def messages(vote: str) -> str:
    """How many households would get a message, and what became of those sent."""
    found = services().votes.get(vote)
    sending = services().outbox.of_vote(require_actor(), vote)
    about = _about(found, *_helper(found))
    return render_template(
        "organizer/messages.html",
        vote=found,
        sending=sending,
        words={one.occasion: texts(one.occasion, about).sms for one in sending.previews},
        headings=HEADINGS,
        form=SendForm(),
    )


@blueprint.post("/dieu-hanh/<vote>/tin-nhan")
@requires("messages.send")
def send_messages(vote: str) -> Response:
    """Lets the messages wait; a chore brings them to the gateway, and looks again then who has voted."""
    form = SendForm()
    if form.accepted() and form.occasion.data in list(Occasion):
        occasion, found = Occasion(form.occasion.data), services().votes.get(vote)
        words = texts(occasion, _about(found, *_helper(found))).sms
        try:
            number = services().outbox.send(require_actor(), vote, occasion, words, form.once)
        except Conflict as error:
            flash(sentence(error.code))
        else:
            flash(_("%(number)s tin nhắn đang chờ gửi. Vài phút nữa hãy tải lại trang.", number=number))
    return redirect(url_for("organizer.messages", vote=vote))


def _about(vote: VoteSummary, helper: str, phone: str) -> About:
    return About(
        village=full_name(vote.village_name, vote.unit_kind),
        title=vote.title,
        opens_at=vote.opens_at_utc,
        closes_at=vote.closes_at_utc,
        address=public_url(url_for("noticeboard.vote", vote=vote.uuid)),
        helper=helper,
        phone=phone,
        result=vote.result.vi if vote.outcome is not None else "",
        opinion=vote.opinion,
    )


def _helper(vote: VoteSummary) -> tuple[str, str]:
    """Whom the notice of the vote's matter names; nobody for a vote without one."""
    matter = services().matters.of_vote(vote.uuid, vote.commune)
    found = services().matters.in_hand(require_actor(), matter) if matter else None
    return (found.helper, found.phone) if found else ("", "")


def _passed(vote: VoteSummary) -> bool:
    return vote.outcome is not None and all(all(one.passed) for one in vote.outcome)
