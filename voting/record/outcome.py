"""The outcome of a vote: what the rule of decision makes of the numbers, as the ``result`` entry states it."""

from typing import Any

from voting.law.majority import Majority, needed
from voting.law.outcome import Rule, decide
from voting.record.facts import Setup


def outcome_of(setup: Setup, counts: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    """The outcome object: N, the households needed, and for each question its proposals with their numbers.

    ``counts[q]`` are the opened numbers of question ``q``, the blanks first where blank is allowed (PROTOCOL 6).
    ``{"households":N,"needed":k,"questions":[[{"answer":i,"in_favour":y,"passed":bool},...],...]}``
    """
    rule = Rule(Majority(setup.majority), setup.citation)
    questions = []
    for question, numbers, row in zip(setup.election.questions, setup.proposals, counts, strict=True):
        answers = row[1:] if question.blank else row
        judged = decide(rule, setup.households, [answers[i] for i in numbers])
        questions.append(
            [
                {"answer": i, "in_favour": one.in_favour, "passed": one.passed}
                for i, one in zip(numbers, judged, strict=True)
            ]
        )
    least = needed(rule.majority, setup.households)
    return {"households": setup.households, "needed": least, "questions": questions}
