"""Secrets at rest (the server's key of each vote, the log's signing key), sealed under a master key.

AES-256-GCM; the commune, kind and name are associated data, so a sealed secret moved to another row does not open.
A stolen copy of the database without the master key gives nothing away.
"""

from collections.abc import Sequence
from datetime import datetime
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, select

from voting.storage.errors import NotFound, SecretUnreadable, StorageMisuse
from voting.storage.tables.people import sealed_secrets
from voting.storage.work import Work, where

MASTER_KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"


class Sealer:
    """Seals with one master key; opens with it or an older one (so that the key can be changed).

    A sealed secret is one format byte, a nonce of 12 bytes, ciphertext and tag of 16.
    """

    def __init__(self, master_key: bytes, *, older: Sequence[bytes] = ()) -> None:
        if any(len(key) != MASTER_KEY_BYTES for key in (master_key, *older)):
            raise StorageMisuse("a master key has 32 bytes")
        self._keys = [AESGCM(key) for key in (master_key, *older)]

    def __repr__(self) -> str:
        return "Sealer(...)"

    def seal(self, plain: bytes, bound_to: bytes) -> bytes:
        """Seal `plain`; it opens only with the same `bound_to`."""
        nonce = token_bytes(NONCE_BYTES)
        return FORMAT + nonce + self._keys[0].encrypt(nonce, plain, FORMAT + bound_to)

    def open(self, sealed: bytes, bound_to: bytes) -> bytes:
        """The plain bytes, or `SecretUnreadable`."""
        if not sealed.startswith(FORMAT):
            raise SecretUnreadable("sealed in a format of another program version")
        body = sealed[1:]
        for key in self._keys:
            try:
                return key.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], FORMAT + bound_to)
            except (InvalidTag, ValueError):
                continue
        raise SecretUnreadable("wrong master key, or the sealed secret was altered or moved")


class Secrets:
    """`tx.secrets`."""

    def __init__(self, work: Work, sealer: Sealer | None) -> None:
        self._work = work
        self._sealer = sealer

    def put(self, commune_id: str, kind: str, name: str, plain: bytes, *, at: datetime) -> None:
        """Seal and store a secret; `Conflict` (pk_sealed_secrets) if the name is taken."""
        row = {
            "commune_id": commune_id,
            "kind": kind,
            "name": name,
            "sealed": self._require_sealer().seal(plain, _bound_to(commune_id, kind, name)),
            "created_at_utc": at,
        }
        self._work.insert_rows(sealed_secrets, [row])

    def get(self, commune_id: str, kind: str, name: str) -> bytes:
        """The secret in the clear; `NotFound`, `SecretUnreadable`."""
        query = select(sealed_secrets.c.sealed).where(_key(commune_id, kind, name))
        sealed = self._work.scalar(query)
        if sealed is None:
            raise NotFound("no such secret")
        return self._require_sealer().open(sealed, _bound_to(commune_id, kind, name))

    def delete(self, commune_id: str, kind: str, name: str) -> None:
        """Destroy a secret; `NotFound`."""
        self._work.change(sealed_secrets.delete().where(_key(commune_id, kind, name)), "no such secret")

    def names(self, commune_id: str, kind: str) -> tuple[str, ...]:
        """The names of a kind's secrets, sorted."""
        query = select(sealed_secrets.c.name).where(where(sealed_secrets, commune_id=commune_id, kind=kind))
        return tuple(self._work.run(query.order_by(sealed_secrets.c.name)).scalars())

    def seal_again(self, commune_id: str, kind: str) -> int:
        """After a change of the master key: seal a kind's secrets under the newest; returns how many."""
        names = self.names(commune_id, kind)
        for name in names:
            plain = self.get(commune_id, kind, name)
            sealed = self._require_sealer().seal(plain, _bound_to(commune_id, kind, name))
            self._work.run(sealed_secrets.update().where(_key(commune_id, kind, name)).values(sealed=sealed))
        return len(names)

    def _require_sealer(self) -> Sealer:
        if self._sealer is None:
            raise StorageMisuse("this Database was given no Sealer")
        return self._sealer


def _key(commune_id: str, kind: str, name: str) -> ColumnElement[bool]:
    return where(sealed_secrets, commune_id=commune_id, kind=kind, name=name)


def _bound_to(commune_id: str, kind: str, name: str) -> bytes:
    if "|" in commune_id or "|" in kind:
        raise StorageMisuse("commune and kind of a secret cannot contain |")
    return f"{commune_id}|{kind}|{name}".encode()
