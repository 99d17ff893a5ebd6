"""An entry has one spelling: what does not print back to the same bytes is refused, and every type round-trips."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from record.complete_record import complete, everything
from record.sample_village import commitment
from voting.record.entries.casting import BallotCast, envelope_in
from voting.record.entries.commune import OfficialsChanged
from voting.record.entries.entry import MAX_ENTRY_BYTES, Book, compact, entry_bytes
from voting.record.entries.parsing import TYPES, parse_entry
from voting.record.entries.village import CardRevoked, RollFrozen
from voting.record.entries.vote import VoteOpened
from voting.record.errors import MalformedEntry, UnknownEntryType
from voting.record.fields import minute, show_minute

AT = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
GOOD = entry_bytes(CardRevoked(village="dong-hoa", at=AT, commitment=commitment("x"), reason="mất thẻ", count=1))


def altered(**values: object) -> bytes:
    return json.dumps(json.loads(GOOD) | values, ensure_ascii=False, separators=(",", ":")).encode()


KINDS = sorted((book, kind) for book, types in TYPES.items() for kind in types)


def parsed(raw: bytes) -> Any:
    return parse_entry(raw, Book.COMMUNE)


@pytest.mark.parametrize(("book", "kind"), KINDS)
def test_every_type_prints_back_to_the_same_bytes(book: Book, kind: str) -> None:
    raws = [raw for own, raw in everything() if own is book and parse_entry(raw, own).type == kind]
    assert raws
    for raw in raws:
        assert entry_bytes(parse_entry(raw, book)) == raw
        assert list(json.loads(raw)) == ["v", "type", *(one.name for one in fields(TYPES[book][kind]))]


def test_an_entry_of_the_other_kind_of_book_is_unknown() -> None:
    for book, raw in everything():
        with pytest.raises(UnknownEntryType):
            parse_entry(raw, Book.VOTE if book is Book.COMMUNE else Book.COMMUNE)


@pytest.mark.parametrize(
    ("crime", "raw"),
    {
        "a space": GOOD.replace(b",", b", ", 1),
        "a newline at the end": GOOD + b"\n",
        "a byte order mark": b"\xef\xbb\xbf" + GOOD,
        "escaped letters": GOOD.replace("mất".encode(), b"m\\u1ea5t"),
        "a repeated name": GOOD.replace(b'"count":1', b'"count":2,"count":1'),
        "a repeated head": GOOD.replace(b'{"v":1', b'{"v":1,"v":1'),
        "an extra field": altered(note="x"),
        "a field missing": GOOD.replace(b',"count":1', b""),
        "fields in another order": b'{"type":"card-revoked","v":1' + GOOD[len('{"v":1,"type":"card-revoked"') :],
        "another version": altered(v=2),
        "version true": altered(v=True),
        "version 1.0": GOOD.replace(b'"v":1', b'"v":1.0'),
        "a count below zero": altered(count=-1),
        "a count as text": altered(count="1"),
        "a count true": altered(count=True),
        "a count with exponent": GOOD.replace(b'"count":1', b'"count":1e0'),
        "a count of minus zero": GOOD.replace(b'"count":1', b'"count":-0'),
        "a count beyond measure": altered(count=10**9 + 1),
        "upper-case hex": altered(commitment=commitment("x").upper()),
        "hex too short": altered(commitment=commitment("x")[:-1]),
        "a newline after the hex": altered(commitment=commitment("x") + "\n"),
        "no reason": altered(reason=""),
        "a reason too long": altered(reason="x" * 501),
        "a reason that is no text": altered(reason=None),
        "half a surrogate pair": GOOD.replace("mất".encode(), b"\\ud800"),
        "a village in capitals": altered(village="Dong-Hoa"),
        "a village too long": altered(village="a" * 25),
        "a village null": altered(village=None),
        "seconds": altered(at="2026-11-23T01:00:00Z"),
        "no zone": altered(at="2026-11-23T01:00"),
        "another zone": altered(at="2026-11-23T08:00+07:00"),
        "a space for the T": altered(at="2026-11-23 01:00Z"),
        "the 31st of November": altered(at="2026-11-31T01:00Z"),
        "24 o'clock": altered(at="2026-11-23T24:00Z"),
        "the year 0": altered(at="0000-01-01T00:00Z"),
        "Arabic digits": altered(at="2026-11-23T0١:00Z"),
        "a time as number": altered(at=1795395600),
        "not UTF-8": GOOD.replace("mất".encode(), b"m\xff"),
        "a list": b"[" + GOOD + b"]",
        "nothing": b"",
        "deep nesting": b"[" * 30_000 + b"]" * 30_000,
        "a number of many digits": GOOD.replace(b'"count":1', b'"count":' + b"9" * 5000),
    }.items(),
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_second_spelling_is_refused(crime: str, raw: bytes) -> None:
    with pytest.raises(MalformedEntry) as refusal:
        parsed(raw)
    assert refusal.value.code == "malformed-entry"


@pytest.mark.parametrize("kind", ["ballot-box", "", "Ballot", "log-started ", ["ballot"], None])
def test_an_unknown_type_is_refused_as_such(kind: object) -> None:
    with pytest.raises(UnknownEntryType) as refusal:
        parsed(altered(type=kind))
    assert refusal.value.code == "unknown-entry-type"


def test_an_entry_has_at_most_65535_bytes() -> None:
    opened = next(entry for entry in map(parsed, complete()) if isinstance(entry, VoteOpened))
    bare = replace(opened, election="x", trustees="")
    room = MAX_ENTRY_BYTES - len(entry_bytes(bare))
    fitting = replace(bare, trustees="x" * room)
    raw = entry_bytes(fitting)
    assert len(raw) == MAX_ENTRY_BYTES
    assert parsed(raw) == fitting
    with pytest.raises(MalformedEntry, match="65536 bytes"):
        entry_bytes(replace(bare, trustees="x" * (room + 1)))
    with pytest.raises(MalformedEntry, match="too-large"):
        parsed(raw + b" ")


SEALS = [
    {},
    [{}],
    [["book", 1, "root"]],
    [{"book": "short", "size": 1, "root": commitment("x")}],
    [{"size": 1, "book": "1" * 14, "root": commitment("x")}],
    [{"book": "1" * 14, "size": True, "root": commitment("x")}],
    [{"book": "1" * 14, "size": 1, "root": commitment("x"), "more": 1}],
]


@pytest.mark.parametrize("books", SEALS)
def test_a_seal_has_one_form(books: object) -> None:
    sealed = next(raw for raw in complete() if b'"books-sealed"' in raw)
    value = json.loads(sealed) | {"books": books}
    with pytest.raises(MalformedEntry):
        parsed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


def test_what_an_entry_is_about() -> None:
    for book, raw in everything():
        value = json.loads(raw)
        names = ("vote", "subject_id", "matter", "notice", "disclosure", "recommendation", "session", "village")
        about = next(value[name] for name in names if name in value)
        assert parse_entry(raw, book).subject() == about


def test_the_envelope_of_a_ballot_is_read_once_and_cut_from_its_bytes() -> None:
    ballots = [raw for book, raw in everything() if book is Book.VOTE and b'"type":"ballot"' in raw]
    for raw in ballots:
        entry = parse_entry(raw, Book.VOTE)
        assert isinstance(entry, BallotCast)
        assert entry.sealed is entry.sealed
        assert envelope_in(raw) == entry.sealed.raw == compact(entry.envelope)
    assert envelope_in(complete()[0]) == b""


@pytest.mark.parametrize("proposals", [[[-1]], [["0"]], [0], {}, [[True]], [[0.0]]])
def test_proposals_are_lists_of_answer_numbers(proposals: object) -> None:
    opened = next(raw for raw in complete() if b'"vote-opened"' in raw)
    value = json.loads(opened) | {"proposals": proposals}
    with pytest.raises(MalformedEntry):
        parsed(json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode())


@given(st.datetimes(datetime(1000, 1, 1), datetime(9998, 12, 31), timezones=st.just(UTC)))  # noqa: DTZ001
def test_a_time_is_written_to_the_minute_in_utc(when: datetime) -> None:
    shown = show_minute(when)
    assert minute(shown) == when.replace(second=0, microsecond=0)
    assert show_minute(when.astimezone(timezone(timedelta(hours=7)))) == shown
    assert len(shown) == len("2026-11-22T13:05Z")


texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)
hexes = st.binary(min_size=32, max_size=32).map(bytes.hex)
codes = st.from_regex(r"[a-z0-9][a-z0-9-]{0,23}", fullmatch=True)
counts = st.integers(0, 10**9)


@given(village=codes, reason=texts, count=counts, known=hexes, by=codes)
def test_any_values_of_the_right_kinds_round_trip(village: str, reason: str, count: int, known: str, by: str) -> None:
    for entry in (
        CardRevoked(village=village, at=AT, commitment=known, reason=reason, count=count),
        OfficialsChanged(village=village, at=AT, commitment=known, by=by),
        RollFrozen(village=village, at=AT, households=count, commitment=known, added=count, removed=0),
    ):
        assert parsed(entry_bytes(entry)) == entry


@given(st.binary(max_size=200) | st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists).map(
    lambda value: json.dumps(value).encode()
))  # fmt: skip
def test_anything_else_is_malformed(raw: bytes) -> None:
    with pytest.raises(MalformedEntry):
        parsed(raw)
