"""Gzip for what anyone may read, so that a page is small on a weak network even without a proxy in front.

Pages for someone with a session are left alone: compressing a page that holds both a secret token and something an
attacker can choose leaks the token by its length (BREACH).
"""

import gzip

from flask import Flask, Response, request, session

from voting.web.door.sessions import SAME_FOR_ALL, has_session

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
    secretive = (has_session() or session.modified) and not (request.endpoint or "").startswith(SAME_FOR_ALL)
    if secretive or request.range:
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
