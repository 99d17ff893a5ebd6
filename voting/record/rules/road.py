"""What the rules about a matter share: how it is found, and how it comes one step further."""

from dataclasses import replace

from voting.law.road import STEPS, Mark, Office, may_follow, missing
from voting.record.changes import CommuneChange
from voting.record.entries.matter import OfMatter
from voting.record.errors import OutOfOrder, StepMissing, UnknownMatter, WrongStep
from voting.record.facts import DATED, Matter
from voting.record.lookups import CommuneBook
from voting.record.rules.shared import village_of

WAYS = ("account", "paper")
"""How something reaches the commune: an account acknowledges it, or it is handed over on paper."""


def matter_in(book: CommuneBook, entry: OfMatter) -> Matter:
    """The matter an entry is about, under the present roll of the entry's village; else ``UnknownMatter``."""
    village = village_of(book, entry)
    matter = book.matter(entry.matter)
    if matter is None or matter.village != entry.village:
        raise UnknownMatter(f"{entry.type}: no matter {entry.matter} in village {entry.village!r}")
    return matter.under(village)


def marked(matter: Matter, entry: OfMatter, mark: Mark) -> Matter:
    """The matter with one mark more, if the road leads there and it is this office's act."""
    if not may_follow(matter.marks, mark):
        lacking = ", ".join(missing(matter.marks, mark))
        raise StepMissing(f"{mark} needs {lacking}") if lacking else OutOfOrder(f"{mark}: done, barred or ended")
    if entry.by not in STEPS[mark].offices:
        raise WrongStep(f"{mark} is not the act of {entry.by!r}")
    dates = ((mark, entry.at),) if mark in DATED else ()
    return replace(matter, marks=(*matter.marks, mark), dates=(*matter.dates, *dates))


def changed(entry: OfMatter, matter: Matter) -> CommuneChange:
    """The matter as it stands after the entry."""
    return CommuneChange(matters={entry.matter: matter})


def addressed(marks: dict[Office, Mark], to: str) -> Mark:
    """The mark of whoever it went to; ``WrongStep`` for anybody else."""
    one_of(to, tuple(marks), "to")
    return marks[Office(to)]


def one_of(value: str, known: tuple[str, ...], what: str) -> None:
    """A value the books know; else ``WrongStep``."""
    if value not in known:
        raise WrongStep(f"{what}: {value!r} is none of {', '.join(known)}")


def flag(value: int, what: str) -> None:
    """Yes or no, as the books write it; else ``WrongStep``."""
    if value not in {0, 1}:
        raise WrongStep(f"{what} is 0 or 1")
