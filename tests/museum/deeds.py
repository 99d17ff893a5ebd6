"""What a server does between opening a vote and closing it, deed by deed; each writes into the books as they stand.

A dishonest server does other deeds, or one of them in one book only, or says something else about it (`says`);
everything after it goes on as if nothing had happened.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from record.sample_village import credential

from voting.ledger.merkle import leaf_hash, tree_root

if TYPE_CHECKING:
    from museum.telling import Told

Says = Mapping[str, Any]


class Deed(Protocol):
    """One thing the server does."""

    def tell(self, told: "Told") -> None:
        """Write it."""


@dataclass(frozen=True)
class Cast:
    """A ballot is taken, the envelope's bytes unread."""

    envelope: bytes
    at: str

    def tell(self, told: "Told") -> None:
        told.envelopes.append(self.envelope)
        told.book.append(ballot_line(told, self.envelope, self.at))


def ballot_line(told: "Told", envelope: bytes, at: str) -> bytes:
    """The entry of a ballot, whatever its envelope is."""
    return told.line("ballot", at)[:-1] + b',"envelope":' + envelope + b"}"


@dataclass(frozen=True)
class Seal:
    """The commune's book seals the vote's; `books` are others sealed with it, `says` what is said instead."""

    at: str
    says: Says = field(default_factory=dict)
    books: tuple[Says, ...] = ()
    village: str = ""

    def tell(self, told: "Told") -> None:
        told.commune.append(self.line(told))

    def line(self, told: "Told") -> bytes:
        """The entry."""
        size = self.says.get("size", len(told.book))
        own = {"book": told.vote.uuid, "size": size, "root": tree_root(told.book[:size]).hex(), **self.says}
        sealed = sorted([own, *map(dict, self.books)], key=lambda one: one["book"])
        raw = {"v": 1, "type": "books-sealed", "village": self.village, "at": self.at, "books": sealed}
        return json.dumps(raw, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Extend:
    """A later closing time: in the commune's book, and at its place between the ballots."""

    at: str
    closes_at: str
    in_commune: bool = True
    in_book: bool = True
    says: Says = field(default_factory=dict)

    def tell(self, told: "Told") -> None:
        index = len(told.commune)
        raw = told.line("vote-extended", self.at, closes_at=self.closes_at, reason="mưa bão", by="head")
        moved = {"extended_index": index, "extended_leaf": leaf_hash(raw).hex(), "closes_at": self.closes_at}
        if self.in_commune:
            told.commune.append(raw)
        if self.in_book:
            told.book.append(told.line("closing-moved", self.at, **{**moved, **self.says}))
        told.closes_at = self.closes_at


@dataclass(frozen=True)
class Bar:
    """A card's credential may not vote any more."""

    card: str
    at: str
    says: Says = field(default_factory=dict)

    def tell(self, told: "Told") -> None:
        said = {"credential": credential(self.card, told.vote.uuid), "reason": "mất thẻ", "count": 1}
        told.book.append(told.line("credential-closed", self.at, **{**said, **self.says}))


@dataclass(frozen=True)
class SwapIn:
    """A spare card votes in place of a barred one."""

    spare: str
    instead_of: str
    at: str

    def tell(self, told: "Told") -> None:
        spare, barred = (credential(card, told.vote.uuid) for card in (self.spare, self.instead_of))
        told.book.append(told.line("credential-added", self.at, credential=spare, instead_of=barred, count=1))


@dataclass(frozen=True)
class Correct:
    """What the opening says is corrected: a paper (the wrong one and the one that holds instead), or words."""

    at: str
    papers: tuple[str, ...] = ()
    of: Callable[["Told"], int] = lambda told: len(told.vote.before)
    says: Says = field(default_factory=dict)

    def tell(self, told: "Told") -> None:
        about = {"corrects": self.of(told), "about": "paper" if self.papers else "words", "papers": list(self.papers)}
        said = {**about, "reason": "tải nhầm tệp", "by": "head"}
        told.commune.append(told.line("correction", self.at, **{**said, **self.says}))


@dataclass(frozen=True)
class Cancel:
    """The vote ends without a count."""

    at: str
    says: Says = field(default_factory=dict)

    def tell(self, told: "Told") -> None:
        said = {"size": len(told.book), "root": tree_root(told.book).hex(), "reason": "sai câu hỏi", "by": "head"}
        told.commune.append(told.line("vote-cancelled", self.at, **{**said, **self.says}))


@dataclass(frozen=True)
class Write:
    """An entry as it stands, in the commune's book: a neighbour's, or one that nobody should have written."""

    raw: bytes

    def tell(self, told: "Told") -> None:
        told.commune.append(self.raw)


@dataclass(frozen=True)
class WriteInBook:
    """An entry as it stands, in the vote's book."""

    raw: bytes

    def tell(self, told: "Told") -> None:
        told.book.append(self.raw)
