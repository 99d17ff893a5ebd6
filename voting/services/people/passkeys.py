"""Passkeys: keys on an official's own devices, opened there by finger, face or PIN, beside a password or instead of
one (WebAuthn).

What a device hands in is read and its signature checked by the caller, who has the library; here is decided whose key
it is, that each challenge is answered once, and that the device's counter only grows. A key that is unknown, another
account's or wrong is refused alike.
"""

import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final, NoReturn

from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, NotFound, ServiceError
from voting.services.people.officials import account_of, actor_of
from voting.services.people.ways_in import lock_account, tell_owner
from voting.services.permissions import Actor
from voting.services.typed import name_fault
from voting.storage import errors as storage_errors
from voting.storage import passkeys as stored
from voting.storage.accounts import Account
from voting.storage.database import Transaction
from voting.texts.validity import cleaned

CHALLENGE_LASTS: Final = timedelta(minutes=5)
MOST_PASSKEYS: Final = 10
_KEPT: Final = 2 * CHALLENGE_LASTS
"""How long an answered challenge is remembered: longer than anybody's clock lets it live."""

Check = Callable[[bytes], int]
"""Given the stored public key (COSE): the counter that a good answer tells; raises `WrongPasskey`."""


class WrongPasskey(ServiceError):
    """No key of ours, or not of this account, or its signature does not hold; which of these is not said."""

    code = "wrong-passkey"


class ChallengeOver(ServiceError):
    """This challenge was answered before, is too old, or was somebody else's."""

    code = "challenge-over"


class CounterBack(ServiceError):
    """The device has counted less than it had before: perhaps its key was copied."""

    code = "passkey-counter-back"


@dataclass(frozen=True)
class Passkey:
    """A key as its owner sees it. ``counter_back_at_utc``: when something signed with it that had counted less."""

    id: str
    name: str
    created_at_utc: datetime
    used_at_utc: datetime | None
    counter_back_at_utc: datetime | None


@dataclass(frozen=True)
class MadeKey:
    """A key that a device has made for us: its name there, its public half (COSE), and where its counter stands."""

    credential_id: bytes
    public_key: bytes
    sign_count: int


@dataclass(frozen=True)
class NewKey:
    """A key that is to open an account: the name by which its owner will know it, what the device made, and to what."""

    name: str
    made: MadeKey
    challenge: bytes

    def require_name(self) -> None:
        """``Invalid`` at ``name`` unless it may stand on a page."""
        if fault := name_fault(cleaned(self.name)):
            raise Invalid({"name": fault})

    def is_of(self, tx: Transaction, account: Account) -> bool:
        """Whether it opens this account already."""
        known = tx.passkeys.with_credential(self.made.credential_id)
        return any((one.commune_id, one.account_id) == (account.commune_id, account.id) for one in known)

    def keep(self, desk: Desk, tx: Transaction, account: Account) -> bool:
        """Adds it to the account, which nobody else changes meanwhile; false if it is there. ``Conflict``,
        ``ChallengeOver``.
        """
        if self.is_of(tx, account):
            return False
        if tx.passkeys.with_credential(self.made.credential_id):
            raise Conflict(code="passkey-taken")
        if len(tx.passkeys.of(account.commune_id, account.id)) >= MOST_PASSKEYS:
            raise Conflict(code="passkeys-many")
        _answered(desk, tx, account.commune_id, self.challenge)
        device = (self.made.credential_id, self.made.public_key, self.made.sign_count)
        new = (secrets.token_hex(8), account.id, *device, cleaned(self.name))
        tx.passkeys.add(stored.Passkey(account.commune_id, *new, desk.now()))
        return True


@dataclass(frozen=True)
class Answer:
    """What a device says before it is believed: which key, whose (`handle_of`), to which challenge."""

    credential_id: bytes
    handle: bytes
    challenge: bytes


def handle_of(commune: str, account_id: str) -> bytes:
    """What devices keep as the owner of a key: 32 bytes that say nothing of a person."""
    return sha256(f"dinh/passkey|{commune}|{account_id}".encode()).digest()


