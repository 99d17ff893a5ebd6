"""Tiles and entry bundles out of the database: full tiles stored when their last leaf comes, partial ones cut.

Nothing past the newest checkpoint is ever served (c2sp.org/tlog-tiles).
"""

from sqlalchemy import func, select

from voting.ledger.merkle import CompactRange, NodeReader
from voting.ledger.tiles import ENTRIES, Tile, make_bundle, parse_tile, tile_reader, tiles_completed
from voting.storage.errors import NotFound
from voting.storage.intact import require_entry
from voting.storage.tables.record import log_checkpoints, log_entries, log_tiles
from voting.storage.work import Work, where


class Tiles:
    """`tx.tiles`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def published_size(self, commune_id: str, book: str) -> int:
        """The size of the newest checkpoint, 0 before the first."""
        newest = select(func.coalesce(func.max(log_checkpoints.c.size), 0))
        return int(self._work.scalar(newest.where(where(log_checkpoints, commune_id=commune_id, book=book))))

    def read(self, commune_id: str, book: str, tile: Tile) -> bytes:
        """The bytes of a tile (32 * width) or an entry bundle (level ENTRIES), full or partial.

        `NotFound` when any of it lies past the published size; `Damaged`.
        """
        if not tile.is_within(self.published_size(commune_id, book)):
            raise NotFound("the book is not that long")
        return self._bundle(commune_id, book, tile) if tile.level == ENTRIES else self._hashes(commune_id, book, tile)

    def node_reader(self, commune_id: str, book: str, size: int) -> NodeReader:
        """What `merkle.inclusion_proof` and `consistency_proof` read from, for a tree of `size` leaves.

        Good within this transaction. `NotFound` when `size` is past the published size.
        """
        if size > self.published_size(commune_id, book):
            raise NotFound("the book is not that long")
        return tile_reader(size, lambda tile: self._hashes(commune_id, book, tile))

    def complete(self, commune_id: str, book: str, old_size: int, new_size: int) -> None:
        """Store the full tiles that growing from `old_size` to `new_size` completes; for `Log.append` only."""
        for tile in tiles_completed(old_size, new_size):
            content = self._cut(commune_id, book, tile)
            root = CompactRange().extend(parse_tile(tile, content)).root()
            row = {
                "commune_id": commune_id,
                "book": book,
                "level": tile.level,
                "n": tile.index,
                "root": root,
                "tile": content,
            }
            self._work.insert_rows(log_tiles, [row])

    def _hashes(self, commune_id: str, book: str, tile: Tile) -> bytes:
        """A full tile as stored, a partial one cut from the level below (from the leaf hashes at level 0)."""
        if not tile.is_full:
            return self._cut(commune_id, book, tile)
        key = where(log_tiles, commune_id=commune_id, book=book, level=tile.level, n=tile.index)
        stored = self._work.scalar(select(log_tiles.c.tile).where(key))
        if stored is None:
            raise NotFound("no such tile")
        return bytes(stored)

    def _cut(self, commune_id: str, book: str, tile: Tile) -> bytes:
        if tile.level == 0:
            hashes, place = log_entries.c.leaf_hash, log_entries.c.idx
            whose = where(log_entries, commune_id=commune_id, book=book)
        else:
            hashes, place = log_tiles.c.root, log_tiles.c.n
            whose = where(log_tiles, commune_id=commune_id, book=book, level=tile.level - 1)
        query = select(hashes).where(whose, place >= tile.start, place < tile.end).order_by(place)
        content = b"".join(self._work.run(query).scalars())
        parse_tile(tile, content)
        return content

    def _bundle(self, commune_id: str, book: str, bundle: Tile) -> bytes:
        within = where(log_entries, commune_id=commune_id, book=book) & log_entries.c.idx.between(
            bundle.start, bundle.end - 1
        )
        query = select(log_entries.c.raw, log_entries.c.leaf_hash).where(within).order_by(log_entries.c.idx)
        return make_bundle([require_entry(raw, leaf) for raw, leaf in self._work.run(query)])
