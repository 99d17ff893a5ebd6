"""Who may call a route. Every view declares it; a view that does not is refused when the application is made.

`@public` anyone · `@signed_in` any official · `@requires("roll.import")` an official whose roles allow the action of
`voting.services.permissions` in the village of the address (from `village` or from the vote's `uuid`), or, for a page
of the whole commune, with `commune_wide=True`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, request

from voting.services.errors import Forbidden
from voting.services.permissions import PERMISSIONS, Actor
from voting.web.door.sessions import current_actor, require_actor
from voting.web.wiring import services

View = TypeVar("View", bound=Callable[..., Any])


class UndeclaredAccess(Exception):
    """A route does not say who may call it: a mistake of the programmer, found before the first request."""


@dataclass(frozen=True)
class Access:
    """What a view declares. `action` is empty for pages that need no particular role."""

    who: str
    action: str = ""
    commune_wide: bool = False


def _declare(view: View, access: Access) -> View:
    view.__dict__["access"] = access
    return view


def public(view: View) -> View:
    """Anyone may call this view, without an account."""
    return _declare(view, Access("public"))


def signed_in(view: View) -> View:
    """Any signed-in official may call this view."""
    return _declare(view, Access("signed-in"))


def requires(action: str, *, commune_wide: bool = False) -> Callable[[View], View]:
    """Officials who may do `action` in the village of the address may call this view."""
    if action not in PERMISSIONS:
        raise UndeclaredAccess(f"no such action: {action}")
    return lambda view: _declare(view, Access("role", action, commune_wide))


def access_of(app: Flask, endpoint: str) -> Access:
    """What the view of `endpoint` declares; raises `UndeclaredAccess`."""
    access = getattr(app.view_functions[endpoint], "access", None)
    if not isinstance(access, Access):
        raise UndeclaredAccess(endpoint)
    return access


def refuse_undeclared(app: Flask) -> None:
    """Raises `UndeclaredAccess` naming the routes that do not say who may call them."""
    missing = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    if missing:
        raise UndeclaredAccess(", ".join(sorted(missing)))


def enforce() -> None:
    """Before each request: raises `Forbidden`, or the redirect to the sign-in page, where the declaration says so."""
    if request.endpoint is None:
        return
    access = access_of(current_app, request.endpoint)
    if access.who == "public":
        return
    actor = require_actor()
    if access.who == "role":
        commune, village = _place(access, actor)
        if commune != actor.commune or not actor.may(access.action, village):
            raise Forbidden(access.action)


def _place(access: Access, actor: Actor) -> tuple[str, str]:
    """Commune and village that the page is about; an empty village means all of the commune."""
    if access.commune_wide:
        return actor.commune, ""
    arguments = request.view_args or {}
    if "uuid" in arguments:
        vote = services().votes.get(arguments["uuid"])
        return vote.commune, vote.village
    village = services().communes.village(arguments["village"])
    return village.commune, village.code


def allowed(action: str, village: str = "") -> bool:
    """For templates: whether the signed-in official, if any, may do `action` in `village`."""
    actor = current_actor()
    return actor is not None and actor.may(action, village)
