"""The outcome of a vote: what the rule of decision makes of the numbers, as the ``result`` entry states it."""

from typing import Any

from voting.law.majority import Majority, needed, reached
from voting.record.state import Setup


def outcome_of(setup: Setup, counts: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    """The outcome object: N, the households needed, and for each question its proposals with their numbers.

    ``counts[q]`` are the opened numbers of question ``q``, the blanks first where blank is allowed (PROTOCOL 6).
    ``{"households":N,"needed":k,"questions":[[{"answer":i,"in_favour":y,"passed":bool},...],...]}``
    """
    majority = Majority(setup.majority)
    questions = []
    for question, numbers, row in zip(setup.election.questions, setup.proposals, counts, strict=True):
        answers = row[1:] if question.blank else row
        questions.append(
            [
                {"answer": i, "in_favour": answers[i], "passed": reached(majority, answers[i], setup.households)}
                for i in numbers
            ]
        )
    return {"households": setup.households, "needed": needed(majority, setup.households), "questions": questions}
