"""What is put before the verifier: exact bytes, not yet believed; and what the user already trusts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voting.ledger.tiles import Tile
from voting.record.book_files import BookFiles


class Kind(StrEnum):
    """What was given: one vote's bundle, a subject's, a commune's book by itself, or a bare Belenios archive."""

    BUNDLE = "bundle"
    SUBJECT = "subject"
    COMMUNE = "commune"
    ARCHIVE = "archive"


NO_BOOK = BookFiles(b"", ())


@dataclass(frozen=True)
class Evidence:
    """Everything read from the input. What a kind does not have stays empty.

    `commune` and `book` are the commune's book and the vote's, or the subject's; `vkey` and `policy` came with the
    input and prove nothing by themselves; `cosigned` is an earlier checkpoint of the commune's book that witnesses have
    signed, and `policies` are those that are said to have brought the policy of an entry into force, by its index.
    """

    source: str
    kind: Kind
    vote: str = ""
    subject: str = ""
    vkey: str = ""
    policy: str = ""
    commune: BookFiles = NO_BOOK
    book: BookFiles = NO_BOOK
    cosigned: bytes = b""
    policies: Mapping[int, bytes] = field(default_factory=dict)
    tiles: Mapping[Tile, bytes] = field(default_factory=dict)
    payloads: Mapping[str, bytes] = field(default_factory=dict)
    archive: bytes = b""

    @property
    def about(self) -> str:
        """The vote or the subject that is examined, if one is."""
        return self.vote or self.subject


@dataclass(frozen=True)
class GivenReceipt:
    """A receipt that a household has kept: the name of its file, and its text."""

    name: str
    text: str


@dataclass(frozen=True)
class Trusted:
    """What the user brought from elsewhere (paper, another site). Empty: not given.

    `register` is the card register's file; `documents` are the SHA-256 (hex) of the papers the user holds.
    """

    vkey: str = ""
    policy: bytes = b""
    register: bytes = b""
    documents: frozenset[str] = frozenset()
    receipts: tuple[GivenReceipt, ...] = ()
