"""Petitions of citizens about matters, until what is personal of them is erased."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from voting.storage.tables.petitions import petitions
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Petition:
    """A petition; `number` counts those of its matter from 1, `office` has it now. Erased: `words`, `sender` and
    `answer` are empty."""

    commune_id: str
    id: str
    matter_id: str
    number: int
    about: str
    office: str
    state: str
    words: str
    sender: str
    received_at_utc: datetime
    answer: str = ""
    answered_by: str | None = None
    answered_at_utc: datetime | None = None


class Petitions:
    """`tx.petitions`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, petition: Petition) -> None:
        """Store a new one; `Conflict` (pk_petitions, uq_petitions_number), `MissingReference`."""
        self._work.insert(petitions, petition)

    def get(self, commune_id: str, matter_id: str, petition_id: str) -> Petition:
        """The one of this id about a matter; `NotFound`."""
        key = where(petitions, commune_id=commune_id, matter_id=matter_id, id=petition_id)
        return self._work.get(Petition, columns_for(Petition, petitions).where(key), "no petition")

    def about(self, commune_id: str, matter_id: str) -> tuple[Petition, ...]:
        """Those about a matter, in the order of their numbers."""
        key = where(petitions, commune_id=commune_id, matter_id=matter_id)
        return self._work.find(Petition, columns_for(Petition, petitions).where(key).order_by(petitions.c.number))

    def waiting(self, commune_id: str) -> tuple[Petition, ...]:
        """Those of a commune that are not answered, the oldest first."""
        key = where(petitions, commune_id=commune_id) & petitions.c.answered_at_utc.is_(None)
        query = columns_for(Petition, petitions).where(key)
        return self._work.find(Petition, query.order_by(petitions.c.received_at_utc, petitions.c.id))

    def answered_before(self, commune_id: str, before: datetime) -> tuple[Petition, ...]:
        """Those answered before a moment of which something personal is kept."""
        old = (petitions.c.answered_at_utc < before) & (petitions.c.words != "")
        query = columns_for(Petition, petitions).where(where(petitions, commune_id=commune_id), old)
        return self._work.find(Petition, query.order_by(petitions.c.id))

    def pass_on(self, commune_id: str, petition_id: str, office: str, state: str) -> None:
        """It lies with another office now; `NotFound`."""
        self._change(commune_id, petition_id, office=office, state=state)

    def answer(self, commune_id: str, petition_id: str, *, words: str, state: str, by: str, at: datetime) -> None:
        """Keep its answer; `NotFound`."""
        self._change(commune_id, petition_id, answer=words, state=state, answered_by=by, answered_at_utc=at)

    def erase(self, commune_id: str, petition_id: str) -> None:
        """Empty what is personal of it, for good; `NotFound`."""
        self._change(commune_id, petition_id, words="", sender="", answer="")
        self._work.erased = True

    def _change(self, commune_id: str, petition_id: str, **values: Any) -> None:
        key = where(petitions, commune_id=commune_id, id=petition_id)
        self._work.change(petitions.update().where(key).values(**values), "no petition")
