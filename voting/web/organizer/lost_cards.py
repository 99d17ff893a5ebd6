"""Cards that are lost, many or all made again: what one official asks here, another one answers here."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import SelectField, StringField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.door.typed import sent_from
from voting.web.errors import sentence
from voting.web.forms import Needed, NumberedForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.speech.words import _, _l
from voting.web.wiring import services

LOST = [
    ("Hộ báo mất thẻ", _l("Hộ báo mất thẻ")),
    ("Thẻ hỏng, không quét được", _l("Thẻ hỏng, không quét được")),
    ("Thẻ có thể đã bị người khác chép", _l("Thẻ có thể đã bị người khác chép")),
]
MANY = [
    ("Tờ in bị mất hoặc hỏng", _l("Tờ in bị mất hoặc hỏng")),
    ("Thẻ có thể đã bị người khác chép", _l("Thẻ có thể đã bị người khác chép")),
    ("Phát nhầm thẻ giữa các hộ", _l("Phát nhầm thẻ giữa các hộ")),
]
PUBLIC = _l("Lý do được ghi vào sổ chung, không kèm tên hộ.")


class RevokeForm(NumberedForm):
    """A lost card: whose, and why (the reason becomes public, so it names nobody)."""

    household = StringField(_l("Mã hộ"), [Needed(_l("Hãy điền mã hộ in trên thẻ."))], description=_l("Ví dụ DH-017."))
    reason = SelectField(_l("Vì sao hủy thẻ?"), choices=options(LOST), description=PUBLIC)


class SeriesForm(NumberedForm):
    """All cards made again: the village's name typed, because every household is concerned."""

    reason = SelectField(_l("Vì sao làm lại?"), choices=options(MANY), description=PUBLIC)
    named = StringField(_l("Gõ tên thôn để xác nhận"), [Needed(_l("Hãy gõ tên thôn."))])


@blueprint.get("/quan-ly/<village>/the-ho/huy")
@requires("cards.revoke")
def revoke(village: str) -> str:
    """Asks which card to make invalid."""
    return _revoke_page(village, RevokeForm())


@blueprint.post("/quan-ly/<village>/the-ho/huy")
@requires("cards.revoke")
def revoke_now(village: str) -> Response | tuple[str, int]:
    """Makes a lost card invalid, in the record too; while a vote is open, asks a second official."""
    form, actor = RevokeForm(), require_actor()
    if form.accepted():
        asked = (actor, village, form.household.data, form.reason.data, form.once)
        try:
            if services().replacing.in_open_vote(actor, village):
                code = services().replacing.ask(*asked)
                flash(_("Đã đề nghị thay thẻ của hộ %(code)s. Việc này chờ một người khác đồng ý.", code=code))
                return redirect(url_for("organizer.card_questions", village=village))
            code = services().cards.revoke(*asked)
        except NotFound:
            form.say("household", _("Không có thẻ còn hiệu lực nào mang mã hộ này."))
        else:
            flash(_("Đã hủy thẻ của hộ %(code)s. Hãy làm thẻ mới cho hộ.", code=code))
            return redirect(url_for("organizer.home", village=village))
    return _revoke_page(village, form), form.status


def _revoke_page(village: str, form: RevokeForm) -> str:
    return render_template(
        "organizer/revoke.html",
        form=form,
        village=village_called(village),
        open=services().replacing.in_open_vote(require_actor(), village),
        spares=services().cards.status(require_actor(), village).spares,
    )


@blueprint.get("/quan-ly/<village>/the-ho/cho-dong-y")
@requires("cards.revoke")
def card_questions(village: str) -> str:
    """What waits for a second official, with its consequence in numbers; spare cards given so far."""
    actor = require_actor()
    return render_template(
        "organizer/cards_waiting.html",
        village=village_called(village),
        questions=services().replacing.waiting(actor, village),
        given=services().replacing.given(actor, village),
        cards=services().cards.status(actor, village),
    )


@blueprint.post("/quan-ly/<village>/the-ho/cho-dong-y")
@requires("cards.revoke")
def card_question(village: str) -> Response:
    """The second official's yes, or anybody's no. Answered already: the page shows what is."""
    actor, question = require_actor(), request.form.get("question", "")
    try:
        if request.form.get("answer") == "yes":
            done = services().replacing.agree(actor, village, question)
            spare = done.prospect.spare if done.prospect else None
            if spare:
                flash(_("Hãy lấy thẻ dự phòng số %(number)s và giao cho hộ %(code)s.", number=spare,
                        code=done.households[0]))  # fmt: skip
            else:
                flash(_("Đã đồng ý."))
        else:
            services().replacing.decline(actor, village, question)
            flash(_("Đã bỏ đề nghị. Không có thẻ nào thay đổi."))
    except Conflict as error:
        closed = error.code == "card-question-closed"
        flash(_("Đề nghị này đã được quyết từ trước.") if closed else sentence(error.code))
    return redirect(url_for("organizer.card_questions", village=village))


@blueprint.get("/quan-ly/<village>/the-ho/lam-lai")
@requires("cards.revoke")
def remake(village: str) -> str:
    """Asks whether every card is to be made again, and says what that ends."""
    return _remake_page(village, SeriesForm())


@blueprint.post("/quan-ly/<village>/the-ho/lam-lai")
@requires("cards.revoke")
def remake_now(village: str) -> Response | tuple[str, int]:
    """Puts the question to a second official. Nothing changes yet."""
    form = SeriesForm()
    if form.accepted():
        try:
            asked = (require_actor(), village, form.reason.data)
            number = services().replacing.ask_series(*asked, named=form.named.data, form=form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.say("", sentence(error.code))
        else:
            flash(_("Đã đề nghị làm lại %(number)s thẻ. Việc này chờ một người khác đồng ý.", number=number))
            return redirect(url_for("organizer.card_questions", village=village))
    return _remake_page(village, form), form.status


def _remake_page(village: str, form: SeriesForm) -> str:
    status = services().cards.status(require_actor(), village)
    return render_template("organizer/cards_remake.html", form=form, village=village_called(village), cards=status)


@blueprint.post("/quan-ly/<village>/the-ho/cap-lai")
@sent_from("organizer.cards")
@requires("cards.revoke")
def ask_again(village: str) -> Response:
    """Asks a second official whether all revoked cards are made again in one go."""
    form = NumberedForm()
    try:
        number = services().replacing.ask_again(require_actor(), village, "Cấp lại các thẻ đã hủy", form.once)
    except Conflict as error:
        flash(sentence(error.code))
        return redirect(url_for("organizer.card_questions", village=village))
    flash(_("Đã đề nghị cấp lại %(number)s thẻ. Việc này chờ một người khác đồng ý.", number=number))
    return redirect(url_for("organizer.card_questions", village=village))
