"""Archive and bundle: made of whole books, the same for everyone, the archive fixed for ever by the result."""

import io
import tracemalloc
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from village.clock import Clock
from village.life import NO, YES, Village
from village.people import COMMUNE
from village.states import settled

from voting.ballots.archive import read_archive
from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.note import parse_note
from voting.ledger.policy import Policy, make_policy
from voting.record.bundle import read_bundle, write_bundle
from voting.record.strict_zip import read_zip
from voting.services.checkpoints import keep_cosignature
from voting.services.errors import NotFound
from voting.services.record.assembling import Assembling, StoredEntries
from voting.services.record.snapshots import take_snapshot

OTHER_VOTE = "Việc khác"


def snapshot(village: Village, uuid: str):
    with village.desk.database.reading() as tx:
        return take_snapshot(tx, uuid)


@pytest.mark.parametrize("which", ["open", "upcoming", "counting", "decided", "cancelled"])
def test_a_bundle_has_both_books_whole_and_the_archive(village: Village, which: str) -> None:
    uuid = village.votes[which]
    raw = village.bundle(uuid)
    bundle = read_bundle(read_zip(raw))
    assert (bundle.vote, bundle.vkey, bundle.policy) == (uuid, village.vkey, village.policy)
    with village.desk.database.reading() as tx:
        for book, name in ((bundle.commune, ""), (bundle.book, uuid)):
            assert book.damage == ""
            assert book.entries == tx.log.raws(COMMUNE, name, 0, len(book.entries))
    assert len(bundle.book.entries) == village.log(uuid).head().size
    assert bundle.archive == village.archive(uuid)
    again = io.BytesIO()
    write_bundle(bundle, again)
    assert again.getvalue() == raw, "streamed from the database, it is what writing it from memory gives"


def test_the_archive_grows_with_the_ballots_and_the_count(village: Village) -> None:
    uuid = village.votes["open"]
    village.cast(uuid, "DH-003", YES)
    seen = [village.archive(uuid)]
    for step in (lambda: village.cast(uuid, "DH-002", YES), lambda: village.close(uuid), lambda: village.count(uuid)):
        step()
        village.clock.move(minutes=2)
        seen.append(village.archive(uuid))
    assert all(later.startswith(earlier) for earlier, later in pairwise(seen))
    assert [len(read_archive(one).ballots) for one in seen] == [2, 3, 3, 3]
    assert read_archive(seen[-1]).result is not None


def test_the_tag_is_that_of_the_file_and_makes_none(village: Village) -> None:
    uuid, publication = village.votes["decided"], village.services.publication
    tags = publication.archive_tag(uuid), publication.bundle_tag(uuid)
    assert not (village.folder / "made").exists()
    assert (publication.archive(uuid).etag, publication.bundle(uuid).etag) == tags
    assert (publication.archive_tag(uuid), publication.bundle_tag(uuid)) == tags


def test_after_the_result_nothing_that_happens_elsewhere_changes_the_files(village: Village) -> None:
    uuid = village.votes["decided"]
    archive, bundle = village.services.publication.archive(uuid), village.services.publication.bundle(uuid)
    made = village.bundle(uuid)
    village.open_vote(OTHER_VOTE)
    village.clock.move(days=400)
    assert village.services.publication.archive(uuid) == archive
    assert village.services.publication.bundle(uuid) == bundle
    for path in (village.folder / "made" / uuid).iterdir():
        path.unlink()
    assert village.bundle(uuid) == made, "another machine makes the same bytes"


def test_a_step_of_its_matter_after_the_result_is_in_the_bundle_and_leaves_the_archive(village: Village) -> None:
    uuid, services = village.votes["decided"], village.services
    archive, before = village.archive(uuid), read_bundle(read_zip(village.bundle(uuid)))
    services.decisions.minute(village.actors["team"], services.matters.of_vote(uuid, COMMUNE))
    village.open_vote(OTHER_VOTE)
    after = read_bundle(read_zip(services.publication.bundle(uuid).path.read_bytes()))
    assert tuple(after.commune.entries[: len(before.commune.entries)]) == tuple(before.commune.entries)
    assert b'"matter-minuted"' in after.commune.entries[-1], "and nothing of what came after it"
    assert village.archive(uuid) == archive


def test_a_cancelled_vote_s_bundle_is_fixed_too(village: Village) -> None:
    uuid = village.votes["cancelled"]
    tag = village.services.publication.bundle_tag(uuid)
    village.open_vote(OTHER_VOTE)
    assert village.services.publication.bundle_tag(uuid) == tag


