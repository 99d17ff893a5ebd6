"""Communes (each with a book of its own) and their villages."""

from dataclasses import dataclass

from voting.storage.log import COMMUNE_BOOK, Log
from voting.storage.tables.people import communes, villages
from voting.storage.work import Work, columns_for, values_of, where


@dataclass(frozen=True, slots=True)
class Commune:
    """A commune: `code` is the `commune_id` of every other table, `origin` the name of its book.

    `ring_...` is whom people may ring: all three, or none (of a village too).
    """

    code: str
    name: str
    origin: str
    ring_name: str | None = None
    ring_office: str | None = None
    ring_phone: str | None = None


@dataclass(frozen=True, slots=True)
class Village:
    """A village, hamlet or residential group; `unit_kind` is the word before its name, such as `thôn`.

    `nobody_else` is why it may put duties into one hand that are kept apart elsewhere; `None` where it may not.
    `successors` are the codes of the villages it became part of, with a space between; `None` while it is one itself.
    """

    commune_id: str
    code: str
    name: str
    unit_kind: str
    nobody_else: str | None = None
    ring_name: str | None = None
    ring_office: str | None = None
    ring_phone: str | None = None
    successors: str | None = None


class Communes:
    """`tx.communes`."""

    def __init__(self, work: Work, log: Log) -> None:
        self._work = work
        self._log = log

    def add(self, commune: Commune) -> None:
        """Store a commune and start its empty book; `Conflict` (pk_communes, uq_communes_origin)."""
        self._work.insert(communes, commune)
        self._log.start(commune.code, COMMUNE_BOOK, commune.origin)

    def get(self, code: str) -> Commune:
        """The commune with this code, or `NotFound`."""
        return self._work.get(Commune, columns_for(Commune, communes).where(where(communes, code=code)), "no commune")

    def list(self) -> tuple[Commune, ...]:
        """All communes, by code."""
        return self._work.find(Commune, columns_for(Commune, communes).order_by(communes.c.code))

    def change(self, commune: Commune) -> None:
        """Change what stands on the screen; the origin of the book never changes. `NotFound` without the commune."""
        shown = {name: value for name, value in values_of(commune).items() if name not in {"code", "origin"}}
        self._work.change(communes.update().where(where(communes, code=commune.code)).values(shown), "no commune")

    def add_village(self, village: Village) -> None:
        """Store a village; `Conflict` (pk_villages; uq_villages_code, taken by any commune), `MissingReference`."""
        self._work.insert(villages, village)

    def village(self, commune_id: str, code: str) -> Village:
        """One village of a commune, or `NotFound`."""
        query = columns_for(Village, villages).where(where(villages, commune_id=commune_id, code=code))
        return self._work.get(Village, query, "no village")

    def villages(self, commune_id: str) -> tuple[Village, ...]:
        """The villages of a commune, by code."""
        query = columns_for(Village, villages).where(where(villages, commune_id=commune_id))
        return self._work.find(Village, query.order_by(villages.c.code))

    def villages_with_code(self, code: str) -> tuple[Village, ...]:
        """The village of this code, in whatever commune (a card carries only the village's code), or none."""
        query = columns_for(Village, villages).where(where(villages, code=code))
        return self._work.find(Village, query)

    def change_village(self, village: Village) -> None:
        """Change all of a village but its commune and code; `NotFound` without it."""
        key = where(villages, commune_id=village.commune_id, code=village.code)
        self._work.change(villages.update().where(key).values(values_of(village)), "no village")
