"""What the head, the Front or the commune tells everyone in a village: at most 300 characters, with its one source.

Each message is an entry of the commune's book, by the salted hash of its words and those of its printed sheet; put
right or withdrawn, it is followed by another, with a reason that everyone reads. Nothing is changed unseen.
"""

import secrets
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, Protocol, Self

from voting.law.road import OFFICES, Office
from voting.law.sentence import Sentence
from voting.law.units import unit_called
from voting.law.wording import HERE
from voting.papers.notice import NoticeFacts, announcement
from voting.papers.sheet import Sheet, Signer, Stamp
from voting.record.entries.entry import compact
from voting.record.entries.publicity import NoticeCorrected, NoticePosted, NoticeWithdrawn
from voting.services.desk import Desk, find_village, village_for
from voting.services.errors import Conflict, Invalid, NotFound
from voting.services.forms import once
from voting.services.ids import random_id
from voting.services.lookups import COMMUNE_BOOK
from voting.services.pages import PAGE, Page
from voting.services.permissions import Actor, Role
from voting.services.press import Press, Printed
from voting.services.typed import public_reason, public_words
from voting.storage import errors as storage_errors
from voting.storage.announcements import Announcement, AnnouncementPaper
from voting.storage.communes import Village
from voting.storage.database import Transaction

MOST_WORDS, MOST_SOURCE = 300, 120
LONGEST = timedelta(days=365)
SHOWN = 5
"""How many of the latest stand on a village's page and in its feed."""
NOTICE_SALT = "notice-salt"
"""The kind of secret that the salts of announcements are."""
SHEET, WORD = "text/html", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SOURCES = (Office.COMMUNE, Office.COMMUNE_FRONT, Office.HEAD, Office.FRONT)
"""The offices that an announcement may come from."""
_BY = {Role.HEAD: Office.HEAD, Role.FRONT: Office.FRONT, Role.COMMUNE: Office.COMMUNE}


@dataclass(frozen=True)
class NewAnnouncement:
    """A message as filled in; ``until`` is the last day on which it is shown, ``office`` where it comes from."""

    words: str
    source: str
    until: date
    office: str = Office.COMMUNE


@dataclass(frozen=True)
class Announced:
    """A message; hidden, its words are empty for everyone, and ``hidden`` says why.

    ``index`` is its place in the commune's book, or that of its last words: ``version`` counts these from 1, and
    ``put_right`` is why there are others. ``hidden_index`` is where it was withdrawn.
    """

    id: str
    village: str
    words: str
    source: str
    source_office: Sentence
    until: date
    office: Sentence
    at_utc: datetime
    index: int
    version: int = 1
    put_right: str = ""
    hidden: str = ""
    hidden_at_utc: datetime | None = None
    hidden_index: int = 0

    @classmethod
    def of(cls, row: Announcement, unit_kind: str) -> Self:
        """As it is handed up, by what the head of such a community is called."""
        return cls(
            row.id, row.village_code, row.words if row.hidden_because is None else "", row.source,
            _called(Office(row.source_office), unit_kind), row.until, _called(_BY[Role(row.office)], unit_kind),
            row.posted_at_utc, row.entry_index, row.version, row.reason, row.hidden_because or "", row.hidden_at_utc,
            row.hidden_index or 0,
        )  # fmt: skip


@dataclass(frozen=True)
class AnnouncementFile:
    """A version of a message as it is hung up."""

    name: str
    media_type: str
    content: bytes


class Occasion(Protocol):
    """What is announced once: asked and noted in the announcement's own transaction, under the lock of the book."""

    def told(self, tx: Transaction) -> str:
        """The id of the announcement that told of it; empty before."""

    def note(self, tx: Transaction, announced: str) -> None:
        """This one does."""


