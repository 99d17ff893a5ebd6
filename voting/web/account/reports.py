"""The commune's reports of half a year and of a year: read by its administrator, settled by its own office."""

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as Answer

from voting.services.reports.frozen import Revision
from voting.services.reports.frozen import Which as Frozen
from voting.services.reports.typed_figures import Page, Which
from voting.web.account.blueprint import blueprint
from voting.web.door.access import signed_in
from voting.web.door.sessions import require_actor
from voting.web.reports import (
    FillForm,
    FreezeForm,
    SendReportForm,
    file_answer,
    fill_in,
    freeze_in,
    keys_of,
    report_page,
    send_in,
)
from voting.web.speech.languages import spoken
from voting.web.wiring import services


@blueprint.get("/can-bo/bao-cao")
@blueprint.get("/can-bo/bao-cao/<period>")
@signed_in
def report(period: str = "") -> str:
    """The commune's report of a period, or of the half of a year that is now: `Forbidden` to others."""
    actor = require_actor()
    found = services().reports.of_commune(actor, period or services().reports.present())
    settled = services().frozen_reports.revisions(actor, Frozen("", found.period.code))
    here = services().communes.commune(actor.commune)
    return report_page("account/report.html", found, commune=here, settled=settled)


@blueprint.get("/can-bo/bao-cao/<period>/tai/<part>")
@signed_in
def report_file(period: str, part: str) -> Response:
    """The report as CSV, workbook or Word file: `Forbidden` to others."""
    return file_answer(services().reports.file(require_actor(), "", period, part))


@blueprint.get("/can-bo/bao-cao/<period>/ban/<int(max=9999):revision>/<part>")
@signed_in
def frozen_report_file(period: str, revision: int, part: str) -> Response:
    """A file of a report as it was settled: `Forbidden` to others."""
    return file_answer(services().frozen_reports.file(require_actor(), Frozen("", period), revision, part))


@blueprint.route("/can-bo/bao-cao/<period>/chot", methods=["GET", "POST"])
@signed_in
def freeze_report(period: str) -> str | Answer | tuple[str, int]:
    """Settles the commune's report: `Forbidden` to others."""
    back, commune = url_for("account.report", period=period), services().communes.commune(require_actor().commune)

    def shown(form: FreezeForm, revisions: tuple[Revision, ...]) -> str:
        return render_template(
            "account/freeze_report.html", form=form, revisions=revisions, back=back, place=commune.name
        )

    return freeze_in(Frozen("", period), shown, back)


@blueprint.route("/can-bo/bao-cao/<period>/gui", methods=["GET", "POST"])
@signed_in
def send_report(period: str) -> str | Answer | tuple[str, int]:
    """Writes down to whom the commune's report was sent: `Forbidden` to others."""
    back, commune = url_for("account.report", period=period), services().communes.commune(require_actor().commune)

    def shown(form: SendReportForm, revision: Revision) -> str:
        return render_template(
            "account/send_report.html", form=form, revision=revision, back=back, place=commune.name
        )

    return send_in(Frozen("", period), shown, back)


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
