"""What is put before the verifier: exact bytes, not yet believed; and what the user already trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voting.ledger.errors import LedgerDataError
from voting.ledger.tiles import Tile


class Kind(StrEnum):
    """What was given: one vote's bundle, a whole log, or a bare Belenios archive."""

    BUNDLE = "bundle"
    LOG = "log"
    ARCHIVE = "archive"


@dataclass(frozen=True)
class Evidence:
    """Everything read from the input. What a kind does not have stays empty.

    `entries` by index in the log; `leaves` are leaf hashes of the whole log (a bundle's); `vkey` and `policy` came with
    the input and prove nothing by themselves; `cosigned` is an earlier checkpoint that witnesses have signed;
    `damage` is what kept a log from being read to its end.
    """

    source: str
    kind: Kind
    vote: str = ""
    checkpoint: bytes = b""
    cosigned: bytes = b""
    vkey: str = ""
    policy: str = ""
    leaves: tuple[bytes, ...] = ()
    entries: Mapping[int, bytes] = field(default_factory=dict)
    tiles: Mapping[Tile, bytes] = field(default_factory=dict)
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    archive: bytes = b""
    damage: LedgerDataError | None = None


@dataclass(frozen=True)
class Trusted:
    """What the user brought from elsewhere (paper, another site). Empty: not given.

    `register` is the card register's file; `documents` are the SHA-256 (hex) of the papers the user holds.
    """

    vkey: str = ""
    policy: bytes = b""
    register: bytes = b""
    documents: frozenset[str] = frozenset()
