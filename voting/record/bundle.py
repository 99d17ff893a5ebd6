"""``bundle.zip``: everything an offline verifier needs about one vote, in the books' own public layout.

::

    commune/log.vkey  commune/policy               the commune's key, and who must co-sign its book
    commune/cosigned                               if any: an earlier head that satisfies the policy
    commune/checkpoint  commune/tile/entries/...   the commune's book, whole, as C2SP tiled logs serve it
    vote/checkpoint  vote/tile/entries/...         the vote's own book, whole, under the key of its own name
    payloads/<sha256>                              what entries refer to by hash
    <uuid>.bel                                     the Belenios archive, derived from both books

The zip is strictly formed (``strict_zip``) and deterministic: the same books give the same bytes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

from voting.record.book_files import BookFiles, read_book
from voting.record.errors import MalformedBundle
from voting.record.strict_zip import write_zip

COMMUNE, VOTE = "commune/", "vote/"
_ARCHIVE = re.compile(r"([1-9A-HJ-NP-Za-km-z]{14})\.bel\Z")
_PAYLOAD = re.compile(r"payloads/([0-9a-f]{64})\Z")


@dataclass(frozen=True)
class Bundle:
    """A vote, with both books as they are given; ``policy`` is the text, ``cosigned`` a whole note."""

    vote: str
    vkey: str
    policy: str
    commune: BookFiles
    book: BookFiles
    payloads: Mapping[str, bytes]
    archive: bytes
    cosigned: bytes = b""


def write_bundle(bundle: Bundle, target: BinaryIO) -> None:
    """Write the zip to a seekable target, member by member in a fixed order, with a fixed date."""
    write_zip(target, ((name, (raw,)) for name, raw in members_of(bundle)))


def members_of(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """The bundle's files by name, in their order: members of the zip, or files of a folder."""
    yield f"{COMMUNE}log.vkey", f"{bundle.vkey}\n".encode()
    yield f"{COMMUNE}policy", bundle.policy.encode()
    if bundle.cosigned:
        yield f"{COMMUNE}cosigned", bundle.cosigned
    for prefix, book in ((COMMUNE, bundle.commune), (VOTE, bundle.book)):
        yield from ((prefix + path, raw) for path, raw in book.members())
    yield from ((f"payloads/{name}", raw) for name, raw in sorted(bundle.payloads.items()))
    yield f"{bundle.vote}.bel", bundle.archive


def read_bundle(members: Mapping[str, bytes]) -> Bundle:
    """A bundle from its members (of the zip, or of a folder with the same names); ``MalformedBundle`` if it is none.

    A book that is not whole is no fault of form (``BookFiles.damage``). Whether entries and payloads are those of the
    books is for whoever checks the bundle.
    """
    rest = dict(members)
    vote = _vote(rest)
    vkey, policy, cosigned = take_texts(rest)
    archive = rest.pop(f"{vote}.bel")
    commune, book = take_book(rest, COMMUNE), take_book(rest, VOTE)
    payloads = take_payloads(rest)
    if rest:
        raise MalformedBundle(f"unknown members: {sorted(rest)[:3]}")
    if not commune.checkpoint or not book.checkpoint:
        raise MalformedBundle("lacks the checkpoint of a book")
    return Bundle(vote, vkey, policy, commune, book, payloads, archive, cosigned)


def _vote(members: Mapping[str, bytes]) -> str:
    """The uuid stands in the archive's name alone."""
    found = [match[1] for name in members if (match := _ARCHIVE.match(name))]
    if len(found) != 1:
        raise MalformedBundle(f"{len(found)} archives, a bundle has one, called after its vote")
    return found[0]


def take_texts(rest: dict[str, bytes]) -> tuple[str, str, bytes]:
    """The commune's key and policy, and the note that witnesses signed, if any, out of a bundle's members."""
    try:
        vkey = rest.pop(f"{COMMUNE}log.vkey").decode().removesuffix("\n")
        policy = rest.pop(f"{COMMUNE}policy").decode()
    except (KeyError, UnicodeDecodeError) as error:
        raise MalformedBundle(f"lacks a member, or it is not text: {error}") from error
    return vkey, policy, rest.pop(f"{COMMUNE}cosigned", b"")


def take_payloads(rest: dict[str, bytes]) -> dict[str, bytes]:
    """What entries refer to by hash, out of a bundle's members."""
    return {found[1]: rest.pop(name) for name in list(rest) if (found := _PAYLOAD.match(name))}


def take_book(rest: dict[str, bytes], prefix: str) -> BookFiles:
    """A book out of a bundle's members."""
    book = read_book(_taking(rest, prefix))
    if book.damage:  # what stands behind the damage was not read, and is not unknown
        for name in [name for name in rest if name.startswith(f"{prefix}tile/entries/")]:
            del rest[name]
    return book


def _taking(rest: dict[str, bytes], prefix: str) -> Callable[[str, int], bytes | None]:
    """Reads a book's files out of the members, taking each away; what is left over in the end is unknown."""

    def read(path: str, max_bytes: int) -> bytes | None:
        raw = rest.pop(prefix + path, None)
        return raw if raw is None or len(raw) <= max_bytes else b""

    return read
