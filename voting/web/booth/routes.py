"""The household's pages, for `app`."""

from voting.web.booth import card, check_machine, help_desk, receipt, statement
from voting.web.booth.blueprint import blueprint

__all__ = ["blueprint", "card", "check_machine", "help_desk", "receipt", "statement"]
