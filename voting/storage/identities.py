"""Accounts elsewhere (OpenID Connect) with which officials' accounts are opened too."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement

from voting.storage.tables.people import identities
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Identity:
    """One of an account: `issuer` is who vouches (an address), `subject_hash` says of whom (32 bytes)."""

    commune_id: str
    id: str
    account_id: str
    issuer: str
    subject_hash: bytes
    created_at_utc: datetime
    used_at_utc: datetime | None = None


class Identities:
    """`tx.identities`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, identity: Identity) -> None:
        """Store one; `Conflict` (uq_identities_subject, uq_identities_issuer), `MissingReference`."""
        self._work.insert(identities, identity)

    def of(self, commune_id: str, account_id: str) -> tuple[Identity, ...]:
        """Those of an account, oldest first."""
        query = columns_for(Identity, identities).where(_of(commune_id, account_id))
        return self._work.find(Identity, query.order_by(identities.c.created_at_utc, identities.c.id))

    def with_subject(self, issuer: str, subject_hash: bytes) -> Identity | None:
        """The one this is, the first of all communes: a sign-in does not ask for the commune."""
        mine = where(identities, issuer=issuer, subject_hash=subject_hash)
        query = columns_for(Identity, identities).where(mine)
        found = self._work.find(Identity, query.order_by(identities.c.created_at_utc, identities.c.commune_id))
        return found[0] if found else None

    def used(self, identity: Identity, at: datetime) -> bool:
        """Note that it opened its account; false if it is gone."""
        change = identities.update().where(_key(identity)).values(used_at_utc=at)
        return self._work.run(change).rowcount == 1

    def remove(self, identity: Identity) -> None:
        """Forget one; doing it again changes nothing."""
        self._forget(_key(identity))

    def end(self, commune_id: str, account_id: str) -> None:
        """Forget all of an account."""
        self._forget(_of(commune_id, account_id))

    def _forget(self, which: ColumnElement[bool]) -> None:
        gone = self._work.run(identities.delete().where(which))
        self._work.erased = self._work.erased or gone.rowcount > 0


def _of(commune_id: str, account_id: str) -> ColumnElement[bool]:
    return where(identities, commune_id=commune_id, account_id=account_id)


def _key(identity: Identity) -> ColumnElement[bool]:
    return where(identities, commune_id=identity.commune_id, id=identity.id)
