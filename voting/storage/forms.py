"""Forms kept for a while: what was typed, papers chosen with it, and what a form's one-time number has made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from voting.storage.errors import BadValue
from voting.storage.intact import require_content
from voting.storage.tables.forms import kept_forms, kept_papers
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class KeptForm:
    """A form of an official. `fields` is a JSON value of the caller's shape; `made` names what it made, once it has.

    `place` is what it is about, in the caller's words. May hold personal data.
    """

    commune_id: str
    id: str
    account_id: str
    place: str
    fields: Any
    kept_at_utc: datetime
    made: str | None = None


@dataclass(frozen=True, slots=True)
class FormSeen:
    """That a form waits, without what was typed."""

    id: str
    account_id: str
    place: str
    kept_at_utc: datetime


@dataclass(frozen=True, slots=True)
class KeptPaperInfo:
    """A paper chosen with a form, without its bytes; `sha256` is 32 bytes, `position` the order of choosing."""

    commune_id: str
    form_id: str
    sha256: bytes
    position: int
    name: str
    media_type: str
    size_bytes: int


@dataclass(frozen=True, slots=True)
class KeptPaper(KeptPaperInfo):
    """A paper chosen with a form, whole."""

    content: bytes


class Forms:
    """`tx.forms`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, form: KeptForm) -> None:
        """Keep a form; `Conflict` (pk_kept_forms) if its number is known, `MissingReference`."""
        self._work.insert(kept_forms, form)

    def get(self, commune_id: str, form_id: str) -> KeptForm:
        """A kept form, or `NotFound`."""
        query = columns_for(KeptForm, kept_forms).where(_key(commune_id, form_id))
        return self._work.get(KeptForm, query, "no form")

    def waiting(self, commune_id: str, places: Sequence[str], since: datetime) -> tuple[FormSeen, ...]:
        """Forms about one of these places that were kept since then and have made nothing yet, newest first."""
        waits = where(kept_forms, commune_id=commune_id, made=None) & (kept_forms.c.kept_at_utc >= since)
        query = columns_for(FormSeen, kept_forms).where(waits, kept_forms.c.place.in_(places))
        return self._work.find(FormSeen, query.order_by(kept_forms.c.kept_at_utc.desc(), kept_forms.c.id))

    def type_anew(self, commune_id: str, form_id: str, fields: Any) -> None:
        """Other fields for a form that has made nothing yet; `NotFound`."""
        changed = kept_forms.update().where(_key(commune_id, form_id), kept_forms.c.made.is_(None))
        self._work.change(changed.values(fields=fields), "no form that waits")

    def done(self, commune_id: str, form_id: str, made: str) -> None:
        """The form has made this; what was typed, and the papers, are forgotten. `NotFound`."""
        done = kept_forms.update().where(_key(commune_id, form_id)).values(made=made, fields={})
        self._work.change(done, "no form")
        self._work.run(kept_papers.delete().where(where(kept_papers, commune_id=commune_id, form_id=form_id)))

    def add_paper(self, paper: KeptPaper) -> None:
        """Keep a paper with a form; `Conflict` (pk_kept_papers) if it is there already, `MissingReference`."""
        if sha256(paper.content).digest() != paper.sha256 or len(paper.content) != paper.size_bytes:
            raise BadValue("a paper is stored by its own SHA-256 and size")
        self._work.insert(kept_papers, paper)

    def papers(self, commune_id: str, form_id: str) -> tuple[KeptPaperInfo, ...]:
        """The papers of a form without their bytes, in the order of choosing."""
        query = columns_for(KeptPaperInfo, kept_papers).where(_of_form(commune_id, form_id))
        return self._work.find(KeptPaperInfo, query.order_by(kept_papers.c.position))

    def paper(self, commune_id: str, form_id: str, digest: bytes) -> KeptPaper:
        """One paper with its bytes, by its SHA-256 (32 bytes); `NotFound`, `Damaged`."""
        key = _of_form(commune_id, form_id) & (kept_papers.c.sha256 == digest)
        found = self._work.get(KeptPaper, columns_for(KeptPaper, kept_papers).where(key), "no paper")
        require_content(found.content, digest, "a paper")
        return found

    def remove_paper(self, commune_id: str, form_id: str, digest: bytes) -> None:
        """Forget a paper of a form; doing it again changes nothing."""
        self._work.run(kept_papers.delete().where(_of_form(commune_id, form_id), kept_papers.c.sha256 == digest))

    def has_old(self, commune_id: str, waiting: datetime, done: datetime) -> bool:
        """Whether there are forms that wait since before `waiting`, or are done and kept since before `done`."""
        return bool(self._work.scalar(select(exists().where(_old(commune_id, waiting, done)))))

    def delete_old(self, commune_id: str, waiting: datetime, done: datetime) -> int:
        """Forget them with their papers; returns how many."""
        old = select(kept_forms.c.id).where(_old(commune_id, waiting, done))
        papers = kept_papers.delete().where(kept_papers.c.commune_id == commune_id, kept_papers.c.form_id.in_(old))
        self._work.run(papers)
        gone = self._work.run(kept_forms.delete().where(_old(commune_id, waiting, done))).rowcount
        self._work.erased = self._work.erased or gone > 0
        return gone


def _key(commune_id: str, form_id: str) -> ColumnElement[bool]:
    return where(kept_forms, commune_id=commune_id, id=form_id)


def _of_form(commune_id: str, form_id: str) -> ColumnElement[bool]:
    return where(kept_papers, commune_id=commune_id, form_id=form_id)


def _old(commune_id: str, waiting: datetime, done: datetime) -> ColumnElement[bool]:
    at, made = kept_forms.c.kept_at_utc, kept_forms.c.made
    aged = or_(and_(made.is_(None), at < waiting), and_(made.is_not(None), at < done))
    return where(kept_forms, commune_id=commune_id) & aged
