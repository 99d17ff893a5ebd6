"""What the record's rules ask of the books, answered from the database (`record/lookups.py` is the interface).

Facts are rows written with the entries they follow from, in the same transaction and under the same lock; the entries
stay the truth. Asked inside the transaction that holds a book's lock, an answer holds until its end.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, TypeVar

from voting.ballots.ballot import Ballot
from voting.ballots.tally import Rows
from voting.law.clocks import Clock, in_force
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.facts import (
    Barred,
    Commune,
    LastBallot,
    Matter,
    Setup,
    Subject,
    Tallies,
    Village,
    Vote,
    read,
    show,
)
from voting.record.lookups import Seen
from voting.record.told import Disclosure, Notice, Recommendation, Report, Session
from voting.storage.ballots import Look
from voting.storage.closings import WaitingClosing
from voting.storage.database import Transaction
from voting.storage.log import Head

COMMUNE_BOOK = ""
"""What storage calls the commune's book; a vote's book is called by the vote's uuid."""
COMMUNE, VILLAGE, VOTE, SERVER_KEY, BARRED = "commune", "village", "vote", "server-key", "barred"
"""The kinds of rows of facts: the first four beside the commune's book, the last beside a vote's."""

MATTER, MATTER_OF = "matter", "matter-of"
"""Beside the commune's book too: a matter by its id, and the id of the matter that a vote (its uuid) decides."""

NOTICE, REPORT = "notice", "report"
"""Beside the commune's book too: an announcement by its id, a report by village and period."""

DISCLOSURE = "disclosure"
"""Beside the commune's book too: what was made public, by its id."""

SESSION, RECOMMENDATION = "session", "recommendation"
"""Beside the commune's book too: what a board looks into and what it recommends, each by its id."""

SUBJECT = "subject"
"""Beside the commune's book too: what households are asked, by its id."""

Fact = TypeVar("Fact")


def fact_text(fact: Any) -> str:
    """A fact as it is kept in a row."""
    return json.dumps(show(fact), separators=(",", ":"))


def read_fact(kind: type[Fact], text: str) -> Fact:
    """The fact of a row."""
    return read(kind, json.loads(text))


def commune_facts(tx: Transaction, commune: str) -> Commune | None:
    """A commune as its book tells it; `None` before `log-started`."""
    text = tx.facts.get(commune, COMMUNE_BOOK, COMMUNE, "")
    return None if text is None else read_fact(Commune, text)


def clock_of(tx: Transaction, commune: str, key: str) -> Clock:
    """A number of the law as it is in force in this commune."""
    known = commune_facts(tx, commune)
    return in_force(key, known.numbers if known else {})


def village_facts(tx: Transaction, commune: str, code: str) -> Village:
    """A village so far, as the commune's book tells it; an empty one before its first entry."""
    text = tx.facts.get(commune, COMMUNE_BOOK, VILLAGE, code)
    return Village() if text is None else read_fact(Village, text)


def vote_facts(tx: Transaction, commune: str, uuid: str) -> Vote | None:
    """A vote as the commune's book tells it; `None` if it was never opened."""
    text = tx.facts.get(commune, COMMUNE_BOOK, VOTE, uuid)
    return None if text is None else read_fact(Vote, text)


def subject_facts(tx: Transaction, commune: str, subject_id: str) -> Subject | None:
    """A subject as the commune's book tells it; `None` if it was never opened."""
    text = tx.facts.get(commune, COMMUNE_BOOK, SUBJECT, subject_id)
    return None if text is None else read_fact(Subject, text)


def notice_facts(tx: Transaction, commune: str, code: str) -> Notice | None:
    """An announcement as the commune's book tells it; `None` if it was never made."""
    text = tx.facts.get(commune, COMMUNE_BOOK, NOTICE, code)
    return None if text is None else read_fact(Notice, text)


