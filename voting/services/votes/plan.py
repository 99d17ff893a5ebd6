"""A vote's fixed plan: what the votes table keeps of it beside its columns, for pages; the record has it in full."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from voting.law.choices import meaning_of


def meaning(answer: str) -> str:
    """What an answer says by its words: ``yes``, ``no``, ``other``; empty where it is neither."""
    return meaning_of(answer) or ""


@dataclass(frozen=True)
class Question:
    """A question as put to the households; ``proposals`` are the answers (from 0) put to the majority."""

    text: str
    answers: tuple[str, ...]
    minimum: int
    maximum: int
    blank: bool
    proposals: tuple[int, ...]


@dataclass(frozen=True)
class Plan:
    """The questions, and the rule of decision with the article it rests on; where nothing is decided there is none."""

    questions: tuple[Question, ...]
    majority: str
    citation: str

    @classmethod
    def read(cls, value: Any) -> Self:
        """The plan of the JSON value that ``show`` gave."""
        questions = (
            Question(**(one | {"answers": tuple(one["answers"]), "proposals": tuple(one["proposals"])}))
            for one in value["questions"]
        )
        return cls(tuple(questions), value["majority"], value["citation"])

    def show(self) -> dict[str, Any]:
        """As a JSON value."""
        questions = [
            asdict(one) | {"answers": list(one.answers), "proposals": list(one.proposals)} for one in self.questions
        ]
        return {"questions": questions, "majority": self.majority, "citation": self.citation}
