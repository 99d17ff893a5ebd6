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
from verifier.relogged import bundle_of, finished
from voting.ballots import strict_json
from voting.record.bundle import write_bundle
from voting.verifier import limits
from voting.verifier.errors import BrokenBundle, InputTooLarge, UnreadableInput
from voting.verifier.formats import read_bytes
from voting.verifier.inputs import read_input
from voting.verifier.verification import verify

RAWS, VOTE = finished()
BUNDLE = write_bundle(bundle_of(RAWS, VOTE))
ARCHIVE = bundle_of(RAWS, VOTE).archive
MEMORY_BYTES = 1 << 30


def zipped(members, **options):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED} | options) as target:
        for name, content in members:
            target.writestr(name, content)
    return out.getvalue()


def members():
    with zipfile.ZipFile(io.BytesIO(BUNDLE)) as source:
        return [(info.filename, source.read(info)) for info in source.infolist()]


def test_a_bomb_is_refused_before_it_goes_off():
    bomb = zipped([*members(), ("entries/999.json", bytes(300 * 2**20))])
    with pytest.raises(InputTooLarge):
        read_bytes(bomb, "bomb")


def test_many_small_bombs_are_refused_by_their_sum():
    bombs = [(f"payloads/{n:064x}", bytes(limits.PAYLOAD_MAX_BYTES)) for n in range(20)]
    with pytest.raises(InputTooLarge):
        read_bytes(zipped([*members(), *bombs]), "bombs")


def test_a_bomb_in_a_process_of_its_own_stays_small(tmp_path):
    path = tmp_path / "bundle.zip"
    path.write_bytes(zipped([*members(), (f"payloads/{1:064x}", bytes(limits.INPUT_MAX_BYTES))]))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    ran = run(path, "--json")
    assert (ran.status, ran.json["error"]["code"]) == (2, "input-too-large")
    assert max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) * 1024 < MEMORY_BYTES


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "/etc/passwd",
        "entries/../vote",
        "C:\\vote",
        "entries/01x.json",
        "tile/1/000",
        "é",
    ],
)
def test_a_member_that_no_bundle_has_is_refused(name):
    with pytest.raises(BrokenBundle):
        read_bytes(zipped([*members(), (name, b"x")]), name)


def test_a_member_that_stands_twice_is_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = zipped([*members(), ("vote", b"x")])
    with pytest.raises(BrokenBundle):
        read_bytes(twice, "twice")


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_member_packed_in_another_way_is_refused(method):
    with pytest.raises(BrokenBundle):
        read_bytes(zipped(members(), compression=method), "other")


def test_a_directory_larger_than_any_bundles_is_not_read():
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, limits.DIRECTORY_MAX_BYTES + 1, 0, 0)
    with pytest.raises(InputTooLarge):
        read_bytes(b"PK\x03\x04" + end, "directory")


def test_a_zip_with_a_tail_or_a_second_directory_is_refused():
    for changed in (BUNDLE + b"tail", BUNDLE[:-22] + b"PK\x06\x07" + bytes(16) + BUNDLE[-22:]):
        with pytest.raises(BrokenBundle):
            read_bytes(changed, "tail")


@pytest.mark.parametrize("missing", ["vote", "checkpoint", "log.vkey", "policy", f"{VOTE}.bel"])
def test_a_bundle_that_lacks_a_part_is_refused(missing):
    with pytest.raises(BrokenBundle):
        read_bytes(zipped([(name, content) for name, content in members() if name != missing]), missing)


def test_a_checkpoint_that_claims_a_size_beyond_measure_is_refused():
    for size in ("999999999", "9" * 300, "-1", "1e9"):
        note = f"{sample.ORIGIN}\n{size}\n".encode()
        with pytest.raises(UnreadableInput):
            read_bytes(zipped([(n, note if n == "checkpoint" else c) for n, c in members()]), size)


def test_bytes_that_are_not_text_where_text_is_due_are_refused():
    for name in ("vote", "log.vkey", "policy"):
        with pytest.raises(BrokenBundle):
            read_bytes(zipped([(n, b"\xff\xfe" if n == name else c) for n, c in members()]), name)


