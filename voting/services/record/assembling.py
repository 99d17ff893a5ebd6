"""A vote's archive and bundle, put together piece by piece: memory does not grow with the ballots."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO, cast, overload

from voting.ledger.tiles import TILE_WIDTH
from voting.record.book_files import BookFiles
from voting.record.bundle import Bundle, members_of
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book, Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.export import archive_of
from voting.record.payloads import names_in
from voting.record.strict_zip import write_zip
from voting.services.checkpoints import notes_of
from voting.services.desk import Desk
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE_BOOK
from voting.services.record.snapshots import Snapshot

PIECE_BYTES = 256 * 1024


class StoredEntries(Sequence[bytes]):
    """The first ``size`` entries of a book, read a bundle at a time, each time in a short transaction of its own."""

    def __init__(self, desk: Desk, commune: str, book: str, size: int) -> None:
        self._desk = desk
        self._place = (commune, book)
        self._size = size

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, which: int) -> bytes: ...
    @overload
    def __getitem__(self, which: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, which: int | slice) -> bytes | tuple[bytes, ...]:
        if isinstance(which, slice):
            start, stop, _ = which.indices(self._size)
            with self._desk.database.reading() as tx:
                return tx.log.raws(*self._place, start, stop)
        return self[range(self._size)[which] : range(self._size)[which] + 1][0]

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, self._size, TILE_WIDTH):
            yield from self[start : start + TILE_WIDTH]


class Assembling:
    """Writes the files of snapshots."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def archive(self, snapshot: Snapshot, target: BinaryIO) -> None:
        """``<uuid>.bel``."""
        opened, after = self._told(snapshot)
        credentials = self._payload(snapshot, opened.credentials)
        entries = (parse_entry(raw, Book.VOTE) for raw in self._vote_book(snapshot))
        ballots = (entry for entry in entries if isinstance(entry, BallotCast))
        for piece in archive_of(opened, credentials, ballots, after):
            target.write(piece)

    def bundle(self, snapshot: Snapshot, archive: Path, target: BinaryIO) -> None:
        """``bundle.zip``, with the archive that was made of this very snapshot."""
        opened, _after = self._told(snapshot)
        commune = StoredEntries(self._desk, snapshot.commune.code, COMMUNE_BOOK, snapshot.commune_size)
        bundle = Bundle(
            vote=snapshot.uuid,
            vkey=snapshot.commune.vkey,
            policy=snapshot.policies.in_force.text,
            policies=notes_of(snapshot.policies),
            commune=book_files(snapshot.commune_head, commune),
            book=book_files(snapshot.book_head, self._vote_book(snapshot)),
            payloads={name: self._payload(snapshot, name) for name in names_in(opened)},
            archive=b"",  # read from its file as it is packed
            cosigned=snapshot.cosigned,
        )
        write_zip(target, _with_archive(bundle, archive))

    def _told(self, snapshot: Snapshot) -> tuple[VoteOpened, list[Entry]]:
        """What the commune's book says of the vote, up to the snapshot: its opening, and everything after."""
        with self._desk.database.reading() as tx:
            rows = tx.log.entries_about(snapshot.commune.code, snapshot.uuid)
        entries = [parse_entry(row.raw, Book.COMMUNE) for row in rows if row.idx < snapshot.commune_size]
        opened, *after = entries
        if not isinstance(opened, VoteOpened):
            raise NotFound(code="unknown-vote")
        return opened, after

    def _payload(self, snapshot: Snapshot, name: str) -> bytes:
        with self._desk.database.reading() as tx:
            return tx.payloads.get(snapshot.commune.code, bytes.fromhex(name))

    def _vote_book(self, snapshot: Snapshot) -> StoredEntries:
        return StoredEntries(self._desk, snapshot.commune.code, snapshot.uuid, snapshot.book_size)


def book_files(checkpoint: bytes, entries: StoredEntries) -> BookFiles:
    """A stored book as the writer of a bundle asks for it."""
    return BookFiles(checkpoint, cast("tuple[bytes, ...]", entries))  # asked for its length and for slices only


def _with_archive(bundle: Bundle, archive: Path) -> Iterator[tuple[str, Iterable[bytes]]]:
    for name, raw in members_of(bundle):
        yield name, _pieces(archive) if name == f"{bundle.vote}.bel" else (raw,)


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as source:
        while piece := source.read(PIECE_BYTES):
            yield piece
