"""Votes from draft to result (an index over the record) and the papers attached to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, select

from voting.storage.errors import BadValue, Conflict
from voting.storage.intact import require_content
from voting.storage.tables.votes import documents, votes
from voting.storage.work import Work, columns_for, values_of, where


@dataclass(frozen=True, slots=True)
class Vote:
    """A vote. `plan` is the draft's JSON of the caller's own shape: questions with answers, majority, citation.

    `households` (N), `roll_version`, `committee` and the window are `None` until they are decided.
    """

    commune_id: str
    uuid: str
    village_code: str
    title: str
    description: str
    state: str
    created_at_utc: datetime
    created_by: str
    plan: Any
    households: int | None = None
    roll_version: int | None = None
    committee: int | None = None
    opens_at_utc: datetime | None = None
    closes_at_utc: datetime | None = None
    practice: bool = False


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """A paper attached to a vote, without its bytes; `sha256` is 32 bytes."""

    commune_id: str
    vote_uuid: str
    sha256: bytes
    name: str
    media_type: str
    added_at_utc: datetime


@dataclass(frozen=True, slots=True)
class Document(DocumentInfo):
    """A paper attached to a vote, whole."""

    content: bytes


class Votes:
    """`tx.votes`. Lists have real votes only; practice votes are asked for by `practices`, or found by their uuid."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, vote: Vote) -> None:
        """Store a vote.

        `Conflict` (pk_votes; uq_votes_uuid, taken by any commune), `MissingReference` (no village), `BadValue` (closes
        before opening).
        """
        self._work.insert(votes, vote)

    def get(self, commune_id: str, uuid: str) -> Vote:
        """One vote of a commune, or `NotFound`."""
        return self._work.get(Vote, columns_for(Vote, votes).where(_key(commune_id, uuid)), "no vote")

    def with_uuid(self, uuid: str) -> Vote:
        """The vote with this uuid, whatever its commune; `NotFound`."""
        return self._work.get(Vote, columns_for(Vote, votes).where(where(votes, uuid=uuid)), "no vote")

    def list(self, commune_id: str, *, states: Sequence[str] = ()) -> tuple[Vote, ...]:
        """Votes of a commune, newest first; only those in `states`, if given."""
        return self._listed(where(votes, commune_id=commune_id), states)

    def in_village(self, commune_id: str, village_code: str, *, states: Sequence[str] = ()) -> tuple[Vote, ...]:
        """Votes of one village, newest first; only those in `states`, if given."""
        return self._listed(where(votes, commune_id=commune_id, village_code=village_code), states)

    def practices(self, commune_id: str, village_code: str = "", *, states: Sequence[str] = ()) -> tuple[Vote, ...]:
        """Practice votes of a commune, or of one village, newest first; only those in `states`, if given."""
        village = {"village_code": village_code} if village_code else {}
        return self._listed(where(votes, commune_id=commune_id, **village), states, practice=True)

    def real_and_practice(self, commune_id: str, states: Sequence[str]) -> tuple[Vote, ...]:
        """Every vote of a commune in these states, the real ones first, each kind newest first."""
        query = columns_for(Vote, votes).where(where(votes, commune_id=commune_id), votes.c.state.in_(states))
        return self._work.find(Vote, query.order_by(votes.c.practice, votes.c.created_at_utc.desc(), votes.c.uuid))

    def some(self, commune_id: str, uuids: Collection[str]) -> tuple[Vote, ...]:
        """The votes of these uuids, in one statement; none for one that is not there."""
        if not uuids:
            return ()
        return self._listed(where(votes, commune_id=commune_id) & votes.c.uuid.in_(uuids), ())

    def some_in_village(
        self, commune_id: str, village_code: str, states: Sequence[str], most: int, *, after: int = 0
    ) -> tuple[Vote, ...]:
        """The newest of a village's votes in these states, `most` of them after so many."""
        key = where(votes, commune_id=commune_id, village_code=village_code, practice=False)
        query = columns_for(Vote, votes).where(key, votes.c.state.in_(states))
        query = query.order_by(votes.c.created_at_utc.desc(), votes.c.uuid)
        return self._work.find(Vote, query.limit(most).offset(after))

    def closing_by(self, moment: datetime, state: str) -> tuple[Vote, ...]:
        """Votes of all communes in `state`, practice too, whose closing time is `moment` or earlier, oldest first."""
        query = columns_for(Vote, votes).where(votes.c.state == state, votes.c.closes_at_utc <= moment)
        return self._work.find(Vote, query.order_by(votes.c.closes_at_utc, votes.c.commune_id, votes.c.uuid))

    def opening_by(self, moment: datetime, state: str) -> tuple[Vote, ...]:
        """Votes of all communes in `state` whose opening time is `moment` or earlier, oldest first."""
        real = where(votes, state=state, practice=False)
        query = columns_for(Vote, votes).where(real, votes.c.opens_at_utc <= moment)
        return self._work.find(Vote, query.order_by(votes.c.opens_at_utc, votes.c.commune_id, votes.c.uuid))

    def closed_since(self, commune_id: str, moment: datetime, *states: str) -> tuple[Vote, ...]:
        """Votes of a commune in `states` whose closing time is `moment` or later, newest first."""
        return self._listed(where(votes, commune_id=commune_id) & (votes.c.closes_at_utc >= moment), states)

    def villages_with(self, commune_id: str, states: Sequence[str]) -> frozenset[str]:
        """The codes of the villages that have or had a vote in one of these states."""
        query = select(votes.c.village_code).distinct()
        real = where(votes, commune_id=commune_id, practice=False)
        found = self._work.mappings(query.where(real, votes.c.state.in_(states)), {})
        return frozenset(str(row["village_code"]) for row in found)

    def update(self, vote: Vote, *, expected_state: str) -> None:
        """Replace all of a vote's values if it is still in `expected_state`; else `Conflict`. `NotFound`."""
        changed = votes.update().where(_key(vote.commune_id, vote.uuid), votes.c.state == expected_state)
        if self._work.run(changed.values(values_of(vote))).rowcount == 0:
            self.get(vote.commune_id, vote.uuid)
            raise Conflict("the vote has moved on meanwhile")

    def set_state(self, commune_id: str, uuid: str, *, expected: str, state: str) -> None:
        """Move a vote from `expected` to `state`; `Conflict` if it is elsewhere by now, `NotFound`."""
        changed = votes.update().where(_key(commune_id, uuid), votes.c.state == expected).values(state=state)
        if self._work.run(changed).rowcount == 0:
            self.get(commune_id, uuid)
            raise Conflict("the vote has moved on meanwhile")

    def add_document(self, document: Document) -> None:
        """Attach a paper; `Conflict` (pk_documents) if it is attached already, `MissingReference`, `BadValue`."""
        if sha256(document.content).digest() != document.sha256:
            raise BadValue("a paper is stored by its own SHA-256")
        self._work.insert(documents, document)

    def documents(self, commune_id: str, uuid: str) -> tuple[DocumentInfo, ...]:
        """The papers of a vote without their bytes, in the order they were added."""
        query = columns_for(DocumentInfo, documents).where(where(documents, commune_id=commune_id, vote_uuid=uuid))
        return self._work.find(DocumentInfo, query.order_by(documents.c.added_at_utc, documents.c.name))

    def documents_of(self, commune_id: str, uuids: Collection[str]) -> dict[str, tuple[DocumentInfo, ...]]:
        """The same for each of these votes that has any, in one statement."""
        if not uuids:
            return {}
        query = columns_for(DocumentInfo, documents).where(where(documents, commune_id=commune_id))
        query = query.where(documents.c.vote_uuid.in_(uuids)).order_by(documents.c.added_at_utc, documents.c.name)
        found: dict[str, tuple[DocumentInfo, ...]] = {}
        for one in self._work.find(DocumentInfo, query):
            found[one.vote_uuid] = (*found.get(one.vote_uuid, ()), one)
        return found

    def document(self, commune_id: str, uuid: str, digest: bytes) -> Document:
        """One paper with its bytes, by its SHA-256 (32 bytes); `NotFound`, `Damaged`."""
        key = where(documents, commune_id=commune_id, vote_uuid=uuid, sha256=digest)
        found = self._work.get(Document, columns_for(Document, documents).where(key), "no document")
        require_content(found.content, digest, "a paper")
        return found

    def remove_document(self, commune_id: str, uuid: str, digest: bytes) -> None:
        """Detach a paper (of a draft); `NotFound`."""
        key = where(documents, commune_id=commune_id, vote_uuid=uuid, sha256=digest)
        self._work.change(documents.delete().where(key), "no document")

    def _listed(
        self, which: ColumnElement[bool], states: Sequence[str], *, practice: bool = False
    ) -> tuple[Vote, ...]:
        query = columns_for(Vote, votes).where(which, where(votes, practice=practice))
        if states:
            query = query.where(votes.c.state.in_(states))
        return self._work.find(Vote, query.order_by(votes.c.created_at_utc.desc(), votes.c.uuid))


def _key(commune_id: str, uuid: str) -> ColumnElement[bool]:
    return where(votes, commune_id=commune_id, uuid=uuid)
