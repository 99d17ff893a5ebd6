"""Making something public under Articles 11-13: by the commune's office, or in a village by its head.

Each act is an entry of the commune's book. A list of people is shown for its time and never enters the book; title,
paper and the salt of their hash are gone when that is over, by `erase_lists_due` if nobody has ended it.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from voting.law.deadlines import last_day
from voting.law.disclosure import FORMS, ITEMS, Form, Item, done_on, due_fits, last_of
from voting.law.periods import day_of
from voting.law.road import Office
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded
from voting.record.entries.entry import compact
from voting.services.desk import Desk, village_for
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.forms import once
from voting.services.ids import random_id
from voting.services.oversight.photos import stripped
from voting.services.people.working_days import days_off_after
from voting.services.permissions import Actor, Role
from voting.services.typed import public_reason, public_words
from voting.services.votes.drafting import MAX_DOCUMENT_BYTES, MEDIA_TYPES, NewDocument
from voting.services.votes.paper_names import paper_name
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction
from voting.storage.disclosures import Disclosure, DisclosureFile

IN_VILLAGE, OF_COMMUNE, END = "disclosure.village", "disclosure.commune", "disclosure.end"
MOST_TITLE, MOST_PLAN, MOST_PHOTOS = 200, 60, 10
SALT = "disclosure-salt"
"""The kind of secret that the salts are."""
DOCUMENT, PHOTO = "document", "photo"
CLOCK = "publicity.default"
_SAME_LOOKED_AT = 20


@dataclass(frozen=True)
class NewDisclosure:
    """Something to be made public, as filled in; ``due`` is the last day by another law, if one sets it."""

    item: int
    title: str
    decided: date
    first: date
    forms: tuple[str, ...]
    plan: str = ""
    due: date | None = None
    document: NewDocument | None = None


@dataclass(frozen=True)
class Addition:
    """Further forms from a day on, or a photograph of the board."""

    forms: tuple[str, ...]
    first: date
    photo: NewDocument | None = None


class Disclosures:
    """Making public, adding to it, ending it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def make_public(self, actor: Actor, village: str, new: NewDisclosure, form: str = "") -> str:
        """Make something public in a village, or ("") by the commune; its id, the same for the same again.

        ``Invalid`` at a field, ``Forbidden``, ``NotFound``, ``Conflict`` "village-over".
        """
        new, today = _checked(new, day_of(self._desk.now())), day_of(self._desk.now())

        def made(tx: Transaction) -> str:
            office = _office(tx, actor, village)
            book = self._desk.books.commune(tx, actor.commune)  # locked: of two at one form the second sees the first
            for one in tx.disclosures.in_village(actor.commune, village, _SAME_LOOKED_AT):
                if one.last_day is None and (one.item, one.title, one.decided) == (new.item, new.title, new.decided):
                    return one.id
            due = new.due or last_day(CLOCK, new.decided, days_off_after(tx, actor.commune, new.decided))
            if not due_fits(new.decided, due, by_sector=new.due is not None):
                raise Invalid({"due": "day-out-of-range"})
            row = _row(actor, village, new, (random_id(), office, due, book.size), self._desk)
            self._write(tx, row, new)
            return row.id

        return once(self._desk, actor, form and f"disclose|{village}|{today}|{form}", made)

    def add(self, actor: Actor, village: str, disclosure: str, more: Addition, form: str = "") -> None:
        """Say that it is public in further forms too, or keep a photograph of the board; ``Invalid``, ``Conflict``."""
        photo = stripped(more.photo, "photo") if more.photo else None
        if not more.forms and not photo:
            raise Invalid({"forms": "choice-missing"})

        def added(tx: Transaction, row: Disclosure, office: Office) -> None:
            faults = _first_faults(more.first, row.decided, self._today)
            if faults := faults | _forms_faults(ITEMS[row.item], more.forms):
                raise Invalid(faults)
            known = {form for form, _ in row.forms}
            forms = [one for one in more.forms if one not in known]
            photos = self._photos(tx, row, photo)
            if not forms and not photos:
                return  # said already, in another tab
            self._desk.append(tx, row.commune_id, [
                DisclosureAdded(
                    village=village, at=self._desk.next_minute(tx, row.commune_id), disclosure=row.id, by=office,
                    forms=tuple(forms), first=more.first, photos=tuple(one.sha256.hex() for one in photos),
                )
            ])  # fmt: skip
            whole = [*row.forms, *([one, more.first.isoformat()] for one in forms)]
            tx.disclosures.add_forms(row.commune_id, row.id, whole, _until(ITEMS[row.item], whole))
            for one in photos:
                tx.disclosures.add_file(one)

        self._handle(actor, village, disclosure, form and f"disclosure-added|{form}", added)

    def end(self, actor: Actor, village: str, disclosure: str, reason: str = "", form: str = "") -> None:
        """It is public no longer; before the last of its days only for a reason: ``Invalid`` at ``reason``."""
        reason = public_reason(reason) if reason.strip() else ""

        def ended(tx: Transaction, row: Disclosure, office: Office) -> None:
            today = self._today
            early = row.until is None or today < row.until
            if early and not reason:
                raise Invalid({"reason": "reason-missing"})
            entry = DisclosureEnded(
                village=village, at=self._desk.next_minute(tx, row.commune_id), disclosure=row.id, by=office,
                last=today, reason=reason,
            )  # fmt: skip
            index = self._desk.append(tx, row.commune_id, [entry])
            tx.disclosures.end(row.commune_id, row.id, last=today, reason=reason, index=index)
            if row.listed and not row.erased:
                _erase(tx, row)

        self._handle(actor, village, disclosure, form and f"disclosure-ended|{form}", ended, END)

    @property
    def _today(self) -> date:
        return day_of(self._desk.now())

    def _handle(
        self, actor: Actor, village: str, disclosure: str, form: str,
        what: Callable[[Transaction, Disclosure, Office], None], action: str = IN_VILLAGE,
    ) -> None:  # fmt: skip
        def handled(tx: Transaction) -> str:
            office = _office(tx, actor, village, action)
            self._desk.books.commune(tx, actor.commune)  # locked
            row = found(tx, actor.commune, village, disclosure)
            if row.last_day is not None:
                raise Conflict(code="disclosure-ended")
            what(tx, row, office)
            return row.id

        once(self._desk, actor, form and f"{form}|{disclosure}", handled)

    def _write(self, tx: Transaction, row: Disclosure, new: NewDisclosure) -> None:
        item, salt, document = ITEMS[new.item], secrets.token_bytes(32), new.document
        digest = sha256(document.content).hexdigest() if document else ""
        tx.secrets.put(row.commune_id, SALT, row.id, salt, at=self._desk.now(), own_key=True)
        entry = Disclosed(
            village=row.village_code, at=self._desk.next_minute(tx, row.commune_id), disclosure=row.id, by=row.office,
            item=row.item, title="" if item.lists else row.title,
            words=sha256(salt + compact([row.title, digest])).hexdigest(),
            papers=(digest,) if digest and not item.lists else (), plan=row.plan, decided=row.decided, due=row.due,
            sector=int(new.due is not None), forms=new.forms, first=row.first_day,
        )  # fmt: skip
        self._desk.append(tx, row.commune_id, [entry])
        tx.disclosures.add(row)
        if document:
            tx.disclosures.add_file(_file(row, DOCUMENT, 1, document))

    def _photos(self, tx: Transaction, row: Disclosure, photo: NewDocument | None) -> Sequence[DisclosureFile]:
        if photo is None:
            return ()
        known = self._desk.books.commune(tx, row.commune_id).disclosure(row.id)
        shown = known.photos if known else ()
        if sha256(photo.content).hexdigest() in shown:
            return ()
        if len(shown) >= MOST_PHOTOS:
            raise Conflict(code="photos-many")
        return (_file(row, PHOTO, len(shown) + 1, photo),)


