"""How the interface answers: exact bytes or JSON, with an ETag and a stated life, readable from any origin."""

from hashlib import sha256
from typing import Any

from flask import Response, json, request

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
    answer.set_etag(sha256(body).hexdigest()[:32])
    return answer.make_conditional(request)  # type: ignore[return-value] # the same object, made 304 where it fits


def as_json(value: Any, life: str = GROWS) -> Response:
    """`value` as UTF-8 JSON; its sentences are in the language that was asked for."""
    answer = exact(json.dumps(value, ensure_ascii=False, sort_keys=False).encode(), JSON, life)
    answer.vary.add("Accept-Language")
    return answer


def text(value: str, life: str) -> Response:
    """Plain text, as the record's small files are."""
    return exact(value.encode(), "text/plain", life)
