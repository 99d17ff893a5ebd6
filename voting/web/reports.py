"""A report as it is shown, filled in and settled, for the village's pages and the commune's: bars, forms, files."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol, cast

from flask import Response, flash, redirect, render_template
from werkzeug.wrappers import Response as Answer
from wtforms import RadioField, TextAreaField

from voting.services.errors import Conflict, Invalid
from voting.services.reports.frozen import Revision
from voting.services.reports.frozen import Which as Frozen
from voting.services.reports.periodic import Report, ReportFile, ToFill
from voting.services.reports.publicity import PaperKind
from voting.services.reports.terms import RECIPIENTS, recipients
from voting.services.reports.typed_figures import MOST_WORDS, Page, Which
from voting.services.typed import MOST_REASON
from voting.services.wording import Sentence
from voting.web.door.sessions import require_actor
from voting.web.downloads import name_file
from voting.web.errors import sentence
from voting.web.forms import AtMost, DayField, Needed, NumberedForm, SeenForm, WholeNumber, options
from voting.web.speech.languages import spoken
from voting.web.speech.times import local
from voting.web.speech.words import _, _l
from voting.web.wiring import now_utc, services

UNITS = {"đồng": Sentence("đồng", "VND"), "m²": Sentence("m²", "m²"), "ngày công": Sentence("ngày công", "days")}
_PART = "part_"


@dataclass(frozen=True)
class Segment:
    """A stretch of a bar: what it means, where it begins and how long it is, in parts of a hundred."""

    meaning: str
    start: float
    width: float


@dataclass(frozen=True)
class ChartBar:
    """What was decided by one channel in one period; ``counts`` is ``None`` where nobody knows."""

    channel: str
    period: str
    counts: tuple[int, int, int] | None
    segments: tuple[Segment, ...]


def chart_of(report: Report) -> tuple[ChartBar, ...]:
    """The bars in order: each channel now, and a year before; the longest is whole."""
    facts = report.facts
    both = [counts for one in facts.charted for counts in (one.now, one.before) if counts]
    longest = max((sum(one) for one in both), default=0) or 1
    found = []
    for one in facts.charted:
        name = spoken(one.named)
        for period, counts in ((facts.period, one.now), (facts.before, one.before)):
            found.append(ChartBar(name, spoken(period), counts, tuple(_segments(counts or (0, 0, 0), longest))))
    return tuple(found)


def _segments(counts: tuple[int, int, int], longest: int) -> Iterator[Segment]:
    start = 0
    for meaning, count in zip(("yes", "no", "unsent"), counts, strict=True):
        if count:
            yield Segment(meaning, round(100 * start / longest, 2), round(100 * count / longest, 2))
        start += count


def next_page(report: Report) -> ToFill | None:
    """The first page that nobody has filled in."""
    return next((one for one in report.pages if one.at_utc is None), None)


def unit(name: str) -> str:
    """A unit in the reader's language; empty for a plain count."""
    return spoken(UNITS[name]) if name else ""


def file_answer(found: ReportFile) -> Response:
    """A report as a download."""
    answer = Response(found.content, content_type=found.media_type)
    name_file(answer, found.name)
    return answer


def paper_answer(found: ReportFile, part: str) -> Response:
    """A list or report: its page to be looked at and printed, the rest as downloads."""
    answer = file_answer(found)
    if part == PaperKind.PAGE:
        name_file(answer, found.name, "inline")
    return answer


# filling in


class FillForm(NumberedForm, SeenForm):
    """A page of a report; its fields are those of the page, named by their keys."""

    def content(self, page: Page) -> dict[str, int | str]:
        """What was filled in; what was left empty is not known, and not here."""
        typed = {name: self[name].data for name in keys_of(page)}
        return {name: value for name, value in typed.items() if value not in {None, ""}}


def keys_of(page: Page) -> list[str]:
    """The names of the page's fields, in order."""
    return [one.key for one in page.table.fields] if page.table else [f"{_PART}{part}" for part in page.parts]


