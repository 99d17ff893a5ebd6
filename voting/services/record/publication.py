"""Exact bytes for anyone: a vote's fixed files, its papers, and its archive and bundle as files made once."""

from dataclasses import dataclass
from typing import BinaryIO

from voting.ballots import strict_json
from voting.ballots.credentials import CREDENTIALS_MAX_BYTES, short_list
from voting.record.entries.vote import VoteOpened
from voting.services.desk import Desk, find_vote
from voting.services.errors import NotFound
from voting.services.lookups import entry_at, vote_facts
from voting.services.record.assembling import Assembling
from voting.services.record.logs import digest_of
from voting.services.record.making import MADE, MadeFile, Making
from voting.services.record.snapshots import Snapshot, take_snapshot
from voting.services.votes.closing import close_due
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction


@dataclass(frozen=True)
class DocumentFile:
    """A paper shown with a vote, whole."""

    name: str
    media_type: str
    content: bytes


class Publication:
    """What everyone may download about a vote."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._making = Making(desk.data_folder / MADE, desk.clock)
        self._assembling = Assembling(desk)

    def election(self, uuid: str) -> bytes:
        """``election.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            return _opening(tx, uuid)[1].election.encode()

    def trustees(self, uuid: str) -> bytes:
        """``trustees.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            return _opening(tx, uuid)[1].trustees.encode()

    def credentials(self, uuid: str) -> bytes:
        """``public_creds.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            commune, opened = _opening(tx, uuid)
            return tx.payloads.get(commune, bytes.fromhex(opened.credentials))

    def credentials_short(self, uuid: str) -> bytes:
        """The credential list as a phone needs it: 3 bytes of each (``ballots.credentials.short_list``)."""
        return short_list(strict_json.load(self.credentials(uuid), size_max_bytes=CREDENTIALS_MAX_BYTES))

    def document(self, uuid: str, sha256_hex: str) -> DocumentFile:
        """A paper shown with a vote, by the hash that the record carries; ``NotFound``."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            try:
                found = tx.votes.document(vote.commune_id, uuid, digest_of(sha256_hex))
            except (storage_errors.NotFound, ValueError) as error:
                raise NotFound(code="unknown-document") from error
        return DocumentFile(found.name, found.media_type, found.content)

    def archive(self, uuid: str) -> MadeFile:
        """``<uuid>.bel`` so far; while the vote goes on, perhaps as it was a minute ago. ``BusyMaking``."""
        snapshot = self._now(uuid)
        return self._making.file(snapshot.archive, lambda target: self._assembling.archive(snapshot, target))

    def archive_tag(self, uuid: str) -> str:
        """The ETag of what ``archive`` would give; makes nothing."""
        return self._making.tag(self._now(uuid).archive)

    def bundle(self, uuid: str) -> MadeFile:
        """``bundle.zip`` so far, what the offline verifier needs about this vote; as ``archive``."""
        snapshot = self._now(uuid)
        return self._making.file(snapshot.bundle, lambda target: self._write_bundle(snapshot, target))

    def bundle_tag(self, uuid: str) -> str:
        """The ETag of what ``bundle`` would give; makes nothing."""
        return self._making.tag(self._now(uuid).bundle)

    def _write_bundle(self, snapshot: Snapshot, target: BinaryIO) -> None:
        archive = self._making.made_now(snapshot.archive, lambda own: self._assembling.archive(snapshot, own))
        self._assembling.bundle(snapshot, archive.path, target)

    def _now(self, uuid: str) -> Snapshot:
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            return take_snapshot(tx, uuid)


def _opening(tx: Transaction, uuid: str) -> tuple[str, VoteOpened]:
    """A vote's commune, and the entry that opened it."""
    commune = find_vote(tx, uuid).commune_id
    vote = vote_facts(tx, commune, uuid)
    entry = entry_at(tx, commune, vote.opening.index) if vote else None
    if not isinstance(entry, VoteOpened):
        raise NotFound(code="unknown-vote")
    return commune, entry