class Announcements:
    """Posting, putting right, withdrawing and reading messages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def post(
        self, actor: Actor, village: str, new: NewAnnouncement, form: str = "", occasion: Occasion | None = None
    ) -> str:  # fmt: skip
        """Tell everyone; its id. The same ``form`` number, or words, again make no other, nor does the same
        ``occasion``. ``Invalid`` at ``words``, ``source``, ``until``, ``office``."""
        new = self._checked(new)
        making = _Making(self._desk, actor, new, random_id())
        making.rehearse(village)

        def posted(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "notice.post")
            if occasion is None:
                return self._said_already(tx, where, new) or making.post(tx, where)
            self._desk.books.commune(tx, where.commune_id)  # locked: two who tell of it at once tell it once
            if told := occasion.told(tx):
                return told
            announced = self._said_already(tx, where, new) or making.post(tx, where)
            occasion.note(tx, announced)
            return announced

        return once(self._desk, actor, form and f"announce|{village}|{form}", posted)

    def correct(
        self, actor: Actor, village: str, announced: str, new: NewAnnouncement, reason: str, form: str = ""
    ) -> None:  # fmt: skip
        """The same message in other words from now on; the same words again change nothing. ``NotFound``, ``Invalid``.

        ``Conflict`` "notice-withdrawn".
        """
        reason, new = public_reason(reason), self._checked(new)
        making = _Making(self._desk, actor, new, announced, reason)
        making.rehearse(village)

        def corrected(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "notice.post")
            row = _found(tx, where.commune_id, village, announced)
            if row.hidden_because is not None:
                raise Conflict(code="notice-withdrawn")
            if _said(row) != new:
                making.correct(tx, where, row)
            return announced

        once(self._desk, actor, form and f"correct|{announced}|{form}", corrected)

    def hide(self, actor: Actor, village: str, announced: str, reason: str, form: str = "") -> None:
        """Withdraw a message: it leaves the pages; the first reason stays. ``NotFound``, ``Invalid`` at ``reason``."""
        reason = public_reason(reason)

        def hidden(tx: Transaction) -> str:
            where = village_for(tx, actor, village, "notice.post")
            at = self._desk.next_minute(tx, where.commune_id)  # locked: two withdraw it once
            row = _found(tx, where.commune_id, village, announced)
            if row.hidden_because is not None:
                return row.id
            office = _BY[_office(actor, village)]
            entry = NoticeWithdrawn(village=village, at=at, notice=row.id, by=office, reason=reason)
            index = self._desk.append(tx, where.commune_id, [entry])
            tx.announcements.hide(
                row.commune_id, row.id, by=actor.account_id, at=self._desk.now(), because=reason, index=index
            )  # fmt: skip
            return row.id

        once(self._desk, actor, form and f"hide|{announced}|{form}", hidden)

    def get(self, village: str, announced: str) -> Announced:
        """One of a village; ``NotFound``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            return Announced.of(_found(tx, where.commune_id, village, announced), where.unit_kind)

    def typed(self, village: str, announced: str) -> NewAnnouncement:
        """What was typed of one, for putting it right; ``NotFound``."""
        with self._desk.database.reading() as tx:
            return _said(_found(tx, find_village(tx, village).commune_id, village, announced))

    def paper(self, village: str, announced: str, version: int, media_type: str = SHEET) -> AnnouncementFile:
        """A version as it is hung up, exact bytes; ``NotFound``, also once it is withdrawn."""
        with self._desk.database.reading() as tx:
            row = _found(tx, find_village(tx, village).commune_id, village, announced)
            try:
                kept = tx.announcements.paper(row.commune_id, row.id, version, media_type)
            except storage_errors.NotFound as error:
                raise NotFound(code="unknown-document") from error
            if row.hidden_because is not None:
                raise NotFound(code="unknown-document")
            ending = "html" if media_type == SHEET else "docx"
            return AnnouncementFile(f"Thông báo {row.id}, bản {version}.{ending}", media_type, kept.content)

    def page(self, village: str, number: int) -> Page[Announced]:
        """All of a village, newest first, a page of them; ``NotFound``."""
        with self._desk.database.reading() as tx:
            where = find_village(tx, village)
            rows = tx.announcements.in_village(where.commune_id, village, PAGE + 1, after=(number - 1) * PAGE)
            shown = tuple(Announced.of(one, where.unit_kind) for one in rows[:PAGE])
            return Page(shown, number, more=len(rows) > PAGE)

    def _said_already(self, tx: Transaction, where: Village, new: NewAnnouncement) -> str:
        """The id of what says the same, as from another tab; empty where nothing does."""
        rows = tx.announcements.in_village(where.commune_id, where.code, PAGE, since=self._today())
        return next((one.id for one in rows if one.hidden_because is None and _said(one) == new), "")

    def _checked(self, new: NewAnnouncement) -> NewAnnouncement:
        words, source = public_words(new.words, "words", MOST_WORDS), public_words(new.source, "source", MOST_SOURCE)
        today = self._today()
        if not today <= new.until <= today + LONGEST:
            raise Invalid({"until": "day-out-of-range"})
        if new.office not in SOURCES:
            raise Invalid({"office": "source-office"})
        return NewAnnouncement(words, source, new.until, Office(new.office))

    def _today(self) -> date:
        return _day(self._desk.now())


