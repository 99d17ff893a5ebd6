"""Who may call a route, and what its address is about. A view that declares no access is refused when the application
is made.

`@public` anyone · `@signed_in` any official · `@requires("roll.import")` an official whose roles allow the action of
`voting.services.permissions` in the place that the address is about (`ABOUT`), or, for a page of the whole commune,
with `commune_wide=True`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from flask import Flask, current_app, g, request

from voting.services.errors import Forbidden
from voting.services.people.communes import CommuneInfo, VillageInfo
from voting.services.permissions import PERMISSIONS, Actor
from voting.web.door.sessions import current_actor, require_actor
from voting.web.wiring import services

View = TypeVar("View", bound=Callable[..., Any])

ABOUT: Mapping[str, Callable[[str], VillageInfo | CommuneInfo]] = {
    "vote": lambda uuid: services().votes.village(uuid),  # noqa: PLW0108 - services are the application's of the moment
    "subject": lambda name: services().statements.village(name),  # noqa: PLW0108
    "matter": lambda matter: services().matters.village(matter),  # noqa: PLW0108
    "village": lambda code: services().communes.village(code),  # noqa: PLW0108
    "commune": lambda code: services().communes.commune(code),  # noqa: PLW0108
}
"""What an argument of an address refers to: by its name, the cheap look-up of the place it lies in, or `NotFound`."""


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
    """Raises `UndeclaredAccess` naming the routes that do not say who may call them, or in which place."""
    missing = {name for name, view in app.view_functions.items() if not hasattr(view, "access")}
    for rule in app.url_map.iter_rules():
        if rule.endpoint not in missing and _is_placeless(access_of(app, rule.endpoint), rule.arguments):
            missing.add(rule.endpoint)
    if missing:
        raise UndeclaredAccess(", ".join(sorted(missing)))


def _is_placeless(access: Access, arguments: set[str]) -> bool:
    return access.who == "role" and not access.commune_wide and not arguments & ABOUT.keys()


def enforce() -> None:
    """Before each request: raises `Forbidden`, or the redirect to the sign-in page, where the declaration says so."""
    if request.endpoint is None:
        return
    access = access_of(current_app, request.endpoint)
    if access.who == "public":
        return
    actor = require_actor()
    if access.who == "role":
        commune, village, successors = _place(access, actor)
        may = actor.may(access.action, village) or actor.follows(access.action, successors)
        if commune != actor.commune or not may:
            raise Forbidden(access.action)


def _place(access: Access, actor: Actor) -> tuple[str, str, tuple[str, ...]]:
    """Commune and village that the page is about, and what that became part of; an empty village means all of the
    commune."""
    if access.commune_wide:
        return actor.commune, "", ()
    name, value = next(pair for pair in (request.view_args or {}).items() if pair[0] in ABOUT)
    place = _look_up(name, value)
    return (place.commune, place.code, place.successors) if isinstance(place, VillageInfo) else (place.code, "", ())


def _look_up(name: str, value: str) -> VillageInfo | CommuneInfo:
    """What an argument refers to, asked once a request."""
    known: dict[tuple[str, str], VillageInfo | CommuneInfo] = g.setdefault("places", {})
    if (name, value) not in known:
        known[name, value] = ABOUT[name](value)
    return known[name, value]


def about() -> VillageInfo | CommuneInfo | None:
    """What this request's address is about, if it says so; `NotFound`."""
    named = next((pair for pair in (request.view_args or {}).items() if pair[0] in ABOUT), None)
    return _look_up(*named) if named else None


def village_called(village: str) -> VillageInfo:
    """The village of an address's `<village>`, for a view to show; `NotFound`."""
    return cast("VillageInfo", _look_up("village", village))


def allowed(action: str, village: str = "") -> bool:
    """For templates: whether the signed-in official, if any, may do `action` in `village`."""
    actor = current_actor()
    return actor is not None and actor.may(action, village)
