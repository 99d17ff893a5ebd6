"""`bundle.zip`: both books whole; the same books give the same bytes; anything that is no bundle is refused by name."""

import io
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.complete_record import village, votes
from record.sample_village import LOG_KEY, ORIGIN, signed_book
from voting.ballots.audit import verify_archive
from voting.ledger.checkpoint import open_checkpoint
from voting.ledger.tiles import ENTRIES, Tile, bundles_of, make_bundle, parse_bundle
from voting.record.book_files import BookFiles, read_book
from voting.record.bundle import POLICIES_MAX, Bundle, read_bundle, write_bundle
from voting.record.entries.casting import BallotCast
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteOpened
from voting.record.errors import MalformedBundle, WrongSetup
from voting.record.export import archive_of
from voting.record.payloads import credentials_bytes, names_in
from voting.record.strict_zip import read_zip


@cache
def sample() -> Bundle:
    """The first vote of the complete record."""
    return village().bundle(votes()[0])


def written(bundle: Bundle) -> bytes:
    out = io.BytesIO()
    write_bundle(bundle, out)
    return out.getvalue()


def members() -> dict[str, bytes]:
    return read_zip(written(sample()))


def test_a_bundle_reads_back_and_prints_to_the_same_bytes() -> None:
    for vote in votes():
        bundle = village().bundle(vote)
        raw = written(bundle)
        assert read_bundle(read_zip(raw)) == bundle
        assert written(read_bundle(read_zip(raw))) == raw


def test_a_bundle_holds_both_books_whole_and_nothing_else() -> None:
    uuid, commune, book = votes()[0], len(sample().commune.entries), len(sample().book.entries)
    assert set(members()) == {
        "commune/log.vkey", "commune/policy", "commune/checkpoint", f"commune/tile/entries/000.p/{commune}",
        "vote/checkpoint", f"vote/tile/entries/000.p/{book}", *(f"payloads/{name}" for name in sample().payloads),
        f"{uuid}.bel",
    }  # fmt: skip
    assert open_checkpoint(sample().commune.checkpoint, LOG_KEY.verifier).size == commune
    assert open_checkpoint(sample().book.checkpoint, LOG_KEY.verifier.named(f"{ORIGIN}/{uuid}")).size == book


def test_an_earlier_checkpoint_with_its_witnesses_may_lie_beside() -> None:
    earlier = signed_book(ORIGIN, sample().commune.entries[:20]).checkpoint
    both = replace(sample(), cosigned=earlier)
    assert read_zip(written(both))["commune/cosigned"] == earlier
    assert read_bundle(read_zip(written(both))) == both


def test_the_heads_that_brought_policies_into_force_lie_beside_by_number() -> None:
    heads = {index: signed_book(ORIGIN, sample().commune.entries[: index + 1]).checkpoint for index in (9, 10)}
    both = replace(sample(), policies=heads)
    named = [name for name in read_zip(written(both)) if name.startswith("commune/policies/")]
    assert named == ["commune/policies/9", "commune/policies/10"]
    assert read_bundle(read_zip(written(both))) == both


@pytest.mark.parametrize("name", ["commune/log.vkey", "commune/policy", "commune/checkpoint", "vote/checkpoint"])
def test_a_bundle_without_one_of_its_members_is_refused(name: str) -> None:
    content = members()
    del content[name]
    with pytest.raises(MalformedBundle, match="lacks"):
        read_bundle(content)


SPOILS: dict[str, Callable[[dict[str, bytes]], object]] = {
    "no archive": lambda one: one.pop(f"{votes()[0]}.bel"),
    "two archives": lambda one: one.update({f"{votes()[1]}.bel": b""}),
    "an archive that is called otherwise": lambda one: one.update({"vote.bel": one.pop(f"{votes()[0]}.bel")}),
    "an unknown member": lambda one: one.update(readme=b"hello"),
    "a folder above": lambda one: one.update({"../commune/policy": b"{}"}),
    "a payload without a hash": lambda one: one.update({"payloads/list": b"[]"}),
    "a tile of hashes": lambda one: one.update({"commune/tile/0/000.p/1": bytes(32)}),
    "entries beyond the checkpoint": lambda one: one.update({"commune/tile/entries/001.p/1": b"\0\0"}),
    "the same entries twice": lambda one: one.update({"vote/tile/entries/000": b"\0\0"}),
    "the form of one log": lambda one: one.update(checkpoint=one["commune/checkpoint"]),
    "a second key": lambda one: one.update({"vote/log.vkey": one["commune/log.vkey"]}),
    "a key that is not UTF-8": lambda one: one.update({"commune/log.vkey": b"\xff"}),
    "a policy that is not UTF-8": lambda one: one.update({"commune/policy": b"\xff"}),
    "a policy's head of no number": lambda one: one.update({"commune/policies/new": b""}),
    "a policy's head of another number": lambda one: one.update({"commune/policies/07": b""}),
    "a policy's head of the beginning": lambda one: one.update({"commune/policies/0": b""}),
    "heads without end": lambda one: one.update({f"commune/policies/{n}": b"" for n in range(1, POLICIES_MAX + 2)}),
    "a checkpoint that is empty": lambda one: one.update({"vote/checkpoint": b""}),
}


@pytest.mark.parametrize("spoil", SPOILS.values(), ids=SPOILS.keys())
def test_members_that_are_no_bundle_are_refused(spoil) -> None:
    content = members()
    spoil(content)
    with pytest.raises(MalformedBundle) as refusal:
        read_bundle(content)
    assert refusal.value.code == "malformed-bundle"


# books as files


def long_book(entries: int) -> BookFiles:
    return signed_book(ORIGIN, [f'{{"entry":{n}}}'.encode() for n in range(entries)])


