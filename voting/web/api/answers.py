"""How the interface answers: exact bytes or JSON, with an ETag and a stated life, readable from any origin."""

import os
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from flask import Response, json, request
from werkzeug.exceptions import RequestedRangeNotSatisfiable
from werkzeug.wsgi import wrap_file

from voting.services.record.making import MadeFile
from voting.web.door import pace

JSON = "application/json"
BINARY = "application/octet-stream"
NEVER_CHANGES = "public, max-age=31536000, immutable"
GROWS = "public, max-age=5"
ASK_AGAIN = "no-cache"


def exact(body: bytes, mimetype: str, life: str) -> Response:
    """`body` untouched; 304 when the caller has it already."""
    answer = Response(body, mimetype=mimetype)
    answer.headers["Cache-Control"] = life
    answer.headers["Access-Control-Allow-Origin"] = "*"
    if life != "no-store":
        answer.set_etag(sha256(body).hexdigest()[:32])
    return answer.make_conditional(request)  # type: ignore[return-value] # the same object, made 304 where it fits


def from_file(mimetype: str, made: Callable[[], MadeFile], tag: Callable[[], str]) -> Response:
    """A file that was made once, sent as it lies there, in parts if asked; 304 without making any.

    A file that is replaced between being named and being opened is asked for again.
    """
    if request.if_none_match and request.if_none_match.contains_weak(present := tag()):
        return _growing(Response(status=304), present)
    try:
        return _sent(made(), mimetype)
    except FileNotFoundError:
        return _sent(made(), mimetype)


def _sent(file: MadeFile, mimetype: str) -> Response:
    pace.wait_for(file.size_bytes if request.method == "GET" else 0)
    source = file.path.open("rb")
    size = os.fstat(source.fileno()).st_size
    answer = Response(wrap_file(request.environ, source), mimetype=mimetype, direct_passthrough=True)
    answer.call_on_close(source.close)
    answer.content_length = size
    _growing(answer, file.etag)
    try:
        answer.make_conditional(request, accept_ranges=True, complete_length=size)
    except RequestedRangeNotSatisfiable:
        source.close()
        raise
    return answer


def _growing(answer: Response, tag: str) -> Response:
    answer.headers["Cache-Control"] = GROWS
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.set_etag(tag)
    return answer


def as_json(value: Any, life: str = GROWS) -> Response:
    """`value` as UTF-8 JSON; its sentences are in the language that was asked for."""
    answer = exact(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(), JSON, life)
    answer.vary.add("Accept-Language")
    return answer


def text(value: str, life: str) -> Response:
    """Plain text, as the record's small files are."""
    return exact(value.encode(), "text/plain", life)
