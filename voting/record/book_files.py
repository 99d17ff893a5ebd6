"""A book as files: its checkpoint and its entries in bundles, as C2SP tiled logs are served (LEDGER, "Checkpoints").

One reader for zip, folder, mirror and address. Nothing is verified here: the size is the checkpoint's own claim.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voting.ledger.errors import LedgerDataError
from voting.ledger.note import MAX_NOTE_BYTES
from voting.ledger.tiles import MAX_ENTRY_BYTES, TILE_WIDTH, Tile, bundles_of, make_bundle, parse_bundle

CHECKPOINT = "checkpoint"
MOST_ENTRIES = 1_000_000
MOST_BYTES = 512 * 1024 * 1024
_BUNDLE_MAX_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)
_SIZE = re.compile(rb"[^\n]+\n(0|[1-9][0-9]{0,8})\n")


@dataclass(frozen=True)
class BookFiles:
    """All entries up to the checkpoint's size, or up to the first bundle that is missing or broken.

    ``damage`` says which and how, and is empty where the book is whole.
    """

    checkpoint: bytes
    entries: tuple[bytes, ...]
    damage: str = ""

    def members(self) -> Iterator[tuple[str, bytes]]:
        """The files by their path below the book's prefix."""
        yield CHECKPOINT, self.checkpoint
        for tile in bundles_of(len(self.entries)):
            yield tile.path, make_bundle(self.entries[tile.start : tile.end])


def size_of(checkpoint: bytes) -> int | None:
    """The size that a checkpoint claims, whoever signed it; ``None`` if it claims none."""
    found = _SIZE.match(checkpoint)
    return int(found[1]) if found else None


def read_book(
    read: Callable[[str, int], bytes | None], *, most_entries: int = MOST_ENTRIES, most_bytes: int = MOST_BYTES
) -> BookFiles:
    """The book below a prefix; ``read(path, max_bytes)`` gives a file, ``None`` if there is none.

    Whatever ``read`` raises comes through.
    """
    checkpoint = read(CHECKPOINT, MAX_NOTE_BYTES)
    if checkpoint is None:
        return BookFiles(b"", (), "no checkpoint")
    size = size_of(checkpoint)
    if size is None:
        return BookFiles(checkpoint, (), "the checkpoint states no size")
    if size > most_entries:
        return BookFiles(checkpoint, (), f"more than {most_entries} entries")
    entries: list[bytes] = []
    left = most_bytes
    for tile in bundles_of(size):
        raw = _read_bundle(read, tile, min(left, _BUNDLE_MAX_BYTES))
        if isinstance(raw, str):
            return BookFiles(checkpoint, tuple(entries), raw)
        entries += raw
        left -= sum(map(len, raw))
    return BookFiles(checkpoint, tuple(entries))


def _read_bundle(read: Callable[[str, int], bytes | None], tile: Tile, most: int) -> tuple[bytes, ...] | str:
    """The entries of a bundle, or what is wrong with it. A mirror may have kept only the full one that came later."""
    full = Tile(tile.level, tile.index)
    if most <= 0:
        return f"{tile.path}: too many bytes before it"
    for one in (tile,) if tile.is_full else (tile, full):
        raw = read(one.path, most)
        if raw is not None:
            try:
                return parse_bundle(one, raw)[: tile.width]
            except LedgerDataError as error:
                return f"{one.path}: {error}"
    return f"{tile.path} is missing"
