"""One append-only log per commune: its entries, head and checkpoints, written in the caller's own transaction.

LEDGER.md "Appending": the lock on the head row is the order; entry, head, full tiles and the signed checkpoint of
the new size are stored together or not at all. Nothing may be answered, published or served before the commit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, select

from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteSigner
from voting.storage.errors import BadValue, NotFound
from voting.storage.tables.people import communes
from voting.storage.tables.record import log_checkpoints, log_entries, log_heads
from voting.storage.tiles import Tiles
from voting.storage.work import Work, columns_for, where

MAX_ENTRY_BYTES = 65_535

# Made once, because every ballot runs them: SQLAlchemy remembers with a statement object how it is compiled.
_HEAD = (
    select(communes.c.origin, log_heads.c.size, log_heads.c.hashes, log_heads.c.root, log_heads.c.last_at_utc)
    .join(communes, communes.c.code == log_heads.c.commune_id)
    .where(log_heads.c.commune_id == bindparam("log"))
)
_LOCKED_HEAD = _HEAD.with_for_update(of=log_heads)
_ENTRIES = (
    select(*[log_entries.c[name] for name in ("idx", "raw", "leaf_hash", "type", "vote_uuid")])
    .where(log_entries.c.commune_id == bindparam("log"))
    .where(log_entries.c.idx >= bindparam("start"), log_entries.c.idx < bindparam("end"))
    .order_by(log_entries.c.idx)
)
_MOVE_HEAD = log_heads.update().where(log_heads.c.commune_id == bindparam("log"))


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry to append: its exact bytes (1 to 65,535) and what they are indexed by."""

    raw: bytes
    type: str
    vote_uuid: str | None = None


@dataclass(frozen=True, slots=True)
class LogEntry:
    """A stored entry: `idx` from 0, `leaf_hash` 32 bytes (RFC 6962)."""

    idx: int
    raw: bytes
    leaf_hash: bytes
    type: str
    vote_uuid: str | None


@dataclass(frozen=True, slots=True)
class Head:
    """Where a log stands: `hashes` is its compact range, `last_at` the latest time given to `append` (UTC)."""

    origin: str
    size: int
    hashes: tuple[bytes, ...]
    root: bytes
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """A checkpoint the log has signed: `note` is the signed note without any cosignature."""

    size: int
    root: bytes
    note: bytes


