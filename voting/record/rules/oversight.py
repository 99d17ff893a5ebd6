"""Rules about petitions: each comes once, may be passed on, is answered by the office that has it (LAW.md 5, exits)."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from voting.law.petitions import RECEIVERS, About, Handling
from voting.record.changes import CommuneChange
from voting.record.entries.entry import Entry
from voting.record.entries.oversight import PetitionMoved
from voting.record.errors import UnknownMatter, WrongStep
from voting.record.facts import Matter, Petition
from voting.record.lookups import CommuneBook, Context
from voting.record.rules.road import one_of
from voting.record.rules.shared import started, village_of


def petition_moved(book: CommuneBook, entry: PetitionMoved, _: Context) -> CommuneChange:
    """Whatever stage its matter has come to: it does not take the matter a step further.

    What came before a village became part of another may still be answered.
    """
    started(book, entry)
    if entry.state == Handling.RECEIVED:
        village_of(book, entry)
    matter = book.matter(entry.matter)
    if matter is None or matter.village != entry.village:
        raise UnknownMatter(f"petition: no matter {entry.matter} in village {entry.village!r}")
    one_of(entry.state, tuple(Handling), "state")
    one_of(entry.to, RECEIVERS, "to")
    petitions = _came(matter, entry) if entry.state == Handling.RECEIVED else _moved(matter, entry)
    return CommuneChange(matters={entry.matter: replace(matter, petitions=petitions)})


def _came(matter: Matter, entry: PetitionMoved) -> tuple[Petition, ...]:
    one_of(entry.about, tuple(About), "about")
    if entry.number != len(matter.petitions) + 1:
        raise WrongStep(f"petition {entry.number}, the matter has {len(matter.petitions)}")
    return (*matter.petitions, Petition(entry.about, entry.to))


def _moved(matter: Matter, entry: PetitionMoved) -> tuple[Petition, ...]:
    known = matter.petitions[entry.number - 1] if 0 < entry.number <= len(matter.petitions) else None
    if known is None or known.answered:
        raise WrongStep(f"petition {entry.number} has not come, or is answered")
    if entry.about != known.about or (entry.to == known.to) == (entry.state == Handling.FORWARDED):
        raise WrongStep(f"petition {entry.number} is about {known.about} and lies with {known.to}")
    now = Petition(known.about, entry.to, answered=entry.state == Handling.ANSWERED)
    return (*matter.petitions[: entry.number - 1], now, *matter.petitions[entry.number :])


RULES: dict[type[Entry], Callable[[CommuneBook, Any, Context], CommuneChange]] = {PetitionMoved: petition_moved}
