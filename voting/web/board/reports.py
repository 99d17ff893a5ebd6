"""A village's reports of half a year and of a year: read by its officials, filled in and settled by its head."""

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as Answer

from voting.services.reports.frozen import Revision
from voting.services.reports.frozen import Which as Frozen
from voting.services.reports.typed_figures import Page, Which
from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
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
from voting.web.speech.labels import full_name
from voting.web.speech.languages import spoken
from voting.web.wiring import services


@blueprint.get("/giam-sat/<village>/bao-cao")
@blueprint.get("/giam-sat/<village>/bao-cao/<period>")
@requires("report.see")
def report(village: str, period: str = "") -> str:
    """The report of a period, or of the half of a year that is now."""
    found = services().reports.of_village(require_actor(), village, period or services().reports.present())
    settled = services().frozen_reports.revisions(require_actor(), Frozen(village, found.period.code))
    return report_page("board/report.html", found, village=village_called(village), settled=settled)


@blueprint.get("/giam-sat/<village>/bao-cao/<period>/tai/<part>")
@requires("report.see")
def report_file(village: str, period: str, part: str) -> Response:
    """The report as CSV, workbook or Word file."""
    return file_answer(services().reports.file(require_actor(), village, period, part))


@blueprint.get("/giam-sat/<village>/bao-cao/<period>/ban/<int(max=9999):revision>/<part>")
@requires("report.see")
def frozen_report_file(village: str, period: str, revision: int, part: str) -> Response:
    """A file of a report as it was settled."""
    return file_answer(services().frozen_reports.file(require_actor(), Frozen(village, period), revision, part))


@blueprint.route("/giam-sat/<village>/bao-cao/<period>/chot", methods=["GET", "POST"])
@requires("report.fill")
def freeze_report(village: str, period: str) -> str | Answer | tuple[str, int]:
    """Settles the village's report, by its head."""
    back, found = url_for("board.report", village=village, period=period), village_called(village)

    def shown(form: FreezeForm, revisions: tuple[Revision, ...]) -> str:
        place = full_name(found.name, found.unit_kind)
        return render_template(
            "board/freeze_report.html", village=found, form=form, revisions=revisions, back=back, place=place
        )

    return freeze_in(Frozen(village, period), shown, back)


@blueprint.route("/giam-sat/<village>/bao-cao/<period>/gui", methods=["GET", "POST"])
@requires("report.fill")
def send_report(village: str, period: str) -> str | Answer | tuple[str, int]:
    """Writes down to whom the village's report was sent, by its head."""
    back, found = url_for("board.report", village=village, period=period), village_called(village)

    def shown(form: SendReportForm, revision: Revision) -> str:
        place = full_name(found.name, found.unit_kind)
        return render_template(
            "board/send_report.html", village=found, form=form, revision=revision, back=back, place=place
        )

    return send_in(Frozen(village, period), shown, back)


@blueprint.route("/giam-sat/<village>/bao-cao/<period>/dien/<part>", methods=["GET", "POST"])
@requires("report.fill")
def fill_report(village: str, period: str, part: str) -> str | Answer | tuple[str, int]:
    """One page of the report, filled in by the head."""
    back = url_for("board.report", village=village, period=period)

    def shown(page: Page, form: FillForm) -> str:
        return render_template(
            "board/fill_report.html", village=village_called(village), page=page, form=form, keys=keys_of(page),
            back=back, spoken=spoken,
        )  # fmt: skip

    return fill_in(Which(village, period, part), shown, back)
