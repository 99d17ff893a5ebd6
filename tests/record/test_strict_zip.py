"""One zip, strictly formed: whatever two readers could read in two ways is refused, bombs included."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.record import strict_zip
from voting.record.errors import MalformedBundle
from voting.record.strict_zip import read_zip, write_zip

CONTENT = {"vote/checkpoint": b"a\n1\n" * 20, "payloads/x": bytes(range(256)), "empty": b"", "a.bel": b"1" * 5000}

LOCAL, CENTRAL, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"


def written(content: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    write_zip(out, ((name, (raw[:7], raw[7:])) for name, raw in (content or CONTENT).items()))
    return out.getvalue()


def zipped(content: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED, **of_member: object) -> bytes:
    """By Python's own writer, with other values for its members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, raw in content.items():
            info = zipfile.ZipInfo(name)
            info.compress_type = method
            for field, value in of_member.items():
                setattr(info, field, value)
            target.writestr(info, raw)
    return out.getvalue()


def test_what_is_written_is_read_again_and_is_always_the_same() -> None:
    assert read_zip(written()) == CONTENT
    assert list(read_zip(written())) == list(CONTENT)
    assert written() == written()
    assert read_zip(zipped({})) == {}


def test_other_writers_zips_of_the_same_form_are_read() -> None:
    assert read_zip(zipped(CONTENT)) == CONTENT
    assert read_zip(zipped(CONTENT, zipfile.ZIP_STORED)) == CONTENT
    assert read_zip(zipped(CONTENT, external_attr=0o100644 << 16)) == CONTENT
    with zipfile.ZipFile(io.BytesIO(written())) as source:
        assert {name: source.read(name) for name in source.namelist()} == CONTENT
        assert source.testzip() is None


class _Pipe(io.BytesIO):
    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError("a pipe has no places")


def test_a_target_that_cannot_go_back_gets_no_zip() -> None:
    with pytest.raises(ValueError, match="seekable"):
        write_zip(_Pipe(), [("a", (b"1",))])


def patched(raw: bytes, mark: bytes, at: int, new: bytes, *, occurrence: int = 0) -> bytes:
    """The bytes `at` behind the n-th mark replaced."""
    place = -1
    for _ in range(occurrence + 1):
        place = raw.index(mark, place + 1)
    return raw[: place + at] + new + raw[place + at + len(new) :]


def both(raw: bytes, at_local: int, new: bytes) -> bytes:
    """A field of the first member in both its headers."""
    return patched(patched(raw, LOCAL, at_local, new), CENTRAL, at_local + 2, new)


def inserted(raw: bytes, place: int, more: bytes, *, moved: int) -> bytes:
    """Bytes put in between, the end record pointing behind them."""
    raw = raw[:place] + more + raw[place:]
    start = int.from_bytes(raw[-6:-2], "little") + moved
    return raw[:-6] + start.to_bytes(4, "little") + raw[-2:]


def two_in_one() -> bytes:
    return written() + written({"vote/checkpoint": b"another"})


def prefixed(adjusted: bool) -> bytes:
    raw = written({"a": b"1"})
    more = b"#!/bin/sh\n"
    if not adjusted:
        return more + raw
    raw = inserted(raw, 0, more, moved=len(more))
    return patched(raw, CENTRAL, 42, len(more).to_bytes(4, "little"))


def gap_between_members() -> bytes:
    raw = written({"a": b"1", "b": b"2"})
    second = raw.index(LOCAL, 4)
    raw = inserted(raw, second, b"hidden", moved=6)
    return patched(raw, CENTRAL, 42, (second + 6).to_bytes(4, "little"), occurrence=1)


def gap_before_the_directory() -> bytes:
    raw = written({"a": b"1"})
    return inserted(raw, raw.index(CENTRAL), LOCAL + b"hidden", moved=10)


def with_comment() -> bytes:
    out = io.BytesIO(written())
    with zipfile.ZipFile(out, "a") as target:
        target.comment = b"read me"
    return out.getvalue()


def comment_that_is_a_zip() -> bytes:
    """The outer reader sees the first; one that looks for the last end record sees the second."""
    inner = written({"vote/checkpoint": b"another"})
    return written()[:-2] + len(inner).to_bytes(2, "little") + inner


