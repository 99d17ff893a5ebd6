"""What every entry has, and how it is spelled (LEDGER, "Entries"): frozen values in, exact bytes out.

An entry is compact JSON, ``{"v":1,"type":...,"village":...,"at":...}`` and then the fields of its type in the order
of its class. Nothing personal is ever in one. ``named`` says what people call it, in Vietnamese and English.
"""

import dataclasses
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, ClassVar

from voting.ballots import strict_json
from voting.record.errors import MalformedEntry
from voting.record.fields import MINUTE, Kind

MAX_ENTRY_BYTES = 65_535  # an entry bundle prefixes each entry with a uint16 length (C2SP tlog-tiles)


class Book(StrEnum):
    """The kinds of books (LEDGER): the commune's, which always travels whole; a vote's, a subject's, whole with it."""

    COMMUNE = "commune"
    VOTE = "vote"
    SUBJECT = "subject"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What every entry carries: the village it is about ("" for the commune itself) and the UTC minute."""

    type: ClassVar[str] = ""
    named: ClassVar[tuple[str, str]]
    village: str
    at: datetime

    def subject(self) -> str:
        """What the entry is about: its vote or subject, else its village's code, else nothing (the commune)."""
        return str(getattr(self, "vote", getattr(self, "subject_id", self.village)))


_KINDS: dict[str, tuple[tuple[str, Kind], ...]] = {}


def kinds_of(cls: type[Entry]) -> tuple[tuple[str, Kind], ...]:
    """The fields of an entry type after the head, in order, each with its kind."""
    if cls.type not in _KINDS:
        _KINDS[cls.type] = tuple((f.name, f.metadata["kind"]) for f in dataclasses.fields(cls) if "kind" in f.metadata)
    return _KINDS[cls.type]


def compact(value: Any) -> bytes:
    """JSON as the record writes it: no spaces, UTF-8 unescaped; ``MalformedEntry`` for what has no such bytes."""
    try:
        return strict_json.dump(value)
    except (ValueError, RecursionError) as error:
        raise MalformedEntry(f"has no JSON bytes: {error}") from error


def entry_bytes(entry: Entry) -> bytes:
    """The exact bytes of an entry; ``MalformedEntry`` when it is longer than ``MAX_ENTRY_BYTES``."""
    head = {"v": 1, "type": entry.type, "village": entry.village, "at": MINUTE.show(entry.at)}
    body = {name: kind.show(getattr(entry, name)) for name, kind in kinds_of(type(entry))}
    raw = compact(head | body)
    if len(raw) > MAX_ENTRY_BYTES:
        raise MalformedEntry(f"{entry.type}: {len(raw)} bytes, at most {MAX_ENTRY_BYTES}")
    return raw