class _Making:
    """A message being written into the book, its sheet made before the lock."""

    def __init__(self, desk: Desk, actor: Actor, new: NewAnnouncement, name: str, reason: str = "") -> None:
        self._desk, self._actor, self._new, self._name, self._reason = desk, actor, new, name, reason
        self._press, self._last = Press(), Printed(b"", b"")

    def rehearse(self, village: str) -> None:
        """Make the sheet as it would be now; ``NotFound``, ``Forbidden``."""
        with self._desk.database.reading() as tx:
            where = village_for(tx, self._actor, village, "notice.post")
            head = tx.log.head(where.commune_id, COMMUNE_BOOK)
            sheet = self._sheet(tx, where, self._desk.books.minute_after(head), head.size)
        self._press.printed(sheet)

    def post(self, tx: Transaction, where: Village) -> str:
        """The first words, under a new id."""
        index, new, office = self._written(tx, where, 1), self._new, _office(self._actor, where.code)
        tx.announcements.add(
            Announcement(
                where.commune_id, self._name, where.code, new.words, new.source, new.office, new.until, 1, index, "",
                office, self._actor.account_id, self._desk.now(),
            )
        )  # fmt: skip
        self._keep(tx, where, 1)
        return self._name

    def correct(self, tx: Transaction, where: Village, row: Announcement) -> None:
        """Other words under the same id."""
        version, new = row.version + 1, self._new
        index = self._written(tx, where, version)
        tx.announcements.put_right(
            replace(
                row, words=new.words, source=new.source, source_office=new.office, until=new.until, version=version,
                entry_index=index, reason=self._reason,
            )
        )  # fmt: skip
        self._keep(tx, where, version)

    def _written(self, tx: Transaction, where: Village, version: int) -> int:
        """The entry, with its salt beside the book; its index."""
        book, new = self._desk.books.commune(tx, where.commune_id), self._new
        at = self._desk.next_minute(tx, where.commune_id)
        self._last = self._press.printed(self._sheet(tx, where, at, book.size))
        salt = secrets.token_bytes(32)
        name = f"{self._name} {version}"
        tx.secrets.put(where.commune_id, NOTICE_SALT, name, salt, at=self._desk.now(), own_key=True)
        common: dict[str, Any] = {
            "village": where.code, "at": at, "notice": self._name, "by": _BY[_office(self._actor, where.code)],
            "words": sha256(salt + compact([new.words, new.source])).hexdigest(), "source": new.office,
            "papers": tuple(sha256(one).hexdigest() for one in (self._last.page, self._last.word)),
            "until": datetime.combine(new.until + timedelta(days=1), time(), HERE).astimezone(UTC),
        }  # fmt: skip
        entry = NoticeCorrected(**common, reason=self._reason) if self._reason else NoticePosted(**common)
        return self._desk.append(tx, where.commune_id, [entry])

    def _keep(self, tx: Transaction, where: Village, version: int) -> None:
        made = ((SHEET, self._last.page), (WORD, self._last.word))
        tx.announcements.add_papers(
            *(
                AnnouncementPaper(where.commune_id, self._name, version, kind, sha256(content).digest(), content)
                for kind, content in made
            )
        )

    def _sheet(self, tx: Transaction, where: Village, at: datetime, index: int) -> Sheet:
        new, role, commune = self._new, _office(self._actor, where.code), tx.communes.get(where.commune_id)
        address = f"https://{self._desk.host}/thon/{where.code}"
        source = f"{_called(Office(new.office), where.unit_kind).vi}; {new.source}"
        return announcement(
            NoticeFacts(
                commune=commune.name[:1].lower() + commune.name[1:],
                village=f"{where.unit_kind.lower()} {where.name}", by_commune=role is Role.COMMUNE, words=new.words,
                source=source, until=new.until, at=at, day=_day(at), signer=_signer(self._actor, role, where),
                put_right=self._reason, stamp=Stamp(self._press.code(0), where.commune_id, index, address),
            )
        )  # fmt: skip


def announced_now(tx: Transaction, where: Village, now: datetime) -> tuple[Announced, ...]:
    """The latest messages of a village whose last day has not passed, newest first."""
    rows = tx.announcements.in_village(where.commune_id, where.code, SHOWN, since=_day(now))
    return tuple(Announced.of(one, where.unit_kind) for one in rows)


def _said(row: Announcement) -> NewAnnouncement:
    return NewAnnouncement(row.words, row.source, row.until, Office(row.source_office))


def _called(office: Office, unit_kind: str) -> Sentence:
    if office is not Office.HEAD:
        return OFFICES[office]
    unit = unit_called(unit_kind)
    return Sentence(unit.head_vi, unit.head_en)


def _signer(actor: Actor, role: Role, where: Village) -> Signer:
    """Whoever tells it, by the title they hold."""
    held = next((one.office for one in actor.grants if one.role is role and one.village in {"", where.code}), "")
    usual = {
        Role.HEAD: unit_called(where.unit_kind).head_vi, Role.FRONT: "Trưởng ban công tác Mặt trận",
        Role.COMMUNE: "TM. Ủy ban nhân dân",
    }  # fmt: skip
    return Signer(held or usual[role], actor.name)


def _day(now: datetime) -> date:
    return now.astimezone(HERE).date()


def _found(tx: Transaction, commune: str, village: str, announced: str) -> Announcement:
    try:
        return tx.announcements.get(commune, village, announced)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-announcement") from error


def _office(actor: Actor, village: str) -> Role:
    roles = {one.role for one in actor.grants if one.village in {"", village}}
    return next(role for role in _BY if role in roles)
