"""The words that pages share with verifier and papers, for `web`, which knows services alone; their home is `law`."""

from voting.law.sentence import Sentence
from voting.law.wording import HERE, STATES, day, moment

__all__ = ["HERE", "STATES", "Sentence", "day", "moment"]