def test_while_it_is_open_a_vote_s_files_are_a_minute_old_at_most(village: Village) -> None:
    uuid, publication = village.votes["open"], village.services.publication
    first = publication.bundle(uuid)
    village.cast(uuid, "DH-002", NO)
    assert publication.bundle(uuid) == first
    village.clock.move(minutes=1)
    assert len(read_bundle(read_zip(village.bundle(uuid))).book.entries) == village.log(uuid).head().size
    assert len(list((village.folder / "made" / uuid).iterdir())) == 2


def test_when_the_vote_is_closed_its_files_say_so_at_once(village: Village) -> None:
    uuid = village.votes["open"]
    village.archive(uuid)
    for household in ("DH-002", "DH-003"):
        village.cast(uuid, household, YES)
    village.close(uuid)
    assert read_archive(village.archive(uuid)).ended
    village.count(uuid)
    assert read_archive(village.archive(uuid)).result is not None


def test_a_vote_of_nobody_is_not_found(village: Village) -> None:
    publication = village.services.publication
    for ask in (publication.archive, publication.bundle, publication.archive_tag, publication.bundle_tag):
        with pytest.raises(NotFound):
            ask("1" * 14)


def test_stored_entries_are_a_sequence(village: Village) -> None:
    size = village.log().head().size
    stored = StoredEntries(village.desk, COMMUNE, "", size)
    with village.desk.database.reading() as tx:
        entries = tx.log.raws(COMMUNE, "", 0, size)
    assert (tuple(stored), len(stored), stored[:], stored[2:5]) == (entries, size, entries, entries[2:5])
    assert (stored[0], stored[-1], stored[1:10_000]) == (entries[0], entries[-1], entries[1:])
    with pytest.raises(IndexError):
        stored[size]


def test_memory_does_not_grow_with_the_ballots(tmp_path: Path) -> None:
    village = settled(tmp_path, Clock(), households=12)
    peaks = []
    uuid = village.open_vote()
    for rounds in (1, 5):
        for _ in range(rounds):
            village.cast_all(uuid, [YES] * 12)
        village.clock.move(minutes=2)
        village.bundle(uuid)  # what is kept for good is made
        shown = snapshot(village, uuid)
        assembling = Assembling(village.desk)
        tracemalloc.start()
        with (tmp_path / "out").open("w+b") as target:
            assembling.archive(shown, target)
        with (tmp_path / "zip").open("w+b") as target:
            assembling.bundle(shown, tmp_path / "out", target)
        peaks.append((tracemalloc.get_traced_memory()[1], (tmp_path / "out").stat().st_size))
        tracemalloc.stop()
    (small, small_archive), (large, large_archive) = peaks
    assert large_archive > small_archive + 200_000
    village.services.close()
    assert large - small < 400_000, peaks


WITNESS = CosignatureSigner("giam-sat.example/w1", bytes(31) + b"w")


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Village]:
    """A commune whose policy asks for the one witness."""

    def with_witness(lines: list[str]) -> Policy:
        return make_policy([lines[0], f"witness w1 {WITNESS.vkey} https://giam-sat.example/", "quorum w1"])

    monkeypatch.setattr("voting.services.people.communes.make_policy", with_witness)
    village = settled(tmp_path, households=3)
    yield village
    village.services.close()


def cosign(village: Village) -> bytes:
    """The witness signs the newest checkpoint; the note as it is published from then on."""
    checkpoint = parse_checkpoint(parse_note(village.log().checkpoint()).text)
    line = WITNESS.sign(checkpoint, int(village.clock.now.timestamp()))
    with village.desk.database.transaction() as tx:
        text = line.line.removesuffix("\n")
        assert keep_cosignature(tx, COMMUNE, checkpoint.size, witness=WITNESS.name, line=text)
    return village.log().checkpoint()


def shown(village: Village, uuid: str) -> tuple[bytes, bytes]:
    bundle = read_bundle(read_zip(village.bundle(uuid)))
    return bundle.commune.checkpoint, bundle.cosigned


def test_the_first_checkpoint_after_the_result_that_has_a_quorum_is_shown_for_ever(watched: Village) -> None:
    uuid = watched.open_vote()
    watched.cast_all(uuid, [YES, YES, NO])
    watched.close(uuid)
    closed = cosign(watched)
    watched.count(uuid)
    at_result = watched.log().checkpoint()
    assert shown(watched, uuid) == (at_result, closed)
    watched.open_vote(OTHER_VOTE)
    assert shown(watched, uuid) == (at_result, closed)
    final = cosign(watched)
    assert shown(watched, uuid) == (final, b"")
    watched.open_vote("Việc khác nữa")
    cosign(watched)
    assert shown(watched, uuid) == (final, b"")
