"""Household cards. Made and printed in the browser of the card authority; only public keys come here."""

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as PlainResponse
from wtforms import SelectField, StringField

from voting.services.errors import Invalid, NotFound
from voting.web.bodies import read_json
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.downloads import name_file
from voting.web.forms import Needed, PageForm, options
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import public_url
from voting.web.speech.words import _, _l
from voting.web.wiring import services


class RevokeForm(PageForm):
    """A lost card: whose, and why (the reason becomes public, so it names nobody)."""

    household = StringField(_l("Mã hộ"), [Needed(_l("Hãy điền mã hộ in trên thẻ."))], description=_l("Ví dụ DH-017."))
    reason = SelectField(
        _l("Vì sao hủy thẻ?"),
        choices=options(
            [
                ("Hộ báo mất thẻ", _l("Hộ báo mất thẻ")),
                ("Thẻ hỏng, không quét được", _l("Thẻ hỏng, không quét được")),
                ("Thẻ có thể đã bị người khác chép", _l("Thẻ có thể đã bị người khác chép")),
            ]
        ),
        description=_l("Lý do được ghi vào sổ công khai, không kèm tên hộ."),
    )


@blueprint.get("/quan-ly/<village>/the-ho")
@requires("cards.issue")
def cards(village: str) -> str:
    """Makes and prints the cards of households that have none."""
    actor = require_actor()
    return render_template(
        "organizer/cards.html",
        village=village_called(village),
        todo=services().cards.pending(actor, village),
        cards=services().cards.status(actor, village),
        address=public_url(url_for("booth.card")),
    )


@blueprint.post("/quan-ly/<village>/the-ho")
@requires("cards.issue")
def issue(village: str) -> Response:
    """Stores household code -> public key, all or none."""
    report = services().cards.issue(require_actor(), village, _keys(read_json(request.get_data())))
    return jsonify(issued=report.issued, total=report.total, register=report.register_sha256)


def _keys(body: object) -> dict[str, str]:
    listed = body.get("cards") if isinstance(body, dict) else None
    if not isinstance(listed, list):
        raise Invalid({"cards": "malformed"})
    keys: dict[str, str] = {}
    for card in listed:
        household, key = (card.get("household"), card.get("key")) if isinstance(card, dict) else (None, None)
        if not isinstance(household, str) or not isinstance(key, str) or household in keys:
            raise Invalid({"cards": "malformed"})
        keys[household] = key
    return keys


@blueprint.get("/quan-ly/<village>/the-ho/so-the")
@requires("cards.register")
def register(village: str) -> Response:
    """The card register (no secret): for whoever checks that a credential list is complete."""
    found = services().cards.register(require_actor(), village)
    answer = Response(found.raw, mimetype="application/json")
    name_file(answer, f"so-the-{village}.json")
    return answer


@blueprint.get("/quan-ly/<village>/the-ho/huy")
@requires("cards.revoke")
def revoke(village: str) -> str:
    """Asks which card to make invalid."""
    return _revoke_page(village, RevokeForm())


@blueprint.post("/quan-ly/<village>/the-ho/huy")
@requires("cards.revoke")
def revoke_now(village: str) -> PlainResponse | tuple[str, int]:
    """Makes a lost card invalid, in the record too."""
    form = RevokeForm()
    if form.accepted():
        try:
            code = services().cards.revoke(require_actor(), village, form.household.data, form.reason.data)
        except NotFound:
            form.say("household", _("Không có thẻ còn hiệu lực nào mang mã hộ này."))
        else:
            flash(_("Đã hủy thẻ của hộ %(code)s. Hãy làm thẻ mới cho hộ.", code=code))
            return redirect(url_for("organizer.home", village=village))
    return _revoke_page(village, form), form.status


def _revoke_page(village: str, form: RevokeForm) -> str:
    return render_template("organizer/revoke.html", form=form, village=village_called(village))
