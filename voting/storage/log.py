"""Append-only books: their entries, heads and checkpoints, written in the caller's own transaction.

A commune has one book of its own (`""`) and one for each vote (the vote's uuid). LEDGER.md "Appending": the lock on a
book's head row is its order; entry, head, full tiles and the signed checkpoint of the new size are stored together or
not at all. Nothing may be answered, published or served before the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, func, select, text

from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import EMPTY_ROOT, CompactRange, leaf_hash, root_of
from voting.ledger.note import NoteSigner
from voting.storage.errors import BadValue, NotFound
from voting.storage.intact import require_entry
from voting.storage.ready import Ready
from voting.storage.tables.record import log_checkpoints, log_entries, log_heads
from voting.storage.tiles import Tiles
from voting.storage.work import Work, columns_for, where

COMMUNE_BOOK = ""
"""What the commune's book is called here; a vote's book is called by the vote's uuid."""
MAX_ENTRY_BYTES = 65_535

_SELECT_HEAD = select(
    *[log_heads.c[name] for name in ("origin", "size", "hashes", "root", "last_at_utc", "facts")],
).where(log_heads.c.commune_id == bindparam("commune"), log_heads.c.book == bindparam("in_book"))
_HEAD, _LOCKED_HEAD = Ready(_SELECT_HEAD), Ready(_SELECT_HEAD.with_for_update())
_MOVE_HEAD = Ready(
    log_heads.update().where(log_heads.c.commune_id == bindparam("commune"), log_heads.c.book == bindparam("in_book"))
)


def _of_book(*columns: str) -> Select[Any]:
    """Columns of the entries with `start <= idx < end`, in order."""
    return (
        select(*[log_entries.c[name] for name in columns])
        .where(log_entries.c.commune_id == bindparam("commune"), log_entries.c.book == bindparam("in_book"))
        .where(log_entries.c.idx >= bindparam("start"), log_entries.c.idx < bindparam("end"))
        .order_by(log_entries.c.idx)
    )


_ENTRIES = _of_book("idx", "raw", "leaf_hash", "type", "subject")
_RAWS = _of_book("raw", "leaf_hash")
_LEAVES = _of_book("leaf_hash")
# The book is written out here, because the index is only over the communes' books.
_ABOUT = (
    select(*[log_entries.c[name] for name in ("idx", "raw", "leaf_hash", "type", "subject")])
    .where(log_entries.c.commune_id == bindparam("commune"), text("book = ''"))
    .where(log_entries.c.subject == bindparam("about"), log_entries.c.idx >= bindparam("start"))
    .order_by(log_entries.c.idx)
)

_AT = (
    select(*[log_entries.c[name] for name in ("idx", "raw", "leaf_hash", "type", "subject")])
    .where(log_entries.c.commune_id == bindparam("commune"), text("book = ''"))
    .where(log_entries.c.idx.in_(bindparam("places", expanding=True)))
)


_LAST_OF = (
    select(*[log_entries.c[name] for name in ("idx", "raw", "leaf_hash", "type", "subject")])
    .where(log_entries.c.commune_id == bindparam("commune"), text("book = ''"))
    .where(log_entries.c.type == bindparam("of_type"))
    .where(log_entries.c.subject.in_(bindparam("subjects", expanding=True)))
    .order_by(log_entries.c.idx)
)


_OF_TYPES = (
    select(*[log_entries.c[name] for name in ("idx", "raw", "leaf_hash", "type", "subject")])
    .where(log_entries.c.commune_id == bindparam("commune"), text("book = ''"))
    .where(log_entries.c.type.in_(bindparam("of_types", expanding=True)))
    .order_by(log_entries.c.idx)
)
_OF_TYPES_SINCE = _OF_TYPES.where(log_entries.c.idx >= bindparam("start"))
_OF_TYPES_ABOUT = _OF_TYPES.where(log_entries.c.subject.in_(bindparam("subjects", expanding=True)))


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to append: its exact bytes (1 to 65,535) and what they are indexed by."""

    raw: bytes
    type: str
    subject: str


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A stored entry: `idx` from 0, `leaf_hash` 32 bytes (RFC 6962), `subject` what it is about."""

    idx: int
    raw: bytes
    leaf_hash: bytes
    type: str
    subject: str


