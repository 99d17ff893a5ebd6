"""Witnesses' cosignature lines, kept beside the commune book's checkpoint they belong to; the caller verified them."""

from dataclasses import dataclass

from sqlalchemy import func, select

from voting.storage.errors import NotFound
from voting.storage.tables.record import cosignatures
from voting.storage.work import Work, columns_for, values_of, where


@dataclass(frozen=True, slots=True)
class CosignatureLine:
    """One signature line under the checkpoint of `size`, exactly as received; `witness` is its key name."""

    commune_id: str
    size: int
    witness: str
    line: str


class Cosignatures:
    """`tx.cosignatures`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, cosignature: CosignatureLine) -> bool:
        """Keep a witness's first line for a size; `False` if there is one already (it stays).

        Raises:
            MissingReference: the commune's book has no checkpoint of that size.
            Conflict: pk_cosignatures, two posts of the same witness at once.
        """
        key = where(cosignatures, commune_id=cosignature.commune_id, size=cosignature.size, witness=cosignature.witness)
        if self._work.scalar(select(cosignatures.c.size).where(key)) is not None:
            return False
        self._work.insert_rows(cosignatures, [{"book": "", **values_of(cosignature)}])
        return True

    def of_size(self, commune_id: str, size: int) -> tuple[CosignatureLine, ...]:
        """The lines under the checkpoint of exactly `size`, by witness."""
        query = columns_for(CosignatureLine, cosignatures).where(where(cosignatures, commune_id=commune_id, size=size))
        return self._work.find(CosignatureLine, query.order_by(cosignatures.c.witness))

    def last_size_of(self, commune_id: str, witness: str) -> int:
        """The largest size this witness has co-signed; `NotFound` before its first."""
        key = where(cosignatures, commune_id=commune_id, witness=witness)
        size = self._work.scalar(select(func.max(cosignatures.c.size)).where(key))
        if size is None:
            raise NotFound("this witness has not co-signed yet")
        return int(size)
