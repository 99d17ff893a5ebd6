"""The supervising board's pages, for `app`."""

from voting.web.board import console, list_check, notes, petitions, record, reports, supervision
from voting.web.board.blueprint import blueprint

__all__ = ["blueprint", "console", "list_check", "notes", "petitions", "record", "reports", "supervision"]
