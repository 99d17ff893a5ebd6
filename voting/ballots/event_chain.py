"""The archive's event chain by itself: each event names its parent by hash (PROTOCOL section 7).

The record keeps only this to state the head of an archive at closing; the archive's bytes are derived when asked for.
"""

from dataclasses import dataclass
from typing import Any, Final, Self

from voting.ballots import strict_json
from voting.crypto.hashes import sha256_hex

SETUP_FIELDS: Final = ("election", "trustees", "credentials")


@dataclass(frozen=True, slots=True)
class EventChain:
    """Where a chain stands: hash (hex) of its last event, "" before the first, and how many there are. Immutable."""

    head: str = ""
    height: int = 0

    @classmethod
    def setup(cls, election: bytes, trustees: bytes, credentials: bytes) -> Self:
        """The chain of an archive that has only been set up, from the exact bytes of the three files."""
        return cls().append("Setup", setup_payload(election, trustees, credentials))

    def append(self, kind: str, payload: bytes | None = None) -> Self:
        """The chain with one more event; ``payload`` is what the event names, in exact bytes."""
        content = self.event(kind, None if payload is None else sha256_hex(payload))
        return type(self)(sha256_hex(content), self.height + 1)

    def event(self, kind: str, payload: str | None) -> bytes:
        """The exact bytes of the next event; ``payload`` is the hash (hex) of what it names."""
        value: dict[str, Any] = {"parent": self.head} if self.head else {}
        value |= {"height": self.height, "type": kind}
        if payload is not None:
            value["payload"] = payload
        return strict_json.dump(value)


def setup_payload(election: bytes, trustees: bytes, credentials: bytes) -> bytes:
    """The exact bytes that the first event names: the hashes of the three setup files."""
    hashes = (sha256_hex(one) for one in (election, trustees, credentials))
    return strict_json.dump(dict(zip(SETUP_FIELDS, hashes, strict=True)))
