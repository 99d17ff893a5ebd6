"""A village's household list: read, shown with its faults, confirmed, frozen in the record. Never imported by half."""

import json
import secrets
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Self

from voting.lists.rows import HouseholdRow, RollReading
from voting.record.entries.village import RollFrozen
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid, UnreadableList
from voting.services.households.card_records import SPARE_PREFIX, keep_cards
from voting.services.households.impact import (
    Impact,
    Neighbour,
    impact_of,
    keep_spelling,
    known_spellings,
    same_name,
    with_neighbours,
)
from voting.services.households.previews import NO_IMPACT, NO_READING, UNSEEN, Agreement, Preview
from voting.services.households.reading_apart import read_apart
from voting.services.households.uploads import choices_of, kept_form, mark_taken, unreadable, upload_of, version_taken
from voting.services.lookups import village_facts
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.communes import Village
from voting.storage.database import Transaction
from voting.storage.rolls import Household, Roll, RollUpload
from voting.texts.validity import cleaned

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


class Rolls:
    """Importing and reading household lists; reading is for those who may see people's data."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(self, actor: Actor, village: str, filename: str, data: bytes) -> Preview:
        """Read a file and keep what was read for a day; nothing is imported.

        ``UnreadableList`` if it is no list; that is kept for a day too, and ``staged`` says it again.
        """
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "roll.import")
        number, name = secrets.token_urlsafe(12), cleaned(filename)[-200:]
        upload = RollUpload(actor.commune, number, village, actor.account_id, name, [], {}, self._desk.now())
        try:
            upload = replace(upload, rows=kept_form(read_apart(filename, data, self._desk.data_folder)))
        except UnreadableList as error:
            error.kept = upload.id
            self._keep(unreadable(upload, error))
            raise
        self._keep(upload)
        return self.staged(actor, village, upload.id)

    def _keep(self, upload: RollUpload) -> None:
        with self._desk.database.transaction() as tx:
            tx.rolls.delete_uploads_before(upload.commune_id, self._desk.now() - KEPT)
            tx.rolls.add_upload(upload)

    def staged(self, actor: Actor, village: str, preview_id: str, sheet: int | None = None) -> Preview:
        """The preview of this id, of the chosen sheet; ``NotFound`` a day after it was made, ``UnreadableList``."""
        with self._desk.database.reading() as tx:
            village_for(tx, actor, village, "roll.import")
            return self._preview_of(tx, upload_of(tx, actor, village, preview_id), sheet)

    def confirm(self, actor: Actor, village: str, preview_id: str, agreed: Agreement = UNSEEN) -> RollInfo:
        """Take the list over and freeze it in the record, once: doing it again changes nothing.

        ``Conflict`` while it has errors or a vote is open, a sheet is to be chosen, or things changed since they were
        seen; ``Invalid`` where the village's name is to be typed and is not.
        """
        with self._desk.database.transaction() as tx:
            where = village_for(tx, actor, village, "roll.import")
            book = self._desk.books.commune(tx, actor.commune)  # locked: of two clicks the second sees the first
            upload = upload_of(tx, actor, village, preview_id)
            preview, known = self._preview_of(tx, upload, agreed.sheet), book.village(village)
            before = latest_roll(tx, where)
            if preview.taken is not None:
                return RollInfo.of(tx.rolls.get(actor.commune, village, preview.taken))
            _require_ready(preview, vote_open=bool(known.open))
            if before and not known.outdated and _is_same_list(preview.rows, households_of(tx, where)):
                mark_taken(tx, upload, before.version)
                return RollInfo.of(before)
            _require_agreed(preview, where, agreed)
            roll = self._freeze(tx, where, preview, before)
            mark_taken(tx, upload, roll.version)
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

    def _preview_of(self, tx: Transaction, upload: RollUpload, sheet: int | None) -> Preview:
        village = find_village(tx, upload.village_code)
        taken = version_taken(upload)
        choices = choices_of(upload)
        if taken is not None:
            return Preview(upload.id, "", NO_READING, NO_IMPACT, (), 0, True, False, "", taken)
        chosen = sheet if sheet is not None and 0 <= sheet < len(choices) else 0
        reading, impact = _against_present(tx, village, choices[chosen])
        before = latest_roll(tx, village)
        counts = (before.version if before else 0, len(impact.added), len(impact.removed), impact.cards_ending)
        return Preview(
            id=upload.id,
            filename=upload.file_name,
            reading=reading,
            impact=impact,
            choices=tuple((choice.sheet or "", len(choice.rows)) for choice in choices),
            chosen=chosen,
            asked=len(choices) == 1 or chosen == sheet,
            vote_open=bool(village_facts(tx, village.commune_id, village.code).open),
            seen="-".join(map(str, counts)),
        )


def _against_present(tx: Transaction, village: Village, reading: RollReading) -> tuple[RollReading, Impact]:
    """The reading with codes as they are spelled already, and what it would do."""
    key = (village.commune_id, village.code)
    present, valid = households_of(tx, village), tx.cards.active(*key)
    cards = [card for card in valid if not card.household_code.startswith(SPARE_PREFIX)]
    rows = keep_spelling(reading.rows, known_spellings(present, tx.cards.every(*key), cards))
    respelled = sum(new.code != old.code for new, old in zip(rows, reading.rows, strict=True))
    neighbours = (
        Neighbour(other.name, other.unit_kind, households_of(tx, other))
        for other in tx.communes.villages(village.commune_id)
        if other.code != village.code and not other.successors
    )
    impact = with_neighbours(impact_of(rows, present, cards, respelled), rows, reading.title, village.name, neighbours)
    return replace(reading, rows=rows), impact


def _require_ready(preview: Preview, *, vote_open: bool) -> None:
    if not preview.importable:
        raise Conflict(code="roll-has-errors")
    if not preview.asked:
        raise Conflict(code="sheet-not-chosen")
    if vote_open:
        raise Conflict(code="vote-open")


def _require_agreed(preview: Preview, village: Village, agreed: Agreement) -> None:
    if agreed.seen and agreed.seen != preview.seen:
        raise Conflict(code="roll-changed")
    if preview.impact.dangers and not same_name(agreed.village_name, village.name):
        raise Invalid({"village_name": "village-name-typed"})


def _is_same_list(rows: tuple[HouseholdRow, ...], present: tuple[Household, ...]) -> bool:
    return tuple(_household(number, row) for number, row in enumerate(rows, 1)) == present


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


def _household(position: int, row: HouseholdRow) -> Household:
    return Household(row.code, position, row.head_name, row.representative, row.address, row.phone, row.members,
                     row.smartphone)  # fmt: skip
