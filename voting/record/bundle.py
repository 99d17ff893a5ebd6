"""``bundle.zip``: everything an offline verifier needs about one vote, in the log's own public layout.

::

    checkpoint  log.vkey  policy      the signed head of the log, its key, who must co-sign
    cosigned                          if any: an earlier head, not before the closing, that satisfies the policy
    tile/0/...                        leaf hashes of the whole log as C2SP tiles: the root follows from them
    entries/<index>.json              the entries that this vote stands on, exact bytes, each provable by its leaf hash
    payloads/<sha256>                 what entries refer to by hash
    vote                              the uuid
    <uuid>.bel                        the Belenios archive, derived from those entries

The zip is deterministic: the same record gives the same bytes.
"""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.ledger.errors import LedgerDataError
from voting.ledger.tiles import Tile, cut_tile, parse_tile, tiles_of
from voting.record.errors import RecordError

MAX_MEMBERS = 60_000
MAX_BYTES = 512 * 1024 * 1024
_VOTE = re.compile(r"[1-9A-HJ-NP-Za-km-z]{14}\Z")
_ENTRY = re.compile(r"entries/(0|[1-9][0-9]{0,11})\.json\Z")
_PAYLOAD = re.compile(r"payloads/([0-9a-f]{64})\Z")
_SIZE = re.compile(rb"[^\n]+\n(0|[1-9][0-9]{0,8})\n")
_EPOCH = (1980, 1, 1, 0, 0, 0)
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_UNREADABLE = (
    zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, OverflowError, NotImplementedError, RuntimeError,
    ValueError,
)  # fmt: skip
"""What Python's reader raises for a zip that was damaged, encrypted or made to mislead."""


class MalformedBundle(RecordError):
    """Not a bundle: not a zip, too large, members missing or unknown, or tiles that do not fit the size."""

    code = "malformed-bundle"


@dataclass(frozen=True)
class Bundle:
    """A vote's part of the log. ``leaves`` are the leaf hashes of all ``size`` entries, ``entries`` those given."""

    vote: str
    checkpoint: bytes
    vkey: str
    policy: str
    leaves: tuple[bytes, ...]
    entries: Mapping[int, bytes]
    payloads: Mapping[str, bytes]
    archive: bytes
    cosigned: bytes = b""


def write_bundle(bundle: Bundle) -> bytes:
    """The zip's bytes; members in a fixed order with a fixed date."""
    members: list[tuple[str, bytes]] = [
        ("vote", bundle.vote.encode()),
        ("checkpoint", bundle.checkpoint),
        ("log.vkey", f"{bundle.vkey}\n".encode()),
        ("policy", bundle.policy.encode()),
    ]
    if bundle.cosigned:
        members.append(("cosigned", bundle.cosigned))
    level_0 = [tile for tile in tiles_of(len(bundle.leaves)) if tile.level == 0]
    members += [(tile.path, cut_tile(tile, bundle.leaves)) for tile in level_0]
    members += [(f"entries/{index}.json", raw) for index, raw in sorted(bundle.entries.items())]
    members += [(f"payloads/{name}", raw) for name, raw in sorted(bundle.payloads.items())]
    members.append((f"{bundle.vote}.bel", bundle.archive))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, raw in members:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, raw)
    return out.getvalue()


def unzip(data: bytes) -> dict[str, bytes]:
    """The members of a zip by name, within bounds; ``MalformedBundle`` for anything else, bombs included."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as source:
            infos = source.infolist()
            _require_bounds(infos)
            return {info.filename: source.read(info) for info in infos}
    except _UNREADABLE as error:
        raise MalformedBundle(f"not a readable zip: {error}") from error


def _require_bounds(infos: Sequence[zipfile.ZipInfo]) -> None:
    """Sizes are those the directory claims; the reader never gives out more than that."""
    if len(infos) > MAX_MEMBERS or sum(info.file_size for info in infos) > MAX_BYTES:
        raise MalformedBundle("too many members or too many bytes")
    if len({info.filename for info in infos}) != len(infos):
        raise MalformedBundle("a member appears twice")
    if not all(info.compress_type in _METHODS for info in infos):
        raise MalformedBundle("a member is packed in another way than deflate")


def read_bundle(members: Mapping[str, bytes]) -> Bundle:
    """A bundle from its members (of the zip, or of a folder with the same names); ``MalformedBundle`` if it is none.

    Whether entries and payloads are those of the log is for whoever checks the bundle.
    """
    rest = dict(members)
    try:
        vote = rest.pop("vote").decode()
        checkpoint = rest.pop("checkpoint")
        vkey = rest.pop("log.vkey").decode().removesuffix("\n")
        policy = rest.pop("policy").decode()
        archive = rest.pop(f"{vote}.bel")
        cosigned = rest.pop("cosigned", b"")
    except (KeyError, UnicodeDecodeError) as error:
        raise MalformedBundle(f"lacks a member, or it is not text: {error}") from error
    if not _VOTE.match(vote):
        raise MalformedBundle("the vote's uuid is not 14 Base58 characters")
    leaves = _leaves(rest, _size_of(checkpoint))
    entries = {int(found[1]): rest.pop(name) for name in list(rest) if (found := _ENTRY.match(name))}
    payloads = {found[1]: rest.pop(name) for name in list(rest) if (found := _PAYLOAD.match(name))}
    if rest:
        raise MalformedBundle(f"unknown members: {sorted(rest)[:3]}")
    return Bundle(vote, checkpoint, vkey, policy, leaves, entries, payloads, archive, cosigned)


def _size_of(checkpoint: bytes) -> int:
    """The size the checkpoint claims, before its signature is checked; only bounds what is read."""
    found = _SIZE.match(checkpoint)
    if found is None:
        raise MalformedBundle("the checkpoint states no size")
    return int(found[1])


def _leaves(members: dict[str, bytes], size: int) -> tuple[bytes, ...]:
    leaves: list[bytes] = []
    if size > MAX_BYTES // 32:
        raise MalformedBundle("the checkpoint's size is beyond all measure")
    for tile in (Tile(0, n, min(256, size - n * 256)) for n in range(-(-size // 256))):
        raw = members.pop(tile.path, None)
        if raw is None:
            raise MalformedBundle(f"lacks {tile.path}")
        try:
            leaves += parse_tile(tile, raw)
        except LedgerDataError as error:
            raise MalformedBundle(f"{tile.path}: {error}") from error
    return tuple(leaves)
