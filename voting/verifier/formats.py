"""From bytes to `Evidence`: a bundle's zip or its members, a bare archive, a commune's book by itself.

What they say is for the checks. Only what this program can say nothing about is told apart here: files of another kind,
of another version, or cut short.
"""

from collections.abc import Callable, Mapping

from voting.ballots.archive import HEADER_NAME
from voting.ledger.note import MAX_NOTE_BYTES
from voting.ledger.policy import MAX_POLICY_BYTES
from voting.record.book_files import MOST_ENTRIES, BookFiles, read_book, size_of
from voting.record.bundle import POLICIES_MAX, read_bundle
from voting.record.errors import MalformedBundle
from voting.record.strict_zip import read_zip
from voting.record.subject_bundle import CHECKPOINT, read_subject_bundle
from voting.verifier import limits
from voting.verifier.errors import BrokenBundle, InputTooLarge, OtherVersion, UnknownInput, VoteBookAlone
from voting.verifier.evidence import Evidence, Kind
from voting.verifier.versions import require_known_archive

_ZIP = b"PK"
_OLDER_MEMBER = b"entries/0.json"
"""A member of the bundles that showed a part of one log, before there were two kinds of books."""
_VOTE_BOOK_BEGINS = b'{"v":1,"type":"book-started",', b'{"v":1,"type":"subject-started",'
_POLICY_CHANGED = b'{"v":1,"type":"policy-changed",'
_TAR_NAME_BYTES = 100

Read = Callable[[str, int], bytes | None]
"""Reads a file of a book by its path and the most bytes it may have; `None` if there is none."""


def read_bytes(data: bytes, source: str) -> Evidence:
    """A bundle's zip or a bare archive, told apart by how it begins; raises an `UnreadableInput`."""
    if data.startswith(_ZIP):
        return _zip_evidence(data, source)
    if data[:_TAR_NAME_BYTES].rstrip(b"\0") == HEADER_NAME.encode():
        require_known_archive(data)
        return Evidence(source, Kind.ARCHIVE, archive=data)
    raise UnknownInput("neither a bundle.zip nor a .bel archive")


def _zip_evidence(data: bytes, source: str) -> Evidence:
    try:
        members = read_zip(data)
    except MalformedBundle as error:
        if _OLDER_MEMBER in data:
            raise OtherVersion("a bundle of an older form, which showed a part of one log") from error
        raise BrokenBundle(str(error)) from error
    return bundle_evidence(members, source)


def bundle_evidence(members: Mapping[str, bytes], source: str) -> Evidence:
    """A bundle from its members by name; raises `BrokenBundle` or `OtherVersion`."""
    if _OLDER_MEMBER.decode() in members:
        raise OtherVersion("a bundle of an older form, which showed a part of one log")
    if CHECKPOINT in members:
        return _subject_evidence(members, source)
    try:
        found = read_bundle(members)
    except MalformedBundle as error:
        raise BrokenBundle(str(error)) from error
    _require_one_line(members, found.vkey, found.policy)
    return Evidence(
        source,
        Kind.BUNDLE,
        vote=found.vote,
        vkey=found.vkey,
        policy=found.policy,
        commune=found.commune,
        book=found.book,
        cosigned=found.cosigned,
        policies=found.policies,
        payloads=found.payloads,
        archive=found.archive,
    )


def _subject_evidence(members: Mapping[str, bytes], source: str) -> Evidence:
    try:
        found = read_subject_bundle(members)
    except MalformedBundle as error:
        raise BrokenBundle(str(error)) from error
    _require_one_line(members, found.vkey, found.policy)
    return Evidence(
        source,
        Kind.SUBJECT,
        subject=found.subject,
        vkey=found.vkey,
        policy=found.policy,
        commune=found.commune,
        book=found.book,
        cosigned=found.cosigned,
        policies=found.policies,
        payloads=found.payloads,
    )


def _require_one_line(members: Mapping[str, bytes], vkey: str, policy: str) -> None:
    if members["commune/log.vkey"] != f"{vkey}\n".encode() or not vkey or not policy:
        raise BrokenBundle("the key is not one line, or there is no policy")


def commune_evidence(read: Read, source: str) -> Evidence:
    """A commune's book by itself, as a server or a mirror keeps it; `log.vkey` and `policy` if they are beside it."""
    book = read_book(read, most_bytes=limits.INPUT_MAX_BYTES)
    if not book.checkpoint:
        raise UnknownInput("no checkpoint, so no book")
    if book.damage and not book.entries:
        _require_size(book)
    if book.entries and book.entries[0].startswith(_VOTE_BOOK_BEGINS):
        raise VoteBookAlone("a vote's own book; it is checked as part of the vote's bundle")
    vkey = _text(read, "log.vkey", limits.KEY_MAX_BYTES).removesuffix("\n")
    policy = _text(read, "policy", MAX_POLICY_BYTES)
    return Evidence(source, Kind.COMMUNE, vkey=vkey, policy=policy, commune=book, policies=_policy_notes(read, book))


def _policy_notes(read: Read, book: BookFiles) -> dict[int, bytes]:
    """The checkpoints by which later policies came into force, where there is one.

    One that came since the book was read shows nothing of it: that change still waits here.
    """
    changes = [index for index, raw in enumerate(book.entries) if raw.startswith(_POLICY_CHANGED)]
    notes = {index: read(f"policies/{index}", MAX_NOTE_BYTES) for index in changes[:POLICIES_MAX]}
    whole = len(book.entries)
    return {index: note for index, note in notes.items() if note is not None and (size_of(note) or 0) <= whole}


def _require_size(book: BookFiles) -> None:
    """The checkpoint states a size, and one that is not beyond all measure."""
    size = [*book.checkpoint.split(b"\n"), b""][1]
    if not size.isdigit():
        raise UnknownInput(f"not a book: {book.damage}")
    if len(size) > len(str(MOST_ENTRIES)) or int(size) > MOST_ENTRIES:
        raise InputTooLarge(f"a book of {size[:20].decode()} entries")


def _text(read: Read, name: str, most: int) -> str:
    """A text file beside the book, or nothing: the book's first entry has it too."""
    try:
        return (read(name, most) or b"").decode()
    except UnicodeDecodeError as error:
        raise UnknownInput(f"{name} is not text") from error
