"""The numbers and clocks of the law that this program goes by, each with its article and how sure we are of it."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField

from voting.services.errors import Invalid
from voting.services.matters.terms import CLOCKS, UNIT_NAMES, Clock, cite
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.forms import DayField, Needed, NumberedForm, options
from voting.web.speech.languages import language, spoken
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services


@dataclass(frozen=True)
class ShownClock:
    """A number as the page shows it; ``mark`` is empty where the article's own text was read."""

    name: str
    value: int
    unit: str
    place: str
    mark: str


class DayForm(NumberedForm):
    """A day that is off, or worked, other than the list of holidays has it."""

    day = DayField(_l("Ngày nào?"), [Needed(_l("Hãy chọn ngày."))])
    off = RadioField(
        _l("Ngày ấy thế nào?"),
        choices=options([("1", _l("Nghỉ")), ("0", _l("Đi làm"))]),
        validators=[Needed(_l("Hãy chọn nghỉ hay đi làm."))],
    )
    name = StringField(_l("Vì sao?"), [Needed(_l("Hãy ghi lý do."))], description=_l("Ví dụ: Nghỉ bù Tết."))


@blueprint.get("/can-bo/quy-dinh")
@requires("village.manage", commune_wide=True)
def clocks() -> str:
    """Every number, those that the law does not set marked so."""
    return render_template("account/clocks.html", clocks=[_shown(one) for one in CLOCKS.values()])


@blueprint.get("/can-bo/ngay-nghi")
@requires("village.manage", commune_wide=True)
def days_off() -> str:
    """The days off of this year and the next, by which working days are reckoned."""
    return _days_page(DayForm())


@blueprint.post("/can-bo/ngay-nghi")
@requires("village.manage", commune_wide=True)
def change_day_off() -> Response | tuple[str, int]:
    """Says how a day is; said twice, it is so once."""
    form = DayForm()
    if form.accepted():
        try:
            services().working_days.change(
                require_actor(), form.day.data, off=form.off.data == "1", name=form.name.data
            )
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã ghi ngày %(day)s.", day=f"{form.day.data:%d/%m/%Y}"))
            return redirect(url_for("account.days_off"))
    return _days_page(form), form.status


def _days_page(form: DayForm) -> str:
    commune, year = require_actor().commune, now_utc().year
    years = [(one, services().working_days.days_off(commune, one)) for one in (year, year + 1)]
    return render_template("account/days_off.html", form=form, years=years)


def _shown(clock: Clock) -> ShownClock:
    english, place = language() == "en", cite(clock.citation)
    return ShownClock(
        name=spoken(clock.name),
        value=clock.value,
        unit=spoken(UNIT_NAMES[clock.unit]),
        place=place.short_en if english else place.short_vi,
        mark=clock.confidence.mark_en if english else clock.confidence.mark_vi,
    )
