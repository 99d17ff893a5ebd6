"""The supervising board's pages, for `app`."""

from voting.web.board import list_check, petitions, record, reports
from voting.web.board.blueprint import blueprint

__all__ = ["blueprint", "list_check", "petitions", "record", "reports"]
