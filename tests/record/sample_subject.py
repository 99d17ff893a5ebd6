"""A sample village whose households speak in the open: subjects with books of their own, every secret fixed."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Any

from record.sample_village import (
    ORIGIN,
    POLICY,
    PROVEN,
    Village,
    base58,
    draws,
    household_secret,
    signed_book,
)
from voting.ballots import strict_json
from voting.ballots.credentials import parse_household_key
from voting.ballots.statement import Said, Statement, make_statement, pseudonyms, statement_secret, words_hash
from voting.record.book_files import BookFiles
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.entries.statements import StatementMade, SubjectClosed, SubjectOpened, SubjectStarted
from voting.record.fields import Seal
from voting.record.lookups import Context
from voting.record.replay import accept_in_subject
from voting.record.state.subject_book import SubjectBookState
from voting.record.subject_kinds import TERMS
from voting.record.subject_setup import subject_setup_of

KIND = "list-review"
VALUES, WORDED = TERMS[KIND]


def salt_of(words: str) -> bytes:
    """A fixed salt for these words."""
    return sha256(f"salt|{words}".encode()).digest()


@cache
def signed(subject: str, card: str, value: str, sequence: int, words: str | None, kind: str = KIND) -> Statement:
    """A household's statement: the same under the same number is the same bytes."""
    text = None if words is None else words_hash(salt_of(words), words)
    secret = statement_secret(household_secret(card), subject)
    entropy = draws(f"statement|{subject}|{card}|{value}|{sequence}|{words}")
    return make_statement(Said(subject, kind, value, sequence, text), secret, entropy=entropy)


@dataclass
class SpeakingVillage(Village):
    """Its subjects, beside the votes."""

    subject_books: dict[str, SubjectBookState] = field(default_factory=dict)
    said: dict[str, list[bytes]] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        return replace(super().context, subject_book=self.subject_books.get)

    def write_in_subject(self, name: str, kind: type[Entry] | Entry, **fields: Any) -> None:
        """Append to a subject's book what it accepts."""
        raw = entry_bytes(kind if isinstance(kind, Entry) else self.entry(kind, subject_id=name, **fields))
        accept_in_subject(self.subject_books[name], raw, self.verified)
        self.said[name].append(raw)

    def subject_name(self, number: int) -> str:
        return base58(f"subject|{self.code}|{number}", 14)

    def subject_opening(self, number: int, kind: str = KIND, about: str = "", *, hours: int = 48) -> SubjectOpened:
        """The entry that opens the subject of this number; its list is given beside the book."""
        name, register = self.subject_name(number), self.register
        keys = [parse_household_key(key) for _, key in register.cards]
        return SubjectOpened(
            village=self.code,
            at=self.at,
            subject_id=name,
            book=f"{ORIGIN}/{name}",
            kind=kind,
            about=about,
            values=TERMS[kind][0],
            worded=TERMS[kind][1],
            pseudonyms=self.beside(pseudonyms(keys, name)),
            listed=len(keys),
            register=register.sha256,
            closes_at=self.at + timedelta(hours=hours),
        )

    def open_subject(self, number: int, kind: str = KIND, about: str = "", *, hours: int = 48) -> str:
        """Opens a subject and its book; gives its id."""
        entry = self.subject_opening(number, kind, about, hours=hours)
        self.write(entry)
        self.begin_subject(entry)
        return entry.subject_id

    def begin_subject(self, entry: SubjectOpened) -> None:
        """The book of a subject that was opened."""
        name, opening = entry.subject_id, self.commune.subjects[entry.subject_id].opening
        made = subject_setup_of(entry, opening, self.payloads[entry.pseudonyms])
        self.subject_books[name], self.said[name] = SubjectBookState(made), []
        self.write_in_subject(name, SubjectStarted, opened_index=opening.index, opened_leaf=opening.leaf)

    def statement(
        self, name: str, household: int, value: str = "right", sequence: int = 1, words: str | None = None
    ) -> StatementMade:
        """What a household says, as an entry not yet written."""
        kind = self.subject_books[name].setup.terms.kind if name in self.subject_books else KIND
        made = signed(name, self.cards[household], value, sequence, words, kind)
        return self.entry(StatementMade, subject_id=name, statement=strict_json.load(made.raw))

    def say(self, name: str, household: int, value: str = "right", sequence: int = 1, words: str | None = None) -> None:
        entry = self.statement(name, household, value, sequence, words)
        self.write_in_subject(name, entry)
        PROVEN.add(sha256(entry.signed.raw).hexdigest())

    def subject_closing(self, name: str) -> SubjectClosed:
        book = self.subject_books[name]
        return self.entry(
            SubjectClosed,
            subject_id=name,
            size=book.size,
            root=book.root(),
            statements=book.opinions.statements,
            counts=book.opinions.counts,
        )

    def close_subject(self, name: str) -> None:
        """At its minute, whatever the clock says before."""
        self.at = max(self.at, self.commune.subjects[name].closes_at)
        self.write(self.subject_closing(name))

    def seal_subjects(self) -> None:
        """Seals the books of all open subjects that have grown since."""
        known = self.commune.subjects
        grown = tuple(
            (name, Seal(book.size, book.root()))
            for name, book in sorted(self.subject_books.items())
            if known[name].closing is None and (known[name].seal or Seal(0, "")).size < book.size
        )
        self.write(BooksSealed(village="", at=self.at, books=grown))

    def subject_book(self, name: str) -> BookFiles:
        """The subject's book as files, signed."""
        return signed_book(f"{ORIGIN}/{name}", self.said[name])


def speaking(households: int = 6, *, spares: int = 0, policy: str = POLICY) -> SpeakingVillage:
    """A village ready for its first subject, with a committee as any village has."""
    village = SpeakingVillage(policy=policy)
    village.start()
    village.freeze(households)
    village.issue(spares=spares)
    village.form(3)
    return village


@cache
def spoken() -> tuple[SpeakingVillage, str]:
    """A subject with all that may happen in it, closed. Kept as it stands: nobody writes into it again."""
    village = speaking(5, spares=1)
    village.later(minutes=1)
    name = village.open_subject(1)
    village.say(name, 0)
    village.say(name, 1, "objection", 1, "Hộ tôi đã tách hộ.")
    village.later(hours=1)
    village.seal_subjects()
    village.say(name, 2)
    village.say(name, 1, "right", 2)
    village.say(name, 0, "objection", 3, "Thiếu tên con trai tôi.")
    village.close_subject(name)
    return village, name
