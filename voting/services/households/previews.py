"""What is shown of a list before it is taken over, and what whoever confirms it says."""

from dataclasses import dataclass

from voting.lists.rows import Fault, HouseholdRow, RollReading
from voting.services.households.impact import Impact

NO_READING = RollReading(rows=(), faults=(), columns=(), header_row=0)
NO_IMPACT = Impact((), (), (), 0, 0, 0)


@dataclass(frozen=True)
class Preview:
    """A list as read from a file, waiting for a yes, with what it would do to the list in force and its cards.

    ``choices`` names each way to read the file (sheet, households); ``chosen`` is the one shown, and ``asked`` whether
    somebody chose it or it is the only one. ``taken`` is the version of the roll it has become. ``seen`` stands for
    what is shown: a confirmation that carries another one is answered by showing anew. Personal data.
    """

    id: str
    filename: str
    reading: RollReading
    impact: Impact
    choices: tuple[tuple[str, int], ...]
    chosen: int
    asked: bool
    vote_open: bool
    seen: str
    taken: int | None = None

    @property
    def rows(self) -> tuple[HouseholdRow, ...]:
        """The households."""
        return self.reading.rows

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is wrong with rows and columns."""
        return self.reading.faults

    @property
    def importable(self) -> bool:
        """Whether no fault is an error."""
        return self.reading.importable

    @property
    def added(self) -> int:
        """How many households are new."""
        return len(self.impact.added)

    @property
    def removed(self) -> int:
        """How many households are not on the list any more."""
        return len(self.impact.removed)

    @property
    def changed(self) -> int:
        """How many households have other details."""
        return self.impact.changed


@dataclass(frozen=True)
class Agreement:
    """What whoever confirms has chosen, seen and typed. ``seen`` "" is for programs that have not looked."""

    sheet: int | None = None
    seen: str = ""
    village_name: str = ""


UNSEEN = Agreement()
"""Nothing chosen, seen or typed."""