DEEP = b"[" * 60_000
HOSTILE_ENTRIES = {
    "deep": DEEP,
    "not UTF-8": b'{"v":1,"type":"\xff"}',
    "a lone surrogate": b'{"v":1,"type":"\\ud800","village":"","at":""}',
    "an endless number": b'{"v":' + b"1" * 60_000 + b"}",
    "a double key": RAWS[0].replace(b'"v":1', b'"v":1,"v":1'),
    "nothing": b"",
    "null": b"null",
    "a list": b"[]",
    "an unknown type": strict_json.dump({"v": 1, "type": "bribe", "village": "", "at": "2026-11-23T01:00Z"}),
    "the year 9999": RAWS[0].replace(b"2026-", b"9999-"),
}


@pytest.mark.parametrize("name", HOSTILE_ENTRIES)
@pytest.mark.parametrize("place", [0, 8, -1])
def test_an_entry_made_to_hurt_is_a_refused_entry(name, place):
    raws = list(RAWS)
    raws[place] = HOSTILE_ENTRIES[name]
    report = verify(read_bytes(write_bundle(bundle_of(raws, VOTE, archive=ARCHIVE)), "hostile"))
    assert [one.status for one in report.checks if one.name == "replay"] == ["fail"]
    assert json.dumps(report.value())


@pytest.mark.parametrize(
    "envelope",
    [{}, {"ballot": None}, {"ballot": []}, {"ballot": {"credential": []}}, {"sequence": 1, "seal": {}, "ballot": {}}],
)
def test_an_envelope_of_any_shape_is_a_refused_entry(envelope):
    place = next(n for n, raw in enumerate(RAWS) if b'"type":"ballot"' in raw)
    value = strict_json.load(RAWS[place]) | {"envelope": envelope}
    raws = [*RAWS[:place], strict_json.dump(value), *RAWS[place + 1 :]]
    report = verify(read_bytes(write_bundle(bundle_of(raws, VOTE, archive=ARCHIVE)), "hostile"))
    assert not report.ok
    assert json.dumps(report.value())


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


def test_an_archive_with_any_changed_bit_is_refused():
    chance = random.Random(7)
    for _ in range(60):
        place = chance.randrange(600, len(ARCHIVE))
        damaged = bytearray(ARCHIVE)
        damaged[place] ^= 1 << chance.randrange(8)
        assert not verify(read_bytes(bytes(damaged), "damaged")).ok


def test_a_number_of_trustees_or_answers_beyond_the_questions_is_refused_quickly():
    evidence = read_bytes(ARCHIVE, "archive")
    report = verify(replace(evidence, archive=ARCHIVE.replace(b'"owner":2', b'"owner":9')))
    assert not report.ok


# folders and special files


def test_links_pipes_and_devices_are_not_followed(tmp_path):
    for name, content in members():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    assert verify(read_input(str(tmp_path))).ok
    (tmp_path / "payloads").mkdir()
    (tmp_path / "payloads" / f"{2:064x}").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "payloads" / f"{3:064x}")
    (tmp_path / "notes.txt").write_text("something of the user's own")
    assert verify(read_input(str(tmp_path))).ok
    for special in ("/dev/zero", str(tmp_path / "payloads" / f"{3:064x}")):
        with pytest.raises(UnreadableInput):
            read_input(special)


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


def test_a_mirror_with_holes_and_odd_files_is_reported(new_village, tmp_path):
    village = new_village(households=3)
    folder = village.mirror(tmp_path / "mirror")
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


def test_a_mirror_that_has_grown_past_its_checkpoint_is_read_to_the_checkpoint(new_village, tmp_path):
    village = new_village(households=3)
    folder = village.mirror(tmp_path / "mirror")
    (partial,) = (path for path in (folder / "tile" / "entries").rglob("*") if path.is_file())
    full = folder / "tile" / "entries" / "000"
    entries = partial.read_bytes()
    partial.unlink()
    partial.parent.rmdir()
    width = int(partial.name)
    full.write_bytes(entries + b"\x00\x01x" * (256 - width))
    assert verify(read_input(str(folder))).ok


def test_a_wrong_tile_of_hashes_is_named(new_village, tmp_path):
    village = new_village(households=3)
    folder = village.mirror(tmp_path / "mirror")
    (tile,) = (path for path in (folder / "tile" / "0").rglob("*") if path.is_file())
    tile.write_bytes(bytes(32) + tile.read_bytes()[32:])
    assert crime_of_entries(folder) == "wrong-tile"
