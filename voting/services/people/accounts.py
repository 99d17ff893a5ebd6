"""Officials' accounts: the first one of a commune by command line, the others by its administrator.

A password takes a tenth of a second to hash. That is always done before a transaction is opened: on SQLite the only
write lock would otherwise keep ballots waiting.
"""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace

from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, WrongPassword
from voting.services.people.contacts import phone_fault
from voting.services.people.invitations import invite
from voting.services.people.officials import (
    account_of,
    actor_of,
    is_known_name,
    record_officials,
    require_apart,
    require_duties_seen,
    require_no_seat,
)
from voting.services.people.passwords import MIN_CHARACTERS, Hashing
from voting.services.people.short_names import login_for, numbered_id
from voting.services.permissions import Actor, Grant, Role
from voting.services.typed import name_fault
from voting.storage import accounts as stored
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.texts.validity import cleaned

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}\Z")


@dataclass(frozen=True)
class NewAccount:
    """An account to be made, with the roles it is given.

    Without a login one is made of the name; without a password there is an invitation to choose one.
    """

    login: str
    name: str
    password: str
    grants: tuple[Grant, ...] = ()
    phone: str = ""


class Accounts:
    """Signing in, and who may."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._hashing = Hashing(desk.data_folder)

    def check_first(self, commune: str, new: NewAccount) -> None:
        """``Invalid`` if this cannot be a commune's first account: asked before the commune itself is made."""
        faults = _faults(replace(new, name=cleaned(new.name), grants=(Grant(Role.ADMIN),)))
        with self._desk.database.reading() as tx:
            if not faults and (taken := tx.accounts.with_login(new.login)) and taken[0].commune_id != commune:
                faults = {"login": "login-taken"}
        if faults:
            raise Invalid(faults)

    def create_first(self, commune: str, new: NewAccount) -> Actor:
        """The administrator of a commune that has no account yet, invited if no password is given; ``Conflict``."""
        account = self._prepared(commune, replace(new, grants=(Grant(Role.ADMIN),)))
        with self._desk.database.transaction() as tx:
            self._desk.books.commune(tx, commune)  # locked: of two that come at once, the second sees the first
            if tx.accounts.list(commune):
                raise Conflict(code="commune-has-accounts")
            return self._add(tx, account, (Grant(Role.ADMIN),), by="installation")

    def add(self, actor: Actor, new: NewAccount, form: str = "") -> Actor:
        """Another account of the actor's commune; ``Invalid`` names the fields that do not hold.

        The same ``form`` number again makes no second one.
        """
        actor.require("account.manage")
        account = self._prepared(actor.commune, new)
        if form:
            account = replace(account, id=numbered_id(actor.commune, f"official|{form}"))
        try:
            return self._add_once(actor, account, _plain(new.grants), named_once=bool(form))
        except storage_errors.Conflict:  # sent twice at once: what the other one made
            return self._add_once(actor, account, _plain(new.grants), named_once=bool(form))

    def _add_once(self, actor: Actor, account: stored.Account, grants: tuple[Grant, ...], *, named_once: bool) -> Actor:
        with self._desk.database.transaction() as tx:
            if any(one.id == account.id for one in tx.accounts.list(actor.commune)):
                return actor_of(tx, tx.accounts.get(actor.commune, account.id))
            _require_villages(tx, actor.commune, grants)
            self._desk.books.commune(tx, actor.commune)  # locked, so that no declaration is withdrawn meanwhile
            require_apart(tx, actor.commune, grants)
            if named_once and is_known_name(tx, actor.commune, account.name):
                raise Invalid({"name": "person-known"})
            return self._add(tx, account, grants, by="admin")

    def change_roles(
        self, actor: Actor, account_id: str, grants: Collection[Grant], phone: str | None = None, *, seen: str = ""
    ) -> Actor:
        """Other roles, or other villages, for an official; nobody takes their own administration away.

        A ``phone`` that is given takes the place of the last one. ``seen`` is `duties_seen` of what stood when this was
        chosen: ``Conflict`` "changed-meanwhile" if it is not so any more.

        ``Conflict`` "seat-in-vote" if a vote under way could then not be counted.
        """
        actor.require("account.manage")
        grants = _plain(grants)
        if not grants:
            raise Invalid({"grants": "grants-missing"})
        if account_id == actor.account_id and Grant(Role.ADMIN) not in grants:
            raise Conflict(code="own-admin")
        if faults := _typed_faults(grants, phone or ""):
            raise Invalid(faults)
        with self._desk.database.transaction() as tx:
            self._lock(tx, actor)
            account = account_of(tx, actor.commune, account_id)
            present = actor_of(tx, account)
            require_duties_seen(seen, present, grants, present.phone if phone is None else cleaned(phone))
            _require_villages(tx, actor.commune, grants)
            require_apart(tx, actor.commune, grants)
            counting = {one.village for one in grants if one.role is Role.COUNTING}
            if "" not in counting:
                require_no_seat(tx, actor.commune, account_id, still_in=counting)
            self._exchange(tx, account, frozenset(grants))
            if phone is not None:
                tx.accounts.set_phone(actor.commune, account_id, cleaned(phone))
            return actor_of(tx, tx.accounts.get(actor.commune, account_id))

    def _lock(self, tx: Transaction, actor: Actor) -> None:
        """The commune's book, so that no seat is taken and no declaration withdrawn meanwhile; and this is still an
        administrator then: of two who close each other's account at once, one stays.
        """
        self._desk.books.commune(tx, actor.commune)
        actor_of(tx, account_of(tx, actor.commune, actor.account_id)).require("account.manage")

    def _exchange(self, tx: Transaction, account: stored.Account, wanted: frozenset[Grant]) -> None:
        held = actor_of(tx, account).grants
        titles = {grant: grant.office for grant in held}
        renamed = {grant for grant in wanted if grant in held and grant.office != titles[grant]}
        for grant in (held - wanted) | renamed:
            tx.accounts.revoke(_stored(account, grant))
        for grant in {grant for grant in wanted if grant in renamed or grant not in held}:
            tx.accounts.grant(_stored(account, grant))
        if held != wanted:
            record_officials(self._desk, tx, account.commune_id, by="admin")

    def _prepared(self, commune: str, new: NewAccount) -> stored.Account:
        """The account to store, its password hashed; ``Invalid``."""
        new = replace(new, name=cleaned(new.name), grants=_plain(new.grants))
        faults = _faults(new)
        if faults:
            raise Invalid(faults)
        return stored.Account(
            commune_id=commune,
            id=secrets.token_hex(8),
            login=new.login,
            name=new.name,
            password_hash=self._hashing.hash(new.password) if new.password else "",
            created_at_utc=self._desk.now(),
            phone=cleaned(new.phone),
        )

    def _add(self, tx: Transaction, account: stored.Account, grants: tuple[Grant, ...], *, by: str) -> Actor:
        account = replace(account, login=account.login or login_for(account.name, tx.accounts.with_login))
        if tx.accounts.with_login(account.login):
            raise Invalid({"login": "login-taken"})
        tx.accounts.add(account)
        for grant in set(grants):
            tx.accounts.grant(_stored(account, grant))
        if not account.password_hash:
            invite(self._desk, tx, account.commune_id, account.id)
        record_officials(self._desk, tx, account.commune_id, by=by)
        return actor_of(tx, account)

    def authenticate(self, login: str, password: str) -> Actor:
        """The account of this login and password; ``WrongPassword``, ``BusySigningIn``.

        An unknown login costs the same and is refused alike. How often somebody may try is for the caller to say: only
        they know from where, and a lock on the account itself would let strangers keep its owner out.
        """
        login = login.strip().lower()
        with self._desk.database.reading() as tx:
            seen = _one_with_login(tx, login)
        fits = self._hashing.fits(password, (seen.password_hash or None) if seen and seen.active else None)
        if seen is None or not fits:
            raise WrongPassword
        with self._desk.database.reading() as tx:
            account = tx.accounts.get(seen.commune_id, seen.id)
            if not account.active or account.password_hash != seen.password_hash:  # changed while it was looked at
                raise WrongPassword
            return actor_of(tx, account)

    def get(self, commune: str, account_id: str) -> Actor:
        """The signed-in account as it stands now; ``NotFound`` once it is closed."""
        with self._desk.database.reading() as tx:
            return actor_of(tx, account_of(tx, commune, account_id))

    def list(self, actor: Actor) -> tuple[Actor, ...]:
        """Every account of the actor's commune that may sign in, by login."""
        actor.require("account.manage")
        with self._desk.database.reading() as tx:
            return tuple(actor_of(tx, one) for one in tx.accounts.list(actor.commune) if one.active)

    def who_serves(self, actor: Actor, village: str, role: Role) -> tuple[str, ...]:
        """The names of those who hold a role in a village, for a colleague there who fills in a paper."""
        actor.require("village.see", village)
        with self._desk.database.reading() as tx:
            known = [actor_of(tx, one) for one in tx.accounts.list(actor.commune) if one.active]
        return tuple(one.name for one in known if Grant(role, village) in one.grants)

    def has_password(self, actor: Actor) -> bool:
        """Whether a password opens the account; else only its passkeys do."""
        with self._desk.database.reading() as tx:
            return bool(account_of(tx, actor.commune, actor.account_id).password_hash)

    def change_password(self, actor: Actor, old: str, new: str) -> Actor:
        """Ends every session of the account; the actor returned carries the new session version."""
        _require_long(new)
        with self._desk.database.reading() as tx:
            present = tx.accounts.get(actor.commune, actor.account_id).password_hash
        if not self._hashing.fits(old, present or None):
            raise Invalid({"password": "wrong-password"})
        return self._set_password(actor, present, new)

    def choose_password(self, actor: Actor, new: str) -> Actor:
        """The same for who has just shown a passkey of theirs: a first password, or one for one that was forgotten."""
        _require_long(new)
        with self._desk.database.reading() as tx:
            present = account_of(tx, actor.commune, actor.account_id).password_hash
        return self._set_password(actor, present, new)

    def _set_password(self, actor: Actor, present: str, new: str) -> Actor:
        mine, changed = (actor.commune, actor.account_id), self._hashing.hash(new)
        with self._desk.database.transaction() as tx:
            if account_of(tx, *mine).password_hash != present:  # changed meanwhile, so the old one is old now
                raise Invalid({"password": "wrong-password"})
            tx.accounts.set_password(*mine, changed)
            return actor_of(tx, tx.accounts.get(*mine))

    def confirm(self, actor: Actor, password: str) -> None:
        """That it is this official who sits here, by the password; ``WrongPassword``, ``BusySigningIn``."""
        with self._desk.database.reading() as tx:
            present = account_of(tx, actor.commune, actor.account_id).password_hash
        if not self._hashing.fits(password, present or None):
            raise WrongPassword

    def deactivate(self, actor: Actor, account_id: str) -> None:
        """Close an account of the commune for good, its passkeys too. Not one's own, nor one that counts."""
        actor.require("account.manage")
        if account_id == actor.account_id:
            raise Conflict(code="own-account")
        with self._desk.database.transaction() as tx:
            self._lock(tx, actor)
            require_no_seat(tx, actor.commune, account_id)
            account_of(tx, actor.commune, account_id)
            tx.accounts.set_active(actor.commune, account_id, active=False)
            tx.passkeys.end(actor.commune, account_id)
            tx.identities.end(actor.commune, account_id)
            record_officials(self._desk, tx, actor.commune, by="admin")


