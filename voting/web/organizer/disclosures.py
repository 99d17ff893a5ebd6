"""What a village makes public: its register with the next act, and the forms for it."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from voting.services.oversight.registers import MadePublic
from voting.web.disclosures import add_in, disclose_in, end_in
from voting.web.door.access import requires, village_called
from voting.web.forms import NumberedForm
from voting.web.organizer.blueprint import blueprint
from voting.web.page_tools import page_asked
from voting.web.speech.disclosures import shown
from voting.web.wiring import services


@blueprint.get("/quan-ly/<village>/cong-khai")
@requires("disclosure.end")
def disclosures(village: str) -> str:
    """What the village has made public, the newest first, a page of it (`?trang=`)."""
    page = services().registers.of_village(village, page_asked())
    return render_template(
        "organizer/disclosures.html", village=village_called(village), page=page, rows=[shown(one) for one in page]
    )


@blueprint.route("/quan-ly/<village>/cong-khai/moi", methods=["GET", "POST"])
@requires("disclosure.village")
def disclose(village: str) -> str | Response | tuple[str, int]:
    """Makes something public."""
    return disclose_in(village, lambda form: _page("disclose", village, form), _back(village))


@blueprint.route("/quan-ly/<village>/cong-khai/<disclosure>/them", methods=["GET", "POST"])
@requires("disclosure.village")
def add_to_disclosure(village: str, disclosure: str) -> str | Response | tuple[str, int]:
    """A photograph of the board, or further forms."""
    one = _found(village, disclosure)
    return add_in(village, one, lambda form: _page("add_to_disclosure", village, form, one), _back(village))


@blueprint.route("/quan-ly/<village>/cong-khai/<disclosure>/ket-thuc", methods=["GET", "POST"])
@requires("disclosure.end")
def end_disclosure(village: str, disclosure: str) -> str | Response | tuple[str, int]:
    """It is public no longer."""
    one = _found(village, disclosure)
    return end_in(village, one, lambda form: _page("end_disclosure", village, form, one), _back(village))


def _found(village: str, disclosure: str) -> MadePublic:
    return services().registers.get(village_called(village).commune, village, disclosure)


def _back(village: str) -> str:
    return url_for("organizer.disclosures", village=village)


def _page(name: str, village: str, form: NumberedForm, one: MadePublic | None = None) -> str:
    return render_template(
        f"organizer/{name}.html", village=village_called(village), form=form, one=one and shown(one),
        over=one is not None and one.over, back=_back(village),
    )  # fmt: skip
