"""A village's reports of half a year and of a year: read by its officials, filled in by its head."""

from flask import Response, render_template, url_for
from werkzeug.wrappers import Response as Answer

from voting.services.reports.typed_figures import Page, Which
from voting.web.board.blueprint import blueprint
from voting.web.door.access import requires, village_called
from voting.web.door.sessions import require_actor
from voting.web.reports import FillForm, file_answer, fill_in, keys_of, report_page
from voting.web.speech.languages import spoken
from voting.web.wiring import services


@blueprint.get("/giam-sat/<village>/bao-cao")
@blueprint.get("/giam-sat/<village>/bao-cao/<period>")
@requires("report.see")
def report(village: str, period: str = "") -> str:
    """The report of a period, or of the half of a year that is now."""
    found = services().reports.of_village(require_actor(), village, period or services().reports.present())
    return report_page("board/report.html", found, village=village_called(village))


@blueprint.get("/giam-sat/<village>/bao-cao/<period>/tai/<part>")
@requires("report.see")
def report_file(village: str, period: str, part: str) -> Response:
    """The report as CSV, workbook or Word file."""
    return file_answer(services().reports.file(require_actor(), village, period, part))


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