def form_of(page: Page) -> FillForm:
    """The page's form: as it was sent, or else with what stands now."""
    fields: dict[str, Any] = {}
    for one in page.table.fields if page.table else ():
        fields[one.key] = WholeNumber(spoken(one.said), description=unit(one.unit))
    if page.table is None:
        for part, said in page.parts.items():
            fields[f"{_PART}{part}"] = TextAreaField(spoken(said), [AtMost(MOST_WORDS)])
    return cast(FillForm, type("PageForm", (FillForm,), fields)(data=dict(page.content)))


class Shown(Protocol):
    """The page with its form, as an audience shows it."""

    def __call__(self, page: Page, form: FillForm) -> str:
        """The page's HTML."""


def fill_in(which: Which, shown: Shown, back: str) -> str | Answer | tuple[str, int]:
    """Shows a page, or keeps what was sent of it and leads back to the report."""
    actor = require_actor()
    page = services().typed_figures.page(actor, which)
    form = form_of(page)
    if form.accepted():
        try:
            services().typed_figures.fill(actor, which, form.content(page), form.seen.data or "", form.once)
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã ghi số liệu."))
            return redirect(back)
    elif not form.is_submitted():
        form.has_seen(page.seen)
    return shown(page=page, form=form), form.status


# settling


class FreezeForm(NumberedForm, SeenForm):
    """A report is settled, again only for a reason; ``seen`` is how many revisions there are."""

    reason = TextAreaField(
        _l("Vì sao chốt lại?"),
        [AtMost(MOST_REASON)],
        description=_l("Lý do được ghi vào sổ chung. Đừng ghi tên người."),
    )


class FreezePage(Protocol):
    """The page with its form, as an audience shows it."""

    def __call__(self, form: FreezeForm, revisions: tuple[Revision, ...]) -> str:
        """The page's HTML."""


def freeze_in(which: Frozen, shown: FreezePage, back: str) -> str | Answer | tuple[str, int]:
    """Asks whether to settle a report, or settles it and leads back to it."""
    actor, form = require_actor(), FreezeForm()
    revisions = services().frozen_reports.revisions(actor, which, to_settle=True)
    if form.accepted():
        seen = form.seen.data or ""
        try:
            services().frozen_reports.freeze(
                actor, which, int(seen) if seen.isdecimal() else -1, form.reason.data or "", form.once
            )
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã chốt báo cáo. Mã băm của các tệp đã vào sổ chung."))
            return redirect(back)
    elif not form.is_submitted():
        form.has_seen(str(len(revisions)))
    return shown(form=form, revisions=revisions), form.status


# sending


class SendReportForm(NumberedForm, SeenForm):
    """To whom the last revision went, and when; ``seen`` is its number."""

    to = RadioField(_l("Gửi cho nơi nào?"), validators=[Needed(_l("Hãy chọn nơi nhận."))])
    day = DayField(_l("Gửi ngày nào?"), [Needed(_l("Hãy chọn ngày gửi."))], default=lambda: local(now_utc()).date())


class SendPage(Protocol):
    """The page with its form, as an audience shows it."""

    def __call__(self, form: SendReportForm, revision: Revision) -> str:
        """The page's HTML."""


def send_in(which: Frozen, shown: SendPage, back: str) -> str | Answer | tuple[str, int]:
    """Asks to whom a settled report was sent and when, or writes it down; leads back before it is settled too."""
    actor, form = require_actor(), SendReportForm()
    revisions = services().frozen_reports.revisions(actor, which, to_settle=True)
    if not revisions:
        return redirect(back)
    form.to.choices = options((one.value, spoken(RECIPIENTS[one])) for one in recipients(which.village))
    if form.accepted():
        seen = form.seen.data or ""
        try:
            services().frozen_reports.send(
                actor, which, int(seen) if seen.isdecimal() else -1, form.to.data, form.day.data, form.once
            )
        except Invalid as error:
            form.show(error)
        except Conflict as error:
            form.form_errors.append(sentence(error.code))
        else:
            flash(_("Đã ghi việc gửi báo cáo vào sổ chung."))
            return redirect(back)
    elif not form.is_submitted():
        form.has_seen(str(revisions[0].number))
    return shown(form=form, revision=revisions[0]), form.status


def report_page(template: str, found: Report, **more: Any) -> str:
    """A report's page."""
    return render_template(
        template, report=found, facts=found.facts, chart=chart_of(found), next_page=next_page(found), unit=unit,
        spoken=spoken, **more,
    )  # fmt: skip
