"""``bundle.zip`` of a subject: everything an offline verifier needs to recount what households said in the open.

::

    commune/log.vkey  commune/policy               as in a vote's bundle
    commune/cosigned  commune/policies/<index>     if any: notes that witnesses signed, as there
    commune/checkpoint  commune/tile/entries/...   the commune's book, whole
    subject/checkpoint  subject/tile/entries/...   the subject's own book, whole, under the key of its own name
    payloads/<sha256>                              the list of pseudonyms

Which subject it is stands in the first line of the subject's checkpoint. The form is as strict as a vote's bundle's.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from voting.record.book_files import BookFiles
from voting.record.bundle import COMMUNE, Beside, take_beside, take_book, take_payloads
from voting.record.errors import MalformedBundle
from voting.record.strict_zip import write_zip

SUBJECT = "subject/"
CHECKPOINT = f"{SUBJECT}checkpoint"
"""The member by which a subject's bundle is known."""
_ORIGIN = re.compile(rb"[^\n]*/([1-9A-HJ-NP-Za-km-z]{14})\n")


@dataclass(frozen=True)
class SubjectBundle:
    """A subject, with both books as they are given; texts and notes beside them as in a vote's ``Bundle``."""

    subject: str
    vkey: str
    policy: str
    commune: BookFiles
    book: BookFiles
    payloads: Mapping[str, bytes]
    cosigned: bytes = b""
    policies: Mapping[int, bytes] = field(default_factory=dict)


def write_subject_bundle(bundle: SubjectBundle, target: BinaryIO) -> None:
    """Write the zip to a seekable target, member by member in a fixed order, with a fixed date."""
    write_zip(target, ((name, (raw,)) for name, raw in members_of_subject(bundle)))


def members_of_subject(bundle: SubjectBundle) -> Iterator[tuple[str, bytes]]:
    """The bundle's files by name, in their order."""
    yield from Beside(bundle.vkey, bundle.policy, bundle.cosigned, bundle.policies).members()
    for prefix, book in ((COMMUNE, bundle.commune), (SUBJECT, bundle.book)):
        yield from ((prefix + path, raw) for path, raw in book.members())
    yield from ((f"payloads/{name}", raw) for name, raw in sorted(bundle.payloads.items()))


def read_subject_bundle(members: Mapping[str, bytes]) -> SubjectBundle:
    """A subject's bundle from its members; ``MalformedBundle`` if it is none. What it says is for whoever checks it."""
    rest = dict(members)
    beside = take_beside(rest)
    commune, book = take_book(rest, COMMUNE), take_book(rest, SUBJECT)
    payloads = take_payloads(rest)
    if rest:
        raise MalformedBundle(f"unknown members: {sorted(rest)[:3]}")
    named = _ORIGIN.match(book.checkpoint)
    if not commune.checkpoint or named is None:
        raise MalformedBundle("lacks the checkpoint of a book, or it names no subject")
    return SubjectBundle(
        named[1].decode(),
        beside.vkey,
        beside.policy,
        commune,
        book,
        payloads,
        cosigned=beside.cosigned,
        policies=beside.policies,
    )
