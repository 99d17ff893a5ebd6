"""All villages of the commune on one page, for its officials: what is late, what is on its way, what is open."""

from collections.abc import Iterable

from flask import render_template, request
from wtforms import BooleanField, SelectField
from wtforms.form import Form

from voting.services.oversight.terms import BOARDS
from voting.services.people.communes import VillageInfo
from voting.services.reports.overview import Due
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.forms import options
from voting.web.speech import petitions
from voting.web.speech.clocks import shown
from voting.web.speech.labels import full_name
from voting.web.speech.languages import spoken
from voting.web.speech.villages import earlier, names_of, told
from voting.web.speech.words import _, _l
from voting.web.wiring import services

ALL = ""


class ChoiceForm(Form):  # type: ignore[misc]
    """Which part of the commune is shown: it changes nothing, and its answer stands in the address."""

    thon = SelectField(_l("Thôn nào?"), default=ALL, validate_choice=False)
    qua_han = BooleanField(_l("Chỉ xem việc quá hạn"))


@blueprint.get("/can-bo/cac-thon")
@signed_in
def commune() -> str:
    """The commune at a glance, or the villages of it that the official follows: `Forbidden` to others.

    `?thon=` shows one village, `?qua_han=y` only what is late.
    """
    actor = require_actor()
    whole = services().overviews.of(actor)
    form = _choice(one.village for one in whole.villages)
    part = whole.only({form.thon.data}) if form.thon.data else whole
    late = [one for one in part.due if one.late]
    return render_template(
        "account/commune.html",
        commune=services().communes.commune(actor.commune),
        form=form,
        whole=whole,
        due=late if form.qua_han.data else part.due,
        late=late,
        villages=[one for one in part.villages if one.late or not form.qua_han.data],
        names=names_of(whole),
        words=(told, earlier),
        in_words=_in_words,
        clock_words=shown,
        petition_words=petitions.shown,
        boards=BOARDS,
        periods=services().board_reports.periods(),
        spoken=spoken,
    )


def _choice(villages: Iterable[VillageInfo]) -> ChoiceForm:
    form = ChoiceForm(request.args)
    named = sorted((full_name(one.name, one.unit_kind), one.code) for one in villages)
    form.thon.choices = options([(ALL, _l("Tất cả các thôn")), *((code, name) for name, code in named)])
    return form


def _in_words(due: Due) -> str:
    """How long a clock still runs, or since when it has run out."""
    if due.late:
        return _("Quá hạn %(days)s ngày", days=-due.days)
    return _("Còn %(days)s ngày", days=due.days) if due.days else _("Hết hạn hôm nay")
