"""What an official typed into a form that could not be taken: nobody was signed in any more, or its token was old.

The sign-in page carries it in its own form (nothing is stored for a stranger), and after the sign-in it waits, filled
in and not sent, on the page it was typed on, for the account whose form it was (`owners`) and no other. Passwords are
never carried: `forms` tells which fields those are.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from flask import current_app, flash, request, url_for
from flask.globals import request_ctx
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from voting.services.errors import NotFound
from voting.services.permissions import Actor
from voting.web.door.owners import TOKEN_FIELD, owner_of, owner_of_sent
from voting.web.door.sessions import current_actor
from voting.web.speech.words import _
from voting.web.wiring import services

View = TypeVar("View", bound=Callable[..., Any])

NUMBER = "giu"
"""In an address: the number under which what was typed there waits."""
CARRIED, CARRIED_FILES, CARRIED_OWNER = "typed.", "typed-files", "typed-by"
MOST_FIELDS = 300
SECRET_FIELDS = {TOKEN_FIELD}
"""Names of fields that are never carried; `forms` adds those that hold a password in any form."""
_FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class Typed:
    """Names and values of fields, and whether files were chosen, which no page can choose again for a person.

    ``owner`` is whose form it was, in the words of `owners`.
    """

    fields: tuple[tuple[str, str], ...] = ()
    files: bool = False
    owner: str = ""

    def __bool__(self) -> bool:
        return bool(self.fields or self.files)

    @property
    def carried(self) -> list[tuple[str, str]]:
        """As hidden fields of the sign-in form."""
        if not self:
            return []
        files = [(CARRIED_FILES, "1")] if self.files else []
        return [(CARRIED + name, value) for name, value in self.fields] + files + [(CARRIED_OWNER, self.owner)]


def sent_from(endpoint: str) -> Callable[[View], View]:
    """For a view that only takes what was sent: the page on which its form stands, with the same arguments."""

    def mark(view: View) -> View:
        view.__dict__["page"] = endpoint
        return view

    return mark


def is_form() -> bool:
    """Whether this request sent a form of a page, as browsers do."""
    return request.method == "POST" and request.mimetype in _FORMS


def _is_own_form() -> bool:
    """Whether a page of ours sent this form, as far as the browser says."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") == "same-origin" and is_form()


def sent() -> Typed:
    """What this request's form has; nothing if another site's page sent it."""
    if not _is_own_form():
        return Typed()
    pairs = [pair for pair in request.form.items(multi=True) if pair[0] not in SECRET_FIELDS]
    files = any(one.filename for one in request.files.values())
    return Typed(tuple(pairs) if len(pairs) <= MOST_FIELDS else (), files, owner_of_sent())


def carried() -> Typed:
    """What the sign-in form carries; nothing if another site's page sent it, which would put its words there."""
    if not _is_own_form():
        return Typed()
    pairs = [pair for pair in request.form.items(multi=True) if pair[0].startswith(CARRIED)]
    fields = tuple((name.removeprefix(CARRIED), value) for name, value in pairs)
    kept = tuple(pair for pair in fields if pair[0] not in SECRET_FIELDS)
    owner = request.form.get(CARRIED_OWNER, "")
    return Typed(kept if len(kept) <= MOST_FIELDS else (), CARRIED_FILES in request.form, owner)


def page_of_form() -> str:
    """The address of the page on which this request's form stands."""
    try:
        request_ctx.url_adapter.match(request.path, method="GET")  # type: ignore[union-attr] # there is a request
    except (HTTPException, RequestRedirect):
        view = current_app.view_functions[request.endpoint or ""]
        return url_for(getattr(view, "page", "account.desk"), **(request.view_args or {}))
    query = [pair for pair in request.args.items(multi=True) if pair[0] != NUMBER]
    return request.path + ("?" + urlencode(query) if query else "")


def come_back(actor: Actor, address: str, typed: Typed) -> str:
    """`address` with what was typed waiting there, and says so on the page; nothing of it for another account."""
    if typed and typed.owner != owner_of(actor):
        flash(_("Việc vừa rồi CHƯA gửi. Chữ đã gõ là của tài khoản khác nên không đưa vào đây."))
        return address
    number = services().typed_forms.keep(actor, typed.fields) if typed.fields else ""
    if typed.fields and not number:
        flash(_("Việc vừa rồi CHƯA gửi. Chữ đã gõ dài quá nên không giữ lại được."))
    elif typed.files:
        flash(_("Việc vừa rồi CHƯA gửi. Xin chọn lại tệp rồi bấm nút."))
    elif typed.fields:
        flash(_("Việc vừa rồi CHƯA gửi. Chữ đã gõ còn ở dưới đây: xin xem lại rồi bấm nút."))
    return f"{address}{'&' if '?' in address else '?'}{NUMBER}={number}" if number else address


def typed_before() -> MultiDict[str, str] | None:
    """What waits for the page that is asked for; none if nothing does, or not for this official."""
    number, actor = request.args.get(NUMBER), current_actor()
    if request.method != "GET" or not number or actor is None:
        return None
    try:
        return MultiDict(services().typed_forms.typed(actor, number))
    except NotFound:
        return None
