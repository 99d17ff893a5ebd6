"""Crimes with votes that ask for opinions: one dressed up as a decision, and a decision dressed up as one."""

import json
from typing import Any

from record.sample_village import DAYS

from museum.crimes_setup import election, values
from museum.telling import Told, Twists
from voting.ballots import strict_json
from voting.law.choices import CHOICES

ASKED: dict[str, Any] = {"clause": 0, "majority": "opinion", "citation": ""}
"""What `vote-opened` says of an opinion vote."""


def second_answers(*texts: str) -> Twists:
    """Other answers to the second question."""
    return election(lambda one: one["questions"][1].update(answers=list(texts)))


def asks_days(said: dict[str, Any]) -> Twists:
    """The vote asks which day, in other words than the matter's, and says this of itself."""

    def twist(honest: dict[str, Any], _: Told) -> dict[str, Any]:
        value = json.loads(honest["election"])
        value["questions"][0].update(answers=list(DAYS.answers))
        return honest | said | {"election": strict_json.dump(value).decode()}

    return {"opened": twist}


def claims(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    """The day with most households is called passed."""
    return {"households": 6, "needed": 4, "questions": [[], [{"answer": 0, "in_favour": 2, "passed": True}]]}


OPENED: dict[str, Twists] = {
    "opinion-with-the-decrees-answers": second_answers(*CHOICES),
    "opinion-with-a-yes-in-more-words": second_answers("Đồng ý làm ngay", "Chưa làm", "Ngày khác"),
    "opinion-called-passed": election(lambda one: one.update(name="Thông qua lịch họp thôn")),
    "opinion-naming-a-majority": values(majority="more-than-half"),
    "opinion-under-clause-6": values(clause=6),
    "opinion-citing-an-article": values(citation="law-10-2022:15.6"),
    "opinion-puts-an-answer-to-the-majority": values(proposals=[[], [0]]),
}
"""Twists of the vote that asks for opinions, opened and no more."""

COUNTED: dict[str, Twists] = {"opinion-claims-an-outcome": {"outcome": claims}}
"""Twists of the same, told to its end."""

MATTER: dict[str, Twists] = {
    "matters-vote-as-opinion": values(**ASKED, proposals=[[]]),
    "matter-asked-as-an-opinion": asks_days({**ASKED, "proposals": [[]]}),
    "clause-6-with-an-opinions-answers": asks_days({"proposals": [[]]}),
}
"""Twists of the usual vote, which decides a matter, opened and no more."""

COUNTED_TINY: dict[str, Twists] = {"decision-without-an-outcome": {"outcome": lambda honest, told: {}}}
"""Twists of the tiny vote, told to its end."""
