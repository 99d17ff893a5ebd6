"""`bundle.zip`: the same record gives the same bytes; anything that is no bundle is refused by name, bombs included."""

import io
import zipfile
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.complete_record import complete
from record.sample_village import LOG_KEY, ORIGIN, POLICY, replayed
from voting.ballots.audit import verify_archive
from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import leaf_hash, tree_root
from voting.record import bundle
from voting.record.bundle import Bundle, MalformedBundle, read_bundle, unzip, write_bundle
from voting.record.entries.entry import compact
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.export import archive_of
from voting.record.fields import PayloadRef

PAYLOAD = b'["a list too large for an entry"]'


@cache
def sample() -> Bundle:
    """The first vote of the complete record."""
    vote = next(iter(replayed(complete()).votes))
    own = [entry for entry in map(parse_entry, complete()) if getattr(entry, "vote", vote) == vote]
    return Bundle(
        vote=vote,
        checkpoint=sign_checkpoint(Checkpoint(ORIGIN, len(complete()), tree_root(complete())), LOG_KEY),
        vkey=LOG_KEY.vkey,
        policy=POLICY,
        leaves=tuple(map(leaf_hash, complete())),
        entries={n: raw for n, raw in enumerate(complete()) if getattr(parse_entry(raw), "vote", vote) == vote},
        payloads={sha256(PAYLOAD).hexdigest(): PAYLOAD},
        archive=archive_of(own, {}.__getitem__),
    )


def members() -> dict[str, bytes]:
    return unzip(write_bundle(sample()))


