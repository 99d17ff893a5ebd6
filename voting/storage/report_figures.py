"""What officials type for the half-yearly reports, every version of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from voting.storage.intact import require_content
from voting.storage.tables.reports import frozen_reports, report_figures
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


@dataclass(frozen=True, slots=True)
class FrozenFile:
    """A file of a settled report; `revision` counts from 1, `sha256` is 32 bytes."""

    commune_id: str
    village_code: str
    period: str
    revision: int
    kind: str
    name: str
    sha256: bytes
    content: bytes


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

    def freeze(self, *files: FrozenFile) -> None:
        """Keep the files of a settled report; `Conflict` (pk_frozen_reports), `MissingReference`."""
        self._work.insert(frozen_reports, *files)

    def frozen(self, commune_id: str, village_code: str, period: str, revision: int, kind: str) -> FrozenFile:
        """One of them; `NotFound`, `Damaged`."""
        key = where(
            frozen_reports, commune_id=commune_id, village_code=village_code, period=period, revision=revision,
            kind=kind,
        )  # fmt: skip
        found = self._work.get(FrozenFile, columns_for(FrozenFile, frozen_reports).where(key), "no such file")
        require_content(found.content, found.sha256, "a file of a report")
        return found

    def frozen_files(self, commune_id: str, village_code: str, period: str, revision: int) -> tuple[str, ...]:
        """The kinds of files of a settled report, sorted."""
        key = where(
            frozen_reports, commune_id=commune_id, village_code=village_code, period=period, revision=revision
        )  # fmt: skip
        return tuple(sorted(self._work.run(select(frozen_reports.c.kind).where(key)).scalars()))
