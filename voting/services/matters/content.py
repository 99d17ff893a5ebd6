"""What a matter asks, as it is typed and kept: words, and questions with the decree's three answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Self

from voting.record.entries.entry import compact
from voting.services.errors import Invalid
from voting.services.votes.drafting import NewQuestion, NewVote, words_faults
from voting.storage.matters import Matter
from voting.texts.validity import cleaned


@dataclass(frozen=True)
class Proposal:
    """A matter as filled in: its title, what changes for the households, what is asked."""

    title: str
    description: str
    questions: tuple[str, ...]

    @classmethod
    def of(cls, row: Matter) -> Self:
        """As it is kept."""
        return cls(row.title, row.content["description"], tuple(row.content["questions"]))

    @classmethod
    def of_vote(cls, new: NewVote) -> Self:
        """As it was fixed for the vote."""
        return cls(new.title, new.description, tuple(one.text for one in new.questions))

    def checked(self) -> Self:
        """Its texts made plain; ``Invalid`` names the fields as in the form of a vote."""
        questions = tuple(filter(None, (cleaned(one, line_breaks=True) for one in self.questions)))
        plain = type(self)(cleaned(self.title), cleaned(self.description, line_breaks=True), questions)
        if faults := words_faults(plain.title, plain.description, plain.asked):
            raise Invalid(faults)
        return plain

    @property
    def asked(self) -> tuple[NewQuestion, ...]:
        """Its questions, each with the decree's three answers."""
        return tuple(map(NewQuestion, self.questions))

    def show(self) -> dict[str, Any]:
        """As a JSON value, the title apart."""
        return {"description": self.description, "questions": list(self.questions)}

    def commitment(self, salt: bytes) -> str:
        """What the record says of it before the notice: SHA-256 (hex) of the salt and the words."""
        return sha256(salt + compact([self.title, self.description, list(self.questions)])).hexdigest()


def text_of(notes: Mapping[str, Any], name: str) -> str:
    """A text among the notes of a matter; empty where there is none."""
    return str(notes.get(name, ""))


def held_at_of(notes: Mapping[str, Any]) -> datetime | None:
    """When the meeting that a matter was last called to is, or was."""
    held_at = text_of(notes, "held_at")
    return datetime.fromisoformat(held_at) if held_at else None
