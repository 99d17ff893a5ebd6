"""What officials type for the half-yearly reports, every version of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voting.storage.tables.reports import report_figures
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class ReportFigures:
    """A page of a report as it was typed once: `version` counts from 1, `content` is a JSON object by field.

    `village_code` is empty for the commune's own pages.
    """

    commune_id: str
    village_code: str
    period: str
    sheet: str
    version: int
    content: Any
    typed_by: str
    typed_at_utc: datetime


class ReportPages:
    """`tx.report_pages`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, figures: ReportFigures) -> None:
        """Store one version more; `Conflict` (pk_report_figures) where there is that one, `MissingReference`."""
        self._work.insert(report_figures, figures)

    def versions(self, commune_id: str, village_code: str, period: str, sheet: str) -> tuple[ReportFigures, ...]:
        """Every version of one page, the first one first."""
        key = where(report_figures, commune_id=commune_id, village_code=village_code, period=period, sheet=sheet)
        query = columns_for(ReportFigures, report_figures).where(key)
        return self._work.find(ReportFigures, query.order_by(report_figures.c.version))

    def newest(self, commune_id: str, periods: Collection[str]) -> tuple[ReportFigures, ...]:
        """The newest version of every page of these periods, of the commune and all its villages; one statement."""
        key = where(report_figures, commune_id=commune_id)
        query = columns_for(ReportFigures, report_figures).where(key, report_figures.c.period.in_(periods))
        rows = self._work.find(ReportFigures, query.order_by(report_figures.c.version))
        return tuple({(one.village_code, one.period, one.sheet): one for one in rows}.values())
