"""The register of what was made public, as anyone may read it: item, title, forms, days, late or not (Art. 13(2))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from voting.law.disclosure import FORMS, ITEMS, Form, Item, is_late, owed
from voting.law.periods import day_of
from voting.law.sentence import Sentence
from voting.services.desk import Desk, find_village
from voting.services.errors import NotFound
from voting.services.oversight.disclosure import DOCUMENT, PHOTO, found, last_days_of
from voting.services.pages import PAGE, Page
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.disclosures import Disclosure


@dataclass(frozen=True)
class Shown:
    """A form of something made public: its first day, the last for which it must go on (``None``: for good)."""

    form: Form
    said: Sentence
    first: date
    last: date | None


@dataclass(frozen=True)
class MadePublic:
    """Something made public. Once a list's time is over, ``title`` is empty and ``document`` and ``photos`` are gone.

    ``until`` is the last of its days (``None``: for good), ``last`` the day on which it ended, ``over`` whether its
    days are over; ``index`` and ``end_index`` are its places in the commune's book.
    """

    id: str
    village: str
    item: Item
    title: str
    plan: str
    decided: date
    due: date
    late: bool
    forms: tuple[Shown, ...]
    until: date | None
    over: bool
    last: date | None
    reason: str
    document: str
    photos: int
    index: int
    end_index: int

    @property
    def owed(self) -> tuple[Sentence, ...]:
        """The forms that the law demands, and that it lacks while it is public."""
        missing = () if self.last else owed(self.item, [one.form for one in self.forms])
        return tuple(FORMS[one] for one in missing)

    @classmethod
    def of(cls, row: Disclosure, photos: int, today: date) -> Self:
        """As it may be read today: a list whose time is over is not shown, erased or not."""
        over = row.last_day is not None or (row.until is not None and row.until < today)
        hidden = row.listed and over
        item = ITEMS[row.item]
        forms = tuple(
            Shown(form, FORMS[form], first, None if item.permanent and form is Form.POSTING else last)
            for form, first, last in last_days_of(row.forms)
        )
        return cls(
            row.id, row.village_code, item, "" if hidden else row.title, row.plan, row.decided, row.due,
            is_late(row.first_day, row.due), forms, row.until, over, row.last_day, row.reason,
            "" if hidden else row.document, 0 if row.listed else photos, row.entry_index, row.end_index or 0,
        )  # fmt: skip


@dataclass(frozen=True)
class PublicFile:
    """A paper, or a photograph of the board."""

    name: str
    media_type: str
    content: bytes


class Registers:
    """Reading what was made public."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def of_village(self, village: str, number: int) -> Page[MadePublic]:
        """What was made public in a village, the newest first, a page of it; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return self._page(tx, find_village(tx, village).commune_id, village, number)

    def of_commune(self, commune: str, number: int) -> Page[MadePublic]:
        """The same of the commune's own; ``NotFound``."""
        with self._desk.database.reading() as tx:
            try:
                tx.communes.get(commune)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-commune") from error
            return self._page(tx, commune, "", number)

    def get(self, commune: str, village: str, disclosure: str) -> MadePublic:
        """One of a village, or ("") of the commune; ``NotFound``."""
        with self._desk.database.reading() as tx:
            row = found(tx, commune, village, disclosure)
            return _told(tx, commune, [row], day_of(self._desk.now()))[0]

    def file(self, commune: str, disclosure: str, kind: str, number: int) -> PublicFile:
        """A paper (``DOCUMENT``) or a photograph of the board (``PHOTO``); ``NotFound`` once a list's time is over."""
        with self._desk.database.reading() as tx:
            try:
                row = tx.disclosures.get(commune, disclosure)
                kept = tx.disclosures.file(commune, disclosure, kind, number)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-document") from error
            one = MadePublic.of(row, 1, day_of(self._desk.now()))
            if not (one.document if kind == DOCUMENT else one.photos):
                raise NotFound(code="unknown-document")
            return PublicFile(kept.name, kept.media_type, kept.content)

    def _page(self, tx: Transaction, commune: str, village: str, number: int) -> Page[MadePublic]:
        rows = tx.disclosures.in_village(commune, village, PAGE + 1, after=(number - 1) * PAGE)
        return Page(_told(tx, commune, rows[:PAGE], day_of(self._desk.now())), number, more=len(rows) > PAGE)


def _told(tx: Transaction, commune: str, rows: Sequence[Disclosure], today: date) -> tuple[MadePublic, ...]:
    photos = tx.disclosures.count_files(commune, [one.id for one in rows], PHOTO) if rows else {}
    return tuple(MadePublic.of(one, photos.get(one.id, 0), today) for one in rows)
