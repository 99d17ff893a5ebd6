"""Files made to mislead, exhaust or crash: a named error or an honest report, never a traceback, little memory."""

import io
import json
import os
import random
import resource
import struct
import zipfile
from dataclasses import replace

import pytest
from record import sample_village as sample

from verifier.command import run
from verifier.conftest import write_mirror
from verifier.forger import finished, report_on, retied, signed, zipped
from voting.ballots import strict_json
from voting.record.book_files import BookFiles
from voting.record.bundle import members_of
from voting.record.strict_zip import write_zip
from voting.verifier import limits
from voting.verifier.errors import BrokenBundle, InputTooLarge, OtherVersion, UnreadableInput, VoteBookAlone
from voting.verifier.formats import read_bytes
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify

HONEST = finished()
COMMUNE, BOOK, VOTE, ARCHIVE = HONEST.commune, HONEST.book, HONEST.vote, HONEST.archive
BUNDLE = zipped(HONEST.bundle())
MEMBERS = list(members_of(HONEST.bundle()))
MEMORY_BYTES = 3 << 29


def strictly(members):
    """A zip of our own form with these members."""
    out = io.BytesIO()
    write_zip(out, ((name, (raw,)) for name, raw in members))
    return out.getvalue()


def loosely(members, **options):
    """A zip as anybody's program writes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED} | options) as target:
        for name, content in members:
            target.writestr(name, content)
    return out.getvalue()


# zips


def test_a_bomb_in_a_process_of_its_own_stays_small(tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(strictly([*MEMBERS, (f"payloads/{1:064x}", bytes(600 * 2**20))]))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ran = run(path, "--json")
    assert (ran.status, ran.json["error"]["code"]) == (2, "malformed-bundle")
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024 < MEMORY_BYTES


@pytest.mark.parametrize(
    "name", ["notes.txt", "entries/1.json", "tile/1/000", "vote", "commune/notes", "x/../checkpoint"]
)
def test_a_member_that_no_bundle_has_is_refused(name):
    with pytest.raises(BrokenBundle):
        read_bytes(strictly([*MEMBERS, (name, b"x")]), name)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\vote", "é", ".hidden", "a//b"])
def test_a_name_that_is_no_plain_path_is_refused(name):
    with pytest.raises(BrokenBundle):
        read_bytes(loosely([*MEMBERS, (name, b"x")]), name)


def test_a_member_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = loosely([*MEMBERS, MEMBERS[0]])
    with pytest.raises(BrokenBundle):
        read_bytes(twice, "twice")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_in_another_way_is_refused(method):
    with pytest.raises(BrokenBundle):
        read_bytes(loosely(MEMBERS, compression=method), "other")


def test_a_second_bundle_behind_the_first_and_any_tail_is_refused():
    """cases/record: two readers of one file must not see two contents."""
    other = zipped(replace(HONEST, archive=b"").bundle())
    for changed in (BUNDLE + other, other + BUNDLE, BUNDLE + b"tail", b"head" + BUNDLE, BUNDLE[:-1]):
        with pytest.raises(UnreadableInput):
            read_bytes(changed, "tail")


@pytest.mark.parametrize(
    "missing", ["commune/checkpoint", "commune/log.vkey", "commune/policy", "vote/checkpoint", f"{VOTE}.bel"]
)
def test_a_bundle_that_lacks_a_part_is_refused(missing):
    with pytest.raises(BrokenBundle):
        read_bytes(strictly([(name, content) for name, content in MEMBERS if name != missing]), missing)


@pytest.mark.parametrize("book", ["commune", "vote"])
def test_a_bundle_that_lacks_entries_is_no_whole_book(book):
    missing = next(name for name, _ in MEMBERS if name.startswith(f"{book}/tile/entries/"))
    report = verify(read_bytes(strictly([(n, c) for n, c in MEMBERS if n != missing]), missing))
    assert not report.ok
    assert {one.crime for one in report.failures} & {"log-incomplete"}


def test_bytes_that_are_not_text_where_text_is_due_are_refused():
    for name in ("commune/log.vkey", "commune/policy"):
        with pytest.raises(BrokenBundle):
            read_bytes(strictly([(n, b"\xff\xfe" if n == name else c) for n, c in MEMBERS]), name)


@pytest.mark.parametrize("size", ["999999999", "9" * 300, "-1", "1e9", "0"])
@pytest.mark.parametrize("which", ["commune", "vote"])
def test_a_checkpoint_that_claims_any_size_is_reported(size, which):
    note = f"{sample.ORIGIN}\n{size}\n".encode()
    given = [(n, note if n == f"{which}/checkpoint" else c) for n, c in MEMBERS if not n.startswith(f"{which}/tile")]
    report = verify(read_bytes(strictly(given), size))
    assert not report.ok
    assert json.dumps(report.value())


def test_two_archives_or_an_archive_of_no_vote_are_refused():
    for name in (f"{'1' * 14}.bel", "archive.bel"):
        with pytest.raises(BrokenBundle):
            read_bytes(strictly([*MEMBERS, (name, ARCHIVE)]), name)


# entries


HOSTILE_ENTRIES = {
    "deep": b"[" * 60_000,
    "not UTF-8": b'{"v":1,"type":"\xff"}',
    "a lone surrogate": b'{"v":1,"type":"\\ud800","village":"","at":""}',
    "an endless number": b'{"v":' + b"1" * 60_000 + b"}",
    "a double key": COMMUNE[0].replace(b'"v":1', b'"v":1,"v":1'),
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "another version": strict_json.dump({"v": 2, "type": "ballot", "village": "", "at": "2026-11-23T01:00Z"}),
    "an unknown type": strict_json.dump({"v": 1, "type": "bribe", "village": "", "at": "2026-11-23T01:00Z"}),
    "the year 9999": COMMUNE[0].replace(b"2026-", b"9999-"),
    "an empty ballot": b'{"v":1,"type":"ballot","village":"","at":"2026-11-23T01:00Z","vote":"x","envelope":{}}',
}


@pytest.mark.parametrize("name", HOSTILE_ENTRIES)
@pytest.mark.parametrize("place", [0, 8, -1])
def test_an_entry_made_to_hurt_is_a_refused_entry_of_the_communes_book(name, place):
    raws = list(COMMUNE)
    raws[place] = HOSTILE_ENTRIES[name]
    report = verify(read_bytes(zipped(replace(HONEST, commune=tuple(raws)).bundle()), "hostile"))
    assert [one.status for one in report.checks if one.name == "replay"] == ["fail"]
    assert json.dumps(report.value())


@pytest.mark.parametrize("name", HOSTILE_ENTRIES)
@pytest.mark.parametrize("place", [0, 3, -1])
def test_an_entry_made_to_hurt_is_a_refused_entry_of_the_votes_book(name, place):
    raws = list(BOOK)
    raws[place] = HOSTILE_ENTRIES[name]
    report = verify(read_bytes(zipped(replace(HONEST, book=tuple(raws)).bundle()), "hostile"))
    assert [one.status for one in report.checks if one.name == "vote-book"] == ["fail"]
    assert json.dumps(report.value())


@pytest.mark.parametrize("days", [{23: 28, 25: 30, 26: 31}, {23: 29, 25: 31, 26: 31}])
def test_a_vote_at_the_end_of_all_years_is_no_surprise(days):
    def moved(raw):
        for day, other in days.items():
            raw = raw.replace(b"2026-11-%d" % day, b"9999-12-%d" % other)
        return raw

    one = replace(HONEST, commune=tuple(map(moved, COMMUNE)), book=tuple(map(moved, BOOK)))
    assert json.dumps(report_on(retied(one)).value())


@pytest.mark.parametrize(
    "envelope",
    [{}, {"ballot": None}, {"ballot": []}, {"ballot": {"credential": []}}, {"sequence": 1, "seal": {}, "ballot": {}}],
)
def test_an_envelope_of_any_shape_is_a_refused_entry(envelope):
    place = next(n for n, raw in enumerate(BOOK) if b'"type":"ballot"' in raw)
    value = strict_json.load(BOOK[place]) | {"envelope": envelope}
    raws = (*BOOK[:place], strict_json.dump(value), *BOOK[place + 1 :])
    report = report_on(replace(HONEST, book=raws))
    assert not report.ok
    assert json.dumps(report.value())


# archives


def test_an_archive_with_any_changed_bit_is_refused():
    chance = random.Random(7)
    for _ in range(60):
        place = chance.randrange(600, len(ARCHIVE))
        damaged = bytearray(ARCHIVE)
        damaged[place] ^= 1 << chance.randrange(8)
        assert not verify(read_bytes(bytes(damaged), "damaged")).ok


def test_an_archive_of_any_owner_is_refused_quickly():
    changed = ARCHIVE.replace(b'"owner":2', b'"owner":9')
    assert changed != ARCHIVE
    assert not verify(read_bytes(changed, "archive")).ok


def test_a_hundred_damaged_bundles_and_archives_never_surprise():
    chance = random.Random(20261123)
    for whole in (BUNDLE, ARCHIVE):
        for _ in range(100):
            damaged = bytearray(whole)
            for _ in range(chance.randint(1, 4)):
                damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            cut = bytes(damaged[: chance.choice([len(damaged), chance.randrange(len(damaged))])])
            try:
                report = verify(read_bytes(cut, "damaged"))
            except UnreadableInput:
                continue
            assert json.dumps(report.value())
            assert cut == whole or not report.ok or whole is BUNDLE


# folders and special files


def unpacked(folder):
    for name, content in MEMBERS:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def test_links_pipes_and_devices_are_not_followed(tmp_path):
    assert verify(read_input(str(unpacked(tmp_path)))).ok
    (tmp_path / "payloads" / f"{2:064x}").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "payloads" / f"{3:064x}")
    (tmp_path / "notes.txt").write_text("something of the user's own")
    assert verify(read_input(str(tmp_path))).ok
    for special in ("/dev/zero", str(tmp_path / "payloads" / f"{3:064x}")):
        with pytest.raises(UnreadableInput):
            read_input(special)


def test_folders_of_other_kinds_are_told_apart(tmp_path):
    for name in ("empty", "older", "mine"):
        (tmp_path / name).mkdir()
    (tmp_path / "older" / "vote").write_text(VOTE)
    (tmp_path / "older" / "checkpoint").write_bytes(signed(COMMUNE).checkpoint)
    with pytest.raises(OtherVersion):
        read_input(str(tmp_path / "older"))
    with pytest.raises(UnreadableInput):
        read_input(str(tmp_path / "empty"))
    for name, raw in signed(BOOK, f"/{VOTE}").members():
        (tmp_path / "mine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / name).write_bytes(raw)
    with pytest.raises(VoteBookAlone):
        read_input(str(tmp_path / "mine"))


def test_a_name_that_is_no_path_is_refused():
    for name in ("", "a\0b", "x" * 10_000):
        with pytest.raises(UnreadableInput):
            read_input(name)


def test_a_file_that_grows_beyond_the_limit_is_refused(tmp_path):
    path = tmp_path / "huge.bel"
    with path.open("wb") as target:
        target.write(ARCHIVE)
        target.truncate(limits.INPUT_MAX_BYTES + 1)
    with pytest.raises(InputTooLarge):
        read_input(str(path))


def crime_of_entries(folder):
    """What the check of the entries finds wrong in a mirror."""
    (found,) = (one for one in verify(read_input(str(folder))).checks if one.name == "entries")
    return found.crime


def test_a_mirror_with_holes_and_odd_files_is_reported(tmp_path):
    folder = write_mirror(tmp_path / "mirror", HONEST)
    (entries,) = (path for path in (folder / "tile" / "entries").rglob("*") if path.is_file())
    whole = entries.read_bytes()
    for content in (whole[:-1], b"", whole + b"\0\0", b"\xff" * 70_000):
        entries.write_bytes(content)
        assert crime_of_entries(folder) == "tile-malformed"
    entries.unlink()
    assert crime_of_entries(folder) == "log-incomplete"
    (folder / "checkpoint").write_bytes(b"nothing signed")
    with pytest.raises(UnreadableInput):
        read_input(str(folder))


def test_a_mirror_that_has_grown_past_its_checkpoint_is_read_to_the_checkpoint(tmp_path):
    folder = write_mirror(tmp_path / "mirror", HONEST)
    (partial,) = (path for path in (folder / "tile" / "entries").rglob("*") if path.is_file())
    full = folder / "tile" / "entries" / "000"
    entries, width = partial.read_bytes(), int(partial.name)
    partial.unlink()
    partial.parent.rmdir()
    full.write_bytes(entries + b"\x00\x01x" * (256 - width))
    assert verify(read_input(str(folder))).ok


def test_a_wrong_tile_of_hashes_is_named(tmp_path):
    folder = write_mirror(tmp_path / "mirror", HONEST)
    (tile,) = (path for path in (folder / "tile" / "0").rglob("*") if path.is_file())
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert crime_of_entries(folder) == "wrong-tile"


def test_a_directory_larger_than_any_bundles_is_not_read():
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, 2**31, 0, 0)
    with pytest.raises(BrokenBundle):
        read_bytes(b"PK\x03\x04" + end, "directory")


def test_a_book_of_no_entries_is_reported():
    report = report_on(HONEST.bundle(commune=BookFiles(signed([]).checkpoint, ()), book=signed([], f"/{VOTE}")))
    assert not report.ok
    assert json.dumps(report.value())
