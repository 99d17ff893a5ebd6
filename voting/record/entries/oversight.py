"""What people ask, and what the boards look into: counts, dates and where it stands (LAW.md 12, 14)."""

from dataclasses import dataclass
from datetime import datetime

from voting.record.entries.entry import Entry
from voting.record.fields import ABOUT, CODE, COUNT, MINUTE, SHA256, UUID, carries


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


@dataclass(frozen=True, kw_only=True)
class SessionMoved(Entry):
    """A board sent the plan of a session, held it, or called it off (`law.supervision`); never whom it inspects.

    ``sent_at`` is when its plan was sent, ``held_at`` when it is to be, or was.
    """

    type = "session"
    named = ("cuộc giám sát", "a board's session")
    session: str = carries(UUID)
    board: str = carries(CODE)
    topic: str = carries(CODE)
    state: str = carries(CODE)
    sent_at: datetime = carries(MINUTE)
    held_at: datetime = carries(MINUTE)

    def subject(self) -> str:
        """The session."""
        return self.session


@dataclass(frozen=True, kw_only=True)
class RecommendationMoved(Entry):
    """A board's recommendation came one step further, by whoever takes that step; never its words, nor about whom.

    ``about`` is the matter, the vote or the announcement it points at, or nothing; ``document`` the salted hash of what
    was written in this step, of the draft itself where it is certified and sent.
    """

    type = "recommendation"
    named = ("kiến nghị giám sát", "a board's recommendation")
    recommendation: str = carries(UUID)
    session: str = carries(UUID)
    about: str = carries(ABOUT)
    to: str = carries(CODE)
    state: str = carries(CODE)
    by: str = carries(CODE)
    document: str = carries(SHA256)

    def subject(self) -> str:
        """The recommendation."""
        return self.recommendation
