"""What the rules ask of a subject's book, answered from the database (`record/lookups.py` has the interface)."""

from collections.abc import Callable
from datetime import datetime

from voting.record.entries.statements import SubjectOpened
from voting.record.errors import UnknownSubject
from voting.record.facts import LastStatement, Opinions, Subject, SubjectSetup
from voting.record.subject_setup import subject_setup_of
from voting.services.lookups import entry_at, read_fact, subject_facts
from voting.storage.database import Transaction
from voting.storage.log import Head
from voting.storage.statements import Heard


def opinions_of(head: Head) -> Opinions | None:
    """A subject's book in numbers; `None` before `subject-started`."""
    return read_fact(Opinions, head.facts) if head.facts else None


class StoredSubjectBook:
    """A subject's book at this head. `hear` asks all that a statement's judgement needs in one statement."""

    def __init__(self, tx: Transaction, commune: str, name: str, head: Head, setup: Callable[[], SubjectSetup]) -> None:
        self._tx = tx
        self.commune, self.name = commune, name
        self.head = head
        self._setup = setup
        self._opinions = opinions_of(head)
        self._heard: dict[str, Heard] = {}

    @property
    def setup(self) -> SubjectSetup:
        """What the subject's opening fixed."""
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
    def opinions(self) -> Opinions | None:
        """The book in numbers."""
        return self._opinions

    def begun(self) -> Opinions:
        """The book in numbers, of one that has begun, as the book of every subject that was opened has."""
        if self._opinions is None:
            raise ValueError(f"the book of subject {self.name} has not begun")
        return self._opinions

    def hear(self, pseudonym: str) -> Heard:
        """What is known of a household in this subject; asked once."""
        if pseudonym not in self._heard:
            self._heard[pseudonym] = self._tx.statements.hear(self.commune, self.name, pseudonym)
        return self._heard[pseudonym]

    def last(self, pseudonym: str) -> LastStatement | None:
        """The last accepted statement of a household."""
        found = self.hear(pseudonym)
        if found.sequence is None or found.tracker is None or found.value is None:
            return None
        return LastStatement(found.sequence, found.tracker, found.value)

    def root_at(self, size: int) -> str | None:
        """The book's Merkle root when it had this size."""
        root = self._tx.log.root_at(self.commune, self.name, size)
        return None if root is None else root.hex()


def subject_opening(tx: Transaction, commune: str, name: str) -> tuple[Subject, SubjectOpened]:
    """A subject as the commune's book tells it, and the entry that opened it; `UnknownSubject`."""
    facts = subject_facts(tx, commune, name)
    entry = None if facts is None else entry_at(tx, commune, facts.opening.index)
    if facts is None or not isinstance(entry, SubjectOpened):
        raise UnknownSubject(f"no subject {name} in the book of {commune}")
    return facts, entry


def pseudonyms_of(tx: Transaction, commune: str, entry: SubjectOpened) -> bytes:
    """The exact bytes of a subject's list."""
    return tx.payloads.get(commune, bytes.fromhex(entry.pseudonyms))


def read_subject_setup(tx: Transaction, commune: str, name: str) -> SubjectSetup:
    """What a subject's opening fixed: its entry and the list beside the book are read; `UnknownSubject`."""
    facts, entry = subject_opening(tx, commune, name)
    return subject_setup_of(entry, facts.opening, pseudonyms_of(tx, commune, entry))
