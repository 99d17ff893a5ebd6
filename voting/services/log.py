"""Appending to a commune's log inside the caller's transaction, judged by ``record.accept`` (LEDGER, "Appending").

Each process keeps the replayed state of every log it has touched and catches up from the stored entries whenever
another process has appended. The database's head row is the truth, and its lock also guards the state in memory. A
state that turns out to be ahead of the stored head, because a transaction was rolled back after its entry had been
accepted, is thrown away.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteSigner
from voting.record.entries.entry import Entry, entry_bytes
from voting.record.errors import RecordError
from voting.record.replay import UNSAFE_ALREADY_VERIFIED, accept
from voting.record.rules.shared import of_vote
from voting.record.state import State
from voting.services.clock import Clock
from voting.services.errors import Unavailable
from voting.storage.database import Transaction
from voting.storage.log import Head, NewEntry

LOG_KEY = "log-key"
BATCH = 1024


@dataclass
class _Replayed:
    """A log as this process knows it: the state, and the tree head it belongs to."""

    state: State = field(default_factory=State)
    tree: CompactRange = field(default_factory=CompactRange)


class Logs:
    """The logs of all communes of this installation."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._replayed: dict[str, _Replayed] = {}
        self._signers: dict[str, NoteSigner] = {}

    def now(self) -> datetime:
        """The present time, aware UTC."""
        return self._clock()

    def state(self, tx: Transaction, commune: str) -> State:
        """The replayed state at the stored head, which stays locked until the transaction ends. Read it only."""
        return self._caught_up(tx, commune, tx.log.lock(commune)).state

    def append(self, tx: Transaction, commune: str, entries: Sequence[Entry], *, verified: Collection[str] = ()) -> int:
        """Judge and append entries in order; the index of the first. ``RecordError`` if one cannot stand."""
        head = tx.log.lock(commune)
        replayed = self._caught_up(tx, commune, head)
        rows = [NewEntry(entry_bytes(entry), entry.type, of_vote(entry)) for entry in entries]
        try:
            for row in rows:
                _accept(tx, commune, replayed, row.raw, verified)
            tx.log.append(commune, rows, at=entries[-1].at, signer=self.signer(tx, commune))
        except BaseException:
            self._replayed.pop(commune, None)
            raise
        return head.size

    def signer(self, tx: Transaction, commune: str) -> NoteSigner:
        """The log's signing key, opened once a process."""
        if commune not in self._signers:
            origin = tx.communes.get(commune).origin
            self._signers[commune] = NoteSigner.parse(tx.secrets.get(commune, LOG_KEY, origin).decode())
        return self._signers[commune]

    def _caught_up(self, tx: Transaction, commune: str, head: Head) -> _Replayed:
        known = self._replayed.get(commune)
        if known is not None and _catch_up(tx, commune, known, head):
            return known
        fresh = self._replayed[commune] = _Replayed()
        if not _catch_up(tx, commune, fresh, head):
            raise Unavailable(f"the stored log of {commune} does not replay to its head")
        return fresh


def _catch_up(tx: Transaction, commune: str, replayed: _Replayed, head: Head) -> bool:
    """Replay what is stored beyond; whether the tree then is the stored head's (it is not after a rollback)."""
    try:
        while replayed.tree.size < head.size:
            start = replayed.tree.size
            for row in tx.log.entries(commune, start, min(head.size, start + BATCH)):
                _accept(tx, commune, replayed, row.raw, UNSAFE_ALREADY_VERIFIED)
    except RecordError:
        return False
    return replayed.tree.size == head.size and (not head.size or replayed.tree.root() == head.root)


def _accept(tx: Transaction, commune: str, replayed: _Replayed, raw: bytes, verified: Collection[str]) -> None:
    accept(replayed.state, raw, verified=verified, payload=lambda name: tx.payloads.get(commune, bytes.fromhex(name)))
    replayed.tree = replayed.tree.append(leaf_hash(raw))
