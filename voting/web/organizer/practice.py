"""Practice: a few cards of its own, a vote that decides nothing, counted by the village's real committee."""

from flask import Response, flash, jsonify, redirect, render_template, url_for
from werkzeug.wrappers import Response as PlainResponse
from wtforms import RadioField

from voting.services.errors import Conflict
from voting.web.bodies import body_up_to, read_json
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.organizer.cards import CARDS_MAX_BYTES, keys_in
from voting.web.page_tools import public_url
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class PracticeForm(NumberedForm):
    """How long it lasts."""

    minutes = RadioField(
        _l("Tập trong bao lâu?"),
        choices=options([("15", _l("15 phút")), ("30", _l("30 phút")), ("60", _l("1 giờ")), ("1440", _l("1 ngày"))]),
        default="30",
        description=_l("Mọi thẻ tập dượt đã gửi phiếu thì đóng sớm được."),
    )


@blueprint.get("/quan-ly/<village>/tap-duot")
@requires("village.see")
def practice(village: str) -> str:
    """How practice stands, and what each may do next."""
    return _page(village, PracticeForm())


def _page(village: str, form: PracticeForm) -> str:
    return render_template(
        "organizer/practice.html",
        village=village_called(village),
        practice=services().practice.standing(require_actor(), village),
        form=form,
    )


@blueprint.post("/quan-ly/<village>/tap-duot")
@requires("vote.open")
def open_practice(village: str) -> PlainResponse | tuple[str, int]:
    """Opens a practice vote, at once."""
    form = PracticeForm()
    if not form.accepted():
        return _page(village, form), form.status
    try:
        services().practice.open(require_actor(), village, int(form.minutes.data), form.once)
    except Conflict as error:
        flash(sentence(error.code))
    else:
        flash(_("Đã mở bỏ phiếu tập dượt. Phiếu không có giá trị."))
    return redirect(url_for("organizer.practice", village=village))


@blueprint.get("/quan-ly/<village>/tap-duot/the")
@requires("cards.issue")
def practice_cards(village: str) -> str:
    """Makes and prints practice cards in this browser."""
    actor = require_actor()
    return render_template(
        "organizer/practice_cards.html",
        village=village_called(village),
        cards=services().practice.to_make(actor, village),
        practice=services().practice.standing(actor, village),
        address=public_url(url_for("booth.card")),
        book_code=services().logs.of_commune(village_called(village).commune).code(),
    )


@blueprint.post("/quan-ly/<village>/tap-duot/the")
@requires("cards.issue")
def issue_practice(village: str) -> Response:
    """Stores practice card -> public key, instead of those before."""
    keys = keys_in(read_json(body_up_to(CARDS_MAX_BYTES)))
    return jsonify(issued=services().practice.make_cards(require_actor(), village, keys))
