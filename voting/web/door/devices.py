"""Devices on which an official has signed in before: wrong passwords tried elsewhere lock nobody out of them.

Five wrong passwords lock an account, so anyone who knows a login could keep its owner out for the whole voting day.
A right password therefore leaves a cookie on the device (OWASP: "device cookie"). It opens nothing and is sent to the
sign-in page alone; it only says that the lock made by strangers does not count here, where tries are counted apart.
"""

import secrets

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from voting.web.wiring import settings

A_YEAR_S = 31_536_000
MOST_LOGINS = 8


def known_device(login: str) -> str | None:
    """The number of this device if this login has been used on it, else None."""
    number, *logins = _read()
    return number if _form(login) in logins else None


def remember_device(answer: Response, login: str, path: str) -> None:
    """Notes on this device, for requests to `path` only, that this login was used with the right password."""
    number, *logins = _read()
    kept = [_form(login), *(one for one in logins if one != _form(login))][:MOST_LOGINS]
    value = _signer().dumps([number or secrets.token_hex(8), *kept])
    assert isinstance(value, str)  # noqa: S101 - the serializer's type is wider
    answer.set_cookie(
        _cookie(), value, max_age=A_YEAR_S, path=path, secure=settings().https, httponly=True, samesite="Strict"
    )


def _read() -> list[str]:
    try:
        value = _signer().loads(request.cookies.get(_cookie(), ""))
    except BadSignature:
        return [""]
    return [str(one) for one in value]


def _form(login: str) -> str:
    return login.strip().lower()


def _cookie() -> str:
    return "__Secure-dinh-device" if settings().https else "dinh-device"


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(str(current_app.secret_key), salt="dinh/device")