class Passkeys:
    """Adding, showing, removing keys, and what they open."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of(self, actor: Actor) -> tuple[Passkey, ...]:
        """The official's own, oldest first."""
        with self._desk.database.reading() as tx:
            return tuple(_shown(one) for one in tx.passkeys.of(actor.commune, actor.account_id))

    def get(self, actor: Actor, passkey_id: str) -> Passkey:
        """One of the official's own; ``NotFound``."""
        found = next((one for one in self.of(actor) if one.id == passkey_id), None)
        if found is None:
            raise NotFound(code="unknown-passkey")
        return found

    def known_devices(self, actor: Actor) -> tuple[bytes, ...]:
        """The names under which devices know the official's keys: none of them is to make a second one."""
        with self._desk.database.reading() as tx:
            return tuple(one.credential_id for one in tx.passkeys.of(actor.commune, actor.account_id))

    def add(self, actor: Actor, new: NewKey) -> None:
        """One more key, checked by the caller; sent twice, it is the same as once.

        ``Invalid`` at ``name``, ``Conflict``, ``ChallengeOver``.
        """
        new.require_name()
        with self._desk.database.transaction() as tx:
            if not new.keep(self._desk, tx, lock_account(self._desk, tx, actor)):
                return
        tell_owner(self._desk, actor, f"Đã thêm khóa truy cập “{cleaned(new.name)}”")

    def remove(self, actor: Actor, passkey_id: str) -> Actor:
        """One key less, and every session ends; the actor returned carries the new session version.

        ``NotFound``, and ``Conflict`` "last-way-in" if nothing else opens the account.
        """
        with self._desk.database.transaction() as tx:
            account = lock_account(self._desk, tx, actor)
            mine = tx.passkeys.of(actor.commune, actor.account_id)
            gone = next((one for one in mine if one.id == passkey_id), None)
            if gone is None:
                raise NotFound(code="unknown-passkey")
            if not account.password_hash and len(mine) == 1:
                raise Conflict(code="last-way-in")
            tx.passkeys.remove(gone)
            tx.accounts.end_sessions(actor.commune, actor.account_id)
            left = actor_of(tx, account_of(tx, actor.commune, actor.account_id))
        tell_owner(self._desk, actor, f"Đã bỏ khóa truy cập “{gone.name}”")
        return left

    def authenticate(self, answer: Answer, check: Check, login: str = "") -> Actor:
        """The account whose key this is; with a ``login`` only if it is that account's.

        ``WrongPasskey``, ``ChallengeOver``, ``CounterBack``. A challenge is for one answer, a wrong one too.
        """
        login = login.strip().lower()
        with self._desk.database.reading() as tx:
            found = self._found(tx, answer)
            account = tx.accounts.get(found.commune_id, found.account_id)
        if not account.active or (login and account.login != login):
            self._burn(found.commune_id, answer.challenge)
            raise WrongPasskey
        try:
            counted = check(found.public_key)
        except WrongPasskey:
            self._burn(found.commune_id, answer.challenge)
            raise
        self._use(found, answer.challenge, counted)
        with self._desk.database.reading() as tx:
            try:
                return actor_of(tx, account_of(tx, account.commune_id, account.id))
            except NotFound as error:  # closed meanwhile
                raise WrongPasskey from error

    def confirm(self, actor: Actor, answer: Answer, check: Check) -> None:
        """That it is this official who sits here, by one of their keys; raises as `authenticate`."""
        if answer.handle != handle_of(actor.commune, actor.account_id):
            raise WrongPasskey
        self.authenticate(answer, check, actor.login)

    def _found(self, tx: Transaction, answer: Answer) -> stored.Passkey:
        for one in tx.passkeys.with_credential(answer.credential_id):
            if handle_of(one.commune_id, one.account_id) == answer.handle:
                return one
        raise WrongPasskey

    def _use(self, found: stored.Passkey, challenge: bytes, sign_count: int) -> None:
        with self._desk.database.transaction() as tx:
            _answered(self._desk, tx, found.commune_id, challenge)
            if tx.passkeys.signed(found, sign_count, self._desk.now()):
                return
            is_there = tx.passkeys.counted_back(found, self._desk.now())
        _refuse(is_there=is_there)

    def _burn(self, commune: str, challenge: bytes) -> None:
        with suppress(ChallengeOver), self._desk.database.transaction() as tx:
            _answered(self._desk, tx, commune, challenge)


def _answered(desk: Desk, tx: Transaction, commune: str, challenge: bytes) -> None:
    """Notes that it was; ``ChallengeOver`` if it was before."""
    now = desk.now()
    tx.passkeys.forget_challenges(commune, now - _KEPT)
    try:
        tx.passkeys.use_challenge(stored.UsedChallenge(commune, sha256(challenge).digest(), now))
    except storage_errors.Conflict as error:
        raise ChallengeOver from error


def _refuse(*, is_there: bool) -> NoReturn:
    """After what was noted is stored: a counter that went back, or a key that was removed meanwhile."""
    raise CounterBack if is_there else WrongPasskey


def _shown(one: stored.Passkey) -> Passkey:
    return Passkey(one.id, one.name, one.created_at_utc, one.used_at_utc, one.counter_back_at_utc)
