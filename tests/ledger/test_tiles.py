"""Tiles and entry bundles: paths, cutting, and reading proofs back out of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.ledger.errors import LedgerMisuse, TileMalformed
from voting.ledger.merkle import (
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_reader,
    root_of,
)
from voting.ledger.tiles import (
    ENTRIES,
    Tile,
    bundles_of,
    cut_tile,
    make_bundle,
    parse_bundle,
    parse_tile,
    parse_tile_path,
    tile_reader,
    tiles_completed,
    tiles_of,
)

LEAVES = [leaf_hash(number.to_bytes(4, "big")) for number in range(66_000)]
READ = node_reader(LEAVES)

GOOD_PATHS = {
    "tile/0/000": Tile(0, 0),
    "tile/0/999": Tile(0, 999),
    "tile/0/x001/000": Tile(0, 1000),
    "tile/0/x001/x234/067": Tile(0, 1_234_067),
    "tile/1/000.p/1": Tile(1, 0, 1),
    "tile/63/000": Tile(63, 0),
    "tile/2/x005/007.p/255": Tile(2, 5007, 255),
    "tile/entries/x012/345.p/9": Tile(ENTRIES, 12_345, 9),
    "tile/entries/000": Tile(ENTRIES, 0),
}

BAD_PATHS = {
    "leading-slash": "/tile/0/000",
    "trailing-slash": "tile/0/000/",
    "trailing-newline": "tile/0/000\n",
    "level-with-leading-zero": "tile/00/000",
    "level-64": "tile/64/000",
    "level-missing": "tile//000",
    "level-negative": "tile/-1/000",
    "level-with-plus": "tile/+1/000",
    "entries-in-capitals": "tile/Entries/000",
    "index-of-two-digits": "tile/0/00",
    "index-of-four-digits": "tile/0/0001",
    "group-of-zero": "tile/0/x000/001",
    "group-without-x": "tile/0/001/234",
    "last-group-with-x": "tile/0/x001",
    "index-in-other-digits": "tile/0/٠٠٠",
    "index-past-2^53": "tile/0/x009/x999/x999/x999/x999/999",
    "width-0": "tile/0/000.p/0",
    "width-256": "tile/0/000.p/256",
    "width-with-leading-zero": "tile/0/000.p/01",
    "width-missing": "tile/0/000.p/",
    "width-directory": "tile/0/000.p",
    "dots": "tile/0/../000",
    "hash-tile-of-go-height": "tile/8/0/000",
    "empty": "",
}


@pytest.mark.parametrize("path", GOOD_PATHS)
def test_path_names_its_tile(path):
    assert parse_tile_path(path) == GOOD_PATHS[path]
    assert GOOD_PATHS[path].path == path


@pytest.mark.parametrize("name", BAD_PATHS)
def test_other_spellings_of_a_path_are_refused(name):
    with pytest.raises(TileMalformed):
        parse_tile_path(BAD_PATHS[name])


@given(st.integers(ENTRIES, 63), st.integers(0, 2**53 - 1), st.integers(1, 256))
def test_every_tile_has_a_path_of_its_own(level, index, width):
    tile = Tile(level, index, width)
    assert parse_tile_path(tile.path) == tile


def test_a_log_of_70000_has_the_tiles_the_specification_says():
    tiles = list(tiles_of(70_000))
    assert len([one for one in tiles if one.level == 0 and one.is_full]) == 273
    assert [one for one in tiles if one.level > 0 or not one.is_full] == [
        Tile(0, 273, 112),
        Tile(1, 0),
        Tile(1, 1, 17),
        Tile(2, 0, 1),
    ]
    assert list(tiles_of(256)) == [Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles_of(0)) == []


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_growing_completes_just_the_tiles_that_were_not_full_before(one, other):
    old, new = sorted((one, other))
    full_before = {tile for tile in tiles_of(old) if tile.is_full}
    full_after = {tile for tile in tiles_of(new) if tile.is_full}
    completed = list(tiles_completed(old, new))
    assert set(completed) == full_after - full_before
    assert len(completed) == len(full_after - full_before)


def test_the_256th_leaf_completes_a_tile_and_the_65536th_two():
    assert list(tiles_completed(254, 255)) == []
    assert list(tiles_completed(255, 256)) == [Tile(0, 0)]
    assert list(tiles_completed(65_535, 65_536)) == [Tile(0, 255), Tile(1, 0)]


@pytest.mark.parametrize("parts", [(0, 0, 0), (0, 0, 257), (-2, 0, 1), (64, 0, 1), (0, -1, 1), (0, 2**53, 1)])
def test_there_is_no_tile_out_of_range(parts):
    with pytest.raises(TileMalformed):
        Tile(*parts)


@given(st.integers(0, 200_000))
def test_a_log_serves_its_own_tiles_and_nothing_past_its_size(size):
    for tile in [*tiles_of(size), *bundles_of(size)]:
        assert tile.is_within(size)
        if not tile.is_full:
            assert not tile.is_within(tile.start * 256 ** max(tile.level, 0))
            assert not Tile(tile.level, tile.index, tile.width + 1).is_within(size)
    assert sum(bundle.width for bundle in bundles_of(size)) == size


@given(st.data())
def test_proofs_out_of_tiles_are_those_out_of_leaves(data):
    size = data.draw(st.one_of(st.integers(1, 600), st.integers(65_000, 66_000)))
    index = data.draw(st.integers(0, size - 1))
    old_size = data.draw(st.integers(1, size))
    served = set(tiles_of(size))

    def fetch(tile):
        assert tile in served
        return cut_tile(tile, READ)

    read = tile_reader(size, fetch)
    assert inclusion_proof(index, size, read) == inclusion_proof(index, size, READ)
    assert consistency_proof(old_size, size, read) == consistency_proof(old_size, size, READ)
    assert root_of(size, read) == root_of(size, READ)


def test_root_out_of_tiles_is_that_of_the_compact_range():
    files = {tile.path: cut_tile(tile, READ) for tile in tiles_of(66_000)}
    read = tile_reader(66_000, lambda tile: files[tile.path])
    assert root_of(66_000, read) == CompactRange().extend(LEAVES).root()


def test_a_proof_opens_few_tiles():
    opened = []

    def fetch(tile):
        opened.append(tile)
        return cut_tile(tile, READ)

    inclusion_proof(40_000, 66_000, tile_reader(66_000, fetch))
    assert len(opened) == len(set(opened)) <= 5


def test_nodes_past_the_tree_are_misuse():
    read = tile_reader(300, lambda tile: cut_tile(tile, READ))
    assert read(0, 299) == LEAVES[299]
    for node in [(0, 300), (3, 37), (8, 1), (9, 0)]:
        with pytest.raises(LedgerMisuse):
            read(*node)


@pytest.mark.parametrize("width", [1, 2, 255, 256])
def test_a_tile_of_another_length_is_refused(width):
    tile = Tile(0, 0, width)
    data = cut_tile(tile, LEAVES)
    assert list(parse_tile(tile, data)) == LEAVES[:width]
    for bad in (data[:-1], data + b"\0", data[:-32], data + bytes(32), b""):
        with pytest.raises(TileMalformed):
            parse_tile(tile, bad)


@given(st.lists(st.binary(max_size=300), min_size=1, max_size=256))
def test_a_bundle_holds_its_entries_and_nothing_else(entries):
    tile, data = Tile(ENTRIES, 0, len(entries)), make_bundle(entries)
    assert list(parse_bundle(tile, data)) == entries
    for bad in (data[:-1], data + b"\0", data + b"\0\0", b""):
        with pytest.raises(TileMalformed):
            parse_bundle(tile, bad)


def test_a_bundle_has_room_for_the_largest_entry_only():
    largest = bytes(65_535)
    assert parse_bundle(Tile(ENTRIES, 0, 1), make_bundle([largest])) == (largest,)
    assert len(parse_bundle(Tile(ENTRIES, 0), make_bundle([b""] * 256))) == 256
    for bad in ([bytes(65_536)], [], [b""] * 257):
        with pytest.raises(LedgerMisuse):
            make_bundle(bad)


def test_a_bundle_is_not_cut_out_of_hashes():
    with pytest.raises(LedgerMisuse):
        cut_tile(Tile(ENTRIES, 0), LEAVES)
