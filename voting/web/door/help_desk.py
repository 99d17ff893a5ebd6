"""A browser that is a help desk: signed out of everything official, locked to the booth until an official leaves it.

A cookie holds the desk's token. It opens nothing: with it there is less to see, not more. Whoever throws it away has a
browser as any other, and what was sent from there is then not counted as a help desk's.
"""

from typing import Final

from flask import Flask, redirect, request, url_for
from werkzeug.wrappers import Response

from voting.services.votes.help_desks import LASTS
from voting.web.door.sessions import SAME_FOR_ALL
from voting.web.wiring import settings

STAYS: Final = frozenset({"booth.help_desk", "account.leave_help_desk", "noticeboard.speak"})
"""What a help desk may show; beside files and the interface, which know no sessions."""


def prepare(app: Flask) -> None:
    """Lets every other page of `app` lead a help desk back to the booth."""
    app.before_request(_stay)


def desk_token() -> str:
    """The token of the desk that this browser is; empty where it is none."""
    return request.cookies.get(_cookie(), "")


def lock(answer: Response, token: str) -> None:
    """From this answer on the browser is a help desk."""
    answer.set_cookie(
        _cookie(), token, max_age=int(LASTS.total_seconds()), secure=settings().https, httponly=True, samesite="Lax"
    )


def unlock(answer: Response) -> None:
    """From this answer on it is a browser as any other."""
    answer.delete_cookie(_cookie(), secure=settings().https, httponly=True, samesite="Lax")


def _stay() -> Response | None:
    endpoint = request.endpoint
    if endpoint is None or endpoint in STAYS or endpoint.startswith(SAME_FOR_ALL) or not desk_token():
        return None
    return redirect(url_for("booth.help_desk"))


def _cookie() -> str:
    return "__Host-dinh-desk" if settings().https else "dinh-desk"
