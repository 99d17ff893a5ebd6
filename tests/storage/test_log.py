"""The log: entries, heads, checkpoints and tiles agree with the tree rebuilt from the raw entries alone."""

from datetime import timedelta
from secrets import token_hex

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.by_force import altered
from storage.sample import HOUR, NOW, Place, append, entry, origin_of, settle, start
from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.errors import LedgerMisuse
from voting.ledger.merkle import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    tree_root,
    verify_consistency,
    verify_inclusion,
)
from voting.ledger.note import NoteSigner, NoteVerifier
from voting.ledger.tiles import ENTRIES, Tile, bundles_of, cut_tile, parse_bundle, parse_tile_path, tiles_of
from voting.storage.cosignatures import CosignatureLine
from voting.storage.database import Database
from voting.storage.errors import BadValue, Conflict, Damaged, MissingReference, NotFound, StorageMisuse
from voting.storage.log import NewEntry


def test_a_new_commune_has_an_empty_log(database: Database, place: Place) -> None:
    with database.reading() as tx:
        head = tx.log.head(place.commune, "")
        assert (head.size, head.hashes, head.root, head.last_at) == (0, (), EMPTY_ROOT, None)
        assert head.origin == place.signer.name
        with pytest.raises(NotFound):
            tx.log.checkpoint(place.commune, "")


