"""Zips of one form only, so that no two readers of one file see two contents (LEDGER, "one zip, strictly formed").

From the first byte to the last: for each member its local header and its bytes, in the order of the one central
directory, which follows at once; then the end record, and nothing after it. No comments, extra fields, data
descriptors, encryption, zip64; stored or deflated; sizes and checksums true; names unique, relative, ASCII.
The format: APPNOTE.TXT of PKWARE, 4.3 and 4.4; the step's number stands at the line of its check.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from voting.record.errors import MalformedBundle

MAX_MEMBERS: Final = 60_000
MAX_BYTES: Final = 512 * 1024 * 1024

_END: Final = struct.Struct("<4s4H2LH")
_CENTRAL: Final = struct.Struct("<4s6H3L5H2L")
_LOCAL: Final = struct.Struct("<4s5H3L2H")
_SAME: Final = slice(6, 30)
"""Where a central header says what the local one repeats: version needed .. length of the name."""

_NAME: Final = re.compile(rb"[A-Za-z0-9_-][A-Za-z0-9._-]*(?:/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\Z")
_STORED, _DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
_DEFLATE_OPTIONS: Final = 0b110
"""Bits 1 and 2 of the flags say how hard the packer tried; every other bit changes what a reader does."""
_ZIP64: Final = 0xFFFFFFFF
_FILE_TYPES: Final = frozenset({0, 0o100000})
"""Unix file types: none, or a regular file; never a link or a folder."""
_FOLDER: Final = 0x10
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class _Member:
    """A member as the central directory has it."""

    name: str
    same: bytes
    method: int
    checksum: int
    packed: int
    size: int
    offset: int


def read_zip(data: bytes) -> dict[str, bytes]:
    """The members by name, in order; ``MalformedBundle`` for whatever is not exactly of the form, bombs included."""
    start, count = _directory(data)
    members = list(_members(data, start, count))
    _require_bounds(members)
    content, place = {}, 0
    for member in members:
        if member.offset != place:
            raise MalformedBundle(f"{member.name}: bytes before it that belong to no member, or shared ones")
        begin = _require_local(data, member)
        place = begin + member.packed
        content[member.name] = _unpacked(data[begin:place], member)
    if place != start:
        raise MalformedBundle("bytes between the members and the central directory")
    return content


def _directory(data: bytes) -> tuple[int, int]:
    """4.3.16: the end record is the last 22 bytes, so there is no comment; where the directory starts, how many."""
    if len(data) < _END.size or len(data) >= _ZIP64:
        raise MalformedBundle("not a zip, or beyond all measure")
    mark, disk, first_disk, here, count, size, start, comment = _END.unpack(data[-_END.size :])
    if mark != b"PK\x05\x06" or comment:
        raise MalformedBundle("does not end with the end record of a zip without comment")
    if (disk, first_disk) != (0, 0) or here != count or start + size + _END.size != len(data):
        raise MalformedBundle("the end record does not name the central directory just before it")
    if count > MAX_MEMBERS:
        raise MalformedBundle("too many members")
    return start, count


def _members(data: bytes, place: int, count: int) -> Iterator[_Member]:
    """4.3.12: the central directory, filled to its last byte by so many headers."""
    end = len(data) - _END.size
    for _ in range(count):
        if place + _CENTRAL.size > end:
            raise MalformedBundle("the central directory is cut short")
        head = _CENTRAL.unpack_from(data, place)
        mark, _, _, flags, method, _, _, checksum, packed, size, length, extra, comment, disk, _, outside, offset = head
        raw = data[place + _CENTRAL.size : place + _CENTRAL.size + length]
        if mark != b"PK\x01\x02" or extra or comment or disk:
            raise MalformedBundle("a header of the central directory has an extra field, a comment or another disk")
        _require_plain(flags, method, outside)
        same = data[place : place + _CENTRAL.size][_SAME]
        yield _Member(_name(raw), same, method, checksum, packed, size, offset)
        place += _CENTRAL.size + length
    if place != end:
        raise MalformedBundle("bytes behind the last header of the central directory")


def _require_plain(flags: int, method: int, outside: int) -> None:
    """4.4.4, 4.4.5: no encryption, no data descriptor, no other names; stored or deflated; an ordinary file."""
    if flags & ~_DEFLATE_OPTIONS or method not in (_STORED, _DEFLATED):
        raise MalformedBundle("a member is encrypted, has a data descriptor or is packed in another way than deflate")
    if (outside >> 16) & 0o170000 not in _FILE_TYPES or outside & _FOLDER:
        raise MalformedBundle("a member is a link or a folder")


def _name(raw: bytes) -> str:
    """4.4.17: relative, no step upwards, no drive, no backslash; not hidden."""
    if not _NAME.match(raw):
        raise MalformedBundle(f"a member's name is not plain: {raw[:60]!r}")
    return raw.decode("ascii")


def _require_bounds(members: list[_Member]) -> None:
    """Sizes are those the directory claims; no member gives out more than that."""
    if sum(member.size for member in members) > MAX_BYTES:
        raise MalformedBundle("too many bytes")
    names = {member.name.lower() for member in members}  # some disks do not tell capitals apart
    folders = {name[:at] for name in names for at in range(len(name)) if name[at] == "/"}
    if len(names) != len(members) or names & folders:
        raise MalformedBundle("a member appears twice, or as a folder too")


def _require_local(data: bytes, member: _Member) -> int:
    """4.3.7: the local header says the same as the central one; where the member's bytes begin."""
    at = member.offset
    name = member.name.encode()
    begin = at + _LOCAL.size + len(name)
    if data[at : at + 4] != b"PK\x03\x04" or data[at + 4 : at + 28] != member.same:
        raise MalformedBundle(f"{member.name}: its own header is not the directory's")
    if data[at + 28 : at + 30] != b"\0\0" or data[at + _LOCAL.size : begin] != name:
        raise MalformedBundle(f"{member.name}: its own header has an extra field or another name")
    return begin


def _unpacked(packed: bytes, member: _Member) -> bytes:
    if len(packed) != member.packed:
        raise MalformedBundle(f"{member.name} is cut short")
    raw = packed if member.method == _STORED else _inflated(packed, member)
    if len(raw) != member.size or zlib.crc32(raw) != member.checksum:
        raise MalformedBundle(f"{member.name}: another size or checksum than stated")
    return raw


def _inflated(packed: bytes, member: _Member) -> bytes:
    """Never more than one byte beyond the stated size is made; nothing may lie behind the end of the deflate stream."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        raw = stream.decompress(packed, member.size + 1)
    except zlib.error as error:
        raise MalformedBundle(f"{member.name}: {error}") from error
    if not stream.eof or stream.unused_data or stream.unconsumed_tail:
        raise MalformedBundle(f"{member.name} is cut short, longer than stated, or followed by other bytes")
    return raw


def write_zip(target: BinaryIO, members: Iterable[tuple[str, Iterable[bytes]]]) -> None:
    """Write members, each in pieces, to a seekable target; the same members give the same bytes, in the form above.

    ``ValueError`` for a target that cannot go back: a zip streamed to it would need data descriptors.
    """
    if not target.seekable():
        raise ValueError("a strictly formed zip needs a seekable target")
    with zipfile.ZipFile(target, "w", allowZip64=False) as out:
        for name, pieces in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = _DEFLATED
            info.external_attr = 0o644 << 16
            with out.open(info, "w") as member:
                for piece in pieces:
                    member.write(piece)
