"""The supervising board's pages, for `app`."""

from voting.web.board import board_reports, console, list_check, notes, petitions, record, reports, supervision
from voting.web.board.blueprint import blueprint

__all__ = [
    "blueprint", "board_reports", "console", "list_check", "notes", "petitions", "record", "reports", "supervision",
]  # fmt: skip
