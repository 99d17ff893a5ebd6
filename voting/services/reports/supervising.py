"""What is to be done for the boards' sessions and recommendations, by whom and until when."""

from collections.abc import Iterator, Mapping

from voting.law.supervision import Held, Stand, To
from voting.services.permissions import Role
from voting.services.reports.errands import Errand, Standing, end_of
from voting.services.reports.tasks import TaskKind

SUPERVISED: Mapping[Stand | Held, tuple[TaskKind, Role]] = {
    Held.PLANNED: (TaskKind.END_SESSION, Role.BOARD),
    Stand.DRAFTED: (TaskKind.CERTIFY_RECOMMENDATION, Role.COMMUNE),
    Stand.CERTIFIED: (TaskKind.SEND_RECOMMENDATION, Role.BOARD),
    Stand.SENT: (TaskKind.ANSWER_RECOMMENDATION, Role.COMMUNE),
    Stand.ACCEPTED: (TaskKind.CONFIRM_DONE, Role.BOARD),
}
"""What waits where a session or a recommendation stands so, and for whom."""


def supervised_errands(village: Standing) -> Iterator[Errand]:
    """The next step of each session and recommendation; what others than the commune answer, the board writes down."""
    for one in village.supervised:
        kind, role = SUPERVISED[one.step]
        if one.step is Stand.SENT and one.to is not To.GOVERNMENT:
            role = Role.BOARD
        who = {account: held for account, held in village.holding({role}).items() if account not in one.apart}
        by_utc = end_of(one.last) if one.last else None
        yield Errand(
            kind, who, village.village, title=one.subject, by_utc=by_utc, number=one.number, item=one.id
        )  # fmt: skip
