"""First access and lost ways in: a link or slip that works once, within 14 days; its owner chooses a password, or takes
a passkey.

The database has the hash of a token, to find it by, and the token itself sealed, so that a slip that was not printed
well can be printed again; both are gone once it is used.
"""

import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.people.officials import account_of, actor_of
from voting.services.people.passkeys import NewKey
from voting.services.people.passwords import MIN_CHARACTERS, Hashing
from voting.services.permissions import Actor
from voting.storage import errors as storage_errors
from voting.storage.accounts import Account, Invitation
from voting.storage.database import Transaction

LASTS = timedelta(days=14)
AGAIN = timedelta(minutes=10)
"""How long the same password or key may be sent again: a double click, a lost answer. Later it opens nothing."""
TOKEN_BYTES = 12
"""As figures and small letters: programs that find links in messages cut off other signs at the end."""
INVITATION = "invitation"


@dataclass(frozen=True)
class Slip:
    """An invitation that nobody has used: for whom, its secret token, and until when it works."""

    official: Actor
    token: str
    expires_at_utc: datetime


def invite(desk: Desk, tx: Transaction, commune: str, account_id: str) -> None:
    """A new invitation in the place of the last one."""
    token, now = secrets.token_hex(TOKEN_BYTES), desk.now()
    with suppress(storage_errors.NotFound):
        tx.secrets.destroy(commune, INVITATION, account_id)
    tx.secrets.put(commune, INVITATION, account_id, token.encode(), at=now)
    tx.accounts.invite(Invitation(commune, account_id, _hash(token), now + LASTS))


def _begin_again(desk: Desk, tx: Transaction, commune: str, account_id: str) -> None:
    """Nothing opens the account any more but a new invitation."""
    tx.accounts.set_password(commune, account_id, "")
    tx.passkeys.end(commune, account_id)
    tx.identities.end(commune, account_id)
    invite(desk, tx, commune, account_id)


class Invitations:
    """Inviting officials, and what they do with the invitation."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hashing = Hashing(desk.data_folder)

    def renew(self, actor: Actor, account_id: str, seen: int | None = None) -> None:
        """For a lost password, device or slip: all ways in and all sessions end, a new slip is made.

        ``seen`` is the account's session version when this was decided: ``Conflict`` "renewed-already" if it changed.
        """
        actor.require("account.manage")
        if account_id == actor.account_id:
            raise Conflict(code="own-invitation")
        with self._desk.database.transaction() as tx:
            account = account_of(tx, actor.commune, account_id)
            if seen is not None and account.session_version != seen:
                raise Conflict(code="renewed-already")
            _begin_again(self._desk, tx, actor.commune, account_id)

    def reset(self, commune: str, login: str) -> Slip:
        """The same by command line, for an administrator whom nobody else can invite. ``NotFound``."""
        with self._desk.database.transaction() as tx:
            try:
                found = tx.accounts.by_login(commune, login.strip().lower())
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-account") from error
            account = account_of(tx, commune, found.id)
            _begin_again(self._desk, tx, commune, account.id)
        return self.slip_of(commune, account.id)

    def slip_of(self, commune: str, account_id: str) -> Slip:
        """The invitation of one account, for the operator to hand over; ``NotFound`` if none waits."""
        with self._desk.database.reading() as tx:
            waiting = (one for one in tx.accounts.invitations(commune) if one.account_id == account_id)
            slip = next((self._slip(tx, one) for one in waiting if self._lasts(one)), None)
        if slip is None:
            raise NotFound(code="unknown-invitation")
        return slip

    def slips(self, actor: Actor) -> tuple[Slip, ...]:
        """Those of the actor's commune that still work, by name; for printing or sending, as often as needed."""
        actor.require("account.manage")
        with self._desk.database.reading() as tx:
            found = (self._slip(tx, one) for one in tx.accounts.invitations(actor.commune) if self._lasts(one))
            return tuple(sorted((one for one in found if one), key=lambda slip: slip.official.login))

    def _slip(self, tx: Transaction, one: Invitation) -> Slip | None:
        account = tx.accounts.get(one.commune_id, one.account_id)
        if not account.active:
            return None
        token = tx.secrets.get(one.commune_id, INVITATION, one.account_id).decode()
        return Slip(actor_of(tx, account), token, one.expires_at_utc)

    def look(self, token: str) -> Actor:
        """Whom an invitation is for; ``NotFound`` "unknown-invitation" once it was used or is over."""
        with self._desk.database.reading() as tx:
            invitation, account = self._found(tx, token)
            if invitation.used_at_utc is not None:
                raise NotFound(code="unknown-invitation")
            return actor_of(tx, account)

    def accept(self, token: str, password: str) -> Actor:
        """The owner's own password; sent twice within minutes, it is the same as once. ``Invalid``, ``NotFound``."""
        if len(password) < MIN_CHARACTERS:
            raise Invalid({"password": "password-short"})
        with self._desk.database.reading() as tx:
            invitation, account = self._found(tx, token)
        if invitation.used_at_utc is None:
            chosen = self._hashing.hash(password)
            try:
                with self._desk.database.transaction() as tx:
                    invitation, account = self._found(tx, token)
                    if invitation.used_at_utc is None:
                        return self._use(tx, account, chosen)
            except storage_errors.NotFound:  # sent twice at once: the other one was first
                with self._desk.database.reading() as tx:
                    invitation, account = self._found(tx, token)
        used = invitation.used_at_utc or self._desk.now()
        if self._desk.now() - used > AGAIN or not self._hashing.fits(password, account.password_hash or None):
            raise NotFound(code="unknown-invitation")
        with self._desk.database.reading() as tx:
            return actor_of(tx, account)

    def accept_key(self, token: str, new: NewKey) -> Actor:
        """The owner's passkey, checked by the caller, and no password; sent twice within minutes, it is once.

        ``NotFound``, ``Invalid`` at ``name``, and as `NewKey.keep`.
        """
        new.require_name()
        with self._desk.database.transaction() as tx:
            _invitation, account = self._found(tx, token)
            self._desk.books.commune(tx, account.commune_id)  # locked: of two at once, the second sees the first
            invitation, account = self._found(tx, token)
            if invitation.used_at_utc is None:
                new.keep(self._desk, tx, account)
                return self._use(tx, account, "")
            if self._desk.now() - invitation.used_at_utc > AGAIN or not new.is_of(tx, account):
                raise NotFound(code="unknown-invitation")
            return actor_of(tx, account)

    def _use(self, tx: Transaction, account: Account, chosen: str) -> Actor:
        """Its owner has come in, by a password whose hash was chosen, or without one."""
        mine = (account.commune_id, account.id)
        tx.accounts.use_invitation(*mine, self._desk.now())
        tx.accounts.set_password(*mine, chosen)
        tx.secrets.destroy(account.commune_id, INVITATION, account.id)
        return actor_of(tx, tx.accounts.get(*mine))

    def _found(self, tx: Transaction, token: str) -> tuple[Invitation, Account]:
        try:
            invitation = tx.accounts.invitation(_hash(token))
            account = tx.accounts.get(invitation.commune_id, invitation.account_id)
        except storage_errors.NotFound as error:
            raise NotFound(code="unknown-invitation") from error
        if not account.active or not self._lasts(invitation):
            raise NotFound(code="unknown-invitation")
        return invitation, account

    def _lasts(self, invitation: Invitation) -> bool:
        return self._desk.now() < invitation.expires_at_utc


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
