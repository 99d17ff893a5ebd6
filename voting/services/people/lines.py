"""Who does what in a village, as people type it or paste it from a sheet: a line each, perhaps with a telephone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from voting.services.people.contacts import phone_fault
from voting.services.permissions import Role
from voting.services.typed import name_fault
from voting.texts.validity import cleaned

_NUMBERING = re.compile(r"\A\s*\d{1,2}\s*[.)/-]\s*")
_WITH_PHONE = re.compile(r"(?P<name>.*?)[\s,;:(–-]+(?P<phone>[+0][\d\s.()–-]{8,})")
_MANY_DIGITS = re.compile(r"\d[\d\s.]{5,}")


@dataclass(frozen=True)
class Person:
    """Somebody with work in a village: their roles in the order of the page, and their telephone or ""."""

    name: str
    roles: tuple[Role, ...] = ()
    phone: str = ""
    is_deputy: bool = False

    @property
    def fault(self) -> str:
        """The fault's code of what was typed; empty if it holds."""
        if _MANY_DIGITS.search(self.name) or (self.phone and phone_fault(self.phone)):
            return "phone-form"
        return name_fault(self.name)


def people_in(lines: Mapping[Role, str]) -> tuple[Person, ...]:
    """The people of all lines; a name in two roles is one person, and of the heads all but the first are deputies."""
    found: dict[str, Person] = {}
    for role, text in lines.items():
        for line in text.splitlines():
            typed = person_in(line)
            if not typed.name:
                continue
            deputy = role is Role.HEAD and any(Role.HEAD in one.roles for one in found.values())
            known = found.get(typed.name, replace(typed, is_deputy=deputy))
            if role not in known.roles:
                known = replace(known, roles=(*known.roles, role), phone=known.phone or typed.phone)
            found[typed.name] = known
    return tuple(found.values())


def person_in(line: str) -> Person:
    """One line: of one pasted from a sheet the first cell that is no number, and the telephone that stands in it."""
    cells = [cell for cell in map(cleaned, line.split("\t")) if cell]
    while len(cells) > 1 and cells[0].rstrip(".)").isdigit():
        del cells[0]
    name = _NUMBERING.sub("", cells[0], count=1) if cells else ""
    phone = next((cell for cell in cells[1:] if not phone_fault(cell)), "")
    if (both := _WITH_PHONE.fullmatch(name)) and not phone_fault(number := both["phone"].rstrip(" )")):
        name, phone = both["name"].strip(), number
    return Person(name, phone=phone)
