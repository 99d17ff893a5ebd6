"""The body of a request, for views that take bytes or JSON instead of a form."""

from typing import Any

from flask import json, request

from voting.services.errors import ServiceError


class Malformed(ServiceError):
    """The body is not JSON of the shape that the view describes."""

    code = "malformed"


class TooLarge(ServiceError):
    """The body is larger than what the view takes."""

    code = "too-large"


def body_up_to(size_bytes: int) -> bytes:
    """The request's body; raises `TooLarge` after reading one byte more than allowed."""
    if (request.content_length or 0) > size_bytes:
        raise TooLarge("declared larger than allowed")
    body = request.stream.read(size_bytes + 1)
    if len(body) > size_bytes:
        raise TooLarge("larger than allowed")
    return body


def read_json(body: bytes) -> Any:
    """The value of a JSON body; `Malformed` for anything else, however deep, and for text that is not Unicode."""
    try:
        value = json.loads(body)
        json.dumps(value, ensure_ascii=False).encode()  # half a surrogate pair gets through the reading
    except (ValueError, RecursionError) as error:
        raise Malformed from error
    return value
