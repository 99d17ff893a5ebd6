"""The numbers and clocks of the law that this program goes by, each with its article and how sure we are of it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, StringField

from voting.services.errors import Conflict, Invalid, NotFound
from voting.web.account.blueprint import blueprint
from voting.web.door.access import requires
from voting.web.door.sessions import require_actor
from voting.web.errors import sentence
from voting.web.forms import DayField, Needed, NumberedForm, SeenForm, WholeNumber, options
from voting.web.speech.clocks import shown
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services


class NumberForm(NumberedForm):
    """Another number, and why."""

    value = WholeNumber(_l("Số mới"), [Needed(_l("Hãy điền một số."))])
    reason = StringField(
        _l("Vì sao đổi?"), [Needed(_l("Hãy ghi lý do."))], description=_l("Lý do hiện công khai trên trang của xã.")
    )


class DayForm(NumberedForm, SeenForm):
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
    """Every number in force, those that the law does not set marked so; and what was changed."""
    commune = require_actor().commune
    return render_template(
        "account/clocks.html",
        clocks=[shown(one) for one in services().settings.of(commune).values()],
        changes=[(shown(one.clock), one) for one in services().settings.changes(commune)],
    )


@blueprint.route("/can-bo/quy-dinh/<key>", methods=["GET", "POST"])
@requires("village.manage", commune_wide=True)
def change_number(key: str) -> str | Response | tuple[str, int]:
    """One number that the law leaves open: what it is, between which it may be, and why it is to be another."""
    actor, form = require_actor(), NumberForm()
    clock = services().settings.clock(actor.commune, key)
    if clock.bounds is None:
        raise NotFound(code="unknown-setting")
    if form.accepted():
        try:
            services().settings.change(actor, key, form.value.data, form.reason.data, form.once)
        except Invalid as error:
            form.show(error)
        else:
            flash(_("Đã ghi vào sổ chung. Từ nay trang này theo số mới."))
            return redirect(url_for("account.clocks"))
    return render_template("account/change_number.html", form=form, clock=shown(clock)), form.status


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
                require_actor(), form.day.data, off=form.off.data == "1", name=form.name.data, seen=form.seen.data or ""
            )
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            flash(sentence(error.code))
            return redirect(url_for("account.days_off"))
        else:
            flash(_("Đã ghi ngày %(day)s.", day=f"{form.day.data:%d/%m/%Y}"))
            return redirect(url_for("account.days_off"))
    return _days_page(form), form.status


def _days_page(form: DayForm) -> str:
    commune, year = require_actor().commune, now_utc().year
    form.has_seen(services().working_days.seen(commune))
    years = [(one, services().working_days.days_off(commune, one)) for one in (year, year + 1)]
    return render_template("account/days_off.html", form=form, years=years)
