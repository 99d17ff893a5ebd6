"""Payloads too large for an entry: stored beside the record by their SHA-256, which the entry carries."""

from collections.abc import Sequence
from hashlib import sha256

from sqlalchemy import select

from voting.storage.errors import NotFound
from voting.storage.intact import require_content
from voting.storage.tables.record import record_payloads
from voting.storage.work import Work, where


class Payloads:
    """`tx.payloads`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def put(self, commune_id: str, content: bytes) -> bytes:
        """Keep a payload; returns its SHA-256 (32 bytes). Keeping the same one again changes nothing.

        Two transactions that keep the same new payload at once: one gets `Conflict` (pk_record_payloads);
        with the log locked this cannot happen.
        """
        digest = sha256(content).digest()
        if not self.known(commune_id, (digest,)):
            self._work.insert_rows(record_payloads, [{"commune_id": commune_id, "sha256": digest, "content": content}])
        return digest

    def get(self, commune_id: str, digest: bytes) -> bytes:
        """The payload with this SHA-256 (32 bytes); `NotFound`, `Damaged`."""
        key = where(record_payloads, commune_id=commune_id, sha256=digest)
        content = self._work.scalar(select(record_payloads.c.content).where(key))
        if content is None:
            raise NotFound("no such payload")
        return require_content(bytes(content), digest, "a payload")

    def known(self, commune_id: str, digests: Sequence[bytes]) -> frozenset[bytes]:
        """Which of these SHA-256 the commune has a payload for."""
        key = where(record_payloads, commune_id=commune_id) & record_payloads.c.sha256.in_(digests)
        return frozenset(self._work.run(select(record_payloads.c.sha256).where(key)).scalars())
