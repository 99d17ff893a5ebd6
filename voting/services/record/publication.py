"""Exact bytes for anyone: a vote's files, archive and bundle, and the log as C2SP serves it."""

from dataclasses import dataclass
from datetime import datetime

from voting.ballots import strict_json
from voting.ballots.credentials import CREDENTIALS_MAX_BYTES, short_list
from voting.ledger.errors import LedgerDataError
from voting.ledger.tiles import ENTRIES, TILE_WIDTH, Tile
from voting.record.bundle import Bundle, write_bundle
from voting.record.entries.entry import compact
from voting.record.entries.parsing import parse_entry
from voting.record.export import archive_of
from voting.record.fields import PayloadRef
from voting.record.rules.shared import of_vote
from voting.services.checkpoints import final_note, log_start, published_note
from voting.services.desk import Desk, find_vote
from voting.services.errors import NotFound
from voting.services.votes.casting import opened_entry
from voting.services.votes.closing import close_due
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.votes import Vote


@dataclass(frozen=True)
class LogHead:
    """Where a commune's log stands: entries, root hash (hex), and the latest entry's minute."""

    size: int
    root_hex: str
    at_utc: datetime | None


@dataclass(frozen=True)
class DocumentFile:
    """A paper shown with a vote, whole."""

    name: str
    media_type: str
    content: bytes


class Publication:
    """What everyone may download."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def election(self, uuid: str) -> bytes:
        """``election.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            return opened_entry(tx, find_vote(tx, uuid)).election.encode()

    def trustees(self, uuid: str) -> bytes:
        """``trustees.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            return opened_entry(tx, find_vote(tx, uuid)).trustees.encode()

    def credentials(self, uuid: str) -> bytes:
        """``public_creds.json``, exact bytes."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            given = opened_entry(tx, vote).credentials
            return _payload(tx, vote, given.sha256) if isinstance(given, PayloadRef) else compact(list(given))

    def credentials_short(self, uuid: str) -> bytes:
        """The credential list as a phone needs it: 8 bytes of each (``ballots.credentials.short_list``)."""
        return short_list(strict_json.load(self.credentials(uuid), size_max_bytes=CREDENTIALS_MAX_BYTES))

    def document(self, uuid: str, sha256_hex: str) -> DocumentFile:
        """A paper shown with a vote, by the hash that the record carries; ``NotFound``."""
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            try:
                found = tx.votes.document(vote.commune_id, uuid, bytes.fromhex(sha256_hex))
            except (storage_errors.NotFound, ValueError) as error:
                raise NotFound(code="unknown-document") from error
        return DocumentFile(found.name, found.media_type, found.content)

    def archive(self, uuid: str) -> bytes:
        """``<uuid>.bel`` so far."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            return _archive(tx, find_vote(tx, uuid))

    def bundle(self, uuid: str) -> bytes:
        """``bundle.zip`` so far: what the offline verifier needs about this vote."""
        close_due(self._desk)
        with self._desk.database.reading() as tx:
            vote = find_vote(tx, uuid)
            start = log_start(tx, vote.commune_id)
            size = tx.tiles.published_size(vote.commune_id)
            entries = _entries_for(tx, vote, size)
            given = opened_entry(tx, vote).credentials
            names = [given.sha256] if isinstance(given, PayloadRef) else []
            return write_bundle(
                Bundle(
                    vote=uuid,
                    checkpoint=published_note(tx, vote.commune_id),
                    vkey=start.vkey,
                    policy=start.policy,
                    leaves=tx.log.leaf_hashes(vote.commune_id, 0, size),
                    entries=entries,
                    payloads={name: _payload(tx, vote, name) for name in names},
                    archive=_archive(tx, vote),
                    cosigned=final_note(tx, vote.commune_id, vote.plan.get("closed_index")),
                )
            )

    def checkpoint(self, commune: str) -> bytes:
        """The newest checkpoint with its cosignatures."""
        with self._desk.database.reading() as tx:
            log_start(tx, commune)
            return published_note(tx, commune)

    def vkey(self, commune: str) -> str:
        """The log's verifier key, one line."""
        with self._desk.database.reading() as tx:
            return log_start(tx, commune).vkey

    def policy(self, commune: str) -> str:
        """The policy in tlog-policy text."""
        with self._desk.database.reading() as tx:
            return log_start(tx, commune).policy

    def tile(self, commune: str, level: int, index: int, width: int | None) -> bytes:
        """A tile of hashes; ``NotFound`` past the published size."""
        return self._tile(commune, level, index, width)

    def entries_tile(self, commune: str, index: int, width: int | None) -> bytes:
        """An entry bundle; ``NotFound`` past the published size."""
        return self._tile(commune, ENTRIES, index, width)

    def head(self, commune: str) -> LogHead:
        """Where the log stands."""
        with self._desk.database.reading() as tx:
            log_start(tx, commune)
            head = tx.log.head(commune)
            return LogHead(head.size, head.root.hex(), head.last_at)

    def _tile(self, commune: str, level: int, index: int, width: int | None) -> bytes:
        with self._desk.database.reading() as tx:
            try:
                return tx.tiles.read(commune, Tile(level, index, width or TILE_WIDTH))
            except (storage_errors.NotFound, LedgerDataError) as error:
                raise NotFound(code="unknown-tile") from error


def _payload(tx: Transaction, vote: Vote, name: str) -> bytes:
    return tx.payloads.get(vote.commune_id, bytes.fromhex(name))


def _archive(tx: Transaction, vote: Vote) -> bytes:
    rows = tx.log.entries_of_vote(vote.commune_id, vote.uuid)
    return archive_of((parse_entry(row.raw) for row in rows), lambda name: _payload(tx, vote, name))


def _entries_for(tx: Transaction, vote: Vote, size: int) -> dict[int, bytes]:
    """The entries a vote stands on: those about the log, those about its village, and its own."""
    entries = {}
    for row in tx.log.entries(vote.commune_id, 0, size):
        if row.vote_uuid in {None, vote.uuid}:
            entry = parse_entry(row.raw)
            if entry.village in {"", vote.village_code} and of_vote(entry) in {None, vote.uuid}:
                entries[row.idx] = row.raw
    return entries
