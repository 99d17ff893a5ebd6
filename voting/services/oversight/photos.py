"""A photograph as it is kept: the picture alone, without what the camera says of place, time and owner.

Only the picture's own parts are copied, none is drawn anew: of a JPEG the segments that a reader needs, and which side
is up; of a PNG its critical chunks. What comes after the picture's end is dropped.
"""

import struct
from collections.abc import Iterator
from zlib import crc32

from voting.services.errors import Invalid
from voting.services.votes.drafting import NewDocument

MOST_PHOTO_BYTES = 8 * 2**20
_JPEG, _PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"
_START_OF_SCAN, _END, _APP0, _EXIF, _APP14, _APP15, _COMMENT = 0xDA, 0xD9, 0xE0, 0xE1, 0xEE, 0xEF, 0xFE
_FRAMES = frozenset({0xC0, 0xC1, 0xC2})
_ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
_ORIENTATION, _UPRIGHT, _MOST_TURNS = 0x0112, 1, 8
_KEPT_CHUNKS = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"sRGB"})


class _NoPictureError(Exception):
    """The bytes are no whole picture of this kind."""


def stripped(photo: NewDocument, field: str) -> NewDocument:
    """The same picture without what is not seen in it; `Invalid` at `field` if it is none, or too large."""
    raw = photo.content
    if len(raw) > MOST_PHOTO_BYTES:
        raise Invalid({field: "photo-large"})
    try:
        if raw.startswith(_JPEG):
            return NewDocument(photo.name, "image/jpeg", b"".join(_jpeg(raw)))
        if raw.startswith(_PNG):
            return NewDocument(photo.name, "image/png", b"".join(_png(raw)))
    except (_NoPictureError, struct.error, IndexError) as error:
        raise Invalid({field: "photo-kind"}) from error
    raise Invalid({field: "photo-kind"})


def _jpeg(raw: bytes) -> Iterator[bytes]:
    """ITU T.81, annex B: markers with their segments; Exif (CIPA DC-008) is in APP1."""
    yield raw[:2]
    place, has_frame, turned = 2, False, _turned(raw)
    if turned != _UPRIGHT:
        yield _exif_of(turned)
    while True:
        while raw[place] == 0xFF and raw[place + 1] == 0xFF:  # noqa: PLR2004 - fill bytes
            place += 1
        lead, marker = raw[place], raw[place + 1]
        if lead != 0xFF:  # noqa: PLR2004 - every marker begins with it
            raise _NoPictureError
        if marker == _END:
            if not has_frame:
                raise _NoPictureError
            yield raw[place : place + 2]
            return
        end = place + 2 if marker in _ALONE else _after_segment(raw, place)
        has_frame |= marker in _FRAMES and _has_size(raw, place)
        if marker == _START_OF_SCAN:
            end = _after_scan(raw, end)
        if not (_APP0 < marker <= _APP15 and marker != _APP14) and marker != _COMMENT:
            yield raw[place:end]
        place = end


def _after_segment(raw: bytes, place: int) -> int:
    (length,) = struct.unpack_from(">H", raw, place + 2)
    end: int = place + 2 + length
    if length < 2 or end > len(raw):  # noqa: PLR2004 - the length counts itself
        raise _NoPictureError
    return end


def _has_size(raw: bytes, place: int) -> bool:
    height, width = struct.unpack_from(">HH", raw, place + 5)
    return bool(height and width)


def _after_scan(raw: bytes, place: int) -> int:
    """Where the next marker stands that is neither a stuffed byte nor a restart."""
    while True:
        place = raw.find(b"\xff", place)
        if place < 0:
            raise _NoPictureError
        if raw[place + 1] and raw[place + 1] not in _ALONE:
            return place
        place += 2


def _turned(raw: bytes) -> int:
    """Which side is up, by the first Exif segment (1: as it is); what cannot be read says nothing."""
    start = raw.find(b"\xff\xe1", 2, 70_000)
    tiff = start + 10
    if start < 0 or raw[start + 4 : tiff] != b"Exif\0\0":
        return _UPRIGHT
    order = {b"II": "<", b"MM": ">"}.get(raw[tiff : tiff + 2])
    if order is None:
        return _UPRIGHT
    try:
        (first,) = struct.unpack_from(f"{order}I", raw, tiff + 4)
        (many,) = struct.unpack_from(f"{order}H", raw, tiff + first)
        for number in range(many):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", raw, tiff + first + 2 + 12 * number)
            if tag == _ORIENTATION and 1 <= value <= _MOST_TURNS:
                return int(value)
    except struct.error:
        return _UPRIGHT
    return _UPRIGHT


def _exif_of(turned: int) -> bytes:
    """An Exif segment that says which side is up, and nothing else."""
    tiff = struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, 3, 1, turned, 0, 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">HH", 0xFF00 | _EXIF, len(body) + 2) + body


def _png(raw: bytes) -> Iterator[bytes]:
    """ISO 15948: chunks of length, name, data and checksum."""
    yield _PNG
    seen: set[bytes] = set()
    place = len(_PNG)
    while b"IEND" not in seen:
        length, name = struct.unpack_from(">I4s", raw, place)
        end = place + 12 + length
        if end > len(raw) or struct.unpack_from(">I", raw, end - 4)[0] != crc32(raw[place + 4 : end - 4]):
            raise _NoPictureError
        if not seen and name != b"IHDR":
            raise _NoPictureError
        seen.add(name)
        if name in _KEPT_CHUNKS:
            yield raw[place:end]
        place = end
    if b"IDAT" not in seen:
        raise _NoPictureError
