"""How it stands between a commune's book and each witness, and what contradicts itself: that is never deleted."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from voting.storage.errors import NotFound
from voting.storage.tables.record import witness_evidence, witnesses
from voting.storage.work import Work, columns_for, values_of, where


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness, by its verifier key. `office` is who watches with it, as people call it.

    `size` is the largest it has signed (0 before), `signed_at_utc` when; `final_size` a size it has refused for good.
    `answer` is the last answer's name, `failures` how many times it gave none since the last one that counts;
    `stopped`: it has shown that our book was rolled back or forked, and is not asked again.
    """

    commune_id: str
    vkey: str
    office: str = ""
    size: int = 0
    signed_at_utc: datetime | None = None
    final_size: int = 0
    failures: int = 0
    answer: str = ""
    asked_at_utc: datetime | None = None
    next_try_utc: datetime | None = None
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What shows a contradiction: our signed `note` of this size, the `earlier` one that the witness has signed
    (empty if none is kept), and the witness's `reply`, exact bytes. `kind` is the answer's name."""

    commune_id: str
    vkey: str
    kind: str
    at_utc: datetime
    size: int
    note: bytes
    earlier: bytes
    reply: bytes


class Witnesses:
    """`tx.witnesses`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def get(self, commune_id: str, vkey: str) -> Witness:
        """How it stands with a witness; with one never heard of, as it stands with a new one."""
        query = columns_for(Witness, witnesses).where(where(witnesses, commune_id=commune_id, vkey=vkey))
        found = self._work.find(Witness, query)
        return found[0] if found else Witness(commune_id, vkey)

    def of_commune(self, commune_id: str) -> dict[str, Witness]:
        """Every witness that was ever named or heard of, by verifier key."""
        query = columns_for(Witness, witnesses).where(where(witnesses, commune_id=commune_id))
        return {one.vkey: one for one in self._work.find(Witness, query)}

    def put(self, witness: Witness) -> None:
        """Store how it stands now; two that store a new one at once: `Conflict` (pk_witnesses)."""
        key = where(witnesses, commune_id=witness.commune_id, vkey=witness.vkey)
        try:
            self._work.change(witnesses.update().where(key).values(**values_of(witness)), "no such witness")
        except NotFound:
            self._work.insert(witnesses, witness)

    def keep_evidence(self, evidence: Evidence) -> bool:
        """Keep it for ever; `False` where the very same is kept already."""
        told = [evidence.vkey, evidence.kind, str(evidence.size)]
        parts = [*(one.encode() for one in told), evidence.note, evidence.earlier, evidence.reply]
        digest = sha256(b"".join(sha256(one).digest() for one in parts)).digest()
        key = where(witness_evidence, commune_id=evidence.commune_id, digest=digest)
        if self._work.scalar(select(witness_evidence.c.size).where(key)) is not None:
            return False
        self._work.insert_rows(witness_evidence, [{"digest": digest, **values_of(evidence)}])
        return True

    def alarmed_at(self, commune_id: str) -> datetime | None:
        """When the newest of it was kept; `None` where there is none."""
        newest = select(witness_evidence.c.at_utc).where(where(witness_evidence, commune_id=commune_id))
        found: datetime | None = self._work.scalar(newest.order_by(witness_evidence.c.at_utc.desc()).limit(1))
        return found

    def evidence(self, commune_id: str) -> tuple[Evidence, ...]:
        """All that is kept of a commune, the oldest first."""
        query = columns_for(Evidence, witness_evidence).where(where(witness_evidence, commune_id=commune_id))
        return self._work.find(Evidence, query.order_by(witness_evidence.c.at_utc, witness_evidence.c.digest))
