"""Secrets at rest (the server's key of each vote, the commune's signing key, salts), sealed under a master key.

AES-256-GCM; the commune, kind and name are associated data, so a sealed secret moved to another row does not open.
A stolen copy of the database without the master key gives nothing away. A secret that must one day be destroyed for
good has a key file of its own (`own_key`): it opens only with both, and nothing opens it once the file is forgotten.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from secrets import token_bytes

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import ColumnElement, select

from voting.storage.errors import NotFound, SecretUnreadable, StorageError, StorageMisuse
from voting.storage.key_files import KeyFiles
from voting.storage.tables.people import forgotten_keys, sealed_secrets
from voting.storage.work import Work, where

MASTER_KEY_BYTES = 32
NONCE_BYTES = 12
FORMAT = b"\x01"
_OWN_KEY = b"dinh/own-key|"


class Sealer:
    """Seals with one master key; opens with it or an older one (so that the key can be changed).

    A sealed secret is one format byte, a nonce of 12 bytes, ciphertext and tag of 16. With `own` bytes the key is
    HKDF-SHA256 of the master key, salted with them.
    """

    def __init__(self, master_key: bytes, *, older: Sequence[bytes] = ()) -> None:
        if any(len(key) != MASTER_KEY_BYTES for key in (master_key, *older)):
            raise StorageMisuse("a master key has 32 bytes")
        self._keys = (master_key, *older)

    def __repr__(self) -> str:
        return "Sealer(...)"

    def seal(self, plain: bytes, bound_to: bytes, own: bytes = b"") -> bytes:
        """Seal `plain`; it opens only with the same `bound_to` and `own`."""
        nonce = token_bytes(NONCE_BYTES)
        return FORMAT + nonce + _cipher(self._keys[0], bound_to, own).encrypt(nonce, plain, FORMAT + bound_to)

    def open(self, sealed: bytes, bound_to: bytes, own: bytes = b"") -> bytes:
        """The plain bytes, or `SecretUnreadable`."""
        if not sealed.startswith(FORMAT):
            raise SecretUnreadable("sealed in a format of another program version")
        body = sealed[1:]
        for key in self._keys:
            try:
                cipher = _cipher(key, bound_to, own)
                return cipher.decrypt(body[:NONCE_BYTES], body[NONCE_BYTES:], FORMAT + bound_to)
            except (InvalidTag, ValueError):
                continue
        raise SecretUnreadable("wrong master key, or the sealed secret was altered or moved")


def _cipher(master_key: bytes, bound_to: bytes, own: bytes) -> AESGCM:
    if not own:
        return AESGCM(master_key)
    return AESGCM(HKDF(SHA256(), MASTER_KEY_BYTES, salt=own, info=_OWN_KEY + bound_to).derive(master_key))


class Secrets:
    """`tx.secrets`."""

    def __init__(self, work: Work, sealer: Sealer | None, keys: KeyFiles | None) -> None:
        self._work = work
        self._sealer = sealer
        self._keys = keys

    def put(self, commune_id: str, kind: str, name: str, plain: bytes, *, at: datetime, own_key: bool = False) -> None:
        """Seal and store a secret, under a key file of its own if it must be destroyed for good one day.

        `Conflict` (pk_sealed_secrets) if the name is taken.
        """
        bound_to = _bound_to(commune_id, kind, name)
        key_file = self._make_key_file() if own_key else None
        row = {
            "commune_id": commune_id,
            "kind": kind,
            "name": name,
            "sealed": self._require_sealer().seal(plain, bound_to, self._own_key(key_file)),
            "key_file": key_file,
            "created_at_utc": at,
        }
        self._work.insert_rows(sealed_secrets, [row])

    def get(self, commune_id: str, kind: str, name: str) -> bytes:
        """The secret in the clear; `NotFound`, `SecretUnreadable`."""
        sealed, key_file = self._row(commune_id, kind, name)
        return self._require_sealer().open(sealed, _bound_to(commune_id, kind, name), self._own_key(key_file))

    def destroy(self, commune_id: str, kind: str, name: str) -> None:
        """Destroy a secret: its row now, its key file and what the write-ahead log has of it after the commit.

        `NotFound`. What a crash keeps from being done, `Database.sweep` does later.
        """
        _, key_file = self._row(commune_id, kind, name)
        self._work.change(sealed_secrets.delete().where(_key(commune_id, kind, name)), "no such secret")
        self._work.erased = True
        if key_file is not None:
            self._work.insert_rows(forgotten_keys, [{"commune_id": commune_id, "key_file": key_file}])

    def names(self, commune_id: str, kind: str, *, before: datetime | None = None) -> tuple[str, ...]:
        """The names of a kind's secrets, sorted; only of those made before a moment, if one is given."""
        query = select(sealed_secrets.c.name).where(where(sealed_secrets, commune_id=commune_id, kind=kind))
        if before is not None:
            query = query.where(sealed_secrets.c.created_at_utc <= before)
        return tuple(self._work.run(query.order_by(sealed_secrets.c.name)).scalars())

    def seal_again(self) -> int:
        """After a change of the master key: seal every secret of every commune under the newest; returns how many.

        All processes must have the new key (and the old one as `older`) before. `SecretUnreadable` changes nothing.
        """
        sealer, table = self._require_sealer(), sealed_secrets
        query = select(table).order_by(table.c.commune_id, table.c.kind, table.c.name).with_for_update()
        rows = self._work.mappings(query)
        for row in rows:
            key = (row["commune_id"], row["kind"], row["name"])
            own = self._own_key(row["key_file"])
            sealed = sealer.seal(sealer.open(row["sealed"], _bound_to(*key), own), _bound_to(*key), own)
            self._work.run(table.update().where(_key(*key)).values(sealed=sealed))
        self._work.erased = True
        return len(rows)

    def forgotten(self) -> tuple[str, ...]:
        """Key files whose secrets are destroyed but which may still be there; for `Database.sweep` only."""
        return tuple(self._work.run(select(forgotten_keys.c.key_file).order_by(forgotten_keys.c.key_file)).scalars())

    def forgotten_now(self, key_files: Sequence[str]) -> None:
        """These key files are gone; for `Database.sweep` only."""
        self._work.run(forgotten_keys.delete().where(forgotten_keys.c.key_file.in_(key_files)))

    def _row(self, commune_id: str, kind: str, name: str) -> tuple[bytes, str | None]:
        query = select(sealed_secrets.c.sealed, sealed_secrets.c.key_file).where(_key(commune_id, kind, name))
        found = self._work.run(query).first()
        if found is None:
            raise NotFound("no such secret")
        return bytes(found[0]), found[1]

    def _make_key_file(self) -> str:
        """The file is durable before the row that needs it can be, and goes if the row never comes."""
        self._work.require_writes()
        keys, key_file = self._require_keys(), KeyFiles.new_name()
        self._work.after_rollback(lambda: _forget_quietly(keys, key_file))
        keys.make(key_file)
        return key_file

    def _own_key(self, key_file: str | None) -> bytes:
        return b"" if key_file is None else self._require_keys().get(key_file)

    def _require_sealer(self) -> Sealer:
        if self._sealer is None:
            raise StorageMisuse("this Database was given no Sealer")
        return self._sealer

    def _require_keys(self) -> KeyFiles:
        if self._keys is None:
            raise StorageMisuse("this Database was given no KeyFiles")
        return self._keys


def _forget_quietly(keys: KeyFiles, key_file: str) -> None:
    # Nothing was stored under it; the error that undid the transaction is the one to tell.
    with suppress(StorageError):
        keys.forget(key_file)


def _key(commune_id: str, kind: str, name: str) -> ColumnElement[bool]:
    return where(sealed_secrets, commune_id=commune_id, kind=kind, name=name)


def _bound_to(commune_id: str, kind: str, name: str) -> bytes:
    if "|" in commune_id or "|" in kind:
        raise StorageMisuse("commune and kind of a secret cannot contain |")
    return f"{commune_id}|{kind}|{name}".encode()
