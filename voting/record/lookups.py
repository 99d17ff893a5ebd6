"""What a rule may ask of a book (LEDGER, "Rules of validity"): one small interface, two ways to answer.

``state/`` answers from memory, for whoever replays from the start; ``services/lookups.py`` from unique indexes, inside
the transaction that holds the book's lock. One property test drives both.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from voting.ballots.tally import Rows
from voting.record.entries.entry import Entry
from voting.record.facts import (
    Barred,
    Commune,
    LastBallot,
    LastStatement,
    Matter,
    Opinions,
    Setup,
    Subject,
    SubjectSetup,
    Tallies,
    Village,
    Vote,
)
from voting.record.told import Disclosure, Notice, Recommendation, Report, Session


class CommuneBook(Protocol):
    """A commune's book as it stands before the entry that is judged."""

    @property
    def size(self) -> int:
        """How many entries it has: the next entry's index."""

    @property
    def last_at(self) -> datetime | None:
        """The minute of its last entry."""

    def commune(self) -> Commune | None:
        """What ``log-started`` fixed; ``None`` before it."""

    def village(self, code: str) -> Village:
        """A village so far; an empty one before its first entry."""

    def vote(self, uuid: str) -> Vote | None:
        """A vote that was opened in this book, or ``None``."""

    def subject(self, subject_id: str) -> Subject | None:
        """A subject that was opened in this book, or ``None``."""

    def matter(self, code: str) -> Matter | None:
        """A matter that was proposed in this book, by its id, or ``None``."""

    def matter_of(self, uuid: str) -> str | None:
        """The id of the matter that a vote decides, or ``None``."""

    def notice(self, code: str) -> Notice | None:
        """An announcement that was made in this book, by its id, or ``None``."""

    def report(self, key: str) -> Report | None:
        """A report that was settled in this book (``rules.publicity.report_key``), or ``None``."""

    def disclosure(self, code: str) -> Disclosure | None:
        """Something that was made public by this book, by its id, or ``None``."""

    def session(self, code: str) -> Session | None:
        """A board's session whose plan was sent, by its id, or ``None``."""

    def recommendation(self, code: str) -> Recommendation | None:
        """A board's recommendation, by its id, or ``None``."""

    def has_server_key(self, key: str) -> bool:
        """Whether this public key (hex) was the server's in an earlier vote."""

    def entry(self, index: int) -> Entry:
        """An entry that stands in the book."""


@dataclass(frozen=True)
class Seen:
    """Whether a vote has a ballot's tracker already, and any of its ciphertexts."""

    tracker: bool
    ciphertext: bool


class VoteBook(Protocol):
    """A vote's book as it stands before the entry that is judged."""

    @property
    def setup(self) -> Setup:
        """What the vote's opening fixed."""

    @property
    def size(self) -> int:
        """How many entries it has: the next entry's index."""

    @property
    def last_at(self) -> datetime | None:
        """The minute of its last entry."""

    @property
    def tallies(self) -> Tallies | None:
        """The book in numbers; ``None`` before ``book-started``."""

    def barred(self, credential: str) -> Barred | None:
        """Why a credential may not vote, or ``None`` if it may."""

    def last(self, credential: str) -> LastBallot | None:
        """The last accepted ballot of a credential."""

    def seen(self, tracker: str, ciphertexts: Sequence[str]) -> Seen:
        """Whether a ballot repeats something."""

    def root_at(self, size: int) -> str | None:
        """The book's Merkle root (hex) when it had this size; ``None`` if it never did."""

    def choices(self) -> Iterable[Rows]:
        """The encrypted choices of the ballots that count: the last of each credential."""


class SubjectBook(Protocol):
    """A subject's book as it stands before the entry that is judged."""

    @property
    def setup(self) -> SubjectSetup:
        """What the subject's opening fixed."""

    @property
    def size(self) -> int:
        """How many entries it has: the next entry's index."""

    @property
    def last_at(self) -> datetime | None:
        """The minute of its last entry."""

    @property
    def opinions(self) -> Opinions | None:
        """The book in numbers; ``None`` before ``subject-started``."""

    def last(self, pseudonym: str) -> LastStatement | None:
        """The last accepted statement of a household."""

    def root_at(self, size: int) -> str | None:
        """The book's Merkle root (hex) when it had this size; ``None`` if it never did."""


def no_subject_book(_: str) -> SubjectBook | None:
    """No subject's book is examined."""
    return None


@dataclass(frozen=True)
class Context:
    """What a rule of the commune's book may look at besides the book.

    ``payload`` reads what stands beside the book by SHA-256 (hex), ``None`` if it is not given; ``vote_book`` is a
    vote's own book, ``subject_book`` a subject's, ``None`` if it is not examined. The server always gives all. What is
    not given is not judged.
    """

    payload: Callable[[str], bytes | None]
    vote_book: Callable[[str], VoteBook | None]
    subject_book: Callable[[str], SubjectBook | None] = no_subject_book
