"""The clocks of the law that run for a matter now: for its page, the desk of whoever must act, and the overview."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from voting.law.deadlines import Decided, Running, running
from voting.law.matters import Channel
from voting.law.road import Mark
from voting.law.wording import HERE
from voting.record.facts import Matter, Phase, Vote


def clocks_of(
    known: Matter, vote: Vote | None, held_at: datetime | None, now: datetime, numbers: Mapping[str, int],
    days_off: Collection[date],
) -> tuple[Running, ...]:  # fmt: skip
    """The first to run out first; none before its vote is over, or its meeting held.

    ``vote`` may be left out once the decision is sent; ``numbers`` are those that the commune has set.
    """
    over = _over(known, vote, held_at, now)
    if over is None:
        return ()
    dates = {mark: _day(at) for mark, at in known.dates}
    return running(Decided(known.marks, known.clause, over, dates, known.channel == Channel.ONLINE), numbers, days_off)


def is_timed(known: Matter, vote: Vote | None, held_at: datetime | None) -> bool:
    """Whether any clock may run for it, so that somebody has to look up numbers and days off."""
    return bool(known.dates or held_at or (vote and vote.closing is not None))


def _over(known: Matter, vote: Vote | None, held_at: datetime | None, now: datetime) -> date | None:
    """The day on which its vote closed, or its meeting was held; none before."""
    if vote is not None:
        return None if vote.closing is None or vote.phase is Phase.CANCELLED else _day(vote.ended_at)
    if Mark.CONVENED in known.marks and held_at:
        return _day(held_at) if held_at <= now else None
    decided = known.date_of(Mark.PASSED) or known.date_of(Mark.NOT_PASSED)
    return None if decided is None else _day(decided)


def _day(at: datetime) -> date:
    return at.astimezone(HERE).date()
