"""Accounts of officials and committee members, and the roles granted to them. Households have no account."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select

from voting.storage.tables.people import accounts, grants, invitations
from voting.storage.work import Work, columns_for, values_of, where

WHOLE_COMMUNE = ""


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who signs in. A session made under another `session_version` is over."""

    commune_id: str
    id: str
    login: str
    name: str
    password_hash: str
    created_at_utc: datetime
    active: bool = True
    phone: str = ""
    session_version: int = 1


@dataclass(frozen=True, slots=True)
class Grant:
    """A role of an account, in one village or (`village_code` empty) in the whole commune.

    `office` is the person's title where it is not the role's usual one: a deputy's.
    """

    commune_id: str
    account_id: str
    role: str
    village_code: str = WHOLE_COMMUNE
    office: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """For the owner of an account to choose a password, once; only the hash (32 bytes) of its token is here."""

    commune_id: str
    account_id: str
    token_hash: bytes
    expires_at_utc: datetime
    used_at_utc: datetime | None = None


class Accounts:
    """`tx.accounts`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, account: Account) -> None:
        """Store an account; `Conflict` (uq_accounts_login or pk_accounts), `MissingReference` (no commune)."""
        self._work.insert(accounts, account)

    def get(self, commune_id: str, account_id: str) -> Account:
        """The account, or `NotFound`."""
        query = columns_for(Account, accounts).where(_key(commune_id, account_id))
        return self._work.get(Account, query, "no account")

    def by_login(self, commune_id: str, login: str) -> Account:
        """The commune's account with this login (compared as it is written), or `NotFound`."""
        query = columns_for(Account, accounts).where(where(accounts, commune_id=commune_id, login=login))
        return self._work.get(Account, query, "no account")

    def with_login(self, login: str) -> tuple[Account, ...]:
        """Accounts with this login in all communes: for a sign-in page that does not ask for the commune."""
        query = columns_for(Account, accounts).where(where(accounts, login=login))
        return self._work.find(Account, query.order_by(accounts.c.commune_id))

    def list(self, commune_id: str) -> tuple[Account, ...]:
        """All accounts of a commune, by login."""
        query = columns_for(Account, accounts).where(where(accounts, commune_id=commune_id))
        return self._work.find(Account, query.order_by(accounts.c.login))

    def count(self) -> int:
        """How many accounts there are in all communes (0: the first one may be made from the command line)."""
        return int(self._work.scalar(select(func.count()).select_from(accounts)))

    def set_password(self, commune_id: str, account_id: str, password_hash: str) -> None:
        """Store a new password hash and end all sessions. `NotFound`."""
        self._change(
            commune_id, account_id, password_hash=password_hash, session_version=accounts.c.session_version + 1
        )

    def set_phone(self, commune_id: str, account_id: str, phone: str) -> None:
        """How the other officials reach this one. `NotFound`."""
        self._change(commune_id, account_id, phone=phone)

    def set_active(self, commune_id: str, account_id: str, *, active: bool) -> None:
        """Open or close an account, and end all its sessions. `NotFound`."""
        self._change(commune_id, account_id, active=active, session_version=accounts.c.session_version + 1)

    def end_sessions(self, commune_id: str, account_id: str) -> None:
        """Make every session of the account invalid. `NotFound`."""
        self._change(commune_id, account_id, session_version=accounts.c.session_version + 1)

    def grant(self, grant: Grant) -> None:
        """Give a role; `Conflict` (pk_grants) if it was given, `MissingReference` without the account."""
        self._work.insert(grants, grant)

    def revoke(self, grant: Grant) -> None:
        """Take a role away; `NotFound` if it was not given."""
        key = {name: value for name, value in values_of(grant).items() if name != "office"}
        self._work.change(grants.delete().where(where(grants, **key)), "no such grant")

    def grants(self, commune_id: str, account_id: str) -> tuple[Grant, ...]:
        """The roles of one account."""
        query = columns_for(Grant, grants).where(where(grants, commune_id=commune_id, account_id=account_id))
        return self._work.find(Grant, query.order_by(grants.c.village_code, grants.c.role))

    def all_grants(self, commune_id: str) -> tuple[Grant, ...]:
        """Who holds which role in a commune, in an order that does not depend on the time of granting."""
        query = columns_for(Grant, grants).where(where(grants, commune_id=commune_id))
        return self._work.find(Grant, query.order_by(grants.c.village_code, grants.c.role, grants.c.account_id))

    def holders(self, commune_id: str, role: str, village_code: str) -> tuple[Account, ...]:
        """Accounts that hold exactly this role in exactly this village (or '' for the whole commune), by login."""
        query = columns_for(Account, accounts).join(
            grants, (grants.c.commune_id == accounts.c.commune_id) & (grants.c.account_id == accounts.c.id)
        )
        held = where(grants, commune_id=commune_id, role=role, village_code=village_code)
        return self._work.find(Account, query.where(held).order_by(accounts.c.login))

    def invite(self, invitation: Invitation) -> None:
        """Store an invitation in the place of the account's last one; `MissingReference` without the account."""
        key = where(invitations, commune_id=invitation.commune_id, account_id=invitation.account_id)
        self._work.run(invitations.delete().where(key))
        self._work.insert(invitations, invitation)

    def invitation(self, token_hash: bytes) -> Invitation:
        """The invitation with this hash of its token, whatever its commune; `NotFound`."""
        query = columns_for(Invitation, invitations).where(where(invitations, token_hash=token_hash))
        return self._work.get(Invitation, query, "no invitation")

    def invitations(self, commune_id: str) -> tuple[Invitation, ...]:
        """The commune's invitations that nobody has used, by account."""
        query = columns_for(Invitation, invitations).where(where(invitations, commune_id=commune_id))
        return self._work.find(
            Invitation, query.where(invitations.c.used_at_utc.is_(None)).order_by(invitations.c.account_id)
        )

    def use_invitation(self, commune_id: str, account_id: str, moment: datetime) -> None:
        """Say that it was used; `NotFound` if it was before, or there is none."""
        key = where(invitations, commune_id=commune_id, account_id=account_id) & invitations.c.used_at_utc.is_(None)
        self._work.change(invitations.update().where(key).values(used_at_utc=moment), "no open invitation")

    def _change(self, commune_id: str, account_id: str, **values: object) -> None:
        self._work.change(accounts.update().where(_key(commune_id, account_id)).values(**values), "no account")


def _key(commune_id: str, account_id: str) -> ColumnElement[bool]:
    return where(accounts, commune_id=commune_id, id=account_id)
