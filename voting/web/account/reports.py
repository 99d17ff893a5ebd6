"""The commune's reports of half a year and of a year: read by its administrator, filled in by its own office."""

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as Answer

from voting.services.reports.typed_figures import Page, Which
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.reports import FillForm, file_answer, fill_in, keys_of, report_page
from voting.web.speech.languages import spoken
from voting.web.wiring import services


@blueprint.get("/can-bo/bao-cao")
@blueprint.get("/can-bo/bao-cao/<period>")
@signed_in
def report(period: str = "") -> str:
    """The commune's report of a period, or of the half of a year that is now: `Forbidden` to others."""
    actor = require_actor()
    found = services().reports.of_commune(actor, period or services().reports.present())
    return report_page("account/report.html", found, commune=services().communes.commune(actor.commune))


@blueprint.get("/can-bo/bao-cao/<period>/tai/<part>")
@signed_in
def report_file(period: str, part: str) -> Response:
    """The report as CSV, workbook or Word file: `Forbidden` to others."""
    return file_answer(services().reports.file(require_actor(), "", period, part))


@blueprint.route("/can-bo/bao-cao/<period>/dien/<part>", methods=["GET", "POST"])
@signed_in
def fill_report(period: str, part: str) -> str | Answer | tuple[str, int]:
    """One page of the report, filled in by the commune's office: `Forbidden` to others."""
    back = url_for("account.report", period=period)

    def shown(page: Page, form: FillForm) -> str:
        return render_template(
            "account/fill_report.html", page=page, form=form, keys=keys_of(page), back=back, spoken=spoken
        )

    return fill_in(Which("", period, part), shown, back)
