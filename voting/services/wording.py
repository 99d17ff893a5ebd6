"""The words that pages share with verifier and papers, for `web`, which knows services alone; their home is `law`."""

from voting.law.sentence import Sentence
from voting.law.spacing import NO_BREAK, PARTED, bound
from voting.law.units import head_of
from voting.law.wording import (
    HERE,
    OPINION_STATES,
    PRACTICE_STATES,
    STATES,
    WEEKDAYS,
    Counted,
    day,
    figure,
    moment,
    number,
    opinion,
    outcome,
    practised,
)

__all__ = [
    "HERE",
    "NO_BREAK",
    "OPINION_STATES",
    "PARTED",
    "PRACTICE_STATES",
    "STATES",
    "WEEKDAYS",
    "Counted",
    "Sentence",
    "bound",
    "day",
    "figure",
    "head_of",
    "moment",
    "number",
    "opinion",
    "outcome",
    "practised",
]