def with_descriptor() -> bytes:
    """As a writer makes it that cannot go back."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as target:
        target.writestr("a", b"1")
    return pipe.getvalue()


def twice(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in names:
            target.writestr(zipfile.ZipInfo(name), b"1")
    return out.getvalue()


def hidden_member() -> bytes:
    """A member that the directory does not list."""
    raw = written({"a": b"1", "b": b"2"})
    start = raw.index(CENTRAL)
    second = raw.index(CENTRAL, start + 1)
    return raw[:second] + struct.pack("<4s4H2LH", END, 0, 0, 1, 1, second - start, start, 0)


def listed_twice() -> bytes:
    """Two lines of the directory name the same bytes."""
    raw = written({"a": b"1"})
    start, end = raw.index(CENTRAL), raw.index(END)
    line = raw[start:end]
    other = line[:-1] + b"b"
    return raw[:end] + other + struct.pack("<4s4H2LH", END, 0, 0, 2, 2, 2 * len(line), start, 0)


def bomb() -> bytes:
    """States a gigabyte, as an honest bomb does; nothing of it is unpacked."""
    return assembled(b"a", deflated(bytes(2**20)), 2**30, 0)


def bomb_that_lies() -> bytes:
    """Holds 64 MiB, but says it holds 16 bytes."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return assembled(b"a", packer.compress(bytes(2**26)) + packer.flush(), 16, zlib.crc32(bytes(16)))


def assembled(name: bytes, packed: bytes, size: int, checksum: int, method: int = 8) -> bytes:
    """A zip of one member, header by header."""
    same = struct.pack("<5H3LH", 20, 0, method, 0, 33, checksum, len(packed), size, len(name))
    local = LOCAL + same + b"\0\0" + name + packed
    central = CENTRAL + b"\x14\x03" + same + bytes(8) + bytes(4) + bytes(4) + name
    return local + central + struct.pack("<4s4H2LH", END, 0, 0, 1, 1, len(central), len(local), 0)