@dataclass(frozen=True, slots=True)
class Head:
    """Where a book stands: `hashes` is its compact range, `last_at` the latest time given to `append` (UTC).

    `facts` is the text last given to `append` about the book at its size; empty before the first.
    """

    origin: str
    size: int
    hashes: tuple[bytes, ...]
    root: bytes
    last_at: datetime | None
    facts: str = ""


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """A checkpoint the book has signed: `note` is the signed note without any cosignature."""

    size: int
    root: bytes
    note: bytes


class Log:
    """`tx.log`: every method takes the commune and its book."""

    def __init__(self, work: Work, tiles: Tiles) -> None:
        self._work = work
        self._tiles = tiles
        self._locked: dict[tuple[str, str], Head] = {}
        self._signed: dict[tuple[str, str], StoredCheckpoint] = {}

    def start(self, commune_id: str, book: str, origin: str) -> Head:
        """Start an empty book, locked from now on.

        `Conflict` (pk_log_heads, or uq_log_heads_origin in any commune), `MissingReference` (no commune).
        """
        head = Head(origin, 0, (), EMPTY_ROOT, None)
        row = {"commune_id": commune_id, "book": book, "origin": origin, **_columns(head, "")}
        self._work.insert_rows(log_heads, [row])
        self._locked[commune_id, book] = head
        return head

    def lock(self, commune_id: str, book: str) -> Head:
        """Take a book for this transaction; other appenders wait until it ends. Call it before any check of state.

        Where two books change together: the vote's first, then the commune's.

        Raises:
            NotFound: no such book.
            Busy: waited too long.
            ReadOnly: in a reading transaction.
        """
        self._work.require_writes()
        if (commune_id, book) not in self._locked:
            self._locked[commune_id, book] = self._head(_LOCKED_HEAD, commune_id, book)
        return self._locked[commune_id, book]

    def head(self, commune_id: str, book: str) -> Head:
        """Where a book stands, without a lock; `NotFound`."""
        return self._locked.get((commune_id, book)) or self._head(_HEAD, commune_id, book)

    def open_heads(self, commune_id: str, books: Sequence[str]) -> dict[str, tuple[int, bytes]]:
        """Size and root of each of these books that there is, without a lock, in one statement."""
        table = log_heads.c
        query = select(table.book, table.size, table.root).where(table.commune_id == commune_id, table.book.in_(books))
        return {row["book"]: (row["size"], row["root"]) for row in self._work.mappings(query)}

    def facts_of(self, commune_id: str, books: Sequence[str]) -> dict[str, str]:
        """What was last given to `append` about each of these books that there is, in one statement."""
        table = log_heads.c
        query = select(table.book, table.facts).where(table.commune_id == commune_id, table.book.in_(books))
        return {row["book"]: row["facts"] for row in self._work.mappings(query)}

    def entries_at(self, commune_id: str, places: Sequence[int]) -> dict[int, LogEntry]:
        """Entries of the commune's book by their places, in one statement. `Damaged`."""
        found = self._found(_AT, {"commune": commune_id, "places": list(places)}) if places else ()
        return {one.idx: one for one in found}

    def last_of(self, commune_id: str, of_type: str, subjects: Sequence[str]) -> dict[str, LogEntry]:
        """The commune's last entry of this type about each of these, if any; in one statement. `Damaged`."""
        asked = {"commune": commune_id, "of_type": of_type, "subjects": list(subjects)}
        found = self._found(_LAST_OF, asked) if subjects else ()
        return {one.subject: one for one in found}

    def of_types_since(self, commune_id: str, types: Sequence[str], start: int) -> tuple[LogEntry, ...]:
        """The commune's entries of these types from an index on, in order; in one statement. `Damaged`."""
        return self._found(_OF_TYPES_SINCE, {"commune": commune_id, "of_types": list(types), "start": start})

    def of_types_about(self, commune_id: str, types: Sequence[str], subjects: Sequence[str]) -> tuple[LogEntry, ...]:
        """The commune's entries of these types about any of these, in order; in one statement. `Damaged`."""
        asked = {"commune": commune_id, "of_types": list(types), "subjects": list(subjects)}
        return self._found(_OF_TYPES_ABOUT, asked) if subjects else ()

    def first_about(self, commune_id: str, subjects: Sequence[str]) -> dict[str, int]:
        """The index of the commune's first entry about each of these, if any; in one statement."""
        table = log_entries.c
        query = select(table.subject, func.min(table.idx).label("first")).where(table.commune_id == commune_id)
        query = query.where(text("book = ''"), table.subject.in_(subjects)).group_by(table.subject)
        return {str(row["subject"]): int(row["first"]) for row in self._work.mappings(query)} if subjects else {}

    def append(
        self,
        commune_id: str,
        book: str,
        entries: Sequence[NewEntry],
        *,
        at: datetime,
        signer: NoteSigner,
        facts: str | None = None,
    ) -> Head:
        """Append entries in order and sign the checkpoint of the new size; returns the new head.

        Locks the book if it is not locked. The first entry's index is the old head's size. No entries: no change.
        `facts` is kept with the head; `None` keeps what is there. Inside `tx.together` what is refused by the
        database is raised at that block's end.

        Raises:
            BadValue: an entry that is empty or larger than 65,535 bytes.
            RefusedByRecord: the head does not continue what is stored (a gap, a smaller size).
            Conflict: pk_log_checkpoints, a second root for a size.
            LedgerMisuse: `signer` does not bear the name of this book's origin.
        """
        old = self.lock(commune_id, book)
        if not entries:
            return old
        leaves = _leaves(entries)
        grown = CompactRange(old.size, old.hashes).extend(leaves)
        note = sign_checkpoint(Checkpoint(old.origin, grown.size, grown.root()), signer)
        latest = max(at, old.last_at) if old.last_at else at
        kept = old.facts if facts is None else facts
        head = Head(old.origin, grown.size, grown.hashes, grown.root(), latest, kept)
        key = {"commune_id": commune_id, "book": book}
        with self._work.together():
            self._work.insert_rows(log_entries, [key | row for row in _rows(old.size, entries, leaves)])
            self._work.send(_MOVE_HEAD, {"commune": commune_id, "in_book": book, **_columns(head, facts)})
            self._work.insert_rows(log_checkpoints, [{**key, "size": head.size, "root": head.root, "note": note}])
        self._work.after_block(lambda: self._tiles.complete(commune_id, book, old.size, head.size))
        self._locked[commune_id, book] = head
        self._signed[commune_id, book] = StoredCheckpoint(head.size, head.root, note)
        return head

    def entry(self, commune_id: str, book: str, idx: int) -> LogEntry:
        """One entry; `NotFound`, `Damaged`."""
        found = self.entries(commune_id, book, idx, idx + 1)
        if not found:
            raise NotFound("no such entry")
        return found[0]

    def entries(self, commune_id: str, book: str, start: int, end: int) -> tuple[LogEntry, ...]:
        """Entries with `start <= idx < end`, in order; fewer if the book is shorter. `Damaged`."""
        return self._found(_ENTRIES, _span(commune_id, book, start, end))

    def entries_about(self, commune_id: str, subject: str, *, start: int = 0) -> tuple[LogEntry, ...]:
        """Entries of the commune's book about a subject (a vote's uuid, a village's code), in order. `Damaged`."""
        return self._found(_ABOUT, {"commune": commune_id, "about": subject, "start": start})

    def raws(self, commune_id: str, book: str, start: int, end: int) -> tuple[bytes, ...]:
        """The bytes of the entries with `start <= idx < end`, in order; fewer if the book is shorter. `Damaged`."""
        rows = self._work.mappings(_RAWS, _span(commune_id, book, start, end))
        return tuple(require_entry(row["raw"], row["leaf_hash"]) for row in rows)

    def leaf_hashes(self, commune_id: str, book: str, start: int, end: int) -> tuple[bytes, ...]:
        """Leaf hashes with `start <= idx < end`, in order; fewer if the book is shorter."""
        return tuple(self._work.run(_LEAVES, _span(commune_id, book, start, end)).scalars())

    def checkpoint(self, commune_id: str, book: str, size: int | None = None) -> StoredCheckpoint:
        """The checkpoint of exactly `size`, or the newest; `NotFound` (also for a book still empty)."""
        signed = self._signed.get((commune_id, book))
        if signed is not None and size in {None, signed.size}:
            return signed
        query = columns_for(StoredCheckpoint, log_checkpoints)
        query = query.where(where(log_checkpoints, commune_id=commune_id, book=book))
        if size is not None:
            query = query.where(log_checkpoints.c.size == size)
        query = query.order_by(log_checkpoints.c.size.desc()).limit(1)
        return self._work.get(StoredCheckpoint, query, "no such checkpoint")

    def checkpoint_covering(self, commune_id: str, book: str, idx: int) -> StoredCheckpoint:
        """The smallest checkpoint that covers entry `idx`; `NotFound`."""
        query = columns_for(StoredCheckpoint, log_checkpoints).where(
            where(log_checkpoints, commune_id=commune_id, book=book), log_checkpoints.c.size > idx
        )
        query = query.order_by(log_checkpoints.c.size).limit(1)
        return self._work.get(StoredCheckpoint, query, "no such checkpoint")

    def root_at(self, commune_id: str, book: str, size: int) -> bytes | None:
        """The book's root when it had this size, `None` if it never did; from its checkpoint, else from its tiles."""
        key = where(log_checkpoints, commune_id=commune_id, book=book, size=size)
        signed = self._work.scalar(select(log_checkpoints.c.root).where(key))
        if signed is not None:
            return bytes(signed)
        if not 0 <= size <= self._tiles.published_size(commune_id, book):
            return None
        return root_of(size, self._tiles.node_reader(commune_id, book, size))

    def _head(self, query: Ready, commune_id: str, book: str) -> Head:
        rows = self._work.ask(query, {"commune": commune_id, "in_book": book})
        if not rows:
            raise NotFound("no such book")
        origin, size, joined, root, last_at, facts = rows[0]
        return Head(origin, size, CompactRange.from_bytes(size, joined).hashes, root, last_at, facts)

    def _found(self, query: Select[Any], asked: dict[str, Any]) -> tuple[LogEntry, ...]:
        found = tuple(LogEntry(**row) for row in self._work.mappings(query, asked))
        for one in found:
            require_entry(one.raw, one.leaf_hash)
        return found


def _span(commune_id: str, book: str, start: int, end: int) -> dict[str, Any]:
    return {"commune": commune_id, "in_book": book, "start": start, "end": end}


def _columns(head: Head, facts: str | None) -> dict[str, Any]:
    """What moves in a head's row; without `facts`, those that are there stay."""
    moved = {"size": head.size, "hashes": b"".join(head.hashes), "root": head.root, "last_at_utc": head.last_at}
    return moved if facts is None else {**moved, "facts": facts}


def _leaves(entries: Sequence[NewEntry]) -> list[bytes]:
    if not all(1 <= len(entry.raw) <= MAX_ENTRY_BYTES for entry in entries):
        raise BadValue("an entry has 1 to 65,535 bytes")
    return [leaf_hash(entry.raw) for entry in entries]


def _rows(start: int, entries: Sequence[NewEntry], leaves: Sequence[bytes]) -> list[dict[str, Any]]:
    return [
        {"idx": idx, "leaf_hash": leaf, "raw": entry.raw, "type": entry.type, "subject": entry.subject}
        for idx, (entry, leaf) in enumerate(zip(entries, leaves, strict=True), start)
    ]
