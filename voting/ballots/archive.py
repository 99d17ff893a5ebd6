"""The archive `<uuid>.bel`: written and read byte for byte (PROTOCOL section 7).

Reading checks the form: blocks, names, hashes, the chain and order of the events, every member used once. What the
payloads say is for `audit`.
"""

import re
from dataclasses import dataclass
from typing import Final

from voting.ballots import strict_json, tar_blocks
from voting.ballots.errors import BadArchive, BadEventChain, BadMember, BallotUsageError
from voting.ballots.event_chain import SETUP_FIELDS, EventChain, setup_payload
from voting.ballots.tally import PartialDecryption, Tally, parse_owned
from voting.crypto.hashes import sha256_hex

HEADER_NAME: Final = "BELENIOS"
_HEADER: Final = ("version", "timestamp")
_SIZED: Final = ("num_tallied", "total_weight", "encrypted_tally")
_FIRST_EVENT: Final = ("height", "type", "payload")
_EVENT: Final = ("parent", *_FIRST_EVENT)
_EVENT_BARE: Final = ("parent", "height", "type")
_TIMESTAMP = re.compile(r"(?:0|[1-9][0-9]{0,10})\Z")
_NAME = re.compile(r"([0-9a-f]{64})\.(data|event)\.json\Z")

FOLLOWERS: Final[dict[str, tuple[str, ...]]] = {
    "": ("Setup",),
    "Setup": ("Ballot", "EndBallots"),
    "Ballot": ("Ballot", "EndBallots"),
    "EndBallots": ("EncryptedTally",),
    "EncryptedTally": ("PartialDecryption",),
    "PartialDecryption": ("PartialDecryption", "Result"),
    "Result": (),
}
"""Which event may follow which; an archive may end after any but the empty start."""


@dataclass(frozen=True, slots=True)
class Archive:
    """What an archive holds, as exact bytes; `None` or empty where the vote has not come so far."""

    timestamp: int
    election: bytes
    trustees: bytes
    credentials: bytes
    ballots: tuple[bytes, ...]
    ended: bool
    encrypted_tally: bytes | None
    sized_tally: bytes | None
    partials: tuple[tuple[int, bytes], ...]
    result: bytes | None
    head: str


class ArchiveWriter:
    """Appends members and keeps the event chain; `head` is the hash of the last event, empty before `setup`.

    Call `setup`, `ballot` for each accepted ballot, `end_ballots`, `encrypted_tally`, `partial` for each, `result`.
    Another order raises `BallotUsageError`.
    """

    def __init__(self, timestamp: int) -> None:
        if not 0 <= timestamp <= tar_blocks.TIMESTAMP_MAX:
            raise BallotUsageError("the timestamp does not fit 11 octal digits")
        self._timestamp = timestamp
        self._chain = EventChain()
        self._last = ""
        self._pieces: list[bytes] = []
        self._append(HEADER_NAME, strict_json.dump({"version": 1, "timestamp": str(timestamp)}))

    @property
    def head(self) -> str:
        """The hash of the last event, hex; empty before `setup`."""
        return self._chain.head

    def take(self) -> bytes:
        """What was appended since the last call: all of them together are the archive."""
        pieces, self._pieces = b"".join(self._pieces), []
        return pieces

    def setup(self, election: bytes, trustees: bytes, credentials: bytes) -> None:
        """The three setup files and the first event."""
        self._require("Setup")
        for content in (election, trustees, credentials):
            self._data(content)
        self._event("Setup", self._data(setup_payload(election, trustees, credentials)))

    def ballot(self, raw: bytes) -> None:
        """One accepted ballot (not its envelope)."""
        self._require("Ballot")
        self._event("Ballot", self._data(raw))

    def end_ballots(self) -> None:
        """No more ballots."""
        self._require("EndBallots")
        self._event("EndBallots", None)

    def encrypted_tally(self, tally: Tally) -> None:
        """The encrypted tally and its size."""
        self._require("EncryptedTally")
        self._data(tally.raw)
        self._event("EncryptedTally", self._data(tally.sized_raw))

    def partial(self, owner: int, partial: PartialDecryption) -> None:
        """One owner's partial decryption; owners count from 1."""
        self._require("PartialDecryption")
        self._data(partial.raw)
        self._event("PartialDecryption", self._data(partial.owned(owner)))

    def result(self, raw: bytes) -> None:
        """The result; nothing can follow."""
        self._require("Result")
        self._event("Result", self._data(raw))

    def _require(self, kind: str) -> None:
        if kind not in FOLLOWERS[self._last]:
            raise BallotUsageError(f"{kind} cannot follow {self._last or 'the start'}")

    def _append(self, name: str, content: bytes) -> None:
        self._pieces.append(tar_blocks.member(name, content, self._timestamp))

    def _data(self, content: bytes) -> str:
        name = sha256_hex(content)
        self._append(f"{name}.data.json", content)
        return name

    def _event(self, kind: str, payload: str | None) -> None:
        content = self._chain.event(kind, payload)
        self._chain = EventChain(sha256_hex(content), self._chain.height + 1)
        self._append(f"{self.head}.event.json", content)
        self._last = kind


