"""Household rolls by version, and uploads checked but not yet taken over. Both hold personal data and can be erased."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select

from voting.storage.errors import Conflict, NotFound
from voting.storage.secrets import Secrets
from voting.storage.tables.households import households, roll_uploads, rolls
from voting.storage.work import Work, columns_for, values_of, where

ROLL_SALT = "roll-salt"
"""The kind of secret that the salt of a roll's commitment is."""


@dataclass(frozen=True, slots=True)
class Household:
    """One row of a roll, in the order of the list (`position` from 1). Personal data."""

    code: str
    position: int
    head_name: str
    representative: str
    address: str
    phone: str
    members: int | None
    smartphone: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """One version of a village's household list; `households` is N.

    Frozen when `commitment` (32 bytes) and `frozen_at_utc` are set. Once `erased`, its households and the salt of its
    commitment are gone.
    """

    commune_id: str
    village_code: str
    version: int
    households: int
    created_at_utc: datetime
    commitment: bytes | None = None
    frozen_at_utc: datetime | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class RollUpload:
    """A household list as read from a file, with its faults, waiting for a person's yes. Personal data.

    `rows` and `faults` are JSON values of the caller's own shape.
    """

    commune_id: str
    id: str
    village_code: str
    account_id: str
    file_name: str
    rows: Any
    faults: Any
    created_at_utc: datetime


@dataclass(frozen=True, slots=True)
class UploadSeen:
    """That there is an upload; `file_name` is empty once it was taken over."""

    id: str
    village_code: str
    file_name: str
    created_at_utc: datetime


