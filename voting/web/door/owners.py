"""Whose form it is: the token that each form carries names, under the server's key, the account it was made for.

So what somebody typed before the sign-in was lost is offered to nobody else who signs in on the same browser. The name
is a keyed hash: a page tells nothing about accounts.
"""

import hmac
import secrets
from hashlib import sha256

from flask import current_app, request, session
from itsdangerous import BadData, URLSafeTimedSerializer

from voting.services.permissions import Actor

TOKEN_FIELD = "csrf_token"  # noqa: S105 - a field's name
_SALT = "wtf-csrf-token"
"""Flask-WTF's own: it makes and checks the token, we only look inside one that is too old for it."""
_CHARACTERS = 16


def account_text(actor: Actor) -> str:
    """Commune and number: the one way an account is written as a text."""
    return f"{actor.commune}/{actor.account_id}"


def read_account_text(text: str) -> tuple[str, str]:
    """Commune and number from what `account_text` wrote."""
    commune, _, account_id = text.partition("/")
    return commune, account_id


def owner_of(actor: Actor) -> str:
    """The name under which this account owns its forms."""
    key = str(current_app.secret_key).encode()
    return hmac.new(key, f"form|{account_text(actor)}".encode(), sha256).hexdigest()[:_CHARACTERS]


def own_the_forms(actor: Actor) -> None:
    """From now on every form of this session is this account's."""
    session[TOKEN_FIELD] = f"{owner_of(actor)}.{secrets.token_hex(20)}"


def owner_of_sent() -> str:
    """Whose form this request has sent, "" if its token does not say so or is not ours."""
    reader = URLSafeTimedSerializer(current_app.secret_key or "", salt=_SALT)
    try:
        token = reader.loads(request.form.get(TOKEN_FIELD, ""))
    except BadData:
        return ""
    owner, dot, _rest = token.partition(".") if isinstance(token, str) else ("", "", "")
    return owner if dot else ""