def report_facts(tx: Transaction, commune: str, key: str) -> Report | None:
    """A report as the commune's book tells it (`rules.publicity.report_key`); `None` if it was never settled."""
    text = tx.facts.get(commune, COMMUNE_BOOK, REPORT, key)
    return None if text is None else read_fact(Report, text)


def disclosure_facts(tx: Transaction, commune: str, code: str) -> Disclosure | None:
    """What was made public as the commune's book tells it; `None` if it never was."""
    text = tx.facts.get(commune, COMMUNE_BOOK, DISCLOSURE, code)
    return None if text is None else read_fact(Disclosure, text)


def tallies_of(head: Head) -> Tallies | None:
    """A vote's book in numbers; `None` before `book-started`."""
    return tallies_in(head.facts)


def tallies_in(text: str) -> Tallies | None:
    """The same of what is kept beside a book's head."""
    return read_fact(Tallies, text) if text else None


def entry_at(tx: Transaction, commune: str, index: int) -> Entry:
    """An entry that stands in the commune's book."""
    return parse_entry(tx.log.entry(commune, COMMUNE_BOOK, index).raw, Book.COMMUNE)


def ciphertext_hashes(ciphertexts: Sequence[str]) -> list[bytes]:
    """What the index of ciphertexts keeps of each (`Ballot.ciphertexts`): its SHA-256."""
    return [sha256(one.encode()).digest() for one in ciphertexts]


@dataclass(frozen=True)
class StoredCommuneBook:
    """A commune's book at this head."""

    tx: Transaction
    code: str
    head: Head

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.head.size

    @property
    def last_at(self) -> datetime | None:
        """The minute of its last entry."""
        return self.head.last_at

    def commune(self) -> Commune | None:
        """What `log-started` fixed."""
        return commune_facts(self.tx, self.code)

    def village(self, code: str) -> Village:
        """A village so far."""
        return village_facts(self.tx, self.code, code)

    def vote(self, uuid: str) -> Vote | None:
        """A vote that was opened in this book."""
        return vote_facts(self.tx, self.code, uuid)

    def matter(self, code: str) -> Matter | None:
        """A matter that was proposed in this book."""
        text = self.tx.facts.get(self.code, COMMUNE_BOOK, MATTER, code)
        return None if text is None else read_fact(Matter, text)

    def matter_of(self, uuid: str) -> str | None:
        """The matter that a vote decides."""
        return self.tx.facts.get(self.code, COMMUNE_BOOK, MATTER_OF, uuid)

    def subject(self, subject_id: str) -> Subject | None:
        """A subject that was opened in this book."""
        return subject_facts(self.tx, self.code, subject_id)

    def notice(self, code: str) -> Notice | None:
        """An announcement that was made in this book."""
        return notice_facts(self.tx, self.code, code)

    def report(self, key: str) -> Report | None:
        """A report that was settled in this book."""
        return report_facts(self.tx, self.code, key)

    def disclosure(self, code: str) -> Disclosure | None:
        """Something that was made public by this book."""
        return disclosure_facts(self.tx, self.code, code)

    def session(self, code: str) -> Session | None:
        """A board's session whose plan was sent."""
        text = self.tx.facts.get(self.code, COMMUNE_BOOK, SESSION, code)
        return None if text is None else read_fact(Session, text)

    def recommendation(self, code: str) -> Recommendation | None:
        """A board's recommendation in this book."""
        text = self.tx.facts.get(self.code, COMMUNE_BOOK, RECOMMENDATION, code)
        return None if text is None else read_fact(Recommendation, text)

    def has_server_key(self, key: str) -> bool:
        """Whether this public key was the server's in an earlier vote."""
        return self.tx.facts.get(self.code, COMMUNE_BOOK, SERVER_KEY, key) is not None

    def entry(self, index: int) -> Entry:
        """An entry that stands in the book."""
        return entry_at(self.tx, self.code, index)