def read_archive(raw: bytes) -> Archive:
    """Reads an archive strictly, finished or still growing; raises a `BadArchive` or `Malformed`."""
    reader = _Reader()
    for name, content, timestamp in tar_blocks.members(raw):
        reader.member(name, content, timestamp)
    return reader.archive()


class _Reader:
    """Goes through the members once, in order."""

    def __init__(self) -> None:
        self.timestamp = -1
        self.waiting: dict[str, bytes] = {}
        self.seen: set[str] = set()
        self.events: list[tuple[str, tuple[bytes, ...]]] = []
        self.head = ""

    def member(self, name: str, content: bytes, timestamp: int) -> None:
        if self.timestamp < 0:
            self.timestamp = _read_header(name, content)
        elif not (parts := _NAME.match(name)) or parts[1] != sha256_hex(content):
            raise BadMember(f"{name[:80]}: not named by the hash of its content")
        elif name in self.seen:
            raise BadMember(f"{name}: twice")
        elif parts[2] == "data":
            self.waiting[parts[1]] = content
        else:
            self.event(parts[1], content)
        if timestamp != self.timestamp:
            raise BadMember("a member has another time than the archive")
        self.seen.add(name)

    def event(self, name: str, content: bytes) -> None:
        """One event: parent, height and order are right, and its payload came just before."""
        value = strict_json.load(content)
        kind = value.get("type") if isinstance(value, dict) else None
        names = _FIRST_EVENT if not self.head else _EVENT_BARE if kind == "EndBallots" else _EVENT
        found = dict(zip(names, strict_json.fields(value, names), strict=True))
        last = self.events[-1][0] if self.events else ""
        if kind not in FOLLOWERS[last]:
            raise BadEventChain(f"{str(kind)[:20]} cannot follow {last or 'the start'}")
        height = strict_json.integer(found["height"], 0, 2**31)
        if found.get("parent", "") != self.head or height != len(self.events):
            raise BadEventChain(f"event {len(self.events)}: wrong parent or height")
        payloads = self.payloads(kind, found["payload"]) if "payload" in found else ()
        if self.waiting:
            raise BadMember("a data member that the next event does not name")
        self.events.append((kind, payloads))
        self.head = name

    def payloads(self, kind: str, payload: object) -> tuple[bytes, ...]:
        """The event's payload, with what it names in turn."""
        content = self.take(payload)
        if kind == "Setup":
            value = strict_json.load(content)
            return tuple(self.take(one) for one in strict_json.fields(value, SETUP_FIELDS))
        if kind == "EncryptedTally":
            return content, self.take(strict_json.fields(strict_json.load(content), _SIZED)[2])
        if kind == "PartialDecryption":
            return content, self.take(parse_owned(content)[1])
        return (content,)

    def take(self, name: object) -> bytes:
        """The waiting data member of this name."""
        content = self.waiting.pop(strict_json.text(name), None)
        if content is None:
            raise BadMember("an event names a data member that does not precede it")
        return content

    def archive(self) -> Archive:
        if not self.events or self.waiting:
            raise BadEventChain("no setup, or a data member after the last event")
        by_kind: dict[str, list[tuple[bytes, ...]]] = {kind: [] for kind in FOLLOWERS}
        for kind, payloads in self.events:
            by_kind[kind].append(payloads)
        election, trustees, credentials = by_kind["Setup"][0]
        sized, tally = by_kind["EncryptedTally"][0] if by_kind["EncryptedTally"] else (None, None)
        return Archive(
            self.timestamp, election, trustees, credentials,
            ballots=tuple(one for (one,) in by_kind["Ballot"]),
            ended=bool(by_kind["EndBallots"]),
            encrypted_tally=tally,
            sized_tally=sized,
            partials=tuple((parse_owned(owned)[0], partial) for owned, partial in by_kind["PartialDecryption"]),
            result=by_kind["Result"][0][0] if by_kind["Result"] else None,
            head=self.head,
        )  # fmt: skip


def _read_header(name: str, content: bytes) -> int:
    version, timestamp = strict_json.fields(strict_json.load(content), _HEADER)
    strict_json.integer(version, 1, 1)
    if name != HEADER_NAME or not _TIMESTAMP.match(strict_json.text(timestamp)):
        raise BadArchive("the first member is not BELENIOS version 1")
    return int(timestamp)
