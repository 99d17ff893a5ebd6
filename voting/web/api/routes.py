"""The interface's routes, for `app`."""

from voting.web.api import cards, record, subjects, votes
from voting.web.api.blueprint import blueprint

__all__ = ["blueprint", "cards", "record", "subjects", "votes"]
