"""The outcome of a vote: what the rule of decision makes of the numbers, as the ``result`` entry states it.

A vote that decides nothing (opinion, practice) has numbers and no outcome: the entry carries an empty object.
"""

from typing import Any

from voting.law.majority import Majority, needed
from voting.law.outcome import DECIDES_NOTHING, Rule, decide
from voting.record.facts import Setup

_OF_ANSWER = (("answer", int), ("in_favour", int), ("passed", bool))


def is_formed(outcome: dict[str, Any], questions: int) -> bool:
    """Whether this has the form of an outcome of so many questions, whatever it says."""
    if tuple(outcome) != ("households", "needed", "questions") or not isinstance(outcome["questions"], list):
        return False
    rows = outcome["questions"]
    numbers = [outcome["households"], outcome["needed"]]
    return all(type(one) is int for one in numbers) and len(rows) == questions and all(map(_is_judged, rows))


def _is_judged(row: Any) -> bool:
    """Whether this says of each proposal of a question how it stands."""
    return isinstance(row, list) and all(
        isinstance(one, dict) and tuple((name, type(value)) for name, value in one.items()) == _OF_ANSWER for one in row
    )


def outcome_of(setup: Setup, counts: tuple[tuple[int, ...], ...]) -> dict[str, Any]:
    """The outcome object: N, the households needed, and for each question its proposals with their numbers; or empty.

    ``counts[q]`` are the opened numbers of question ``q``, the blanks first where blank is allowed (PROTOCOL 6).
    ``{"households":N,"needed":k,"questions":[[{"answer":i,"in_favour":y,"passed":bool},...],...]}``
    """
    if setup.majority in DECIDES_NOTHING:
        return {}
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
