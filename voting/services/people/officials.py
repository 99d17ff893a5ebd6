"""Who may hold which role beside which, and that it goes into the record as a salted commitment: provable later,
readable by nobody now.
"""

import json
import secrets
from collections.abc import Collection
from hashlib import sha256

from voting.record.entries.commune import OfficialsChanged
from voting.record.facts import Phase
from voting.services.desk import Desk
from voting.services.errors import Conflict, Invalid
from voting.services.permissions import Grant, clashes
from voting.storage.database import Transaction

OFFICIALS_SALT = "officials-salt"
NOBODY_ELSE = "admin-nobody-else"
"""Stands as ``by`` in the record where the administrator declares that a village has nobody else."""
UNDER_WAY = (Phase.OPEN, Phase.CLOSED, Phase.TALLIED)


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


def require_apart(tx: Transaction, commune: str, grants: Collection[Grant]) -> None:
    """No two duties in one hand that are kept apart, except where the village has declared that it has nobody else."""
    for village, role in clashes(grants).items():
        if not village or not tx.communes.village(commune, village).nobody_else:
            raise Invalid({"grants": f"apart-{role.value}"})


def require_no_seat(tx: Transaction, commune: str, account_id: str, *, still_in: Collection[str] = ()) -> None:
    """``Conflict`` "seat-in-vote" if a vote under way cannot be counted without this account.

    ``still_in`` are the villages in which the account keeps its counting role.
    """
    for seat in tx.committee.seats_of(commune, account_id):
        votes = tx.votes.in_village(commune, seat.village_code, states=UNDER_WAY)
        if seat.village_code not in still_in and any(vote.committee == seat.committee for vote in votes):
            raise Conflict(code="seat-in-vote")
