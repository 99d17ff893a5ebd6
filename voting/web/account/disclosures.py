"""What the commune itself makes public: its register with the next act, and the forms for it."""

from flask import Response as Answer
from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from voting.services.errors import Conflict, Forbidden
from voting.services.oversight.disclosure import OF_COMMUNE
from voting.services.oversight.registers import MadePublic
from voting.web.account.blueprint import blueprint
from voting.web.disclosures import add_in, disclose_in, end_in
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import NumberedForm
from voting.web.page_tools import page_asked
from voting.web.reports import paper_answer
from voting.web.speech.disclosures import shown
from voting.web.speech.languages import spoken
from voting.web.speech.words import _
from voting.web.wiring import services


@blueprint.get("/can-bo/cong-khai")
@signed_in
def disclosures() -> str:
    """What the commune has made public, the newest first, a page of it (`?trang=`): `Forbidden` to others."""
    commune = services().communes.commune(_commune())
    page = services().registers.of_commune(commune.code, page_asked())
    lists = services().publicity_lists
    return render_template(
        "account/disclosures.html", commune=commune, page=page, rows=[shown(one) for one in page],
        quarters=lists.quarters(), halves=lists.halves(), spoken=spoken,
    )  # fmt: skip


@blueprint.route("/can-bo/cong-khai/moi", methods=["GET", "POST"])
@signed_in
def disclose() -> str | Response | tuple[str, int]:
    """Makes something public: `Forbidden` to others."""
    _commune()
    return disclose_in("", lambda form: _page("disclose", form), _back())


@blueprint.route("/can-bo/cong-khai/<disclosure>/them", methods=["GET", "POST"])
@signed_in
def add_to_disclosure(disclosure: str) -> str | Response | tuple[str, int]:
    """A photograph of the board, or further forms: `Forbidden` to others."""
    one = services().registers.get(_commune(), "", disclosure)
    return add_in("", one, lambda form: _page("add_to_disclosure", form, one), _back())


@blueprint.route("/can-bo/cong-khai/<disclosure>/ket-thuc", methods=["GET", "POST"])
@signed_in
def end_disclosure(disclosure: str) -> str | Response | tuple[str, int]:
    """It is public no longer: `Forbidden` to others."""
    one = services().registers.get(_commune(), "", disclosure)
    return end_in("", one, lambda form: _page("end_disclosure", form, one), _back())


@blueprint.get("/can-bo/cong-khai/bao-cao/<period>/tai/<part>")
@signed_in
def disclosure_report(period: str, part: str) -> Answer:
    """The report to the People's Council, to be printed or for Word: `Forbidden` to others."""
    return paper_answer(services().publicity_lists.report_file(require_actor(), period, part), part)


@blueprint.route("/can-bo/cong-khai/danh-muc/<period>", methods=["GET", "POST"])
@signed_in
def post_list(period: str) -> str | Response | tuple[str, int]:
    """Asks whether the list of a quarter hangs, or writes that it does: `Forbidden` to others."""
    form, actor, lists = NumberedForm(), require_actor(), services().publicity_lists
    found = lists.to_post(actor, period)
    if form.accepted():
        try:
            lists.post(actor, period, form.once)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã ghi là danh mục của quý được niêm yết."))
            return redirect(_back())
    commune = services().communes.commune(actor.commune)
    page = render_template(
        "account/post_list.html", form=form, commune=commune, found=found, back=_back(), spoken=spoken
    )  # fmt: skip
    return page, form.status


def _commune() -> str:
    """The commune of an official of its own office; `Forbidden`."""
    actor = require_actor()
    if not actor.may(OF_COMMUNE):
        raise Forbidden(OF_COMMUNE)
    return actor.commune


def _back() -> str:
    return url_for("account.disclosures")


def _page(name: str, form: NumberedForm, one: MadePublic | None = None) -> str:
    return render_template(
        f"account/{name}.html", commune=services().communes.commune(_commune()), form=form, one=one and shown(one),
        over=one is not None and one.over, back=_back(),
    )  # fmt: skip
