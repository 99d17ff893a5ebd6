"""Tiles of height 8 and entry bundles (c2sp.org/tlog-tiles): the log as files that any mirror can serve.

A tile of level L holds up to 256 consecutive 32-byte hashes of the tree's level 8 * L; a bundle holds the entries of a
level-0 tile, each behind its length (big-endian uint16). Full tiles never change; partial ones only grow.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from voting.ledger.encoding import MAX_SIZE
from voting.ledger.errors import LedgerMisuse, TileMalformed
from voting.ledger.merkle import HASH_BYTES, NodeReader, TreeSource, node_hash, node_reader

TILE_HEIGHT = 8
TILE_WIDTH = 1 << TILE_HEIGHT
MAX_ENTRY_BYTES = 65_535
MAX_LEVEL = 63
ENTRIES = -1
"""The `level` of an entry bundle; its path says `entries` where a tile's says the level."""

_PATH = re.compile(
    r"tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Tile:
    """The address of a tile or, with level ENTRIES, of an entry bundle; `width` hashes or entries, 256 when full."""

    level: int
    index: int
    width: int = TILE_WIDTH

    def __post_init__(self) -> None:
        in_range = ENTRIES <= self.level <= MAX_LEVEL and 0 <= self.index <= MAX_SIZE
        if not in_range or not 1 <= self.width <= TILE_WIDTH:
            raise TileMalformed(f"no tile at level {self.level}, index {self.index}, width {self.width}")

    @property
    def is_full(self) -> bool:
        """Whether it holds all 256."""
        return self.width == TILE_WIDTH

    @property
    def start(self) -> int:
        """The index, at its own level, of its first hash (of its first entry, for a bundle)."""
        return self.index * TILE_WIDTH

    @property
    def end(self) -> int:
        """One past the index of its last hash or entry."""
        return self.start + self.width

    @property
    def path(self) -> str:
        """The path below the log's prefix, without leading slash: `tile/<L>/<N>[.p/<W>]`."""
        groups = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            groups.insert(0, f"x{rest % 1000:03d}")
            rest //= 1000
        level = "entries" if self.level == ENTRIES else str(self.level)
        return f"tile/{level}/{'/'.join(groups)}" + ("" if self.is_full else f".p/{self.width}")

    def is_within(self, size: int) -> bool:
        """Whether a log of this size has it, so that it may be served (never past the published size)."""
        return self.end <= _hashes_at(self.level, size)


def parse_tile_path(path: str) -> Tile:
    """Read `tile/<L>/<N>[.p/<W>]` or `tile/entries/...` (no leading slash), or raise TileMalformed."""
    match = _PATH.fullmatch(path)
    if match is None:
        raise TileMalformed("not a tile path")
    level, index, width = match.groups()
    tile = Tile(
        ENTRIES if level == "entries" else int(level),
        int(index.replace("/", "").replace("x", "")),
        int(width) if width else TILE_WIDTH,
    )
    if tile.path != path:
        raise TileMalformed("not the printed form of a tile path")
    return tile


def tiles_of(size: int) -> Iterator[Tile]:
    """List every tile of a log of this size, bundles not included: full ones and each level's partial one."""
    level = 0
    while count := _hashes_at(level, size):
        yield from _tiles_at(level, count)
        level += 1


def bundles_of(size: int) -> Iterator[Tile]:
    """List every entry bundle of a log of this size."""
    yield from _tiles_at(ENTRIES, size)


def tiles_completed(old_size: int, new_size: int) -> Iterator[Tile]:
    """List the full tiles (levels rising) that growing from old to new size completes; bundles not included."""
    level = 0
    while _hashes_at(level, new_size) >= TILE_WIDTH:
        first, last = (_hashes_at(level, size) // TILE_WIDTH for size in (old_size, new_size))
        yield from (Tile(level, index) for index in range(first, last))
        level += 1


def cut_tile(tile: Tile, source: TreeSource) -> bytes:
    """Make a tile's bytes (32 * width) from leaf hashes or a NodeReader that knows the tree that far."""
    if tile.level == ENTRIES:
        raise LedgerMisuse("an entry bundle is not made of hashes")
    read = source if callable(source) else node_reader(source)
    return b"".join(read(TILE_HEIGHT * tile.level, index) for index in range(tile.start, tile.end))


def parse_tile(tile: Tile, data: bytes) -> tuple[bytes, ...]:
    """Split a tile's bytes into its hashes; raises TileMalformed unless there are exactly `width`."""
    if len(data) != tile.width * HASH_BYTES:
        raise TileMalformed(f"{tile.path} has {len(data)} bytes, not {tile.width * HASH_BYTES}")
    return tuple(data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES))


def tile_reader(size: int, fetch: Callable[[Tile], bytes]) -> NodeReader:
    """Answer for the nodes of a log of this size out of its tiles; each is fetched once, as wide as the size allows.

    What comes back is NOT yet trusted: rebuild the root from it (`merkle.root_of`) and compare with a checkpoint.
    """
    fetched: dict[Tile, tuple[bytes, ...]] = {}

    def read(level: int, index: int) -> bytes:
        tile_level, height = divmod(level, TILE_HEIGHT)
        number, first = divmod(index << height, TILE_WIDTH)
        width = min(TILE_WIDTH, _hashes_at(tile_level, size) - number * TILE_WIDTH)
        if first + (1 << height) > width:
            raise LedgerMisuse(f"node ({level}, {index}) is not inside a tree of {size}")
        tile = Tile(tile_level, number, width)
        if tile not in fetched:
            fetched[tile] = parse_tile(tile, fetch(tile))
        return _complete_root(fetched[tile][first : first + (1 << height)])

    return read


def make_bundle(entries: Sequence[bytes]) -> bytes:
    """Print 1 to 256 entries of at most 65,535 bytes as an entry bundle."""
    if not 1 <= len(entries) <= TILE_WIDTH or any(len(one) > MAX_ENTRY_BYTES for one in entries):
        raise LedgerMisuse("a bundle holds 1 to 256 entries of at most 65,535 bytes")
    return b"".join(len(one).to_bytes(2, "big") + one for one in entries)


def parse_bundle(tile: Tile, data: bytes) -> tuple[bytes, ...]:
    """Split a bundle into its entries; raises TileMalformed unless there are exactly `width` and nothing is left."""
    entries: list[bytes] = []
    at = 0
    while at < len(data) and len(entries) <= tile.width:
        end = at + 2 + int.from_bytes(data[at : at + 2], "big")
        if end > len(data):
            raise TileMalformed(f"{tile.path} ends inside an entry")
        entries.append(data[at + 2 : end])
        at = end
    if len(entries) != tile.width:
        raise TileMalformed(f"{tile.path} does not hold {tile.width} entries")
    return tuple(entries)


def _hashes_at(level: int, size: int) -> int:
    """Return how many complete hashes (or entries) a tree of this size has at a tile level."""
    return size if level == ENTRIES else size >> TILE_HEIGHT * level


def _tiles_at(level: int, count: int) -> Iterator[Tile]:
    full, partial = divmod(count, TILE_WIDTH)
    yield from (Tile(level, index) for index in range(full))
    if partial:
        yield Tile(level, full, partial)


def _complete_root(hashes: Sequence[bytes]) -> bytes:
    """Return the root above a power of two of hashes."""
    row = list(hashes)
    while len(row) > 1:
        row = [node_hash(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]
