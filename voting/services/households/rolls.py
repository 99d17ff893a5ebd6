"""A village's household list: read, shown with its faults, confirmed, frozen in the record. Never imported by half."""

import json
import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from voting.lists.errors import RollFileError
from voting.lists.reading import read_roll
from voting.lists.rows import Fault, HouseholdRow, RollReading, Severity
from voting.record.entries.village import RollFrozen
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, NotFound, UnreadableList
from voting.services.households.card_records import keep_cards
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.rolls import Household, Roll, RollUpload

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class RollInfo:
    """A frozen list without names, commitment and salt; ``households`` is N."""

    version: int
    households: int
    frozen_at_utc: datetime | None

    @classmethod
    def of(cls, row: Roll) -> Self:
        """As it is handed up."""
        return cls(row.version, row.households, row.frozen_at_utc)


@dataclass(frozen=True)
class HouseholdInfo:
    """A household as those who may see people's data see it. Personal data."""

    code: str
    head_name: str
    representative: str
    address: str
    phone: str

    @classmethod
    def of(cls, row: Household) -> Self:
        """As it is handed up."""
        return cls(row.code, row.head_name, row.representative, row.address, row.phone)


@dataclass(frozen=True)
class Preview:
    """A list as read from a file, waiting for a yes. Counts are against the present roll, by household code."""

    id: str
    filename: str
    rows: tuple[HouseholdRow, ...]
    faults: tuple[Fault, ...]
    added: int
    removed: int
    changed: int

    @property
    def importable(self) -> bool:
        """Whether no fault is an error."""
        return all(fault.severity is not Severity.ERROR for fault in self.faults)


class Rolls:
    """Importing and reading household lists; reading is for those who may see people's data."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, actor: Actor, village: str, filename: str, data: bytes) -> Preview:
        """Read a file and keep what was read for a day; nothing is imported. ``UnreadableList`` if it is no list."""
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "roll.import")
        reading = _read(filename, data)
        with self._desk.database.transaction() as tx:
            tx.rolls.delete_uploads_before(actor.commune, self._desk.now() - KEPT)
            upload = RollUpload(
                commune_id=actor.commune,
                id=secrets.token_urlsafe(12),
                village_code=village,
                account_id=actor.account_id,
                file_name=filename[:200],
                rows=[asdict(row) for row in reading.rows],
                faults=[asdict(fault) for fault in reading.faults],
                created_at_utc=self._desk.now(),
            )
            tx.rolls.add_upload(upload)
            return self._preview_of(tx, upload)

    def staged(self, actor: Actor, village: str, preview_id: str) -> Preview:
        """The preview of this id; ``NotFound`` once it is confirmed or a day old."""
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "roll.import")
            return self._preview_of(tx, _upload(tx, actor, village, preview_id))

    def confirm(self, actor: Actor, village: str, preview_id: str) -> RollInfo:
        """Take the list over and freeze it in the record; ``Conflict`` while it has errors or a vote is open."""
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "roll.import")
            preview = self._preview_of(tx, _upload(tx, actor, village, preview_id))
            if not preview.importable:
                raise Conflict(code="roll-has-errors")
            before = latest_roll(tx, where)
            roll = self._freeze(tx, where, preview, before)
            tx.rolls.delete_upload(actor.commune, preview_id)
            keep_cards(self._desk, tx, where, {row.code for row in preview.rows})
        return RollInfo.of(roll)

    def _freeze(self, tx: Transaction, village: Village, preview: Preview, before: Roll | None) -> Roll:
        salt = secrets.token_bytes(32)
        commitment = roll_commitment(salt, preview.rows)
        now = self._desk.now()
        key = (village.commune_id, village.code)
        roll = Roll(*key, (before.version if before else 0) + 1, len(preview.rows), now, commitment, now)
        tx.rolls.add(roll, [_household(number, row) for number, row in enumerate(preview.rows, 1)], salt=salt)
        entry = RollFrozen(
            village=village.code,
            at=self._desk.next_minute(tx, village.commune_id),
            households=roll.households,
            commitment=commitment.hex(),
            added=preview.added,
            removed=preview.removed,
        )
        if self._desk.books.commune(tx, village.commune_id).village(village.code).open:
            raise Conflict(code="vote-open")
        self._desk.append(tx, village.commune_id, [entry])
        return roll

    def current(self, village: str) -> RollInfo | None:
        """The frozen roll of a village, without names; ``None`` before the first."""
        with self._desk.database.reading() as tx:
            roll = latest_roll(tx, find_village(tx, village))
            return RollInfo.of(roll) if roll else None

    def households(self, actor: Actor, village: str) -> tuple[HouseholdInfo, ...]:
        """The households of the current roll, in list order. Personal data."""
        with self._desk.database.reading() as tx:
            return tuple(map(HouseholdInfo.of, households_of(tx, village_for(tx, actor, village, "roll.see"))))

    def _preview_of(self, tx: Transaction, upload: RollUpload) -> Preview:
        rows = tuple(HouseholdRow(**row) for row in upload.rows)
        faults = tuple(Fault(**{**fault, "severity": Severity(fault["severity"])}) for fault in upload.faults)
        present = {h.code: h for h in households_of(tx, find_village(tx, upload.village_code))}
        listed = {row.code: row for row in rows}
        changed = sum(code in present and _details(present[code]) != _details(row) for code, row in listed.items())
        return Preview(
            id=upload.id,
            filename=upload.file_name,
            rows=rows,
            faults=faults,
            added=len(listed.keys() - present.keys()),
            removed=len(present.keys() - listed.keys()),
            changed=changed,
        )


def _read(filename: str, data: bytes) -> RollReading:
    try:
        return read_roll(filename, data)
    except RollFileError as error:
        raise UnreadableList(error.code, message_vi=error.message_vi, message_en=error.message_en) from error


def latest_roll(tx: Transaction, village: Village) -> Roll | None:
    """The newest roll of a village, or ``None``."""
    try:
        return tx.rolls.latest(village.commune_id, village.code)
    except storage_errors.NotFound:
        return None


def households_of(tx: Transaction, village: Village) -> tuple[Household, ...]:
    """The households of a village's newest roll, in list order."""
    roll = latest_roll(tx, village)
    return tx.rolls.households(village.commune_id, village.code, roll.version) if roll else ()


def roll_commitment(salt: bytes, rows: tuple[HouseholdRow, ...]) -> bytes:
    """SHA-256 of the salt (32 bytes) and the list as compact JSON; destroying the salt is the erasure."""
    listed = [[row.code, row.head_name, row.representative, row.address] for row in rows]
    return sha256(salt + json.dumps(listed, ensure_ascii=False, separators=(",", ":")).encode()).digest()


def _upload(tx: Transaction, actor: Actor, village: str, preview_id: str) -> RollUpload:
    try:
        upload = tx.rolls.upload(actor.commune, preview_id)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-upload") from error
    if upload.village_code != village:
        raise NotFound(code="unknown-upload")
    return upload


def _household(position: int, row: HouseholdRow) -> Household:
    return Household(row.code, position, row.head_name, row.representative, row.address, row.phone, row.members,
                     row.smartphone)  # fmt: skip


def _details(one: Household | HouseholdRow) -> tuple[object, ...]:
    return (one.head_name, one.representative, one.address, one.phone, one.members, one.smartphone)
