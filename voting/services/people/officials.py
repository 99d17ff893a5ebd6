"""Who holds which role goes into the record as a salted commitment: provable later, readable by nobody now."""

import json
import secrets
from hashlib import sha256

from voting.record.entries.commune import OfficialsChanged
from voting.services.desk import Desk
from voting.storage.database import Transaction

OFFICIALS_SALT = "officials-salt"


def record_officials(desk: Desk, tx: Transaction, commune: str, *, by: str) -> None:
    """Append ``officials-changed`` for the roles as they stand in this transaction.

    The commitment is SHA-256(salt, 32 bytes | JSON of [village, role, account id]); destroying the salt is erasure.
    """
    roles = sorted([g.village_code, g.role, g.account_id] for g in tx.accounts.all_grants(commune))
    salt = secrets.token_bytes(32)
    commitment = sha256(salt + json.dumps(roles, separators=(",", ":")).encode()).hexdigest()
    entry = OfficialsChanged(village="", at=desk.next_minute(tx, commune), commitment=commitment, by=by)
    index = desk.append(tx, commune, [entry])
    tx.secrets.put(commune, OFFICIALS_SALT, str(index), salt, at=desk.now())
