"""The words that pages share with verifier and papers, for `web`, which knows services alone; their home is `law`."""

from voting.law.sentence import Sentence
from voting.law.wording import HERE, STATES, WEEKDAYS, Counted, day, figure, moment, number, opinion, outcome

__all__ = [
    "HERE",
    "STATES",
    "WEEKDAYS",
    "Counted",
    "Sentence",
    "day",
    "figure",
    "moment",
    "number",
    "opinion",
    "outcome",
]
