"""``bundle.zip``: everything an offline verifier needs about one vote, in the books' own public layout.

::

    commune/log.vkey  commune/policy               the commune's key, and who must co-sign its book
    commune/cosigned                               if any: an earlier head that satisfies the policy
    commune/policies/<index>                       of each policy-changed in force: the head that brought it there
    commune/checkpoint  commune/tile/entries/...   the commune's book, whole, as C2SP tiled logs serve it
    vote/checkpoint  vote/tile/entries/...         the vote's own book, whole, under the key of its own name
    payloads/<sha256>                              what entries refer to by hash
    <uuid>.bel                                     the Belenios archive, derived from both books

The zip is strictly formed (``strict_zip``) and deterministic: the same books give the same bytes.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from voting.record.book_files import BookFiles, read_book
from voting.record.errors import MalformedBundle
from voting.record.strict_zip import write_zip

COMMUNE, VOTE = "commune/", "vote/"
POLICIES_MAX = 1000
"""Most changes of the witness policy whose checkpoints are read."""
_ARCHIVE = re.compile(r"([1-9A-HJ-NP-Za-km-z]{14})\.bel\Z")
_PAYLOAD = re.compile(r"payloads/([0-9a-f]{64})\Z")
_POLICY_NOTE = re.compile(rf"{COMMUNE}policies/([1-9][0-9]{{0,6}})\Z")


@dataclass(frozen=True)
class Bundle:
    """A vote, with both books as they are given; ``policy`` is the text in force, ``cosigned`` a whole note, and so is
    each of ``policies``: by the index of a ``policy-changed``, the head by which the policy before it let it in.
    """  # fmt: skip

    vote: str
    vkey: str
    policy: str
    commune: BookFiles
    book: BookFiles
    payloads: Mapping[str, bytes]
    archive: bytes
    cosigned: bytes = b""
    policies: Mapping[int, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class Beside:
    """What stands beside the commune's book in a bundle: key, policy in force, and notes that witnesses signed."""

    vkey: str
    policy: str
    cosigned: bytes = b""
    policies: Mapping[int, bytes] = field(default_factory=dict)

    def members(self) -> Iterator[tuple[str, bytes]]:
        """The files by name, in their order."""
        yield f"{COMMUNE}log.vkey", f"{self.vkey}\n".encode()
        yield f"{COMMUNE}policy", self.policy.encode()
        if self.cosigned:
            yield f"{COMMUNE}cosigned", self.cosigned
        yield from ((f"{COMMUNE}policies/{index}", self.policies[index]) for index in sorted(self.policies))


def write_bundle(bundle: Bundle, target: BinaryIO) -> None:
    """Write the zip to a seekable target, member by member in a fixed order, with a fixed date."""
    write_zip(target, ((name, (raw,)) for name, raw in members_of(bundle)))


def members_of(bundle: Bundle) -> Iterator[tuple[str, bytes]]:
    """The bundle's files by name, in their order: members of the zip, or files of a folder."""
    yield from Beside(bundle.vkey, bundle.policy, bundle.cosigned, bundle.policies).members()
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
    beside = take_beside(rest)
    archive = rest.pop(f"{vote}.bel")
    commune, book = take_book(rest, COMMUNE), take_book(rest, VOTE)
    payloads = take_payloads(rest)
    if rest:
        raise MalformedBundle(f"unknown members: {sorted(rest)[:3]}")
    if not commune.checkpoint or not book.checkpoint:
        raise MalformedBundle("lacks the checkpoint of a book")
    return Bundle(
        vote,
        beside.vkey,
        beside.policy,
        commune,
        book,
        payloads,
        archive,
        cosigned=beside.cosigned,
        policies=beside.policies,
    )


def _vote(members: Mapping[str, bytes]) -> str:
    """The uuid stands in the archive's name alone."""
    found = [match[1] for name in members if (match := _ARCHIVE.match(name))]
    if len(found) != 1:
        raise MalformedBundle(f"{len(found)} archives, a bundle has one, called after its vote")
    return found[0]


def take_beside(rest: dict[str, bytes]) -> Beside:
    """The commune's key and policy, and the notes that witnesses signed, if any, out of a bundle's members."""
    try:
        vkey = rest.pop(f"{COMMUNE}log.vkey").decode().removesuffix("\n")
        policy = rest.pop(f"{COMMUNE}policy").decode()
    except (KeyError, UnicodeDecodeError) as error:
        raise MalformedBundle(f"lacks a member, or it is not text: {error}") from error
    policies = {int(found[1]): rest.pop(name) for name in list(rest) if (found := _POLICY_NOTE.match(name))}
    if len(policies) > POLICIES_MAX:
        raise MalformedBundle(f"more than {POLICIES_MAX} changes of the policy")
    return Beside(vkey, policy, rest.pop(f"{COMMUNE}cosigned", b""), policies)


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