class Rolls:
    """`tx.rolls`."""

    def __init__(self, work: Work, secrets: Secrets) -> None:
        self._work = work
        self._secrets = secrets

    def add(self, roll: Roll, members: Sequence[Household], *, salt: bytes | None = None) -> None:
        """Store a version with all its households, or none of it; a frozen one with the `salt` of its commitment.

        Raises:
            Conflict: pk_rolls (the version exists), pk_households (a code twice), uq_households_position.
            BadValue: no household, an empty code.
            MissingReference: no such village.
        """
        self._work.insert(rolls, roll)
        key = {"commune_id": roll.commune_id, "village_code": roll.village_code, "roll_version": roll.version}
        self._work.insert_rows(households, [{**key, **values_of(one)} for one in members])
        self._keep_salt(roll, salt)

    def get(self, commune_id: str, village_code: str, version: int) -> Roll:
        """One version, or `NotFound`."""
        return self._work.get(Roll, columns_for(Roll, rolls).where(_key(commune_id, village_code, version)), "no roll")

    def versions(self, commune_id: str, village_code: str) -> tuple[Roll, ...]:
        """All versions of a village's roll, newest first."""
        query = columns_for(Roll, rolls).where(where(rolls, commune_id=commune_id, village_code=village_code))
        return self._work.find(Roll, query.order_by(rolls.c.version.desc()))

    def latest(self, commune_id: str, village_code: str) -> Roll:
        """The newest version, frozen or not; `NotFound` when the village has none."""
        query = columns_for(Roll, rolls).where(where(rolls, commune_id=commune_id, village_code=village_code))
        return self._work.get(Roll, query.order_by(rolls.c.version.desc()).limit(1), "no roll")

    def households(self, commune_id: str, village_code: str, version: int) -> tuple[Household, ...]:
        """The households of a version in list order; empty once erased."""
        key = where(households, commune_id=commune_id, village_code=village_code, roll_version=version)
        query = columns_for(Household, households).where(key)
        return self._work.find(Household, query.order_by(households.c.position))

    def household(self, commune_id: str, village_code: str, version: int, code: str) -> Household:
        """One household of a version, or `NotFound`."""
        key = where(households, commune_id=commune_id, village_code=village_code, roll_version=version, code=code)
        return self._work.get(Household, columns_for(Household, households).where(key), "no household")

    def freeze(self, frozen: Roll, *, salt: bytes) -> None:
        """Store salt, commitment and time of freezing of a version; `Conflict` if it was frozen already."""
        key = _key(frozen.commune_id, frozen.village_code, frozen.version)
        changed = rolls.update().where(key, rolls.c.frozen_at_utc.is_(None))
        values = {"commitment": frozen.commitment, "frozen_at_utc": frozen.frozen_at_utc}
        if self._work.run(changed.values(values)).rowcount == 0:
            self.get(frozen.commune_id, frozen.village_code, frozen.version)
            raise Conflict("this roll is frozen already")
        self._keep_salt(frozen, salt)

    def salt(self, commune_id: str, village_code: str, version: int) -> bytes:
        """The salt of a frozen version's commitment; `NotFound` before that, and once it is erased."""
        return self._secrets.get(commune_id, ROLL_SALT, _salt_name(village_code, version))

    def superseded(self, commune_id: str) -> tuple[Roll, ...]:
        """Versions of all villages that a later frozen one has replaced and that are not erased, oldest first."""
        later = rolls.alias("later")
        replaced = exists().where(
            later.c.commune_id == rolls.c.commune_id,
            later.c.village_code == rolls.c.village_code,
            later.c.version > rolls.c.version,
            later.c.frozen_at_utc.is_not(None),
        )
        key = where(rolls, commune_id=commune_id) & rolls.c.erased.is_(False)
        query = columns_for(Roll, rolls).where(key, replaced).order_by(rolls.c.village_code, rolls.c.version)
        return self._work.find(Roll, query)

    def erase(self, commune_id: str, village_code: str, version: int) -> None:
        """Delete a version's households and salt for ever; the number N and the commitment stay. `NotFound`.

        Erasing it again changes nothing. The salt has a key file of its own, which goes after the commit.
        """
        key = where(households, commune_id=commune_id, village_code=village_code, roll_version=version)
        self._work.run(households.delete().where(key))
        erased = rolls.update().where(_key(commune_id, village_code, version)).values(erased=True)
        self._work.change(erased, "no roll")
        self._work.erased = True
        with suppress(NotFound):
            self._secrets.destroy(commune_id, ROLL_SALT, _salt_name(village_code, version))

    def add_upload(self, upload: RollUpload) -> None:
        """Keep a checked file for its preview; `Conflict`, `MissingReference`."""
        self._work.insert(roll_uploads, upload)

    def upload(self, commune_id: str, upload_id: str) -> RollUpload:
        """A kept upload, or `NotFound`."""
        query = columns_for(RollUpload, roll_uploads).where(where(roll_uploads, commune_id=commune_id, id=upload_id))
        return self._work.get(RollUpload, query, "no upload")

    def newest_uploads(self, commune_id: str, since: datetime) -> tuple[UploadSeen, ...]:
        """Every village's newest upload since then, without what was read."""
        query = columns_for(UploadSeen, roll_uploads).where(
            where(roll_uploads, commune_id=commune_id), roll_uploads.c.created_at_utc >= since
        )
        found = self._work.find(UploadSeen, query.order_by(roll_uploads.c.created_at_utc, roll_uploads.c.id))
        return tuple({one.village_code: one for one in found}.values())

    def delete_upload(self, commune_id: str, upload_id: str) -> None:
        """Forget an upload, taken over or given up; `NotFound`."""
        key = where(roll_uploads, commune_id=commune_id, id=upload_id)
        self._work.change(roll_uploads.delete().where(key), "no upload")
        self._work.erased = True

    def has_uploads_before(self, commune_id: str, moment: datetime) -> bool:
        """Whether there are uploads older than `moment`."""
        old = where(roll_uploads, commune_id=commune_id) & (roll_uploads.c.created_at_utc < moment)
        return bool(self._work.scalar(select(exists().where(old))))

    def delete_uploads_before(self, commune_id: str, moment: datetime) -> int:
        """Forget uploads older than `moment`; returns how many."""
        old = where(roll_uploads, commune_id=commune_id) & (roll_uploads.c.created_at_utc < moment)
        gone = self._work.run(roll_uploads.delete().where(old)).rowcount
        self._work.erased = self._work.erased or gone > 0
        return gone

    def _keep_salt(self, roll: Roll, salt: bytes | None) -> None:
        if salt is not None:
            name = _salt_name(roll.village_code, roll.version)
            at = roll.frozen_at_utc or roll.created_at_utc
            self._secrets.put(roll.commune_id, ROLL_SALT, name, salt, at=at, own_key=True)


def _salt_name(village_code: str, version: int) -> str:
    return f"{village_code}/{version}"


def _key(commune_id: str, village_code: str, version: int) -> ColumnElement[bool]:
    return where(rolls, commune_id=commune_id, village_code=village_code, version=version)
