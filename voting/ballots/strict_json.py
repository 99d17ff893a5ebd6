"""Strict JSON: what does not re-serialize to the same bytes is refused (PROTOCOL sections 1 and 4).

Compact, UTF-8 unescaped, fields in the given order. Re-printing catches spaces, escapes, repeated names and odd number
forms at C speed; `fields` then checks names and order, so the two together leave one byte string for one value.
"""

import json
from typing import Any, Final

from voting.ballots.errors import BadElementText, BadScalarText, NotJson, NotReprinted, TooLarge, WrongFields, WrongType
from voting.crypto.errors import BadScalar, NotCanonical
from voting.crypto.group import Element
from voting.crypto.proofs import Proof
from voting.crypto.scalars import parse_scalar

SIZE_MAX_BYTES: Final = 65_536
"""Largest ballot envelope; the default limit of `load`."""

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode
_PROOF_FIELDS: Final = ("challenge", "response")


def _refuse_number(text: str) -> object:
    raise NotJson(f"number of another form: {text[:20]}")


_decode = json.JSONDecoder(parse_float=_refuse_number, parse_constant=_refuse_number).decode


def dump(value: object) -> bytes:
    """Serializes compactly, fields in insertion order, UTF-8 unescaped."""
    return _encode(value).encode()


def load(raw: bytes, *, size_max_bytes: int = SIZE_MAX_BYTES) -> Any:
    """Parses and re-prints; raises `TooLarge`, `NotJson` or `NotReprinted`."""
    if len(raw) > size_max_bytes:
        raise TooLarge(f"{len(raw)} bytes, at most {size_max_bytes}")
    try:
        value = _decode(raw.decode())
        again = _encode(value).encode()
    except (ValueError, RecursionError):
        raise NotJson("not UTF-8 JSON") from None
    if again != raw:
        raise NotReprinted("does not re-serialize to the same bytes")
    return value


def fields(value: object, names: tuple[str, ...]) -> tuple[Any, ...]:
    """The values of an object that has exactly these fields in this order; raises `WrongFields`."""
    if not isinstance(value, dict) or tuple(value) != names:
        raise WrongFields("expected an object of " + ", ".join(names))
    return tuple(value.values())


def items(value: object) -> list[Any]:
    """The value as a list; raises `WrongType`."""
    if not isinstance(value, list):
        raise WrongType("expected a list")
    return value


def text(value: object) -> str:
    """The value as a string; raises `WrongType`."""
    if not isinstance(value, str):
        raise WrongType("expected a string")
    return value


def integer(value: object, least: int, most: int) -> int:
    """The value as an integer within the bounds, both included; raises `WrongType`."""
    if type(value) is not int or not least <= value <= most:
        raise WrongType(f"expected an integer from {least} to {most}")
    return value


def element_hex(value: object) -> str:
    """The value as the hex of an element, canonical in form (membership not checked); raises `BadElementText`."""
    return element(value).hex


def element(value: object) -> Element:
    """As `element_hex`, as an `Element`; raises `BadElementText`."""
    try:
        return Element.from_hex(text(value))
    except NotCanonical as error:
        raise BadElementText(str(error)) from None


def scalar(value: object) -> int:
    """The value as a scalar `0 <= x < q`; raises `BadScalarText`."""
    try:
        return parse_scalar(text(value))
    except BadScalar as error:
        raise BadScalarText(str(error)) from None


def proof(value: object) -> Proof:
    """The value as `{"challenge":Zq,"response":Zq}`."""
    challenge, response = fields(value, _PROOF_FIELDS)
    return Proof(scalar(challenge), scalar(response))


def proof_value(made: Proof) -> dict[str, str]:
    """The JSON object of a proof."""
    return {"challenge": str(made.challenge), "response": str(made.response)}
