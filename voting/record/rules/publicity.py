"""Rules about announcements and reports: each stands, is put right or withdrawn; none takes another's place unseen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from voting.law.errors import UnknownPeriod
from voting.law.periods import Period, day_of, period_called
from voting.law.reporting import recipients
from voting.law.road import Office
from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.entries.publicity import (
    NoticeCorrected,
    NoticePosted,
    NoticeWithdrawn,
    OfNotice,
    ReportFrozen,
    ReportSent,
)
from voting.record.errors import WrongNotice, WrongReport
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_text, started, village_of
from voting.record.told import Notice, Report

TELLERS = (Office.HEAD, Office.FRONT, Office.COMMUNE)
"""Who tells a village something; an announcement may come from any office (`law.road.Office`)."""


def notice_posted(book: CommuneBook, entry: NoticePosted, _: Context) -> CommuneChange:
    """LAW.md 12: once under its id, from a named office, for a time that is not over."""
    village_of(book, entry)
    if book.notice(entry.notice) is not None:
        raise WrongNotice(f"announcement {entry.notice} was made before")
    _require_told(entry, entry.source, entry.until)
    return _told(entry, Notice(entry.village))


def notice_corrected(book: CommuneBook, entry: NoticeCorrected, _: Context) -> CommuneChange:
    """LAW.md 12: one that stands, in other words, for a reason that everyone reads."""
    notice = _standing(book, entry)
    _require_told(entry, entry.source, entry.until)
    require_text(entry.reason, "reason", line_breaks=True)
    return _told(entry, replace(notice, corrections=notice.corrections + 1))


def notice_withdrawn(book: CommuneBook, entry: NoticeWithdrawn, _: Context) -> CommuneChange:
    """One that stands, once."""
    notice = _standing(book, entry)
    _require_teller(entry)
    require_text(entry.reason, "reason", line_breaks=True)
    return _told(entry, replace(notice, withdrawn=1))


def report_frozen(book: CommuneBook, entry: ReportFrozen, _: Context) -> CommuneChange:
    """LAW.md 13: of a period that has begun, one revision after the other, by whoever reports."""
    started(book, entry)
    if entry.village and not book.village(entry.village).exists:
        raise WrongReport(f"the book knows no village {entry.village}")
    _require_reporter(entry)
    if entry.at < _period(entry).begins_at:
        raise WrongReport(f"{entry.period} has not begun")
    key = report_key(entry.village, entry.period)
    report = book.report(key) or Report()
    if entry.revision != len(report.frozen) + 1:
        raise WrongReport(f"revision {entry.revision}, the book has {len(report.frozen)} before it")
    if not entry.papers:
        raise WrongReport("a report without its files")
    require_text(entry.reason, "reason", line_breaks=True)
    return CommuneChange(reports={key: replace(report, frozen=(*report.frozen, book.size))})


def report_sent(book: CommuneBook, entry: ReportSent, _: Context) -> CommuneChange:
    """LAW.md 13: a settled revision, once to each body, on a day from its settling to now."""
    started(book, entry)
    _require_reporter(entry)
    key = report_key(entry.village, entry.period)
    report = book.report(key) or Report()
    if not 1 <= entry.revision <= len(report.frozen):
        raise WrongReport(f"revision {entry.revision} was never settled")
    if entry.to not in recipients(entry.village):
        raise WrongReport(f"{entry.to!r} is sent no report of {entry.village!r}")
    if any((revision, to) == (entry.revision, entry.to) for revision, to, _day in report.sent):
        raise WrongReport(f"revision {entry.revision} was sent to {entry.to!r} before")
    if not day_of(book.entry(report.frozen[entry.revision - 1]).at) <= entry.sent <= day_of(entry.at):
        raise WrongReport("sent before it was settled, or on a day to come")
    sent = (entry.revision, entry.to, entry.sent.isoformat())
    return CommuneChange(reports={key: replace(report, sent=(*report.sent, sent))})


def report_key(village: str, period: str) -> str:
    """How a report is called in the books' facts."""
    return f"{village} {period}"


def _require_reporter(entry: ReportFrozen | ReportSent) -> None:
    if entry.by != (Office.HEAD if entry.village else Office.COMMUNE):
        raise WrongReport(f"{entry.by!r} does not make this report")


def _period(entry: ReportFrozen) -> Period:
    try:
        return period_called(entry.period)
    except UnknownPeriod as error:
        raise WrongReport(f"no period {entry.period!r}") from error


def _standing(book: CommuneBook, entry: OfNotice) -> Notice:
    village_of(book, entry)
    notice = book.notice(entry.notice)
    if notice is None or notice.village != entry.village:
        raise WrongNotice(f"{entry.type}: no announcement {entry.notice} in village {entry.village!r}")
    if notice.withdrawn:
        raise WrongNotice(f"{entry.type}: announcement {entry.notice} is withdrawn")
    return notice


def _require_told(entry: OfNotice, source: str, until: datetime) -> None:
    _require_teller(entry)
    if source not in tuple(Office):
        raise WrongNotice(f"{source!r} is no office that something comes from")
    if until <= entry.at:
        raise WrongNotice("told until a moment that is over")


def _require_teller(entry: OfNotice) -> None:
    if entry.by not in TELLERS:
        raise WrongNotice(f"{entry.by!r} makes no announcements")


def _told(entry: OfNotice, notice: Notice) -> CommuneChange:
    return CommuneChange(notices={entry.notice: notice})


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    NoticePosted: notice_posted,
    NoticeCorrected: notice_corrected,
    NoticeWithdrawn: notice_withdrawn,
    ReportFrozen: report_frozen,
    ReportSent: report_sent,
}
