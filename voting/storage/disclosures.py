"""What is made public under Article 11, until what names people is erased."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import or_

from voting.storage.intact import require_content
from voting.storage.tables.disclosures import disclosure_files, disclosures
from voting.storage.work import Work, columns_for, where


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Something made public; `village_code` is "" for the commune's own, `forms` pairs of a form and its first day.

    `until` is the last of its days (`None`: for good), `last_day` when it ended. Erased: `title` is empty, and its
    files are gone.
    """

    commune_id: str
    id: str
    village_code: str
    item: int
    title: str
    plan: str
    document: str
    decided: date
    due: date
    forms: list[list[str]]
    first_day: date
    until: date | None
    office: str
    made_by: str
    made_at_utc: datetime
    entry_index: int
    listed: bool
    last_day: date | None = None
    reason: str = ""
    end_index: int | None = None
    erased: bool = False


@dataclass(frozen=True, slots=True)
class DisclosureFile:
    """A paper, or a photograph of the board; `number` counts from 1, `sha256` is 32 bytes."""

    commune_id: str
    disclosure_id: str
    kind: str
    number: int
    name: str
    media_type: str
    sha256: bytes
    content: bytes


class Disclosures:
    """`tx.disclosures`."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def add(self, disclosure: Disclosure) -> None:
        """Store a new one; `Conflict` (pk_disclosures), `MissingReference`, `BadValue`."""
        self._work.insert(disclosures, disclosure)

    def get(self, commune_id: str, disclosure_id: str) -> Disclosure:
        """The one of this id; `NotFound`."""
        key = where(disclosures, commune_id=commune_id, id=disclosure_id)
        return self._work.get(Disclosure, columns_for(Disclosure, disclosures).where(key), "no disclosure")

    def in_village(self, commune_id: str, village_code: str, most: int, *, after: int = 0) -> tuple[Disclosure, ...]:
        """The newest of a village, or of the commune itself, `most` of them after so many."""
        key = where(disclosures, commune_id=commune_id, village_code=village_code)
        query = columns_for(Disclosure, disclosures).where(key)
        order = (disclosures.c.first_day.desc(), disclosures.c.entry_index.desc())
        return self._work.find(Disclosure, query.order_by(*order).limit(most).offset(after))

    def standing(self, commune_id: str) -> tuple[Disclosure, ...]:
        """Everything of the commune and its villages that nobody has ended."""
        key = where(disclosures, commune_id=commune_id) & disclosures.c.last_day.is_(None)
        query = columns_for(Disclosure, disclosures).where(key)
        return self._work.find(Disclosure, query.order_by(disclosures.c.first_day, disclosures.c.entry_index))

    def since(self, commune_id: str, first: date) -> tuple[Disclosure, ...]:
        """What has been public of the commune and its villages since a day or later, the first one first."""
        key = where(disclosures, commune_id=commune_id) & (disclosures.c.first_day >= first)
        query = columns_for(Disclosure, disclosures).where(key)
        return self._work.find(Disclosure, query.order_by(disclosures.c.first_day, disclosures.c.entry_index))

    def lists_over(self, commune_id: str, today: date) -> tuple[Disclosure, ...]:
        """Lists of people whose time is over, and that are not erased."""
        over = or_(disclosures.c.until < today, disclosures.c.last_day.is_not(None))
        key = where(disclosures, commune_id=commune_id, listed=True, erased=False)
        query = columns_for(Disclosure, disclosures).where(key, over)
        return self._work.find(Disclosure, query.order_by(disclosures.c.id))

    def add_forms(self, commune_id: str, disclosure_id: str, forms: list[list[str]], until: date | None) -> None:
        """All its forms as they are now; `NotFound`."""
        self._change(commune_id, disclosure_id, forms=forms, until=until)

    def end(self, commune_id: str, disclosure_id: str, *, last: date, reason: str, index: int) -> None:
        """It is public no longer; `NotFound`."""
        self._change(commune_id, disclosure_id, last_day=last, reason=reason, end_index=index)

    def erase(self, commune_id: str, disclosure_id: str) -> None:
        """Delete what names people, for good; `NotFound`."""
        self._work.run(disclosure_files.delete().where(_files(commune_id, disclosure_id)))
        self._change(commune_id, disclosure_id, title="", document="", erased=True)
        self._work.erased = True

    def add_file(self, file: DisclosureFile) -> None:
        """Keep a file; `Conflict` (pk_disclosure_files), `MissingReference`."""
        self._work.insert(disclosure_files, file)

    def file(self, commune_id: str, disclosure_id: str, kind: str, number: int) -> DisclosureFile:
        """A file; `NotFound`, `Damaged`."""
        key = _files(commune_id, disclosure_id) & where(disclosure_files, kind=kind, number=number)
        query = columns_for(DisclosureFile, disclosure_files).where(key)
        found = self._work.get(DisclosureFile, query, "no file")
        require_content(found.content, found.sha256, "a file")
        return found

    def count_files(self, commune_id: str, disclosure_ids: list[str], kind: str) -> dict[str, int]:
        """How many files of a kind there are, by id; nothing of those without any."""
        table = disclosure_files
        key = where(table, commune_id=commune_id, kind=kind) & table.c.disclosure_id.in_(disclosure_ids)
        found: dict[str, int] = {}
        for row in self._work.mappings(table.select().with_only_columns(table.c.disclosure_id).where(key)):
            found[row["disclosure_id"]] = found.get(row["disclosure_id"], 0) + 1
        return found

    def _change(self, commune_id: str, disclosure_id: str, **values: Any) -> None:
        key = where(disclosures, commune_id=commune_id, id=disclosure_id)
        self._work.change(disclosures.update().where(key).values(**values), "no disclosure")


def _files(commune_id: str, disclosure_id: str) -> Any:
    return where(disclosure_files, commune_id=commune_id, disclosure_id=disclosure_id)
