"""What people ask of those above the village about its matters: counts, dates and where it stands (LAW.md 12, 14)."""

from dataclasses import dataclass

from voting.record.entries.entry import Entry
from voting.record.fields import CODE, COUNT, UUID, carries


@dataclass(frozen=True, kw_only=True)
class PetitionMoved(Entry):
    """A petition about a matter came, was passed on or answered (`law.petitions.Handling`); never what it says or who.

    ``number`` counts those of the matter from 1; ``to`` is the office that has it now.
    """

    type = "petition"
    named = ("kiến nghị về một việc", "a petition about a matter")
    matter: str = carries(UUID)
    number: int = carries(COUNT)
    about: str = carries(CODE)
    state: str = carries(CODE)
    to: str = carries(CODE)

    def subject(self) -> str:
        """The matter."""
        return self.matter
