"""Rules about what is made public: by its office, in forms of its item, on days that have been, and for long enough."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import Any

from voting.law.disclosure import ITEMS, Form, Item, due_fits, item_called, last_of
from voting.law.periods import day_of
from voting.law.road import Office
from voting.record.changes import CommuneChange
from voting.record.entries.disclosure import Disclosed, DisclosureAdded, DisclosureEnded, OfDisclosure
from voting.record.entries.entry import Entry
from voting.record.errors import WrongDisclosure
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.shared import require_text, started, village_of
from voting.record.told import Disclosure


def disclosed(book: CommuneBook, entry: Disclosed, _: Context) -> CommuneChange:
    """LAW.md 7: once under its id; nothing of a list of people but its salted hash."""
    _require_office(book, entry)
    if entry.village and not village_of(book, entry).exists:
        raise WrongDisclosure(f"the book knows no village {entry.village}")
    if book.disclosure(entry.disclosure) is not None:
        raise WrongDisclosure(f"{entry.disclosure} was made public before")
    if entry.item not in ITEMS:
        raise WrongDisclosure(f"Article 11 has no item {entry.item}")
    item = item_called(entry.item)
    _require_words(entry, item)
    _require_forms(item, entry.forms)
    _require_past(entry, entry.first, entry.decided)
    if entry.sector > 1 or not due_fits(entry.decided, entry.due, by_sector=bool(entry.sector)):
        raise WrongDisclosure(f"decided on {entry.decided}, due on {entry.due}")
    forms = tuple((form, entry.first.isoformat()) for form in entry.forms)
    return _now(entry, Disclosure(entry.village, entry.item, entry.decided.isoformat(), forms))


def disclosure_added(book: CommuneBook, entry: DisclosureAdded, _: Context) -> CommuneChange:
    """In forms it did not have, or with photographs that were not shown before."""
    if entry.village:
        village_of(book, entry)
    known = _standing(book, entry)
    if not entry.forms and not entry.photos:
        raise WrongDisclosure("adds nothing")
    if entry.forms:
        _require_forms(item_called(known.item), entry.forms, dict(known.forms))
    if len(set(entry.photos) | set(known.photos)) < len(entry.photos) + len(known.photos):
        raise WrongDisclosure("a photograph that was shown before")
    _require_past(entry, entry.first, date.fromisoformat(known.decided))
    forms = (*known.forms, *((form, entry.first.isoformat()) for form in entry.forms))
    return _now(entry, replace(known, forms=forms, photos=(*known.photos, *entry.photos)))


def disclosure_ended(book: CommuneBook, entry: DisclosureEnded, _: Context) -> CommuneChange:
    """Not before the last of its days without a reason that everyone reads; what came before a merger may end too."""
    known = _standing(book, entry)
    firsts = {form: date.fromisoformat(first) for form, first in known.forms}
    _require_past(entry, entry.last, max(firsts.values()))
    permanent = item_called(known.item).permanent
    early = permanent or any(entry.last < last_of(Form(form), first) for form, first in firsts.items())
    if early and not entry.reason:
        raise WrongDisclosure(f"ended on {entry.last} before its time, without a reason")
    if entry.reason:
        require_text(entry.reason, "reason", line_breaks=True)
    return _now(entry, replace(known, last=entry.last.isoformat()))


def _require_office(book: CommuneBook, entry: OfDisclosure) -> None:
    """The commune's office, in a village its head too."""
    started(book, entry)
    if entry.by not in ((Office.HEAD, Office.COMMUNE) if entry.village else (Office.COMMUNE,)):
        raise WrongDisclosure(f"{entry.by!r} makes nothing public here")


def _standing(book: CommuneBook, entry: OfDisclosure) -> Disclosure:
    _require_office(book, entry)
    known = book.disclosure(entry.disclosure)
    if known is None or known.village != entry.village:
        raise WrongDisclosure(f"{entry.type}: nothing was made public as {entry.disclosure} here")
    if known.last:
        raise WrongDisclosure(f"{entry.type}: {entry.disclosure} is over")
    return known


def _require_words(entry: Disclosed, item: Item) -> None:
    if item.lists and (entry.title or entry.papers):
        raise WrongDisclosure(f"item {item.number} lists people: neither title nor paper stand in the record")
    if not item.lists:
        require_text(entry.title, "title")
    if entry.plan:
        require_text(entry.plan, "plan")


def _require_forms(item: Item, forms: Collection[str], known: Collection[str] = ()) -> None:
    if not forms or len(set(forms) | set(known)) < len(forms) + len(known):
        raise WrongDisclosure("without a form, or twice in the same")
    if not set(forms) <= set(item.forms):
        raise WrongDisclosure(f"item {item.number} is not made public by {', '.join(forms)}")


def _require_past(entry: Entry, day: date, after: date) -> None:
    if not after <= day <= day_of(entry.at):
        raise WrongDisclosure(f"{entry.type}: {day} is to come, or before {after}")


def _now(entry: OfDisclosure, disclosure: Disclosure) -> CommuneChange:
    return CommuneChange(disclosures={entry.disclosure: disclosure})


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {
    Disclosed: disclosed,
    DisclosureAdded: disclosure_added,
    DisclosureEnded: disclosure_ended,
}
