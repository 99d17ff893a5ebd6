"""Accounts elsewhere with which officials may sign in too (OpenID Connect): beside a password or passkeys, never alone.

What the provider says is read and its signature checked by the caller, who has the library; here is decided whose
account it opens. Only a hash of the subject is kept. Never for a household: its vote has a card (LAW 11).
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from voting.services.desk import Desk
from voting.services.errors import Conflict, NotFound, ServiceError
from voting.services.people.officials import account_of, actor_of
from voting.services.people.ways_in import lock_account, tell_owner
from voting.services.permissions import Actor
from voting.storage import identities as stored


class UnknownIdentity(ServiceError):
    """This account elsewhere opens none of ours."""

    code = "unknown-identity"


@dataclass(frozen=True)
class Shown:
    """Whom a provider vouches for: its address (``iss``) and its name for the person (``sub``)."""

    issuer: str
    subject: str

    @property
    def subject_hash(self) -> bytes:
        """32 bytes. Of a short number it can be guessed by trying all: it is no secret of ours, only no open list."""
        return sha256(f"dinh/identity|{self.issuer}|{self.subject}".encode()).digest()


@dataclass(frozen=True)
class Identity:
    """An account elsewhere as its owner sees it here."""

    id: str
    issuer: str
    created_at_utc: datetime
    used_at_utc: datetime | None


class Identities:
    """Linking, showing, unlinking, and what they open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, actor: Actor) -> tuple[Identity, ...]:
        """The official's own, oldest first."""
        with self._desk.database.reading() as tx:
            return tuple(map(_seen, tx.identities.of(actor.commune, actor.account_id)))

    def get(self, actor: Actor, identity: str) -> Identity:
        """One of the official's own; ``NotFound``."""
        found = next((one for one in self.of(actor) if one.id == identity), None)
        if found is None:
            raise NotFound(code="unlinked-identity")
        return found

    def link(self, actor: Actor, shown: Shown) -> None:
        """From now on it opens the account too; done twice, it is the same as once.

        ``Conflict`` "identity-taken" by another account, "issuer-linked" with another account of that provider.
        """
        with self._desk.database.transaction() as tx:
            account = lock_account(self._desk, tx, actor)
            mine = tx.identities.of(actor.commune, actor.account_id)
            if any(one.subject_hash == shown.subject_hash for one in mine):
                return
            if any(one.issuer == shown.issuer for one in mine):
                raise Conflict(code="issuer-linked")
            if tx.identities.with_subject(shown.issuer, shown.subject_hash):
                raise Conflict(code="identity-taken")
            new = (secrets.token_hex(8), account.id, shown.issuer, shown.subject_hash, self._desk.now())
            tx.identities.add(stored.Identity(account.commune_id, *new))
        tell_owner(self._desk, actor, f"Đã nối tài khoản {shown.issuer}")

    def unlink(self, actor: Actor, identity: str) -> Actor:
        """One less, and every session ends; the actor returned carries the new session version. ``NotFound``."""
        with self._desk.database.transaction() as tx:
            lock_account(self._desk, tx, actor)
            mine = tx.identities.of(actor.commune, actor.account_id)
            gone = next((one for one in mine if one.id == identity), None)
            if gone is None:
                raise NotFound(code="unlinked-identity")
            tx.identities.remove(gone)
            tx.accounts.end_sessions(actor.commune, actor.account_id)
            left = actor_of(tx, account_of(tx, actor.commune, actor.account_id))
        tell_owner(self._desk, actor, f"Đã thôi nối tài khoản {gone.issuer}")
        return left

    def authenticate(self, shown: Shown) -> Actor:
        """The account that this opens; ``UnknownIdentity``."""
        with self._desk.database.transaction() as tx:
            found = tx.identities.with_subject(shown.issuer, shown.subject_hash)
            if found is None:
                raise UnknownIdentity
            tx.identities.used(found, self._desk.now())
            return actor_of(tx, account_of(tx, found.commune_id, found.account_id))  # its end ends these (`end`)


def _seen(one: stored.Identity) -> Identity:
    return Identity(one.id, one.issuer, one.created_at_utc, one.used_at_utc)
