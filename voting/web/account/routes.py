"""The officials' pages, for `app`."""

from voting.web.account import contacts, desk, invitations, officials, password, sign_in, villages
from voting.web.account.blueprint import blueprint

__all__ = ["blueprint", "contacts", "desk", "invitations", "officials", "password", "sign_in", "villages"]
