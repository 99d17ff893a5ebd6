"""Crimes around practice: practice that could be taken for real, a real vote that could be taken for practice."""

from typing import Any

from museum.crimes_setup import election, values
from museum.honest import second_practice, small
from museum.telling import Told, Twists
from voting.law.practice import TITLE


def claims(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    """The practice of three cards is called a decision."""
    return {"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 2, "passed": True}]]}


OPENED: dict[str, Twists] = {
    "practice-under-another-title": election(lambda one: one.update(name="Họp thôn tháng 11")),
    "practice-asks-a-real-question": election(lambda one: one["questions"][0].update(question="Làm đường hoa?")),
    "practice-puts-an-answer-to-the-majority": values(proposals=[[0]]),
    "practice-under-clause-6": values(clause=6),
    "practice-with-the-households-cards": values(register=small().register.sha256),
    "practice-beside-practice": {"before": lambda honest, told: [*honest, second_practice()]},
}
"""Twists of the practice vote, opened and no more."""

COUNTED: dict[str, Twists] = {"practice-claims-an-outcome": {"outcome": claims}}
"""Twists of the same, told to its end."""

REAL: dict[str, Twists] = {"real-vote-called-practice": election(lambda one: one.update(name=TITLE))}
"""Twists of the tiny vote, opened and no more."""