def reader(files: dict[str, bytes]) -> Callable[[str, int], bytes | None]:
    def read(path: str, most: int) -> bytes | None:
        raw = files.get(path)
        assert raw is None or len(raw) <= most
        return raw

    return read


@pytest.mark.parametrize("size", [1, 255, 256, 257, 512, 700])
def test_a_book_is_read_from_its_files(size: int) -> None:
    book = long_book(size)
    files = dict(book.members())
    assert set(files) == {"checkpoint", *(tile.path for tile in bundles_of(size))}
    assert read_book(reader(files)) == book
    assert read_book(reader(files)).damage == ""


def test_a_mirror_may_have_kept_the_full_bundle_alone() -> None:
    long, short = long_book(600), long_book(520)
    files = dict(long_book(768).members()) | {"checkpoint": short.checkpoint}
    assert read_book(reader(files)) == short
    files["checkpoint"] = long.checkpoint
    assert read_book(reader(files)) == long


@pytest.mark.parametrize("broken", range(3))
@pytest.mark.parametrize("how", ["missing", "broken", "too short", "too long"])
def test_a_book_is_read_up_to_the_first_damage(broken: int, how: str) -> None:
    book = long_book(600)
    files = dict(book.members())
    path = list(bundles_of(600))[broken].path
    raw = files.pop(path)
    if how != "missing":
        files[path] = {"broken": b"\xff" + raw[1:], "too short": raw[:-1], "too long": raw + b"\0\0"}[how]
    read = read_book(reader(files))
    assert read.entries == book.entries[: broken * 256]
    assert path in read.damage
    in_bundle = {f"commune/{name}": content for name, content in files.items()}
    content = {name: one for name, one in members().items() if not name.startswith("commune/")} | in_bundle
    content |= {name: members()[name] for name in ("commune/log.vkey", "commune/policy")}
    assert read_bundle(content).commune == read


@pytest.mark.parametrize(
    ("checkpoint", "damage"),
    [
        (b"hello\n", "states no size"),
        (b"x\n046\n\n", "states no size"),
        (b"x\n-1\n\n", "states no size"),
        (b"x\n999999999\n\n", "more than"),
        (b"x\n9999999999\n\n", "states no size"),
        (b"x\n1\n\n", "missing"),
    ],
)
def test_a_checkpoint_that_claims_anything(checkpoint: bytes, damage: str) -> None:
    read = read_book(reader({"checkpoint": checkpoint}))
    assert (read.entries, read.checkpoint) == ((), checkpoint)
    assert damage in read.damage
    assert read_book(reader({})) == BookFiles(b"", (), "no checkpoint")
    assert read_book(reader({"checkpoint": b"x\n0\n\n"})) == BookFiles(b"x\n0\n\n", ())


def test_a_reader_is_never_asked_for_more_than_the_bound() -> None:
    asked = []

    def read(path: str, most: int) -> bytes | None:
        asked.append(most)
        return dict(book.members()).get(path)

    book = long_book(600)
    found = read_book(read, most_bytes=4000)
    assert "too many bytes" in found.damage
    assert max(asked[1:]) <= 4000
    assert read_book(read, most_entries=599).damage == "more than 599 entries"


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_any_bundle_of_entries_is_read_or_named(raw: bytes) -> None:
    files = {"checkpoint": b"x\n3\n\n", "tile/entries/000.p/3": raw}
    found = read_book(reader(files))
    if found.damage:
        assert found.entries == ()
    else:
        assert make_bundle(found.entries) == raw
        assert parse_bundle(Tile(ENTRIES, 0, 3), raw) == found.entries


# the archive, and what stands beside the books


def parts() -> tuple[VoteOpened, bytes, list[BallotCast], list[object]]:
    opened = next(one for one in village().commune.entries if isinstance(one, VoteOpened))
    book = [parse_entry(raw, Book.VOTE) for raw in sample().book.entries]
    ballots = [one for one in book if isinstance(one, BallotCast)]
    after = [one for one in village().commune.entries if one.subject() == opened.vote]
    return opened, credentials_bytes(opened, sample().payloads.get), ballots, after[1:]


def test_the_archive_grows_with_the_books_and_is_sound() -> None:
    opened, credentials, ballots, after = parts()
    assert verify_archive(sample().archive).counts == ((1, 1, 1),)
    last = b""
    for cast in range(len(ballots) + 1):
        grown = b"".join(archive_of(opened, credentials, ballots[:cast], []))
        assert grown.startswith(last)
        verify_archive(grown)
        last = grown
    for length in range(len(after) + 1):
        grown = b"".join(archive_of(opened, credentials, ballots, after[:length]))
        assert grown.startswith(last)
        last = grown
    assert last == sample().archive


def test_the_archive_comes_in_pieces_as_the_ballots_do() -> None:
    opened, credentials, ballots, _ = parts()
    taken = []

    def one_by_one():
        for number, ballot in enumerate(ballots):
            taken.append(number)
            yield ballot

    pieces = archive_of(opened, credentials, one_by_one(), [])
    for expected in ([], [0], [0, 1]):
        next(pieces)
        assert taken == expected


def test_a_credential_list_is_the_one_that_is_named() -> None:
    opened, credentials, _, _ = parts()
    assert names_in(opened) == (sha256(credentials).hexdigest(),)
    assert {name for entry in village().commune.entries for name in names_in(entry)} == set(village().payloads)
    with pytest.raises(WrongSetup, match="not given"):
        credentials_bytes(opened, {}.get)
    with pytest.raises(WrongSetup, match="another hash"):
        credentials_bytes(opened, {opened.credentials: b"[]"}.get)
