"""Who may hold which role beside which, and that it goes into the record as a salted commitment: provable later,
readable by nobody now.
"""

import json
import secrets
from collections.abc import Collection
from hashlib import sha256

from voting.record.entries.commune import OfficialsChanged
from voting.record.facts import UNDER_WAY
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import require_seen, seen_of
from voting.services.permissions import Actor, Grant, Role, clashes
from voting.storage import errors as storage_errors
from voting.storage.accounts import Account
from voting.storage.database import Transaction
from voting.texts.sameness import likeness

OFFICIALS_SALT = "officials-salt"


def record_officials(desk: Desk, tx: Transaction, commune: str, *, by: str, village: str = "") -> None:
    """Append ``officials-changed`` for the roles as they stand in this transaction.

    The commitment is SHA-256(salt, 32 bytes | JSON of [village, role, account id]); destroying the salt is erasure.
    """
    roles = sorted([g.village_code, g.role, g.account_id] for g in tx.accounts.all_grants(commune))
    salt = secrets.token_bytes(32)
    commitment = sha256(salt + json.dumps(roles, separators=(",", ":")).encode()).hexdigest()
    entry = OfficialsChanged(village=village, at=desk.next_minute(tx, commune), commitment=commitment, by=by)
    index = desk.append(tx, commune, [entry])
    tx.secrets.put(commune, OFFICIALS_SALT, str(index), salt, at=desk.now())


def duties_seen(official: Actor) -> str:
    """What a page shows of an official's duties, for the form that changes them."""
    return seen_of(*_duties(official.grants, official.phone))


def require_duties_seen(seen: str, official: Actor, wanted: Collection[Grant], phone: str) -> None:
    """``Conflict`` "changed-meanwhile" if the duties were changed since the page was opened."""
    require_seen(seen, *_duties(official.grants, official.phone), wanted=_duties(wanted, phone))


def _duties(grants: Collection[Grant], phone: str) -> list[str]:
    return [phone, *sorted(f"{one.role}|{one.village}|{one.office}" for one in grants)]


def account_of(tx: Transaction, commune: str, account_id: str) -> Account:
    """An account that may sign in; ``NotFound``."""
    try:
        account = tx.accounts.get(commune, account_id)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-account") from error
    if not account.active:
        raise NotFound(code="unknown-account")
    return account


def actor_of(tx: Transaction, account: Account) -> Actor:
    """The official of an account, with the roles that stand in this transaction."""
    grants = tx.accounts.grants(account.commune_id, account.id)
    return Actor(
        account_id=account.id,
        login=account.login,
        name=account.name,
        commune=account.commune_id,
        session_version=account.session_version,
        grants=frozenset(Grant(Role(grant.role), grant.village_code, grant.office) for grant in grants),
        phone=account.phone,
    )


def is_known_name(tx: Transaction, commune: str, name: str) -> bool:
    """Whether an account of this commune, of another person or the same one, carries a name that looks like this."""
    return any(likeness(one.name) == likeness(name) for one in tx.accounts.list(commune) if one.active)


def require_apart(tx: Transaction, commune: str, grants: Collection[Grant]) -> None:
    """No two duties in one hand that are kept apart, except where the village has declared that it has nobody else."""
    for village, role in clashes(grants).items():
        if not village or not tx.communes.village(commune, village).nobody_else:
            raise Invalid({"grants": f"apart-{role.value}"})


def joined_in(tx: Transaction, commune: str, village: str) -> tuple[Actor, ...]:
    """Who holds duties in this village that are kept apart elsewhere, by login."""
    actors = (actor_of(tx, one) for one in tx.accounts.list(commune) if one.active)
    return tuple(one for one in actors if village in clashes(one.grants))


def require_no_seat(tx: Transaction, commune: str, account_id: str, *, still_in: Collection[str] = ()) -> None:
    """``Conflict`` "seat-in-vote" if a vote under way cannot be counted without this account.

    ``still_in`` are the villages in which the account keeps its counting role.
    """
    for seat in tx.committee.seats_of(commune, account_id):
        votes = (
            *tx.votes.in_village(commune, seat.village_code, states=UNDER_WAY),
            *tx.votes.practices(commune, seat.village_code, states=UNDER_WAY),
        )
        if seat.village_code not in still_in and any(vote.committee == seat.committee for vote in votes):
            raise Conflict(code="seat-in-vote")