def zipped(content: dict[str, bytes], **more: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", **{"compression": zipfile.ZIP_DEFLATED} | more) as target:
        for name, raw in content.items():
            target.writestr(name, raw)
    return out.getvalue()


def test_a_bundle_reads_back_and_prints_to_the_same_bytes() -> None:
    raw = write_bundle(sample())
    assert read_bundle(unzip(raw)) == sample()
    assert write_bundle(read_bundle(unzip(raw))) == raw


def test_an_earlier_checkpoint_with_its_witnesses_may_lie_beside() -> None:
    earlier = sign_checkpoint(Checkpoint(ORIGIN, 40, tree_root(complete()[:40])), LOG_KEY)
    both = replace(sample(), cosigned=earlier)
    assert unzip(write_bundle(both))["cosigned"] == earlier
    assert read_bundle(unzip(write_bundle(both))) == both
    assert "cosigned" not in members()


def test_the_leaves_come_in_tiles_of_256() -> None:
    leaves = tuple(leaf_hash(str(n).encode()) for n in range(513))
    text = f"{ORIGIN}\n513\n{'A' * 43}=\n\n— x y\n"
    large = Bundle(sample().vote, text.encode(), "", "", leaves, {512: b"{}"}, {}, b"")
    content = unzip(write_bundle(large))
    assert [len(content[f"tile/0/{name}"]) for name in ("000", "001", "002.p/1")] == [8192, 8192, 32]
    assert read_bundle(content) == large


@pytest.mark.parametrize("name", ["vote", "checkpoint", "log.vkey", "policy", "tile/0/000.p/46"])
def test_a_bundle_without_one_of_its_members_is_refused(name: str) -> None:
    content = members()
    del content[name]
    with pytest.raises(MalformedBundle, match="lacks"):
        read_bundle(content)


def without_archive(content: dict[str, bytes]) -> None:
    del content[f"{sample().vote}.bel"]


SPOILS = {
    "no archive": without_archive,
    "an unknown member": lambda one: one.update(readme=b"hello"),
    "a folder above": lambda one: one.update({"../entries/1.json": b"{}"}),
    "an entry's number with a zero in front": lambda one: one.update({"entries/01.json": b"{}"}),
    "a payload without a hash": lambda one: one.update({"payloads/list": b"[]"}),
    "a tile cut short": lambda one: one.update({"tile/0/000.p/46": one["tile/0/000.p/46"][:-1]}),
    "a tile of another size": lambda one: one.update({"tile/0/000": bytes(8192)}),
    "a tile of hashes of hashes": lambda one: one.update({"tile/1/000.p/1": bytes(32)}),
    "a vote that is no uuid": lambda one: one.update({"vote": b"..", "...bel": b""}),
    "a vote that is not UTF-8": lambda one: one.update(vote=b"\xff"),
    "a policy that is not UTF-8": lambda one: one.update(policy=b"\xff"),
    "a checkpoint without a size": lambda one: one.update(checkpoint=b"hello\n"),
    "a checkpoint of another size": lambda one: one.update(checkpoint=b"x\n45\n\n"),
    "a checkpoint beyond measure": lambda one: one.update(checkpoint=b"x\n999999999\n\n"),
    "a size with a zero in front": lambda one: one.update(checkpoint=b"x\n046\n\n"),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_members_that_are_no_bundle_are_refused(spoil) -> None:
    content = members()
    spoil(content)
    with pytest.raises(MalformedBundle) as refusal:
        read_bundle(content)
    assert refusal.value.code == "malformed-bundle"


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        target.writestr("vote", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            target.writestr("vote", b"2")
    return out.getvalue()


def damaged() -> bytes:
    """The packed bytes of a member overwritten: zlib, not zipfile, complains."""
    raw = bytearray(write_bundle(sample()))
    start = raw.index(b"policy") + len(b"policy")
    raw[start : start + 8] = b"\xff" * 8
    return bytes(raw)


def encrypted() -> bytes:
    raw = bytearray(zipped({"vote": b"1"}))
    raw[6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


def bomb() -> bytes:
    """Names a few bytes less than a gigabyte; 1 MB as a file."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target,
        target.open("vote", "w", force_zip64=True) as member,
    ):
        for _ in range(1000):
            member.write(bytes(2**20))
    return out.getvalue()


def bomb_that_lies() -> bytes:
    """Holds 64 MiB, but says it holds 16 bytes."""
    raw = bytearray(zipped({"vote": bytes(2**26)}))
    directory = raw.index(b"PK\x01\x02")
    for place in (22, directory + 24):
        raw[place : place + 4] = (16).to_bytes(4, "little")
    return bytes(raw)


def beyond_the_end() -> bytes:
    raw = bytearray(zipped({"vote": b"1"}))
    place = raw.index(b"PK\x01\x02") + 42
    raw[place : place + 4] = (2**31 - 1).to_bytes(4, "little")
    return bytes(raw)


ZIPS = {
    "nothing": lambda: b"",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "cut short": lambda: write_bundle(sample())[:-30],
    "a member twice": twice,
    "a damaged member": damaged,
    "an encrypted member": encrypted,
    "packed with bzip2": lambda: zipped({"vote": b"1"}, compression=zipfile.ZIP_BZIP2),
    "packed with LZMA": lambda: zipped({"vote": b"1"}, compression=zipfile.ZIP_LZMA),
    "a bomb": bomb,
    "a bomb that lies": bomb_that_lies,
    "a member beyond the end": beyond_the_end,
}


@pytest.mark.parametrize("make", ZIPS.values(), ids=ZIPS.keys())
def test_a_zip_that_is_none_is_refused(make) -> None:
    with pytest.raises(MalformedBundle) as refusal:
        unzip(make())
    assert refusal.value.code == "malformed-bundle"


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "MAX_MEMBERS", 3)
    with pytest.raises(MalformedBundle, match="too many"):
        unzip(write_bundle(sample()))


@settings(max_examples=300, deadline=None)
@given(place=st.integers(0, 2**20), byte=st.integers(0, 255), cut=st.booleans())
def test_a_zip_with_any_byte_changed_is_read_or_refused_by_name(place: int, byte: int, cut: bool) -> None:
    raw = bytearray(zipped({"vote": b"1" * 20, "policy": bytes(range(60)), "checkpoint": b""}))
    place %= len(raw)
    raw[place] = byte
    try:
        content = unzip(bytes(raw[: place + 1] if cut else raw))
        read_bundle(content)
    except MalformedBundle:
        return
    pytest.fail("three members are no bundle")


def test_the_archive_grows_with_the_record_and_is_sound() -> None:
    own = [parse_entry(raw) for _, raw in sorted(sample().entries.items())]
    assert verify_archive(sample().archive).counts == ((1, 1, 1),)
    last = b""
    for length in range(len(own) + 1):
        grown = archive_of(own[:length], {}.__getitem__)
        assert grown.startswith(last)
        last = grown
    assert last == sample().archive


def test_a_list_beside_the_record_gives_the_same_archive() -> None:
    own = [parse_entry(raw) for _, raw in sorted(sample().entries.items())]
    opened = next(entry for entry in own if isinstance(entry, VoteOpened))
    listed = compact(list(opened.credentials))
    beside = type(opened)(**vars(opened) | {"credentials": PayloadRef(sha256(listed).hexdigest())})
    moved = [beside if entry is opened else entry for entry in own]
    assert archive_of(moved, {sha256(listed).hexdigest(): listed}.__getitem__) == sample().archive
    with pytest.raises(KeyError):
        archive_of(moved, {}.__getitem__)
