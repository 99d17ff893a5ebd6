"""Has a book only grown: what was kept of it, a head or all of its entries, against what is shown today."""

from collections.abc import Sequence

from voting.ledger.checkpoint import Checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.verifier.errors import BookForked, BookRolledBack, EntryChanged


def root_at(entries: Sequence[bytes], size: int) -> bytes:
    """The Merkle root of the first ``size`` entries."""
    return CompactRange().extend(leaf_hash(raw) for raw in entries[:size]).root()


def require_growth(before: Checkpoint, entries: Sequence[bytes]) -> None:
    """The book shown, whole, goes on from this head; else ``BookRolledBack`` or ``BookForked``."""
    if len(entries) < before.size:
        raise BookRolledBack(f"{before.origin}: {len(entries)} entries, and it had {before.size}")
    if root_at(entries, before.size) != before.root:
        raise BookForked(f"{before.origin}: its first {before.size} entries are not those it had")


def require_same_entries(origin: str, before: Sequence[bytes], now: Sequence[bytes]) -> None:
    """Every entry kept still stands at its place; else ``EntryChanged`` (by number) or ``BookRolledBack``."""
    for index, (old, new) in enumerate(zip(before, now, strict=False)):
        if old != new:
            raise EntryChanged(f"{origin}: entry {index} is another than it was")
    if len(now) < len(before):
        raise BookRolledBack(f"{origin}: {len(now)} entries, and it had {len(before)}")
