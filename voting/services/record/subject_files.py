"""A subject's bundle as a file made once, and what everyone may download of a subject."""

import json
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.note import parse_note
from voting.record.facts import Commune
from voting.record.policies import Standing
from voting.record.subject_bundle import SubjectBundle, write_subject_bundle
from voting.services.checkpoints import final_note, log_start, notes_of, published_note, standing_by
from voting.services.desk import Desk, find_subject
from voting.services.households.subject_life import close_subjects_due
from voting.services.lookups import COMMUNE_BOOK
from voting.services.record.assembling import StoredEntries, book_files
from voting.services.record.making import MADE, MadeFile, Making, Wanted
from voting.services.record.snapshots import ENDED, FORM, OPEN, TAG_DIGITS
from voting.services.subject_lookups import pseudonyms_of, subject_opening
from voting.storage.database import Transaction


@dataclass(frozen=True)
class SubjectSnapshot:
    """A subject's two books at one moment, by their signed heads."""

    subject: str
    commune: Commune
    commune_head: bytes
    book_head: bytes
    book_size: int
    closed: bool
    pseudonyms: bytes
    policies: Standing

    @property
    def commune_size(self) -> int:
        """How many entries the commune's head counts."""
        return parse_checkpoint(parse_note(self.commune_head).text).size

    @property
    def wanted(self) -> Wanted:
        """The bundle."""
        made_of = (FORM, "subject", self.subject, self.commune_head, self.book_head, self.policies)
        tag = sha256(json.dumps(list(map(str, made_of))).encode()).hexdigest()[:TAG_DIGITS]
        return Wanted(self.subject, "zip", ENDED if self.closed else OPEN, tag, last=self.closed)


def take_subject_snapshot(tx: Transaction, subject_id: str) -> SubjectSnapshot:
    """The subject now; ``NotFound``. After its closing always the same, until enough witnesses have signed."""
    commune = find_subject(tx, subject_id).commune_id
    facts, entry = subject_opening(tx, commune, subject_id)
    head = published_note(tx, commune)
    if facts.closing is not None:
        final = final_note(tx, commune, facts.closing)
        head = final or published_note(
            tx, commune, tx.log.checkpoint_covering(commune, COMMUNE_BOOK, facts.closing).size
        )
    book = tx.log.checkpoint(commune, subject_id)
    return SubjectSnapshot(
        subject=subject_id,
        commune=log_start(tx, commune),
        commune_head=head,
        book_head=book.note,
        book_size=book.size,
        closed=facts.closing is not None,
        pseudonyms=pseudonyms_of(tx, commune, entry),
        policies=standing_by(tx, commune, parse_checkpoint(parse_note(head).text).size),
    )


class SubjectFiles:
    """What everyone may download about a subject."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._making = Making(desk.data_folder / MADE, desk.clock)

    def bundle(self, subject_id: str) -> MadeFile:
        """``bundle.zip`` so far; while the subject is open, perhaps as it was a minute ago. ``BusyMaking``."""
        snapshot = self._now(subject_id)
        return self._making.file(snapshot.wanted, lambda target: self._write(snapshot, target))

    def bundle_tag(self, subject_id: str) -> str:
        """The ETag of what ``bundle`` would give; makes nothing."""
        return self._making.tag(self._now(subject_id).wanted)

    def pseudonyms(self, subject_id: str) -> bytes:
        """The subject's sorted list, exact bytes; ``NotFound``."""
        with self._desk.database.reading() as tx:
            commune = find_subject(tx, subject_id).commune_id
            return pseudonyms_of(tx, commune, subject_opening(tx, commune, subject_id)[1])

    def _now(self, subject_id: str) -> SubjectSnapshot:
        close_subjects_due(self._desk)
        with self._desk.database.reading() as tx:
            return take_subject_snapshot(tx, subject_id)

    def _write(self, snapshot: SubjectSnapshot, target: BinaryIO) -> None:
        own = StoredEntries(self._desk, snapshot.commune.code, snapshot.subject, snapshot.book_size)
        whole = StoredEntries(self._desk, snapshot.commune.code, COMMUNE_BOOK, snapshot.commune_size)
        bundle = SubjectBundle(
            subject=snapshot.subject,
            vkey=snapshot.commune.vkey,
            policy=snapshot.policies.in_force.text,
            policies=notes_of(snapshot.policies),
            commune=book_files(snapshot.commune_head, whole),
            book=book_files(snapshot.book_head, own),
            payloads={sha256(snapshot.pseudonyms).hexdigest(): snapshot.pseudonyms},
        )
        write_subject_bundle(bundle, target)
