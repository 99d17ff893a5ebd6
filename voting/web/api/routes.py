"""The interface's routes, for `app`."""

from voting.web.api import record, votes
from voting.web.api.blueprint import blueprint

__all__ = ["blueprint", "record", "votes"]
