"""Matters on their road (an index over the record, and what stays out of it) and the papers made on it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, func, select, text, union_all

from voting.storage.errors import BadValue, NotFound
from voting.storage.intact import require_content
from voting.storage.tables.matters import annex_openings, matter_papers, matters
from voting.storage.tables.record import log_entries
from voting.storage.tables.votes import votes
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter. `content` and `notes` are JSON values of the caller's shape: what is asked; names, phones, words.

    `number` counts a village's matters from 1. `notes` may hold personal data.
    """

    commune_id: str
    id: str
    village_code: str
    number: int
    title: str
    content: Any
    notes: Any
    created_at_utc: datetime
    created_by: str
    vote_uuid: str | None = None


@dataclass(frozen=True, slots=True)
class MatterPaperInfo:
    """A paper of a matter without its bytes; `sha256` is 32 bytes, `position` the order of making."""

    commune_id: str
    matter_id: str
    position: int
    step: str
    kind: str
    name: str
    media_type: str
    private: bool
    sha256: bytes
    added_at_utc: datetime


@dataclass(frozen=True, slots=True)
class MatterPaper(MatterPaperInfo):
    """A paper of a matter, whole."""

    content: bytes


@dataclass(frozen=True, slots=True)
class AnnexOpening:
    """Somebody opened a private list of a matter."""

    commune_id: str
    matter_id: str
    kind: str
    by_account: str
    at_utc: datetime


class Matters:
    """`tx.matters`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, matter: Matter) -> None:
        """Store a matter; `Conflict` (pk_matters, uq_matters_id, uq_matters_number), `MissingReference`."""
        self._work.insert(matters, matter)

    def with_id(self, matter_id: str) -> Matter:
        """The matter of this id, whichever its commune; `NotFound`."""
        return self._work.get(Matter, columns_for(Matter, matters).where(where(matters, id=matter_id)), "no matter")

    def in_village(self, commune_id: str, village_code: str) -> tuple[Matter, ...]:
        """Matters of a village, newest first."""
        query = columns_for(Matter, matters).where(where(matters, commune_id=commune_id, village_code=village_code))
        return self._work.find(Matter, query.order_by(matters.c.number.desc()))

    def some_in_village(self, commune_id: str, village_code: str, most: int, *, after: int = 0) -> tuple[Matter, ...]:
        """The newest of a village's matters, `most` of them after so many."""
        query = columns_for(Matter, matters).where(where(matters, commune_id=commune_id, village_code=village_code))
        return self._work.find(Matter, query.order_by(matters.c.number.desc()).limit(most).offset(after))

    def some(self, commune_id: str, ids: Collection[str]) -> tuple[Matter, ...]:
        """The matters of these ids, in one statement; none for an id that is not there."""
        if not ids:
            return ()
        query = columns_for(Matter, matters).where(where(matters, commune_id=commune_id), matters.c.id.in_(ids))
        return self._work.find(Matter, query.order_by(matters.c.village_code, matters.c.number))

    def places_lately(self, commune_id: str, village_code: str, types: Collection[str], most: int) -> tuple[int, ...]:
        """Where the last entries of these types about a village's matters and votes stand in the commune's book."""
        key = {"commune_id": commune_id, "village_code": village_code}
        about = union_all(
            select(matters.c.id).where(where(matters, **key)),
            select(votes.c.uuid).where(where(votes, **key, practice=False)),
        )
        query = (
            select(log_entries.c.idx)
            .where(log_entries.c.commune_id == commune_id, text("book = ''"))
            .where(log_entries.c.type.in_(types), log_entries.c.subject.in_(about))
            .order_by(log_entries.c.idx.desc())
            .limit(most)
        )
        return tuple(int(row["idx"]) for row in self._work.mappings(query, {}))

    def next_number(self, commune_id: str, village_code: str) -> int:
        """The number of a village's next matter."""
        query = select(func.coalesce(func.max(matters.c.number), 0).label("last"))
        found = self._work.mappings(query.where(where(matters, commune_id=commune_id, village_code=village_code)), {})
        return int(next(iter(found))["last"]) + 1

    def note(self, commune_id: str, matter_id: str, notes: Any) -> None:
        """Replace what is kept of a matter beside the record; `NotFound`."""
        self._change(commune_id, matter_id, notes=notes)

    def forget(self, commune_id: str, matter_id: str, notes: Any) -> None:
        """As `note`, for good: what was there before is in no file any more after the commit. `NotFound`."""
        self.note(commune_id, matter_id, notes)
        self._work.erased = True

    def tie(self, commune_id: str, matter_id: str, vote_uuid: str | None) -> None:
        """The vote that decides a matter; `NotFound`, `Conflict` (uq_matters_vote)."""
        self._change(commune_id, matter_id, vote_uuid=vote_uuid)

    def of_vote(self, commune_id: str, vote_uuid: str) -> Matter:
        """The matter that a vote decides; `NotFound`."""
        key = where(matters, commune_id=commune_id, vote_uuid=vote_uuid)
        return self._work.get(Matter, columns_for(Matter, matters).where(key), "no matter")

    def add_paper(self, paper: MatterPaper) -> None:
        """Keep a paper; `Conflict` (pk_matter_papers), `MissingReference`, `BadValue`."""
        if sha256(paper.content).digest() != paper.sha256:
            raise BadValue("a paper is stored by its own SHA-256")
        self._work.insert(matter_papers, paper)

    def papers(self, commune_id: str, matter_id: str) -> tuple[MatterPaperInfo, ...]:
        """The papers of a matter without their bytes, in the order they were made."""
        query = columns_for(MatterPaperInfo, matter_papers).where(_papers(commune_id, matter_id))
        return self._work.find(MatterPaperInfo, query.order_by(matter_papers.c.position))

    def paper(self, commune_id: str, matter_id: str, position: int) -> MatterPaper:
        """One paper with its bytes; `NotFound`, `Damaged`."""
        query = columns_for(MatterPaper, matter_papers).where(_papers(commune_id, matter_id))
        found = self._work.get(MatterPaper, query.where(matter_papers.c.position == position), "no paper")
        require_content(found.content, found.sha256, "a paper")
        return found

    def note_opening(self, opening: AnnexOpening) -> None:
        """Note that a list was opened, unless that is noted at this very moment; `MissingReference`, `BadValue`."""
        key = where(
            annex_openings, commune_id=opening.commune_id, matter_id=opening.matter_id, kind=opening.kind,
            by_account=opening.by_account,
        )  # fmt: skip
        noted = columns_for(AnnexOpening, annex_openings).where(key, annex_openings.c.at_utc == opening.at_utc)
        if not self._work.find(AnnexOpening, noted):
            self._work.insert(annex_openings, opening)

    def openings(self, commune_id: str, matter_id: str) -> tuple[AnnexOpening, ...]:
        """Who opened the lists of a matter, the latest first."""
        key = where(annex_openings, commune_id=commune_id, matter_id=matter_id)
        query = columns_for(AnnexOpening, annex_openings).where(key)
        return self._work.find(AnnexOpening, query.order_by(annex_openings.c.at_utc.desc()))

    def _change(self, commune_id: str, matter_id: str, **values: Any) -> None:
        changed = matters.update().where(where(matters, commune_id=commune_id, id=matter_id)).values(**values)
        if self._work.run(changed).rowcount == 0:
            raise NotFound("no matter")


def _papers(commune_id: str, matter_id: str) -> ColumnElement[bool]:
    return where(matter_papers, commune_id=commune_id, matter_id=matter_id)