class StoredVoteBook:
    """A vote's book at this head. `look_for` asks all that a ballot's judgement needs in one statement."""

    def __init__(self, tx: Transaction, commune: str, uuid: str, head: Head, setup: Callable[[], Setup]) -> None:
        self._tx = tx
        self._key = (commune, uuid)
        self.commune, self.uuid = commune, uuid
        self.head = head
        self._setup = setup
        self._tallies = tallies_of(head)
        self._looked: dict[str, Look] = {}
        self._seen: dict[tuple[str, ...], Seen] = {}
        self._choices: tuple[Rows, ...] | None = None

    @property
    def setup(self) -> Setup:
        """What the vote's opening fixed."""
        return self._setup()

    @property
    def size(self) -> int:
        """How many entries it has."""
        return self.head.size

    @property
    def last_at(self) -> datetime | None:
        """The minute of its last entry."""
        return self.head.last_at

    @property
    def tallies(self) -> Tallies | None:
        """The book in numbers."""
        return self._tallies

    def started(self) -> Tallies:
        """The book in numbers, of one that has begun, as the book of every vote that was opened has."""
        if self._tallies is None:
            raise ValueError(f"the book of vote {self.uuid} has not begun")
        return self._tallies

    def look_for(self, ballot: Ballot) -> Look:
        """Ask about a ballot's credential, tracker and ciphertexts; what is asked of the same credential is known."""
        hashes = ciphertext_hashes(ballot.ciphertexts)
        found = self._tx.ballots.look(*self._key, ballot.credential, ballot.tracker, hashes)
        self._looked[ballot.credential] = found
        self._seen[ballot.tracker, *ballot.ciphertexts] = Seen(found.tracker_seen, found.ciphertext_seen)
        return found

    def barred(self, credential: str) -> Barred | None:
        """Why a credential may not vote."""
        why = self._of(credential).barred
        return None if why is None else Barred(why)

    def closing_waits(self, credential: str) -> bool:
        """Whether a credential is closed already and its closing waits to be written: not of the record yet."""
        return self._of(credential).waits

    def waiting(self) -> tuple[WaitingClosing, ...]:
        """The closings that wait to be written in this book."""
        return self._tx.closings.waiting(*self._key)

    def waits_for_spare(self, spare: str) -> WaitingClosing | None:
        """The waiting one whose place a spare credential has."""
        return self._tx.closings.for_spare(*self._key, spare)

    def last(self, credential: str) -> LastBallot | None:
        """The last accepted ballot of a credential."""
        found = self._of(credential)
        if found.sequence is None or found.last_tracker is None:
            return None
        return LastBallot(found.sequence, found.last_tracker)

    def seen(self, tracker: str, ciphertexts: Sequence[str]) -> Seen:
        """Whether a ballot repeats something."""
        asked = (tracker, *ciphertexts)
        if asked not in self._seen:
            found = self._tx.ballots.look(*self._key, "", tracker, ciphertext_hashes(ciphertexts))
            self._seen[asked] = Seen(found.tracker_seen, found.ciphertext_seen)
        return self._seen[asked]

    def root_at(self, size: int) -> str | None:
        """The book's Merkle root when it had this size."""
        root = self._tx.log.root_at(*self._key, size)
        return None if root is None else root.hex()

    def choices(self) -> tuple[Rows, ...]:
        """The encrypted choices of the ballots that count; read once."""
        if self._choices is None:
            self._choices = tuple(_choices(self._tx.ballots.counted(*self._key)))
        return self._choices

    def remember(self, earlier: "StoredVoteBook") -> None:
        """Take over what was read of the same book before it was locked, if nothing has been appended since."""
        if earlier.head == self.head:
            self._choices = earlier.choices()

    def _of(self, credential: str) -> Look:
        if credential not in self._looked:
            self._looked[credential] = self._tx.ballots.look(*self._key, credential, "", [])
        return self._looked[credential]


def _choices(raws: Iterator[bytes]) -> Iterator[Rows]:
    for raw in raws:
        entry = parse_entry(raw, Book.VOTE)
        if isinstance(entry, BallotCast):
            yield entry.sealed.ballot.choices