def erase_lists_due(desk: Desk) -> int:
    """Erase lists of people whose time is over; how many. That they were public, and when, stays in the book."""
    with desk.database.reading() as tx:
        communes = [one.code for one in tx.communes.list()]
        due = [one for code in communes for one in tx.disclosures.lists_over(code, day_of(desk.now()))]
    for one in due:
        with desk.database.transaction() as tx:
            _erase(tx, one)
    return len(due)


def found(tx: Transaction, commune: str, village: str, disclosure: str) -> Disclosure:
    """The one of this id in a village, or ("") of the commune; ``NotFound``."""
    try:
        row = tx.disclosures.get(commune, disclosure)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-disclosure") from error
    if row.village_code != village:
        raise NotFound(code="unknown-disclosure")
    return row


def _erase(tx: Transaction, row: Disclosure) -> None:
    tx.disclosures.erase(row.commune_id, row.id)
    tx.secrets.destroy(row.commune_id, SALT, row.id)


def _office(tx: Transaction, actor: Actor, village: str, action: str = IN_VILLAGE) -> Office:
    """In which office the actor makes something public here."""
    if not village:
        if not actor.may(OF_COMMUNE):
            raise Forbidden(OF_COMMUNE)
        return Office.COMMUNE
    village_for(tx, actor, village, action)
    heads = any(one.role is Role.HEAD and one.village in {"", village} for one in actor.grants)
    return Office.HEAD if heads else Office.COMMUNE


