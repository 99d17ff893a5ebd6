"""The officials' pages, for `app`."""

from voting.web.account import (
    board_reports,
    clocks,
    commune,
    contacts,
    desk,
    disclosures,
    invitations,
    leave_desk,
    mail_wish,
    merging,
    officials,
    oidc,
    passkeys,
    password,
    reports,
    sign_in,
    villages,
    watchers,
)
from voting.web.account.blueprint import blueprint

__all__ = [
    "blueprint", "board_reports", "clocks", "commune", "contacts", "desk", "disclosures", "invitations", "leave_desk",
    "mail_wish", "merging", "officials", "oidc", "passkeys", "password", "reports", "sign_in", "villages", "watchers",
]  # fmt: skip
