"""Each book is a log of its own: key, policy, tiles and payloads are found below its prefix, and fit together."""

from hashlib import sha256

import pytest
from village.life import HOST, YES, Village
from village.people import COMMUNE

from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import parse_policy
from voting.ledger.tiles import Tile, bundles_of, parse_bundle, parse_tile, tiles_of
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.payloads import names_in
from voting.services.errors import NotFound


def entries_of(village: Village, vote: str = "") -> list[bytes]:
    log = village.log(vote)
    return [raw for tile in bundles_of(log.head().size) for raw in parse_bundle(tile, log.tile(tile.path))]


@pytest.mark.parametrize("which", ["", "open", "decided", "cancelled"])
def test_checkpoint_key_policy_entries_and_tiles_of_a_book_fit(village: Village, which: str) -> None:
    vote = village.votes[which] if which else ""
    log, origin = village.log(vote), f"{HOST}/{COMMUNE}" + (f"/{vote}" if vote else "")
    verifier = NoteVerifier.parse(log.vkey())
    checkpoint = open_checkpoint(log.checkpoint(), verifier)
    assert (verifier.name, checkpoint.origin) == (origin, origin)
    assert parse_policy(log.policy().encode()).judge(log.checkpoint(), verifier).satisfied
    leaves = [leaf_hash(raw) for raw in entries_of(village, vote)]
    assert (len(leaves), CompactRange().extend(leaves).root()) == (checkpoint.size, checkpoint.root)
    for tile in tiles_of(checkpoint.size):
        assert list(parse_tile(tile, log.tile(tile.path))) == leaves
    head = log.head()
    assert (head.size, head.root_hex) == (checkpoint.size, checkpoint.root.hex())


def test_the_keys_of_all_books_are_the_commune_s_under_their_names(village: Village) -> None:
    commune = NoteVerifier.parse(village.vkey)
    for uuid in village.votes.values():
        assert village.log(uuid).vkey() == commune.named(f"{HOST}/{COMMUNE}/{uuid}").vkey


def test_every_payload_an_entry_names_is_there_under_both_prefixes(village: Village) -> None:
    named = [name for raw in entries_of(village) for name in names_in(parse_entry(raw, Book.COMMUNE))]
    assert len(set(named)) == 2 * len(village.votes)  # of each, its list and whose words are asked beside it
    for uuid in ("", village.votes["open"]):
        for name in named:
            assert sha256(village.log(uuid).payload(name)).hexdigest() == name


@pytest.mark.parametrize("name", ["00" * 32, "", "zz" * 32, "00" * 31, "0" * 63, "AB" * 32, "../vote"])
def test_no_other_name_of_a_payload_is_known(village: Village, name: str) -> None:
    with pytest.raises(NotFound) as unknown:
        village.log().payload(name)
    assert unknown.value.code == "unknown-payload"


def test_a_payload_has_one_spelling(village: Village) -> None:
    (name, *_) = [one for raw in entries_of(village) for one in names_in(parse_entry(raw, Book.COMMUNE))]
    for spelling in (name.upper(), f" {name}", f"{name[:2]} {name[2:]}"):
        with pytest.raises(NotFound):
            village.log().payload(spelling)


def test_nothing_past_the_published_size_and_no_other_spelling_of_a_tile(village: Village) -> None:
    uuid = village.votes["open"]
    size = village.log(uuid).head().size
    assert len(village.log(uuid).tile(f"tile/0/000.p/{size}")) == size * 32
    spellings = [
        Tile(0, 0, size + 1).path, "tile/0/000", "tile/entries/000", "tile/0/001.p/1", "tile/1/000.p/1", "tile/64/000",
        "tile/00/000.p/1", "tile/0/x000/000.p/1", "tile/0/0.p/1", "tile/0/000.p/01", "tile/0/000.p/256",
        "tile/0/000.p/0", "tile/0/000.p/-1", "tile//000.p/1", "/tile/0/000.p/1", "tile/0/000.p/1/", "checkpoint",
        "tile/data/000.p/1", "tile/0/" + "x000/" * 6 + "000.p/1", "tile/0/٠٠٠.p/1", "tile/0/000.p/1\n",
    ]  # fmt: skip
    for path in spellings:
        with pytest.raises(NotFound) as unknown:
            village.log(uuid).tile(path)
        assert unknown.value.code == "unknown-tile", path


def test_a_log_of_nobody_is_not_found(village: Village) -> None:
    logs = village.services.logs
    for log, code in ((logs.of_commune("xa-khac"), "unknown-commune"), (logs.of_vote("1" * 14), "unknown-vote")):
        for read in (log.head, log.checkpoint, log.vkey, log.policy, lambda log=log: log.tile("tile/0/000.p/1")):
            with pytest.raises(NotFound) as unknown:
                read()
            assert unknown.value.code == code


def test_a_ballot_goes_into_its_vote_s_book_and_nowhere_else(village: Village) -> None:
    before = {uuid: village.log(uuid).head() for uuid in ("", *village.votes.values())}
    village.cast(village.votes["open"], "DH-002", YES)
    grown = [uuid for uuid, head in before.items() if village.log(uuid).head() != head]
    assert grown == [village.votes["open"]]
    assert village.log(grown[0]).head().size == before[grown[0]].size + 1
