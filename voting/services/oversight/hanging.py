"""What hangs in public and asks for something: a form that the law demands and it lacks, or its end."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from voting.law.disclosure import ITEMS, Form, Item, done_on, owed, unposted
from voting.record.told import Disclosure as Known
from voting.storage.database import Transaction
from voting.storage.disclosures import Disclosure


@dataclass(frozen=True)
class Hanging:
    """Something public of a village, or ("") of the commune. ``title`` is empty where it names people.

    ``owed`` are forms that it lacks after all, wanted until the day ``due``; ``until`` is the last of its days, where
    that has come and nothing is owed.
    """

    village: str
    id: str
    item: Item
    title: str
    owed: tuple[Form, ...]
    due: date
    until: date | None

    @classmethod
    def of(cls, row: Disclosure, today: date) -> "Hanging":
        """As it is today."""
        item = ITEMS[row.item]
        missing = owed(item, [Form(form) for form, _ in row.forms])
        over = row.until if row.until is not None and row.until <= today and not missing else None
        return cls(row.village_code, row.id, item, "" if row.listed else row.title, missing, row.due, over)

    @property
    def asks(self) -> bool:
        """Whether anything is to be done."""
        return bool(self.owed or self.until)


def asks(known: Known, today: date) -> bool:
    """The same of what the book tells of it, without its row."""
    if known.last:
        return False
    item, forms = ITEMS[known.item], [(Form(form), date.fromisoformat(first)) for form, first in known.forms]
    until = done_on(item, forms)
    return bool(owed(item, [form for form, _ in forms])) or (until is not None and until <= today)


def hanging(tx: Transaction, commune: str, today: date) -> tuple[Hanging, ...]:
    """All that asks for something in a commune: one statement."""
    return tuple(one for one in (Hanging.of(row, today) for row in tx.disclosures.standing(commune)) if one.asks)


@dataclass(frozen=True)
class OfCommune:
    """What the commune's own office has to see to: ``asking``, and items that must hang for good and do not."""

    asking: tuple[Hanging, ...] = ()
    unposted: tuple[int, ...] = ()


def of_commune(tx: Transaction, commune: str, living: frozenset[str], today: date) -> OfCommune:
    """Its own, and what still hangs where a village is no more: one statement."""
    rows = [one for one in tx.disclosures.standing(commune) if one.village_code not in living]
    asking = (one for one in (Hanging.of(row, today) for row in rows) if one.asks)
    return OfCommune(tuple(_endable(asking)), unposted([one.item for one in rows if not one.village_code]))


def _endable(found: Iterator[Hanging]) -> Iterator[Hanging]:
    """Of a village that is no more only what is to be ended: nothing new is made public there."""
    return (one for one in found if not one.village or one.until)
