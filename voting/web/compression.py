"""Gzip for what anyone may read, so that a page is small on a weak network even without a proxy in front.

Compressing a page that holds both a secret and something an attacker can choose leaks the secret by its length
(BREACH). Two kinds of pages hold one: those with a form, whose token is made while the page is, and those that a
signed-in official is shown. They are left alone; the same page without either is anybody's, whatever cookie a browser
has.
"""

import gzip

from flask import Flask, Response, g, request

from voting.web.door.owners import TOKEN_FIELD
from voting.web.door.sessions import SAME_FOR_ALL, current_actor

TEXT = ("text/", "application/json", "application/problem+json", "application/javascript", "image/svg+xml")
WORTHWHILE_BYTES = 800
LARGEST_BYTES = 4 * 1024 * 1024
LEVEL = 9


def prepare(app: Flask) -> None:
    """Compresses public text answers of `app` for browsers that say they can read them."""
    app.after_request(_compress)


def _compress(response: Response) -> Response:
    if not (response.mimetype or "").startswith(TEXT) or response.status_code != 200:  # noqa: PLR2004 - plain HTTP
        return response
    response.vary.add("Accept-Encoding")
    if not request.accept_encodings["gzip"] or "Content-Encoding" in response.headers:
        return response
    if request.range or _holds_secrets():
        return response
    response.direct_passthrough = False
    body = response.get_data()
    if WORTHWHILE_BYTES <= len(body) <= LARGEST_BYTES:
        response.set_data(gzip.compress(body, LEVEL, mtime=0))
        response.headers["Content-Encoding"] = "gzip"
        etag, _ = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)
    return response


def _holds_secrets() -> bool:
    """Whether a form's token was made for this answer, or an official is signed in."""
    if (request.endpoint or "").startswith(SAME_FOR_ALL):
        return False
    return TOKEN_FIELD in g or current_actor() is not None
