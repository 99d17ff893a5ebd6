"""A citizens' proposal: how many households must consent, and for how long a consent is good (Art. 16(3))."""

from collections.abc import Iterable
from datetime import date

from voting.law.clocks import value_of
from voting.law.deadlines import months_after
from voting.law.errors import BadCount

_PERCENT = 100


def consents_needed(households: int) -> int:
    """The fewest households that make a proposal the citizens' own: ``10 * c >= N``. Raises BadCount when N < 1."""
    if households < 1:
        raise BadCount("households", households)
    return -(-households * value_of("initiative.share") // _PERCENT)


def is_carried(consents: int, households: int, *, backed: bool = False) -> bool:
    """Whether the head must put it to the community: enough consents, or fewer with the Front committee's backing."""
    if consents < 0:
        raise BadCount("consents", consents)
    return consents >= consents_needed(households) or (backed and consents > 0)


def valid_consents(given: Iterable[date], on: date) -> int:
    """How many of these consents are still good on a day: each for three months from the day it was given."""
    months = value_of("consent.validity")
    return sum(day <= on <= months_after(day, months) for day in given)