def _plain(grants: Collection[Grant]) -> tuple[Grant, ...]:
    return tuple(replace(one, office=cleaned(one.office)) for one in grants)


def _faults(new: NewAccount) -> dict[str, str]:
    faults = {}
    if new.login and not _LOGIN.match(new.login):
        faults["login"] = "login-form"
    if fault := name_fault(new.name):
        faults["name"] = fault
    if new.password and len(new.password) < MIN_CHARACTERS:
        faults["password"] = "password-short"  # noqa: S105 - a fault's code
    if not new.grants:
        faults["grants"] = "grants-missing"
    return faults | _typed_faults(new.grants, new.phone)


def _require_long(password: str) -> None:
    if len(password) < MIN_CHARACTERS:
        raise Invalid({"new": "password-short"})


def _typed_faults(grants: Collection[Grant], phone: str) -> dict[str, str]:
    """What is wrong with titles and telephone, which may be missing."""
    titles = [fault for one in grants if one.office and (fault := name_fault(one.office))]
    found = {"office": titles[0] if titles else "", "phone": phone_fault(cleaned(phone)) if phone.strip() else ""}
    return {field: fault for field, fault in found.items() if fault}


def _require_villages(tx: Transaction, commune: str, grants: Collection[Grant]) -> None:
    known = {village.code for village in tx.communes.villages(commune) if not village.successors} | {""}
    if any(grant.village not in known for grant in grants):
        raise Invalid({"grants": "unknown-village"})


def _stored(account: stored.Account, grant: Grant) -> stored.Grant:
    return stored.Grant(account.commune_id, account.id, grant.role, grant.village, grant.office)


def _one_with_login(tx: Transaction, login: str) -> stored.Account | None:
    found = tx.accounts.with_login(login)
    return found[0] if len(found) == 1 else None
