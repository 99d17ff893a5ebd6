"""Whom people may ring about a village or a commune: public, by consent of their office, and in no book."""

import re
from dataclasses import dataclass, replace
from typing import TypeVar

from voting.services.errors import Invalid
from voting.services.forms import require_seen, seen_of
from voting.services.typed import name_fault
from voting.storage.communes import Commune, Village
from voting.texts.validity import cleaned

Row = TypeVar("Row", Commune, Village)
_JOINTS = re.compile(r"[\s.()\-–]")
_NUMBER = re.compile(r"0[35789][0-9]{8}|02[0-9]{8,9}|1[89]00[0-9]{4,6}")
_COUNTRY = re.compile(r"\A(?:\+|00)840?")
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Contact:
    """A person to ring; ``phone`` as it was typed, in groups that do not break at a line's end."""

    name: str
    office: str
    phone: str

    @property
    def dial(self) -> str:
        """The bare digits, for a link that rings."""
        return plain_number(self.phone)


def contact_seen(contact: Contact | None) -> str:
    """What a page shows of whom to ring, for the form that changes it."""
    return seen_of(*_fields(contact))


def require_contact_seen(seen: str, row: Commune | Village, wanted: Contact | None) -> None:
    """``Conflict`` "changed-meanwhile" if somebody else was named since the page was opened."""
    require_seen(seen, *_fields(contact_of(row)), wanted=_fields(wanted))


def _fields(contact: Contact | None) -> tuple[str, str, str]:
    return (contact.name, contact.office, plain_number(contact.phone)) if contact else ("", "", "")


def contact_of(row: Commune | Village) -> Contact | None:
    """Whom the row says to ring, as it is handed up."""
    if not row.ring_name or not row.ring_office or not row.ring_phone:
        return None
    return Contact(row.ring_name, row.ring_office, in_groups(row.ring_phone))


def with_contact(row: Row, contact: Contact | None) -> Row:
    """The row, to be stored, with this person to ring or with none."""
    if contact is None:
        return replace(row, ring_name=None, ring_office=None, ring_phone=None)
    return replace(row, ring_name=contact.name, ring_office=contact.office, ring_phone=cleaned(contact.phone))


def checked_contact(name: str, office: str, phone: str) -> Contact | None:
    """What was typed into the three fields; nobody if all are empty. ``Invalid`` at ``ring_name`` and so on."""
    name, office, phone = cleaned(name), cleaned(office), cleaned(phone)
    if not (name or office or phone):
        return None
    found = {"ring_name": name_fault(name), "ring_office": name_fault(office), "ring_phone": phone_fault(phone)}
    if faults := {field: fault for field, fault in found.items() if fault}:
        raise Invalid(faults)
    return Contact(name, office, phone)


def phone_fault(phone: str) -> str:
    """The fault's code of a number that was `cleaned`; empty if it can be rung from any telephone in Viet Nam."""
    return "" if _NUMBER.fullmatch(plain_number(phone)) else "phone-form"


def plain_number(phone: str) -> str:
    """``+84 (0)912-345.678`` -> ``0912345678``."""
    return _COUNTRY.sub("0", _JOINTS.sub("", phone), count=1)


def in_groups(phone: str) -> str:
    """As typed; a number typed in one go is cut as people say it: four, three, the rest."""
    if phone.isdigit():
        phone = f"{phone[:4]} {phone[4:7]} {phone[7:]}".strip()
    return phone.replace(" ", NO_BREAK)
