"""The supervising board's pages, for `app`."""

from voting.web.board import record
from voting.web.board.blueprint import blueprint

__all__ = ["blueprint", "record"]
