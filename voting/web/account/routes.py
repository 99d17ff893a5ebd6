"""The officials' pages, for `app`."""

from voting.web.account import desk, invitations, officials, password, sign_in, villages
from voting.web.account.blueprint import blueprint

__all__ = ["blueprint", "desk", "invitations", "officials", "password", "sign_in", "villages"]
