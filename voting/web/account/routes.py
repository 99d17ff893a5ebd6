"""The officials' pages, for `app`."""

from voting.web.account import clocks, contacts, desk, invitations, officials, password, sign_in, villages
from voting.web.account.blueprint import blueprint

__all__ = ["blueprint", "clocks", "contacts", "desk", "invitations", "officials", "password", "sign_in", "villages"]
