"""The kinds of values an entry may carry, each with its one way to be read and to be printed.

A kind turns a JSON value into a Python value and back. Reading is strict: a value that would not print back
to the same JSON is refused, so an entry has exactly one spelling.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from voting.record.errors import MalformedEntry

MAX_COUNT = 10**9
MAX_REASON = 500
"""Characters of a reason that is published."""
_HEX_32 = re.compile(r"[0-9a-f]{64}\Z")
_UUID = re.compile(r"[1-9A-HJ-NP-Za-km-z]{14}\Z")
_ABOUT = re.compile(r"([1-9A-HJ-NP-Za-km-z]{14})?\Z")
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,23}\Z")
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z\Z")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")
_MINUTE_FORMAT = "%Y-%m-%dT%H:%MZ"


@dataclass(frozen=True)
class Kind:
    """One kind of value: ``read`` refuses with ``ValueError``; ``show`` gives the JSON value."""

    name: str
    read: Callable[[Any], Any]
    show: Callable[[Any], Any] = lambda value: value


@dataclass(frozen=True)
class Seal:
    """A book as it stood once: how many entries, and their Merkle root (hex)."""

    size: int
    root: str


def minute(text: Any) -> datetime:
    """``2026-11-22T13:05Z`` as an aware UTC time; the record knows no finer time (LEDGER: nothing personal)."""
    if not isinstance(text, str) or not _MINUTE.match(text):
        raise ValueError("not a UTC minute")
    return datetime.fromisoformat(text)  # "Z" is read as UTC


def show_minute(when: datetime) -> str:
    """The minute in which ``when`` (aware) falls, as the record writes it."""
    return when.astimezone(UTC).strftime(_MINUTE_FORMAT)


def _day(value: Any) -> date:
    if not isinstance(value, str) or not _DAY.match(value):
        raise ValueError("not a day")
    return date.fromisoformat(value)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value <= MAX_COUNT:
        raise ValueError("not a count")
    return value


def _matching(pattern: re.Pattern[str], what: str) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not pattern.match(value):
            raise ValueError(f"not {what}")
        return value

    return read


def _text(maximum: int, *, least: int = 1) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str) or not least <= len(value) <= maximum:
            raise ValueError(f"not a text of {least} to {maximum} characters")
        value.encode()  # a lone surrogate has no bytes: UnicodeEncodeError is a ValueError
        return value

    return read


def _hexes(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list")
    return tuple(SHA256.read(item) for item in value)


def _seals(value: Any) -> tuple[tuple[str, Seal], ...]:
    if not isinstance(value, list):
        raise ValueError("not a list of seals")
    return tuple(_seal(one) for one in value)


def _seal(value: Any) -> tuple[str, Seal]:
    if not isinstance(value, dict) or list(value) != ["book", "size", "root"]:
        raise ValueError("not a seal: book, size, root")
    return UUID.read(value["book"]), Seal(_count(value["size"]), SHA256.read(value["root"]))


def _show_seals(seals: tuple[tuple[str, Seal], ...]) -> Any:
    return [{"book": book, "size": seal.size, "root": seal.root} for book, seal in seals]


def _codes(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list of short codes")
    return tuple(CODE.read(item) for item in value)


def _counts(value: Any) -> tuple[tuple[str, int], ...]:
    if not isinstance(value, list):
        raise ValueError("not a list of counts")
    return tuple(_counted(one) for one in value)


def _counted(value: Any) -> tuple[str, int]:
    if not isinstance(value, dict) or list(value) != ["value", "count"]:
        raise ValueError("not a count: value, count")
    return CODE.read(value["value"]), _count(value["count"])


def _show_counts(counts: tuple[tuple[str, int], ...]) -> Any:
    return [{"value": value, "count": count} for value, count in counts]


def _proposals(value: Any) -> tuple[tuple[int, ...], ...]:
    if not isinstance(value, list) or not all(isinstance(row, list) for row in value):
        raise ValueError("not lists of answer numbers")
    return tuple(tuple(_count(number) for number in row) for row in value)


def _object(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value


COUNT = Kind("count", _count)
SHA256 = Kind("sha256", _matching(_HEX_32, "64 lower-case hex digits"))
UUID = Kind("uuid", _matching(_UUID, "14 Base58 characters"))
ABOUT = Kind("about", _matching(_ABOUT, "14 Base58 characters, or nothing"))
"""The id of a matter, a vote or a subject; empty where there is none."""
CODE = Kind("code", _matching(_CODE, "a short code"))
LABEL = Kind("label", _text(200))
CITATION = Kind("citation", _text(200, least=0))
"""A place in the law; empty where nothing of the law is applied."""
REASON = Kind("reason", _text(MAX_REASON))
NOTE = Kind("note", _text(MAX_REASON, least=0))
"""A published text that may be left out."""
LONG_TEXT = Kind("text", _text(65_000))
MINUTE = Kind("minute", minute, show_minute)
DAY = Kind("day", _day, date.isoformat)
"""A day of the villages' calendar, `2026-11-22`."""
HEXES = Kind("hexes", _hexes, list)
SEALS = Kind("seals", _seals, _show_seals)
CODES = Kind("codes", _codes, list)
COUNTS = Kind("counts", _counts, _show_counts)
PROPOSALS = Kind("proposals", _proposals, lambda rows: [list(row) for row in rows])
OBJECT = Kind("object", _object)


def carries(kind: Kind) -> Any:
    """A dataclass field whose JSON value is of this kind."""
    return field(metadata={"kind": kind})


def fits(kind: Kind, value: Any) -> bool:
    """Whether a value, as JSON has it, is of this kind."""
    try:
        kind.read(value)
    except ValueError:
        return False
    return True


def read(kind: Kind, name: str, value: Any) -> Any:
    """The Python value of a field, or ``MalformedEntry`` that names the field."""
    try:
        return kind.read(value)
    except ValueError as error:
        raise MalformedEntry(f"{name}: {error}") from error