def _row(actor: Actor, village: str, new: NewDisclosure, made: tuple[str, Office, date, int], desk: Desk) -> Disclosure:
    name, office, due, index = made
    item, forms = ITEMS[new.item], [[one, new.first.isoformat()] for one in new.forms]
    return Disclosure(
        actor.commune, name, village, new.item, new.title, new.plan, new.document.name if new.document else "",
        new.decided, due, forms, new.first, _until(item, forms), office, actor.account_id, desk.now(), index,
        item.lists,
    )  # fmt: skip


def _until(item: Item, forms: Sequence[Sequence[str]]) -> date | None:
    return done_on(item, [(Form(form), date.fromisoformat(first)) for form, first in forms])


def _file(row: Disclosure, kind: str, number: int, made: NewDocument) -> DisclosureFile:
    digest = sha256(made.content).digest()
    return DisclosureFile(
        row.commune_id, row.id, kind, number, paper_name(made.name, made.media_type), made.media_type, digest,
        made.content,
    )  # fmt: skip


# what was filled in


def _checked(new: NewDisclosure, today: date) -> NewDisclosure:
    if new.item not in ITEMS:
        raise Invalid({"item": "choice-missing"})
    title = public_words(new.title, "title", MOST_TITLE).replace("\n", " ")
    plan = public_words(new.plan, "plan", MOST_PLAN).replace("\n", " ") if new.plan.strip() else ""
    faults = {} if new.forms else {"forms": "choice-missing"}
    faults |= _forms_faults(ITEMS[new.item], new.forms) | _first_faults(new.first, new.decided, today)
    if new.decided > today:
        faults = {"decided": "day-to-come"} | faults
    if new.due is not None and new.due < new.decided:
        faults["due"] = "day-before-decision"
    faults |= _document_faults(new.document)
    if faults:
        raise Invalid(faults)
    document = new.document and replace(new.document, name=paper_name(new.document.name, new.document.media_type))
    if document and document.media_type != "application/pdf":
        document = stripped(document, "document")
    forms = tuple(one for one in FORMS if one in new.forms)
    return replace(new, title=title, plan=plan, document=document, forms=forms)


def _forms_faults(item: Item, forms: Sequence[str]) -> dict[str, str]:
    return {} if set(forms) <= set(item.forms) else {"forms": "form-of-another-item"}


def _first_faults(first: date, decided: date, today: date) -> dict[str, str]:
    if first > today:
        return {"first": "day-to-come"}
    return {"first": "day-before-decision"} if first < decided else {}


def _document_faults(document: NewDocument | None) -> dict[str, str]:
    if document is None:
        return {}
    if len(document.content) > MAX_DOCUMENT_BYTES:
        return {"document": "documents-too-large"}
    known = document.content.startswith(MEDIA_TYPES.get(document.media_type, b"\0none"))
    return {} if known else {"document": "documents-kind"}


def last_days_of(forms: Sequence[Sequence[str]]) -> tuple[tuple[Form, date, date], ...]:
    """Each form with its first day and the last for which it must go on."""
    days = ((Form(form), date.fromisoformat(first)) for form, first in forms)
    return tuple((form, first, last_of(form, first)) for form, first in days)