def test_what_was_appended_is_read_back_in_order(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        append(tx, place, 3)
        batch = [entry(3, "u1"), entry(4, "u1")]
        tx.log.append(place.commune, "", batch, at=NOW, signer=place.signer)
        append(tx, place, 1)
    with database.reading() as tx:
        found = tx.log.entries(place.commune, "", 0, 100)
        assert [one.idx for one in found] == list(range(6))
        assert [one.raw for one in found] == [entry(number).raw for number in range(6)]
        assert [one.leaf_hash for one in found] == [leaf_hash(one.raw) for one in found]
        assert [one.subject for one in found] == ["", "", "", "u1", "u1", ""]
        assert tx.log.entries_about(place.commune, "u1") == found[3:5]
        assert tx.log.entries_about(place.commune, "u1", start=4) == found[4:5]
        assert tx.log.raws(place.commune, "", 2, 4) == tuple(one.raw for one in found[2:4])
        assert tx.log.leaf_hashes(place.commune, "", 2, 4) == tuple(one.leaf_hash for one in found[2:4])
        assert tx.log.entry(place.commune, "", 5) == found[5]
        with pytest.raises(NotFound):
            tx.log.entry(place.commune, "", 6)


def test_each_batch_signs_one_checkpoint_of_its_size(database: Database, place: Place) -> None:
    verifier = NoteVerifier.parse(place.signer.vkey)
    with database.transaction() as tx:
        append(tx, place, 3)
        append(tx, place, 4)
    with database.reading() as tx:
        raws = [one.raw for one in tx.log.entries(place.commune, "", 0, 7)]
        for size in (3, 7):
            signed = open_checkpoint(tx.log.checkpoint(place.commune, "", size).note, verifier)
            assert (signed.size, signed.root) == (size, tree_root(raws[:size]))
        assert tx.log.checkpoint(place.commune, "").size == 7
        assert tx.log.checkpoint_covering(place.commune, "", 2).size == 3
        assert tx.log.checkpoint_covering(place.commune, "", 3).size == 7
        for missing in (1, 8):
            with pytest.raises(NotFound):
                tx.log.checkpoint(place.commune, "", missing)
        with pytest.raises(NotFound):
            tx.log.checkpoint_covering(place.commune, "", 7)


def test_appending_nothing_changes_nothing(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        before = append(tx, place, 2)
        assert append(tx, place, 0) == before


def test_the_time_of_the_head_never_goes_back(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.log.append(place.commune, "", [entry(0)], at=NOW + HOUR, signer=place.signer)
        head = tx.log.append(place.commune, "", [entry(1)], at=NOW, signer=place.signer)
    assert head.last_at == NOW + HOUR
    with database.reading() as tx:
        assert tx.log.head(place.commune, "") == head


@pytest.mark.parametrize("size_bytes", [0, 65_536])
def test_an_entry_that_fits_no_bundle_is_refused_and_nothing_is_kept(
    database: Database, place: Place, size_bytes: int
) -> None:
    with pytest.raises(BadValue), database.transaction() as tx:
        tx.log.append(place.commune, "", [entry(0), NewEntry(b"x" * size_bytes, "t", "")], at=NOW, signer=place.signer)
    with database.reading() as tx:
        assert tx.log.entries(place.commune, "", 0, 9) == ()


def test_the_largest_entry_is_kept_whole(database: Database, place: Place) -> None:
    raw = bytes(range(255)) * 257
    assert len(raw) == 65_535
    with database.transaction() as tx:
        tx.log.append(place.commune, "", [NewEntry(raw, "t", "")], at=NOW, signer=place.signer)
    with database.reading() as tx:
        assert parse_bundle(Tile(ENTRIES, 0, 1), tx.tiles.read(place.commune, "", Tile(ENTRIES, 0, 1))) == (raw,)


def test_another_logs_key_does_not_sign_here(database: Database, place: Place) -> None:
    stranger = NoteSigner.generate("other.example/log")
    with pytest.raises(LedgerMisuse), database.transaction() as tx:
        tx.log.append(place.commune, "", [entry(0)], at=NOW, signer=stranger)
    with database.reading() as tx:
        assert tx.log.head(place.commune, "").size == 0


def test_no_commune_no_log(database: Database, place: Place) -> None:
    with pytest.raises(NotFound), database.transaction() as tx:
        tx.log.append("nowhere", "", [entry(0)], at=NOW, signer=place.signer)


@pytest.mark.parametrize("total", [1, 255, 256, 257, 512, 700])
def test_tiles_and_bundles_are_those_of_the_tree(database: Database, place: Place, total: int) -> None:
    with database.transaction() as tx:
        for count in (total // 2, total - total // 2):
            append(tx, place, count)
    with database.reading() as tx:
        entries = [one.raw for one in tx.log.entries(place.commune, "", 0, total)]
        leaves = [leaf_hash(raw) for raw in entries]
        for tile in tiles_of(total):
            assert tx.tiles.read(place.commune, "", tile) == cut_tile(tile, leaves)
        for bundle in bundles_of(total):
            read = parse_bundle(bundle, tx.tiles.read(place.commune, "", bundle))
            assert list(read) == entries[bundle.start : bundle.end]


def test_an_old_partial_tile_is_still_cut_after_the_tile_is_full(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        append(tx, place, 300)
    with database.reading() as tx:
        leaves = tx.log.leaf_hashes(place.commune, "", 0, 300)
        assert tx.tiles.read(place.commune, "", parse_tile_path("tile/0/000.p/7")) == b"".join(leaves[:7])


@pytest.mark.parametrize(
    "path", ["tile/0/000.p/6", "tile/0/000", "tile/1/000.p/1", "tile/entries/000.p/6", "tile/0/x001/000"]
)
def test_nothing_past_the_published_size_is_served(database: Database, place: Place, path: str) -> None:
    with database.transaction() as tx:
        append(tx, place, 5)
    with database.reading() as tx:
        assert tx.tiles.published_size(place.commune, "") == 5
        with pytest.raises(NotFound):
            tx.tiles.read(place.commune, "", parse_tile_path(path))
        with pytest.raises(NotFound):
            tx.tiles.node_reader(place.commune, "", 6)


def test_a_large_log_has_tiles_of_the_second_level(database: Database, place: Place) -> None:
    total = 256 * 256 + 300
    with database.transaction() as tx:
        append(tx, place, total)
    with database.reading() as tx:
        leaves = tx.log.leaf_hashes(place.commune, "", 0, total)
        for path in ("tile/1/000", "tile/1/001.p/1", "tile/2/000.p/1", "tile/0/256", "tile/0/257.p/44"):
            tile = parse_tile_path(path)
            assert tx.tiles.read(place.commune, "", tile) == cut_tile(tile, leaves)
        root = tx.log.head(place.commune, "").root
        proof = inclusion_proof(65_535, total, tx.tiles.node_reader(place.commune, "", total))
        verify_inclusion(leaves[65_535], proof, index=65_535, size=total, root=root)
        assert CompactRange().extend(leaves).root() == root


def test_proofs_are_read_from_the_tiles(database: Database, place: Place) -> None:
    roots = {}
    with database.transaction() as tx:
        for count in (1, 254, 1, 1, 300):
            head = append(tx, place, count)
            roots[head.size] = head.root
    with database.reading() as tx:
        for size, root in roots.items():
            read = tx.tiles.node_reader(place.commune, "", size)
            for index in {0, size // 2, size - 1}:
                leaf = tx.log.entry(place.commune, "", index).leaf_hash
                proof = inclusion_proof(index, size, read)
                verify_inclusion(leaf, proof, index=index, size=size, root=root)
            for old, old_root in roots.items():
                if old <= size:
                    steps = consistency_proof(old, size, read)
                    verify_consistency(steps, old_size=old, old_root=old_root, new_size=size, new_root=root)


@given(batches=st.lists(st.integers(1, 90), min_size=1, max_size=8))
@settings(max_examples=15, deadline=timedelta(seconds=10), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_split_into_batches_gives_the_same_tree(database: Database, place: Place, batches: list[int]) -> None:
    with database.transaction() as tx:
        start = tx.log.lock(place.commune, "").size
        for count in batches:
            head = append(tx, place, count)
        assert head.size == start + sum(batches)
        assert head.root == tree_root(one.raw for one in tx.log.entries(place.commune, "", 0, head.size))


def test_books_do_not_mix(database: Database, place: Place) -> None:
    other = settle(database, f"c{token_hex(4)}")
    with database.transaction() as tx:
        start(tx, place, "u1")
        append(tx, place, 2)
        append(tx, other, 3)
        append(tx, place, 300, "u1")
    with database.reading() as tx:
        for where, book, size in [(place, "", 2), (other, "", 3), (place, "u1", 300)]:
            head = tx.log.head(where.commune, book)
            assert (head.size, tx.tiles.published_size(where.commune, book)) == (size, size)
            assert head.root == tree_root(tx.log.raws(where.commune, book, 0, 999))
            signed = open_checkpoint(tx.log.checkpoint(where.commune, book).note, where.signs(book).verifier)
            assert (signed.size, signed.root) == (size, head.root)
        leaves = tx.log.leaf_hashes(place.commune, "u1", 0, 256)
        assert tx.tiles.read(place.commune, "u1", Tile(0, 0)) == b"".join(leaves)
        with pytest.raises(NotFound):
            tx.tiles.read(place.commune, "", Tile(0, 0))
        heads = tx.log.open_heads(place.commune, ["u1", "", "u9"])
        assert {book: size for book, (size, _) in heads.items()} == {"u1": 300, "": 2}
        assert heads["u1"][1] == tx.log.head(place.commune, "u1").root
        assert tx.log.entries_about(place.commune, "u1") == (), "only the commune's book is asked by subject"


def test_a_book_is_started_once_and_an_origin_has_one_book(database: Database, place: Place) -> None:
    other = settle(database, f"c{token_hex(4)}")
    with database.transaction() as tx:
        assert start(tx, place, "u1") == tx.log.lock(place.commune, "u1")
        assert append(tx, place, 1, "u1").size == 1
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.log.start(place.commune, "u1", "another.example/u1")
    assert caught.value.constraint == "pk_log_heads"
    with pytest.raises(Conflict) as caught, database.transaction() as tx:
        tx.log.start(other.commune, "u2", origin_of(place, "u1"))
    assert caught.value.constraint == "uq_log_heads_origin"
    with pytest.raises(NotFound), database.transaction() as tx:
        append(tx, place, 1, "u2")


def test_a_head_keeps_the_facts_it_was_given_with_its_size(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        assert tx.log.lock(place.commune, "").facts == ""
        append(tx, place, 1, facts='{"ballots":1}')
        assert tx.log.lock(place.commune, "").facts == '{"ballots":1}'
        append(tx, place, 1)
    with database.reading() as tx:
        assert tx.log.head(place.commune, "").facts == '{"ballots":1}'


def test_the_root_is_known_of_every_size_the_book_had(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        for count in (1, 300, 1):
            append(tx, place, count)
    with database.reading() as tx:
        raws = tx.log.raws(place.commune, "", 0, 302)
        for size in (0, 1, 2, 255, 256, 257, 301, 302):
            assert tx.log.root_at(place.commune, "", size) == tree_root(raws[:size])
        for size in (-1, 303):
            assert tx.log.root_at(place.commune, "", size) is None


def test_what_is_written_together_is_not_asked_for_an_answer(database: Database, place: Place) -> None:
    for ask in (
        lambda tx: tx.log.head(place.commune, "u9"),
        lambda tx: tx.payloads.put(place.commune, b"x"),
        lambda tx: tx.votes.set_state(place.commune, "u9", expected="a", state="b"),
    ):
        with pytest.raises(StorageMisuse), database.transaction() as tx, tx.together():
            ask(tx)


def test_tiles_completed_in_a_block_are_stored_at_its_end(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        tx.log.lock(place.commune, "")
        with tx.together():
            append(tx, place, 250)
            with tx.together():
                append(tx, place, 10)
            append(tx, place, 300)
    with database.reading() as tx:
        leaves = tx.log.leaf_hashes(place.commune, "", 0, 560)
        assert tx.tiles.read(place.commune, "", Tile(0, 1)) == b"".join(leaves[256:512])


def test_payloads_are_kept_once_by_their_hash(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        digest = tx.payloads.put(place.commune, b"credentials")
        assert tx.payloads.put(place.commune, b"credentials") == digest
    with database.reading() as tx:
        assert tx.payloads.get(place.commune, digest) == b"credentials"
        assert tx.payloads.known(place.commune, [digest, b"0" * 32]) == {digest}
        with pytest.raises(NotFound):
            tx.payloads.get(place.commune, b"0" * 32)


def test_a_payload_that_was_altered_is_not_handed_out(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        digest = tx.payloads.put(place.commune, b"credentials")
    change = "content = :b WHERE commune_id = :c"
    with altered(database, "record_payloads", change, b=b"credentialt", c=place.commune) as tx, pytest.raises(Damaged):
        tx.payloads.get(place.commune, digest)


def test_an_empty_payload_can_be_kept(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        digest = tx.payloads.put(place.commune, b"")
        assert tx.payloads.get(place.commune, digest) == b""


def test_a_witness_has_one_line_per_size(database: Database, place: Place) -> None:
    lines = [CosignatureLine(place.commune, size, "b.example/w", f"line {size}") for size in (2, 5)]
    with database.transaction() as tx:
        append(tx, place, 2)
        append(tx, place, 3)
        assert [tx.cosignatures.add(line) for line in lines] == [True, True]
        assert not tx.cosignatures.add(CosignatureLine(place.commune, 5, "b.example/w", "a later one"))
        assert tx.cosignatures.add(CosignatureLine(place.commune, 5, "a.example/w", "line"))
    with database.reading() as tx:
        assert [one.witness for one in tx.cosignatures.of_size(place.commune, 5)] == ["a.example/w", "b.example/w"]
        assert tx.cosignatures.of_size(place.commune, 5)[1] == lines[1]
        assert tx.cosignatures.of_size(place.commune, 4) == ()
        assert tx.cosignatures.last_size_of(place.commune, "b.example/w") == 5
        with pytest.raises(NotFound):
            tx.cosignatures.last_size_of(place.commune, "nobody")


def test_a_line_for_a_size_never_signed_is_refused(database: Database, place: Place) -> None:
    with pytest.raises(MissingReference), database.transaction() as tx:  # noqa: PT012
        append(tx, place, 2)
        tx.cosignatures.add(CosignatureLine(place.commune, 1, "w", "line"))


def test_a_head_behind_its_own_entries_meets_their_primary_key(database: Database, place: Place) -> None:
    with database.transaction() as tx:
        stale = tx.log.lock(place.commune, "")
        append(tx, place, 1)
    with pytest.raises(Conflict), database.transaction() as tx:  # noqa: PT012
        tx.log._locked[place.commune, ""] = stale
        append(tx, place, 1)