class Log:
    """`tx.log`."""

    def __init__(self, work: Work, tiles: Tiles) -> None:
        self._work = work
        self._tiles = tiles
        self._locked: dict[str, Head] = {}
        self._signed: dict[str, StoredCheckpoint] = {}

    def lock(self, commune_id: str) -> Head:
        """Take the log for this transaction; other appenders wait until it ends. Call it before any check of state.

        Raises:
            NotFound: no such commune.
            Busy: waited too long.
            ReadOnly: in a reading transaction.
        """
        self._work.require_writes()
        if commune_id not in self._locked:
            self._locked[commune_id] = self._head(commune_id, lock=True)
        return self._locked[commune_id]

    def head(self, commune_id: str) -> Head:
        """Where the log stands, without a lock; `NotFound`."""
        return self._locked.get(commune_id) or self._head(commune_id, lock=False)

    def append(self, commune_id: str, entries: Sequence[NewEntry], *, at: datetime, signer: NoteSigner) -> Head:
        """Append entries in order and sign the checkpoint of the new size; returns the new head.

        Locks the log if it is not locked. The first entry's index is the old head's size. No entries: no change.

        Raises:
            BadValue: an entry that is empty or larger than 65,535 bytes.
            RefusedByRecord: the head does not continue what is stored (a gap, a smaller size).
            Conflict: pk_log_checkpoints, a second root for a size.
            LedgerMisuse: `signer` is not the key of this log's origin.
        """
        old = self.lock(commune_id)
        if not entries:
            return old
        with self._work.together():
            grown = self._insert(commune_id, old, entries)
            checkpoint = Checkpoint(old.origin, grown.size, grown.root())
            note = sign_checkpoint(checkpoint, signer)
            latest = max(at, old.last_at) if old.last_at else at
            head = Head(old.origin, grown.size, grown.hashes, checkpoint.root, latest)
            self._move_head(commune_id, head)
            row = {"commune_id": commune_id, "size": head.size, "root": head.root, "note": note}
            self._work.insert_rows(log_checkpoints, [row])
        self._tiles.complete(commune_id, old.size, head.size)
        self._locked[commune_id] = head
        self._signed[commune_id] = StoredCheckpoint(head.size, head.root, note)
        return head

    def entry(self, commune_id: str, idx: int) -> LogEntry:
        """One entry, or `NotFound`."""
        query = columns_for(LogEntry, log_entries).where(where(log_entries, commune_id=commune_id, idx=idx))
        return self._work.get(LogEntry, query, "no such entry")

    def entries(self, commune_id: str, start: int, end: int) -> tuple[LogEntry, ...]:
        """Entries with `start <= idx < end`, in order; fewer if the log is shorter."""
        rows = self._work.mappings(_ENTRIES, {"log": commune_id, "start": start, "end": end})
        return tuple(LogEntry(**row) for row in rows)

    def entries_of_vote(self, commune_id: str, vote_uuid: str, *, start: int = 0) -> tuple[LogEntry, ...]:
        """The entries of one vote from index `start` on, in order."""
        key = where(log_entries, commune_id=commune_id, vote_uuid=vote_uuid) & (log_entries.c.idx >= start)
        query = columns_for(LogEntry, log_entries).where(key)
        return self._work.find(LogEntry, query.order_by(log_entries.c.idx))

    def first_of_vote(self, commune_id: str, vote_uuid: str) -> LogEntry:
        """The entry that opened a vote, or `NotFound`."""
        query = columns_for(LogEntry, log_entries).where(where(log_entries, commune_id=commune_id, vote_uuid=vote_uuid))
        return self._work.get(LogEntry, query.order_by(log_entries.c.idx).limit(1), "no such vote")

    def leaf_hashes(self, commune_id: str, start: int, end: int) -> tuple[bytes, ...]:
        """Leaf hashes with `start <= idx < end`, in order; fewer if the log is shorter."""
        query = select(log_entries.c.leaf_hash).where(_span(commune_id, start, end)).order_by(log_entries.c.idx)
        return tuple(self._work.run(query).scalars())

    def checkpoint(self, commune_id: str, size: int | None = None) -> StoredCheckpoint:
        """The checkpoint of exactly `size`, or the newest; `NotFound` (also for a log still empty)."""
        signed = self._signed.get(commune_id)
        if signed is not None and size in {None, signed.size}:
            return signed
        query = columns_for(StoredCheckpoint, log_checkpoints).where(where(log_checkpoints, commune_id=commune_id))
        if size is not None:
            query = query.where(log_checkpoints.c.size == size)
        query = query.order_by(log_checkpoints.c.size.desc()).limit(1)
        return self._work.get(StoredCheckpoint, query, "no such checkpoint")

    def checkpoint_covering(self, commune_id: str, idx: int) -> StoredCheckpoint:
        """The smallest checkpoint that covers entry `idx`; `NotFound`."""
        query = columns_for(StoredCheckpoint, log_checkpoints).where(
            where(log_checkpoints, commune_id=commune_id), log_checkpoints.c.size > idx
        )
        query = query.order_by(log_checkpoints.c.size).limit(1)
        return self._work.get(StoredCheckpoint, query, "no such checkpoint")

    def _head(self, commune_id: str, *, lock: bool) -> Head:
        rows = self._work.mappings(_LOCKED_HEAD if lock else _HEAD, {"log": commune_id})
        if not rows:
            raise NotFound("no such log")
        row = rows[0]
        stored = CompactRange.from_bytes(row["size"], row["hashes"])
        return Head(row["origin"], stored.size, stored.hashes, row["root"], row["last_at_utc"])

    def _insert(self, commune_id: str, old: Head, entries: Sequence[NewEntry]) -> CompactRange:
        if not all(1 <= len(entry.raw) <= MAX_ENTRY_BYTES for entry in entries):
            raise BadValue("an entry has 1 to 65,535 bytes")
        leaves = [leaf_hash(entry.raw) for entry in entries]
        rows = [
            {
                "commune_id": commune_id,
                "idx": idx,
                "leaf_hash": leaf,
                "raw": entry.raw,
                "vote_uuid": entry.vote_uuid,
                "type": entry.type,
            }
            for idx, (entry, leaf) in enumerate(zip(entries, leaves, strict=True), old.size)
        ]
        self._work.insert_rows(log_entries, rows)
        return CompactRange(old.size, old.hashes).extend(leaves)

    def _move_head(self, commune_id: str, head: Head) -> None:
        values = {
            "size": head.size,
            "hashes": b"".join(head.hashes),
            "root": head.root,
            "last_at_utc": head.last_at,
        }
        self._work.run(_MOVE_HEAD, {"log": commune_id, **values})


def _span(commune_id: str, start: int, end: int) -> ColumnElement[bool]:
    return where(log_entries, commune_id=commune_id) & (log_entries.c.idx >= start) & (log_entries.c.idx < end)
