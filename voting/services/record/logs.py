"""The books as C2SP logs, for whoever reads them: whose reader knows only a log's prefix finds everything below it.

A commune's book and those of its votes and subjects are logs of their own, with the commune's one key under each
origin's name.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from voting.ledger.errors import LedgerDataError
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import make_policy
from voting.ledger.tiles import parse_tile_path
from voting.record.book_code import book_code
from voting.record.facts import Commune
from voting.services.checkpoints import log_start, published_note, standing_of
from voting.services.desk import Desk, find_subject, find_vote
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE_BOOK
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction

DIGEST_BYTES = 32


@dataclass(frozen=True)
class LogHead:
    """Where a book stands: entries, root hash (hex), and the latest entry's minute."""

    size: int
    root_hex: str
    at_utc: datetime | None


@dataclass(frozen=True)
class _Place:
    """A book in the database, with what its commune's first entry fixed."""

    commune: Commune
    book: str

    @property
    def origin(self) -> str:
        return f"{self.commune.origin}/{self.book}" if self.book else self.commune.origin


class Logs:
    """Every log of this installation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_commune(self, commune: str) -> "LogFiles":
        """The files of a commune's book; each raises ``NotFound`` "unknown-commune"."""
        return LogFiles(self._desk, lambda tx: _Place(log_start(tx, commune), COMMUNE_BOOK))

    def of_vote(self, uuid: str) -> "LogFiles":
        """The files of a vote's book; each raises ``NotFound`` "unknown-vote"."""
        return LogFiles(self._desk, lambda tx: _Place(log_start(tx, find_vote(tx, uuid).commune_id), uuid))

    def of_subject(self, subject_id: str) -> "LogFiles":
        """The files of a subject's book; each raises ``NotFound`` "unknown-subject"."""

        def find(tx: Transaction) -> _Place:
            return _Place(log_start(tx, find_subject(tx, subject_id).commune_id), subject_id)

        return LogFiles(self._desk, find)


class LogFiles:
    """The files below one log's prefix."""

    def __init__(self, desk: Desk, find: Callable[[Transaction], _Place]) -> None:
        self._desk = desk
        self._find = find

    def head(self) -> LogHead:
        """Where the book stands."""
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            head = tx.log.head(place.commune.code, place.book)
            return LogHead(head.size, head.root.hex(), head.last_at)

    def checkpoint(self) -> bytes:
        """The newest checkpoint, with the cosignatures so far (of a commune's book: no witness signs a vote's)."""
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            if place.book:
                return tx.log.checkpoint(place.commune.code, place.book).note
            return published_note(tx, place.commune.code)

    def vkey(self) -> str:
        """The verifier key, one line: the commune's key under the name of this book's origin."""
        with self._desk.database.reading() as tx:
            return vkey_of(self._find(tx))

    def code(self) -> str:
        """The *mã sổ* of that key, as it stands on the papers of counting members."""
        return book_code(self.vkey())

    def policy(self) -> str:
        """The policy in force, in tlog-policy text; a vote's book is bound by the commune's seals: no witnesses."""
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            if place.book:
                return make_policy([f"log {vkey_of(place)}", "quorum none"]).text
            return standing_of(tx, place.commune.code).in_force.text

    def brought(self, index: str) -> bytes:
        """The checkpoint that brought the policy of the entry of this index into force, as it was co-signed then.

        ``NotFound`` "unknown-policy" for any other entry, while the policy waits, and where it needed no signature.
        """
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            eras = () if place.book else standing_of(tx, place.commune.code).eras
            note = next((one.note for one in eras if str(one.index) == index), b"")
        if not note:
            raise NotFound(code="unknown-policy")
        return note

    def tile(self, path: str) -> bytes:
        """A tile of hashes ``tile/<L>/<N>[.p/<W>]`` or of entries ``tile/entries/<N>[.p/<W>]``.

        ``NotFound`` "unknown-tile" for any other spelling and for what lies past the published size.
        """
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            try:
                return tx.tiles.read(place.commune.code, place.book, parse_tile_path(path))
            except (storage_errors.NotFound, LedgerDataError) as error:
                raise NotFound(code="unknown-tile") from error

    def payload(self, sha256_hex: str) -> bytes:
        """What an entry refers to by SHA-256 (hex); ``NotFound`` "unknown-payload"."""
        with self._desk.database.reading() as tx:
            place = self._find(tx)
            try:
                return tx.payloads.get(place.commune.code, digest_of(sha256_hex))
            except (storage_errors.NotFound, ValueError) as error:
                raise NotFound(code="unknown-payload") from error


def vkey_of(place: _Place) -> str:
    """The commune's key under the name of a book's origin."""
    return NoteVerifier.parse(place.commune.vkey).named(place.origin).vkey


def digest_of(sha256_hex: str) -> bytes:
    """The 32 bytes of a hash in lower-case hex; ``ValueError`` for any other spelling."""
    digest = bytes.fromhex(sha256_hex)
    if len(digest) != DIGEST_BYTES or digest.hex() != sha256_hex:
        raise ValueError("not 64 lower-case hex digits")
    return digest
