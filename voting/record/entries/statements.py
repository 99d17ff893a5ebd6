"""What households say under their cards, in the open (PROTOCOL 10): a subject, and what stands in its own book."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from voting.ballots.statement import Statement, read_statement
from voting.record.entries.entry import Entry, compact
from voting.record.fields import ABOUT, CODE, CODES, COUNT, COUNTS, LABEL, MINUTE, OBJECT, SHA256, UUID, carries


@dataclass(frozen=True, kw_only=True)
class SubjectOpened(Entry):
    """What households are asked, fixed from now on: its kind, the values to choose from, and until when.

    ``book`` is the origin of the subject's own book, ``about`` the matter or the vote it is about, if any. ``worded``
    are those of the values that may come with words.
    ``pseudonyms`` is the SHA-256 of the sorted list that stands beside the book, ``listed`` how many it lists: one for
    each household's card in the register, spare cards none.
    """

    type = "subject-opened"
    named = ("mở lấy ý kiến các hộ", "the opening of a subject")
    subject_id: str = carries(UUID)
    book: str = carries(LABEL)
    kind: str = carries(CODE)
    about: str = carries(ABOUT)
    values: tuple[str, ...] = carries(CODES)
    worded: tuple[str, ...] = carries(CODES)
    pseudonyms: str = carries(SHA256)
    listed: int = carries(COUNT)
    register: str = carries(SHA256)
    closes_at: datetime = carries(MINUTE)


@dataclass(frozen=True, kw_only=True)
class SubjectClosed(Entry):
    """The end: size and root of the subject's book, its statements, and how many households last said which value."""

    type = "subject-closed"
    named = ("đóng lấy ý kiến các hộ", "the closing of a subject")
    subject_id: str = carries(UUID)
    size: int = carries(COUNT)
    root: str = carries(SHA256)
    statements: int = carries(COUNT)
    counts: tuple[tuple[str, int], ...] = carries(COUNTS)


@dataclass(frozen=True, kw_only=True)
class SubjectStarted(Entry):
    """The first entry of a subject's book: index and leaf hash of its ``subject-opened`` in the commune's book."""

    type = "subject-started"
    named = ("mở sổ ý kiến", "the beginning of a subject's book")
    subject_id: str = carries(UUID)
    opened_index: int = carries(COUNT)
    opened_leaf: str = carries(SHA256)


@dataclass(frozen=True, kw_only=True)
class StatementMade(Entry):
    """An accepted statement; its words, if any, are named by a salted hash and stand nowhere in the record."""

    type = "statement"
    named = ("ý kiến của một hộ", "a household's statement")
    subject_id: str = carries(UUID)
    statement: dict[str, Any] = carries(OBJECT)

    @cached_property
    def signed(self) -> Statement:
        """The statement with its exact bytes, read once; ``BallotError`` if it is none."""
        return read_statement(self.statement, compact(self.statement))
