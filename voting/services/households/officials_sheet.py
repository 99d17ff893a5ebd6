"""A small sheet that says who does what in a village, read into the lines of the page that sets the village up."""

from collections.abc import Mapping
from dataclasses import dataclass

from voting.services.desk import Desk
from voting.services.households.reading_apart import read_officials_apart
from voting.services.people.contacts import phone_fault
from voting.services.people.founding import OF_THE_COMMUNE
from voting.services.people.lines import person_in
from voting.services.permissions import Actor, Role


@dataclass(frozen=True)
class NotTaken:
    """A row, or a part of one, that gave nothing or is in doubt; ``why`` is a code."""

    row_number: int
    text: str
    why: str


@dataclass(frozen=True)
class SheetSaid:
    """What a sheet says: names for each role, a line each; columns read and not read, rows that gave nothing.

    ``doubtful`` rows were read though the sheet hides them or strikes them out; ``other_sheets`` were not read.
    """

    lines: Mapping[Role, tuple[str, ...]]
    columns: tuple[str, ...]
    unread: tuple[str, ...]
    not_taken: tuple[NotTaken, ...]
    doubtful: tuple[NotTaken, ...]
    other_sheets: tuple[str, ...]

    @property
    def people(self) -> int:
        """How many names it has."""
        return len({person_in(line).name for lines in self.lines.values() for line in lines})

    def joined_with(self, typed: Mapping[Role, str]) -> dict[Role, str]:
        """What was typed, kept, and below it whom the sheet adds."""
        joined = {}
        for role, text in typed.items():
            known = {person_in(line).name for line in text.splitlines()}
            new = [line for line in self.lines.get(role, ()) if person_in(line).name not in known]
            joined[role] = "\n".join([*text.splitlines(), *new])
        return joined


class OfficialsSheets:
    """Reading such sheets. Nothing is kept and nothing is made."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read(self, actor: Actor, filename: str, data: bytes) -> SheetSaid:
        """Who does what; ``UnreadableList``, ``BusyReading``."""
        actor.require("village.manage")
        found = read_officials_apart(filename, data, self._desk.data_folder)
        skipped = [NotTaken(one.row_number, one.text, one.why) for one in found.skipped]
        no_phone = [
            NotTaken(one.row_number, f"{one.name}: {one.phone}", "phone")
            for one in found.appointed
            if one.phone and phone_fault(one.phone)
        ]
        lines: dict[Role, list[str]] = {role: [] for role in Role if role not in OF_THE_COMMUNE}
        for one in sorted(found.appointed, key=lambda one: one.is_deputy):  # the head stands before the deputies
            line = f"{one.name}, {one.phone}" if one.phone and not phone_fault(one.phone) else one.name
            if line not in lines[Role(one.work)]:
                lines[Role(one.work)].append(line)
        return SheetSaid(
            lines={role: tuple(names) for role, names in lines.items()},
            columns=found.columns,
            unread=found.unread,
            not_taken=tuple(sorted({*skipped, *no_phone}, key=lambda one: (one.row_number, one.text))),
            doubtful=tuple(NotTaken(one.row_number, one.text, one.why) for one in found.doubtful),
            other_sheets=found.other_sheets,
        )
