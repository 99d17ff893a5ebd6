"""`python -m voting.verifier diff OLD NEW`: has what was kept only grown into what is shown today.

OLD is a bundle, a folder, an archive or a checkpoint that somebody has saved; NEW what is shown now. Exit 0: only
growth; 1: something contradicts; 2: one of them cannot be used. What NEW says is for the verifier itself to check.
"""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from voting.ledger.checkpoint import open_checkpoint, parse_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.ledger.note import MAX_NOTE_BYTES, NoteVerifier, parse_note
from voting.record.book_files import BookFiles
from voting.verifier.errors import (
    ArchiveChanged,
    Crime,
    UnknownInput,
    UnreadableInput,
    WrongLogKey,
    WrongRoot,
)
from voting.verifier.evidence import Evidence
from voting.verifier.findings import crime_of
from voting.verifier.growth import require_growth, require_same_entries, root_at
from voting.verifier.inputs import read_file, read_input
from voting.verifier.options import add_language, read_vkey
from voting.verifier.output import write_out
from voting.verifier.sentence import Sentence, printable
from voting.verifier.sentences import crime_sentence

CANNOT = Sentence(
    "Không so được: {why} ({detail}) Điều này không nói gì về các sổ.",
    "Cannot compare: {why} ({detail}) This says nothing about the books.",
)
_GREW = Sentence(
    "{origin}: {old} dòng đã lưu còn nguyên, nay thêm {more} dòng.",
    "{origin}: the {old} entries kept still stand, and {more} more have come.",
)
_ARCHIVE_GREW = Sentence(
    "Tệp phiếu: bản đã lưu còn nguyên ở đầu tệp nay.", "The archive begins with the one that was kept."
)
_CONTRADICTS = Sentence("{origin}: {crime} ({detail})", "{origin}: {crime} ({detail})")
_ARCHIVE = Sentence("tệp phiếu", "the archive")
_ONLY_GROWN = Sentence("Chỉ thêm, không có gì bị đổi hay bớt.", "Only grown: nothing was changed or taken away.")
_NOT_ONLY = Sentence(
    "KHÔNG ĐÁNG TIN: giữ cả hai bản, đó là bằng chứng.", "DO NOT TRUST THIS: keep both, they are the evidence."
)


@dataclass(frozen=True)
class Kept:
    """A book as it was saved: its signed head, and its entries unless the head is all there is; the key beside it."""

    note: bytes
    entries: tuple[bytes, ...] | None
    vkey: str


@dataclass(frozen=True)
class Compared:
    """One book, or the archive: what there is to say of it, and whether it contradicts."""

    what: Sentence
    holds: bool

    @property
    def said(self) -> Sentence:
        """The line of the report."""
        mark = "✔" if self.holds else "✘"
        return Sentence(f"{mark} {self.what.vi}", f"{mark} {self.what.en}")


def parser() -> argparse.ArgumentParser:
    """The command's options."""
    made = argparse.ArgumentParser(
        prog="python -m voting.verifier diff",
        description="So bản đã lưu với bản nay: chỉ được thêm (compare what was kept with today's: only growth).",
    )
    made.add_argument("old", metavar="OLD", help="bản đã lưu: bundle.zip, thư mục, .bel, dấu niêm (checkpoint)")
    made.add_argument("new", metavar="NEW", help="bản nay: tệp, thư mục hoặc địa chỉ web (path or address)")
    made.add_argument("--vkey", metavar="FILE|TEXT", help="khóa của sổ in trên giấy (trusted log key)")
    add_language(made)
    return made


def run(options: argparse.Namespace, _: datetime) -> int:
    """Compare and say, at any time; raises an `UnreadableInput` where nothing can be said."""
    vkey = read_vkey(options.vkey) if options.vkey is not None else ""
    found = list(compare(_read_old(options.old), read_input(options.new), vkey))
    if not found:
        raise UnknownInput("nothing in common: another commune, another vote, or an archive against a book")
    holds = all(one.holds for one in found)
    said = [*(one.said for one in found), _ONLY_GROWN if holds else _NOT_ONLY]
    write_out("\n".join(getattr(one, options.lang) for one in said))
    return 0 if holds else 1


