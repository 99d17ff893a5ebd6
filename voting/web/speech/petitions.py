"""How petitions about a matter are said: about what, with whom they lie, until when they are answered."""

from dataclasses import dataclass

from flask_babel.speaklater import LazyString

from voting.services.matters.terms import ABOUT, HANDLINGS, OFFICES
from voting.services.oversight.petitions import Petitioned
from voting.web.speech.labels import Label
from voting.web.speech.languages import spoken
from voting.web.speech.words import _l


@dataclass(frozen=True)
class ShownPetition:
    """A petition as every page tells it; days as people write them, ``answered`` empty while it waits."""

    number: int
    about: str
    office: str
    state: str
    received: str
    last: str
    answered: str
    late: bool


def shown(one: Petitioned) -> ShownPetition:
    """A petition in the reader's language."""
    answered = f"{one.answered:%d/%m/%Y}" if one.answered else ""
    return ShownPetition(
        one.number, spoken(ABOUT[one.about]), spoken(OFFICES[one.to]), spoken(HANDLINGS[one.state]),
        f"{one.received:%d/%m/%Y}", f"{one.last:%d/%m/%Y}", answered, one.late,
    )  # fmt: skip


def handled(one: Petitioned) -> Label:
    """Where it stands, in a word with a mark."""
    if one.answered:
        return Label(_l("Đã trả lời"), "done", "")
    if one.late:
        return Label(_l("Quá hạn, chưa trả lời"), "warning", "warn")
    return Label(LazyString(lambda: spoken(HANDLINGS[one.state]).capitalize()), "clock", "still")
