"""Passkeys of officials' accounts, and the challenges that were answered with one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from voting.storage.tables.people import passkeys, used_challenges
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Passkey:
    """A key of an account on a device of its owner; `public_key` is a COSE key, `sign_count` the device's counter."""

    commune_id: str
    id: str
    account_id: str
    credential_id: bytes
    public_key: bytes
    sign_count: int
    name: str
    created_at_utc: datetime
    used_at_utc: datetime | None = None
    counter_back_at_utc: datetime | None = None


@dataclass(frozen=True, slots=True)
class UsedChallenge:
    """That a challenge, known by its SHA-256 (32 bytes), was answered."""

    commune_id: str
    challenge_hash: bytes
    used_at_utc: datetime


class Passkeys:
    """`tx.passkeys`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, passkey: Passkey) -> None:
        """Store one; `Conflict` (uq_passkeys_credential or pk_passkeys), `MissingReference` without the account."""
        self._work.insert(passkeys, passkey)

    def of(self, commune_id: str, account_id: str) -> tuple[Passkey, ...]:
        """Those of an account, oldest first."""
        mine = where(passkeys, commune_id=commune_id, account_id=account_id)
        query = columns_for(Passkey, passkeys).where(mine)
        return self._work.find(Passkey, query.order_by(passkeys.c.created_at_utc, passkeys.c.id))

    def with_credential(self, credential_id: bytes) -> tuple[Passkey, ...]:
        """Those that a device calls by this name, in all communes: a sign-in does not ask for the commune."""
        query = columns_for(Passkey, passkeys).where(where(passkeys, credential_id=credential_id))
        return self._work.find(Passkey, query.order_by(passkeys.c.commune_id))

    def signed(self, passkey: Passkey, sign_count: int, at: datetime) -> bool:
        """Note that the device has signed and counted to this; false if the key is gone or had counted as far before.

        A device that does not count always says 0.
        """
        grown = passkeys.c.sign_count < sign_count
        counts = grown if sign_count else passkeys.c.sign_count == 0
        change = passkeys.update().where(_key(passkey) & counts).values(sign_count=sign_count, used_at_utc=at)
        return self._work.run(change).rowcount == 1

    def counted_back(self, passkey: Passkey, at: datetime) -> bool:
        """Note that something signed that had counted less; false if the key is gone."""
        change = passkeys.update().where(_key(passkey)).values(counter_back_at_utc=at)
        return self._work.run(change).rowcount == 1

    def remove(self, passkey: Passkey) -> None:
        """Forget one; doing it again changes nothing."""
        self._forget(_key(passkey))

    def end(self, commune_id: str, account_id: str) -> None:
        """Forget all of an account."""
        self._forget(where(passkeys, commune_id=commune_id, account_id=account_id))

    def use_challenge(self, used: UsedChallenge) -> None:
        """Say that it was answered; `Conflict` (pk_used_challenges) if it was before."""
        self._work.insert(used_challenges, used)

    def forget_challenges(self, commune_id: str, before: datetime) -> None:
        """Those answered before this moment could not be answered again anyway."""
        mine = where(used_challenges, commune_id=commune_id) & (used_challenges.c.used_at_utc < before)
        self._work.run(used_challenges.delete().where(mine))

    def _forget(self, which: ColumnElement[bool]) -> None:
        gone = self._work.run(passkeys.delete().where(which))
        self._work.erased = self._work.erased or gone.rowcount > 0


def _key(passkey: Passkey) -> ColumnElement[bool]:
    return where(passkeys, commune_id=passkey.commune_id, id=passkey.id)
