"""The heads of a book that a server gives to several kinds of devices: all must be of the one history shown here.

Else phones could be told one story, and whoever comes with this program another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urljoin

from voting.ledger.checkpoint import open_checkpoint, parse_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import MAX_NOTE_BYTES, NoteVerifier, parse_note
from voting.verifier.errors import HeadsDiffer, InputNotFound
from voting.verifier.evidence import Evidence
from voting.verifier.fetching import fetch, fetch_input
from voting.verifier.growth import root_at
from voting.verifier.served_scripts import AGENTS


def require_same_heads(address: str, shown: Evidence, vkey: str) -> None:
    """Every kind of device gets heads of the books shown, which hold; else ``HeadsDiffer`` with the others.

    Asked once more before that is said: a book may have grown between two questions.
    """
    for last in (False, True):
        others = {f"{book.name}-{kind}": note for book in _books(shown) for kind, note in book.others(address, vkey)}
        if not others:
            return
        if last:
            raise HeadsDiffer(f"{address[:200]}: {', '.join(sorted(others))}", others)


@dataclass(frozen=True)
class _Book:
    """A book by the address of its log, with the entries shown of it; ``open_ended`` where newer ones are not to be had
    at once: a vote's book comes in a bundle made a while ago, and the commune's next seal binds what came since.
    """  # fmt: skip

    name: str
    log: str
    origin: str
    entries: Sequence[bytes]
    open_ended: bool

    def others(self, address: str, vkey: str) -> Iterator[tuple[str, bytes]]:
        """The heads that are not of this book, by kind of device."""
        log = urljoin(address, self.log)
        given = {kind: _head(f"{log}/checkpoint", agent) for kind, agent in AGENTS.items()}
        entries, key = self.entries, NoteVerifier.parse(vkey).named(self.origin)
        if not self.open_ended and any(_size(note) > len(entries) for note in given.values()):
            entries = fetch_input(log).commune.entries
        fits = {note: self._fits(note, entries, key) for note in given.values()}
        yield from ((kind, note) for kind, note in given.items() if note and not fits[note])

    def _fits(self, note: bytes, entries: Sequence[bytes], key: NoteVerifier) -> bool:
        try:
            head = open_checkpoint(note, key)
        except LedgerDataError:
            return False
        if head.size > len(entries):
            return self.open_ended
        return root_at(entries, head.size) == head.root


def _books(shown: Evidence) -> Iterator[_Book]:
    origin = parse_checkpoint(parse_note(shown.commune.checkpoint).text).origin
    commune = f"/api/v1/communes/{origin.rpartition('/')[2]}/log"
    yield _Book("commune", commune, origin, shown.commune.entries, open_ended=False)
    for kind, name in (("votes", shown.vote), ("subjects", shown.subject)):
        if name:
            yield _Book("own", f"/api/v1/{kind}/{name}/log", f"{origin}/{name}", shown.book.entries, open_ended=True)


def _head(address: str, agent: str) -> bytes:
    """Empty where there is none, as beside a plain mirror."""
    try:
        return fetch(address, MAX_NOTE_BYTES, agent)
    except InputNotFound:
        return b""


def _size(note: bytes) -> int:
    """What a head says of itself; 0 where it says nothing."""
    try:
        return parse_checkpoint(parse_note(note).text).size
    except LedgerDataError:
        return 0
