"""How what was made public is said: its item, its forms with their days, whether it was late, until when it hangs."""

from dataclasses import dataclass
from datetime import date

from voting.services.matters.terms import ITEMS, Form
from voting.services.oversight.registers import MadePublic
from voting.web.speech.labels import Label
from voting.web.speech.languages import spoken
from voting.web.speech.words import _l


@dataclass(frozen=True)
class ShownDisclosure:
    """Something made public as every page tells it; days as people write them, empty where there is none."""

    id: str
    number: int
    item: str
    title: str
    plan: str
    decided: str
    due: str
    forms: tuple[tuple[str, str, str], ...]
    until: str
    last: str
    reason: str
    document: str
    photos: range
    lines: tuple[int, ...]
    label: Label
    late: bool
    owed: str


def shown(one: MadePublic) -> ShownDisclosure:
    """One in the reader's language; each form with its first day, and the last for which it must go on."""
    forms = tuple((spoken(form.said), _day(form.first), _day(form.last)) for form in one.forms)
    lines = tuple(line for line in (one.index, one.end_index) if line)
    return ShownDisclosure(
        one.id, one.item.number, spoken(one.item.said), one.title, one.plan, _day(one.decided), _day(one.due), forms,
        _day(one.until), _day(one.last), one.reason, one.document, range(1, one.photos + 1), lines, _label(one),
        one.late, ", ".join(spoken(form) for form in one.owed),
    )  # fmt: skip


def item_names() -> list[tuple[str, str]]:
    """The items of Article 11 as a form offers them."""
    return [(str(number), f"{number}. {spoken(one.said)}") for number, one in ITEMS.items()]


def items_of(form: Form) -> str:
    """The numbers of the items that a form is for, as people write them."""
    return ", ".join(str(number) for number, one in ITEMS.items() if one.takes(form))


def _label(one: MadePublic) -> Label:
    if one.last:
        return Label(_l("Đã kết thúc"), "done", "still")
    if one.over:
        return Label(_l("Hết thời gian"), "clock", "still")
    return Label(_l("Đang công khai"), "done", "")


def _day(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
