"""Sessions of officials: short, revocable, and none at all for the public.

A session holds the account's number, the session version it was made under (a new password or a revoked account
raises it) and the time of signing in. Nothing reads the session where the browser sent no session cookie.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from flask import Flask, Request, Response, current_app, redirect, request, session, url_for
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as PlainResponse

from voting.services.errors import NotFound
from voting.services.permissions import Actor
from voting.web.door.owners import account_text, own_the_forms, read_account_text
from voting.web.settings import WebSettings
from voting.web.wiring import now_utc, services

SIGNED_IN_AT = "signed_in_at"
SAME_FOR_ALL = ("assets.", "api.", "health.")
"""Endpoints, by their beginnings, whose answers are the same for everybody: they know no sessions."""


class QuietSessions(SecureCookieSessionInterface):
    """Sessions that leave no trace on answers which do not use them, and none at all in the interface."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """An empty session for `/api/`, whatever cookie the browser sent."""
        return SecureCookieSession() if request.path.startswith("/api/") else super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Says nothing (no `Vary`, no cookie) where there was no session and none was begun.

        Nor with what is the same for everybody: a picture that comes late would bring back the session that a
        sign-out has just ended.
        """
        same_for_all = request.path.startswith("/api/") or (request.endpoint or "").startswith(SAME_FOR_ALL)
        if session.modified or (self.get_cookie_name(app) in request.cookies and not same_for_all):
            super().save_session(app, session, response)


class SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login keeps of an official for one request."""

    def __init__(self, actor: Actor) -> None:
        self.actor = actor

    def get_id(self) -> str:
        """Account and session version, as kept in the session."""
        return f"{account_text(self.actor)}|{self.actor.session_version}"


def prepare(app: Flask, settings: WebSettings) -> None:
    """Sets the session cookie's strictness and tells Flask-Login how to find an official again."""
    app.config.update(
        SESSION_COOKIE_NAME="__Host-dinh" if settings.https else "dinh",
        SESSION_COOKIE_SECURE=settings.https,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.session_minutes),
        SESSION_HOURS_AT_MOST=settings.session_hours_at_most,
    )
    app.session_interface = QuietSessions()
    manager = LoginManager(app)
    manager.session_protection = None
    manager.user_loader(_load)


def _load(kept: str) -> SignedIn | None:
    account, _, version = kept.partition("|")
    commune, account_id = read_account_text(account)
    age = now_utc() - datetime.fromtimestamp(session.get(SIGNED_IN_AT, 0), UTC)
    if age > timedelta(hours=current_app.config["SESSION_HOURS_AT_MOST"]):
        return None
    try:
        actor = services().accounts.get(commune, account_id)
    except NotFound:
        return None
    return SignedIn(actor) if str(actor.session_version) == version else None


def open_session(actor: Actor) -> None:
    """Starts a fresh session for an official who has just given the right password."""
    session.clear()
    session.permanent = True
    session[SIGNED_IN_AT] = int(now_utc().timestamp())
    own_the_forms(actor)
    login_user(SignedIn(actor))


def close_session() -> None:
    """Forgets the official on this device."""
    logout_user()
    session.clear()


def has_session() -> bool:
    """Whether the browser sent a session cookie; asked first so that public pages stay free of sessions."""
    return current_app.config["SESSION_COOKIE_NAME"] in request.cookies


def current_actor() -> Actor | None:
    """The signed-in official, or None for the public."""
    if not has_session() or not current_user.is_authenticated:
        return None
    actor: Actor = current_user.actor
    return actor


class SignInFirst(HTTPException):
    """Carries the redirect to the sign-in page."""

    code = 302

    def get_response(self, *_: object, **__: object) -> PlainResponse:
        """A redirect that remembers the page asked for, when that page can simply be asked for again."""
        after = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("account.sign_in", tiep=after))


def require_actor() -> Actor:
    """The signed-in official; raises `SignInFirst` when there is none."""
    actor = current_actor()
    if actor is None:
        raise SignInFirst
    return actor


def own_path(address: str | None) -> str | None:
    """`address` if it is a path on this site, else None: a sign-in never leads elsewhere."""
    if not address or not address.startswith("/") or address.startswith(("//", "/\\")) or not address.isprintable():
        return None
    parts = urlsplit(address)
    return address if not parts.scheme and not parts.netloc and "\\" not in address else None
