"""To whom a report of a half-year or a year is sent, and by when (Law 10/2022, Art. 14(3); LAW.md 9, 13)."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum

from voting.law.periods import Period
from voting.law.sentence import Sentence


class Recipient(StrEnum):
    """A body that a report is sent to."""

    COMMUNE = "commune"
    COMMUNE_FRONT = "commune-front"
    COUNCIL = "council"
    PROVINCE = "province"


RECIPIENTS: Mapping[Recipient, Sentence] = {
    Recipient.COMMUNE: Sentence("Ủy ban nhân dân xã", "the commune People's Committee"),
    Recipient.COMMUNE_FRONT: Sentence("Ủy ban Mặt trận Tổ quốc xã", "the commune Front"),
    Recipient.COUNCIL: Sentence("Hội đồng nhân dân xã", "the commune People's Council"),
    Recipient.PROVINCE: Sentence("Ủy ban nhân dân tỉnh", "the provincial People's Committee"),
}
"""Each in both languages."""
OF_VILLAGE = (Recipient.COMMUNE, Recipient.COMMUNE_FRONT)
OF_COMMUNE = (Recipient.COUNCIL, Recipient.COMMUNE_FRONT, Recipient.PROVINCE)
"""The first is whom the report is made for; the commune's goes to its Council, with a copy to the Front (14(3)), and to
the province on request (85(3))."""


def recipients(village: str) -> tuple[Recipient, ...]:
    """Whom a village's report may be sent to, or (``""``) the commune's."""
    return OF_VILLAGE if village else OF_COMMUNE


def last_day_of(period: Period, days: int) -> date:
    """The last day for settling and sending the report of a period, so many ``days`` after it (``report.due``)."""
    return period.after + timedelta(days=days - 1)