def deflated(raw: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(raw) + packer.flush()


def of_one(name: bytes) -> bytes:
    return assembled(name, b"1", 1, zlib.crc32(b"1"), 0)


def zip64() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target, target.open("a", "w", force_zip64=True) as member:
        member.write(b"1")
    return out.getvalue()


PLAIN = written({"a": b"1", "b": b"22"})

HOSTILE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "a picture": lambda: b"\x89PNG\r\n\x1a\n" + bytes(100),
    "cut short": lambda: written()[:-30],
    "the end record cut short": lambda: written()[:-1],
    "only the beginning": lambda: written()[:40],
    "a second zip behind it": two_in_one,
    "a byte behind it": lambda: written() + b"\n",
    "bytes before it": lambda: prefixed(False),
    "bytes before it, places adjusted": lambda: prefixed(True),
    "bytes between members": gap_between_members,
    "bytes before the directory": gap_before_the_directory,
    "a comment": with_comment,
    "a comment that is a zip": comment_that_is_a_zip,
    "a comment of a member": lambda: zipped({"a": b"1"}, comment=b"x"),
    "an extra field in both headers": lambda: zipped({"a": b"1"}, extra=b"ab\x02\x00xy"),
    "an extra field in the local header": lambda: patched(PLAIN, LOCAL, 28, b"\x01\x00"),
    "an extra field in the directory": lambda: patched(PLAIN, CENTRAL, 30, b"\x01\x00"),
    "a data descriptor": with_descriptor,
    "the flag of a data descriptor": lambda: both(PLAIN, 6, b"\x08\x00"),
    "encrypted": lambda: both(PLAIN, 6, b"\x01\x00"),
    "UTF-8 names": lambda: zipped({"é": b"1"}),
    "the flag of UTF-8 names": lambda: both(PLAIN, 6, b"\x00\x08"),
    "zip64": zip64,
    "packed with bzip2": lambda: zipped({"a": b"1"}, zipfile.ZIP_BZIP2),
    "packed with LZMA": lambda: zipped({"a": b"1"}, zipfile.ZIP_LZMA),
    "another checksum": lambda: both(PLAIN, 14, b"\0\0\0\0"),
    "another checksum in the local header": lambda: patched(PLAIN, LOCAL, 14, b"\0\0\0\0"),
    "another size": lambda: both(PLAIN, 22, b"\x02\0\0\0"),
    "a smaller size": lambda: both(PLAIN, 22, b"\0\0\0\0"),
    "another size in the local header": lambda: patched(PLAIN, LOCAL, 22, b"\x02\0\0\0"),
    "another packed size": lambda: both(PLAIN, 18, b"\x02\0\0\0"),
    "another method in the local header": lambda: patched(PLAIN, LOCAL, 8, b"\0\0"),
    "another time in the local header": lambda: patched(PLAIN, LOCAL, 10, b"\x01\0"),
    "another name in the local header": lambda: patched(PLAIN, LOCAL, 30, b"c"),
    "a member twice": lambda: twice("a", "a"),
    "a member twice but for capitals": lambda: twice("a", "A"),
    "a member that is a folder too": lambda: twice("a", "a/b"),
    "a member listed twice": listed_twice,
    "a member that is not listed": hidden_member,
    "more members stated than there are": lambda: patched(PLAIN, END, 8, b"\x03\0\x03\0"),
    "fewer members stated than there are": lambda: patched(PLAIN, END, 8, b"\x01\0\x01\0"),
    "two counts of members": lambda: patched(PLAIN, END, 8, b"\x01\0"),
    "a second disk": lambda: patched(PLAIN, END, 4, b"\x01\0"),
    "a member on a second disk": lambda: patched(PLAIN, CENTRAL, 34, b"\x01\0"),
    "another place of the directory": lambda: patched(PLAIN, END, 16, b"\0\0\0\0"),
    "another size of the directory": lambda: patched(PLAIN, END, 12, b"\0\0\0\0"),
    "a member beyond the end": lambda: patched(PLAIN, CENTRAL, 42, b"\xff\xff\xff\x7f"),
    "members in another order": lambda: patched(
        patched(PLAIN, CENTRAL, 42, PLAIN.index(LOCAL, 4).to_bytes(4, "little")),
        CENTRAL,
        42,
        b"\0\0\0\0",
        occurrence=1,
    ),
    "a link": lambda: zipped({"a": b"/etc/passwd"}, external_attr=0o120777 << 16),
    "a folder": lambda: zipped({"a": b""}, external_attr=0x10),
    "a folder by its name": lambda: of_one(b"a/"),
    "a folder above": lambda: of_one(b"../a"),
    "a folder above inside": lambda: of_one(b"a/../b"),
    "this folder": lambda: of_one(b"./a"),
    "an absolute name": lambda: of_one(b"/a"),
    "a backslash": lambda: of_one(b"a\\b"),
    "a drive": lambda: of_one(b"c:a"),
    "a hidden file": lambda: of_one(b".a"),
    "no name": lambda: of_one(b""),
    "an empty folder name": lambda: of_one(b"a//b"),
    "a zero in the name": lambda: of_one(b"a\0b"),
    "a newline behind the name": lambda: of_one(b"a\n"),
    "bytes behind the deflate stream": lambda: assembled(b"a", deflated(b"1") + b"x", 1, zlib.crc32(b"1")),
    "a deflate stream that does not end": lambda: assembled(b"a", deflated(b"1" * 99)[:-1], 99, zlib.crc32(b"1" * 99)),
    "no deflate stream": lambda: assembled(b"a", b"\xff" * 9, 1, zlib.crc32(b"1")),
    "a deflate stream of nothing": lambda: assembled(b"a", b"", 0, 0),
    "a bomb": bomb,
    "a bomb that lies": bomb_that_lies,
}


def test_one_member_assembled_by_hand_is_read() -> None:
    assert read_zip(of_one(b"a/b-c_d.e")) == {"a/b-c_d.e": b"1"}
    assert read_zip(assembled(b"a", deflated(b"1"), 1, zlib.crc32(b"1"))) == {"a": b"1"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("make", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_zip_that_is_not_of_the_form_is_refused(make: Callable[[], bytes]) -> None:
    with pytest.raises(MalformedBundle) as refusal:
        read_zip(make())
    assert refusal.value.code == "malformed-bundle"


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_zip, "MAX_MEMBERS", 3)
    with pytest.raises(MalformedBundle, match="too many members"):
        read_zip(written())
    monkeypatch.undo()
    monkeypatch.setattr(strict_zip, "MAX_BYTES", 5000)
    with pytest.raises(MalformedBundle, match="too many bytes"):
        read_zip(written())


@settings(max_examples=400, deadline=None)
@given(place=st.integers(0, 2**20), byte=st.integers(0, 255), cut=st.booleans())
def test_no_byte_that_a_reader_uses_can_be_changed(place: int, byte: int, cut: bool) -> None:
    good = written({"a": b"1" * 20, "b/c": bytes(range(60))})
    raw = bytearray(good)
    place %= len(raw)
    raw[place] = byte
    try:
        found = read_zip(bytes(raw[: place + 1] if cut else raw))
    except MalformedBundle:
        return
    assert found == {"a": b"1" * 20, "b/c": bytes(range(60))}