def _read_old(given: str) -> Evidence | bytes:
    """What was kept; a checkpoint by itself as the note it is."""
    path = Path(given)
    if path.is_file() and path.stat().st_size <= MAX_NOTE_BYTES:
        note = read_file(path, MAX_NOTE_BYTES)
        try:
            parse_checkpoint(parse_note(note).text)
        except LedgerDataError:
            pass
        else:
            return note
    return read_input(given)


def compare(old: Evidence | bytes, new: Evidence, vkey: str = "") -> Iterator[Compared]:
    """Every book that both have, and the archive; raises `UnreadableInput` for an old one that proves nothing."""
    now = {_origin(book.checkpoint): book for book in _books(new)}
    for kept in [Kept(old, None, "")] if isinstance(old, bytes) else _kept(old):
        origin = _origin(kept.note)
        if origin in now:
            yield _compared(origin, kept, now[origin], vkey or new.vkey)
    if not isinstance(old, bytes) and old.archive and new.archive and (not old.vote or old.vote == new.vote):
        yield _archives(old.archive, new.archive)


def _books(evidence: Evidence) -> list[BookFiles]:
    return [book for book in (evidence.commune, evidence.book) if book.checkpoint]


def _kept(old: Evidence) -> Iterator[Kept]:
    for book in _books(old):
        yield Kept(book.checkpoint, book.entries, old.vkey)


def _compared(origin: str, kept: Kept, now: BookFiles, vkey: str) -> Compared:
    head = parse_checkpoint(parse_note(kept.note).text)
    if kept.vkey:
        _require_usable(kept, origin)
    try:
        log = NoteVerifier.parse(vkey).named(origin)
        if kept.vkey and NoteVerifier.parse(kept.vkey).named(origin) != log:
            raise WrongLogKey("what was kept is signed with another key")
        for note in (kept.note, now.checkpoint):
            open_checkpoint(note, log)
        today = parse_checkpoint(parse_note(now.checkpoint).text)
        if now.damage or today.size != len(now.entries) or root_at(now.entries, today.size) != today.root:
            raise WrongRoot("the entries shown are not those of their own checkpoint")
        if kept.entries is not None:
            require_same_entries(origin, kept.entries, now.entries)
        require_growth(head, now.entries)
    except (Crime, LedgerDataError) as error:
        return _contradicts(origin, error)
    more = len(now.entries) - head.size
    return Compared(_GREW.filled({"origin": printable(origin), "old": head.size, "more": more}), holds=True)


def _require_usable(kept: Kept, origin: str) -> None:
    """What was kept is signed, and whole: else it is no evidence of anything."""
    try:
        head = open_checkpoint(kept.note, NoteVerifier.parse(kept.vkey).named(origin))
    except LedgerDataError as error:
        raise UnreadableInput(f"what was kept of {origin}: {error}") from error
    if kept.entries is not None and (len(kept.entries) != head.size or root_at(kept.entries, head.size) != head.root):
        raise UnreadableInput(f"what was kept of {origin} is not whole")


def _archives(old: bytes, new: bytes) -> Compared:
    if new.startswith(old):
        return Compared(_ARCHIVE_GREW, holds=True)
    return _contradicts(_ARCHIVE, ArchiveChanged(f"{len(old)} bytes were kept"))


def _contradicts(what: Sentence | str, error: Exception) -> Compared:
    name = what if isinstance(what, Sentence) else printable(what)
    values = {"origin": name, "crime": crime_sentence(crime_of(error)), "detail": printable(str(error))}
    return Compared(_CONTRADICTS.filled(values), holds=False)


def _origin(note: bytes) -> str:
    try:
        return parse_checkpoint(parse_note(note).text).origin
    except LedgerDataError as error:
        raise UnknownInput(f"not a book's checkpoint: {error}") from error
