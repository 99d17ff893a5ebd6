"""Has a book only grown: what was kept of it, a head or all of its entries, against what is shown today."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from voting.ledger.checkpoint import Checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.errors import RecordError
from voting.record.policies import CLOCKS_DIFFER_S
from voting.verifier.errors import BookForked, BookRolledBack, DatedBeforeCosignature, DatedInTheFuture, EntryChanged

MADE_BEFORE_S = 3600
"""How old a bundle may be when it is handed out: a server goes on with one while it makes the next."""


def root_at(entries: Sequence[bytes], size: int) -> bytes:
    """The Merkle root of the first ``size`` entries."""
    return CompactRange().extend(leaf_hash(raw) for raw in entries[:size]).root()


def require_growth(before: Checkpoint, entries: Sequence[bytes]) -> None:
    """The book shown, whole, goes on from this head; else ``BookRolledBack`` or ``BookForked``."""
    if len(entries) < before.size:
        raise BookRolledBack(f"{before.origin}: {len(entries)} entries, and it had {before.size}")
    if root_at(entries, before.size) != before.root:
        raise BookForked(f"{before.origin}: its first {before.size} entries are not those it had")


def require_not_ahead(last: datetime | None, now_s: float) -> None:
    """The last entry is not of the future; else ``DatedInTheFuture``."""
    if last is not None and last.timestamp() > now_s + CLOCKS_DIFFER_S:
        raise DatedInTheFuture(f"the last entry is dated {last}")


def sizes_to_sign(known: int, size: int, others: Iterable[int]) -> list[int]:
    """The sizes that a witness signs, rising: where others have signed last, as far as it has not signed beyond, and
    the newest. Boards that come at different times so sign one size together.
    """
    return sorted({*(one for one in others if known <= one and 0 < one < size), size})


def time_to_sign(following: datetime | None, now_s: int) -> int:
    """The POSIX time of a line: that of looking; of a head that the book has grown beyond, at the latest that of the
    entry that follows. What came after a head that was co-signed at T is not dated before T (LEDGER, "Rules").
    """
    return now_s if following is None else min(now_s, int(following.timestamp()))


def require_same_entries(origin: str, before: Sequence[bytes], now: Sequence[bytes]) -> None:
    """Every entry kept still stands at its place; else ``EntryChanged`` (by number) or ``BookRolledBack``."""
    for index, (old, new) in enumerate(zip(before, now, strict=False)):
        if old != new:
            raise EntryChanged(f"{origin}: entry {index} is another than it was")
    if len(now) < len(before):
        raise BookRolledBack(f"{origin}: {len(now)} entries, and it had {len(before)}")


def require_dated(entries: Sequence[bytes], book: Book, *, size: int, seen_at_s: float) -> None:
    """What came after the first ``size`` entries is not dated before this time; else ``DatedBeforeCosignature``.

    An entry that cannot be read is another check's.
    """
    try:
        first = parse_entry(entries[size], book) if size < len(entries) else None
    except RecordError:
        return
    if first is not None and first.at.timestamp() < seen_at_s:
        raise DatedBeforeCosignature(f"entry {size} is dated {first.at}, and the book was seen without it later")
