"""Petitions about a matter in the books: numbered in their order, answered by whoever has them, once."""

import pytest

from record.road import Matter
from record.sample_village import Village, base58, settled
from voting.record import errors
from voting.record.entries.oversight import PetitionMoved
from voting.record.errors import RecordError
from voting.record.facts import Petition


@pytest.fixture
def village() -> Village:
    return settled(4)


@pytest.fixture
def matter(village: Village) -> Matter:
    made = Matter(village)
    made.propose()
    return made


def move(one: Matter, state: str, number: int = 1, to: str = "commune", about: str = "procedure", **other) -> None:
    fields = {"matter": one.id, "number": number, "about": about, "state": state, "to": to}
    one.village.write(PetitionMoved, **fields | other)


def test_it_comes_is_passed_on_and_answered_and_the_road_goes_on(village, matter):
    move(matter, "received")
    move(matter, "received", 2, "inspection", "content")
    move(matter, "forwarded", 1, "commune-front")
    matter.classify()
    move(matter, "answered", 1, "commune-front")
    known = village.commune.matter(matter.id)
    assert known.petitions == (Petition("procedure", "commune-front", answered=True), Petition("content", "inspection"))


def test_it_stays_when_households_carry_what_it_is_about(village):
    raised = Matter(village, 5)
    raised.raise_()
    move(raised, "received")
    raised.back()
    raised.propose("citizens", consents=1, backed=1)
    assert len(village.commune.matter(raised.id).petitions) == 1


BAD = {
    "of no matter": ({"state": "received", "matter": base58("none", 14)}, errors.UnknownMatter),
    "not the next": ({"state": "received", "number": 3}, errors.WrongStep),
    "again": ({"state": "received", "number": 1}, errors.WrongStep),
    "number 0": ({"state": "answered", "number": 0}, errors.WrongStep),
    "none that came": ({"state": "answered", "number": 2}, errors.WrongStep),
    "by another": ({"state": "answered", "to": "inspection"}, errors.WrongStep),
    "about something else": ({"state": "answered", "about": "content"}, errors.WrongStep),
    "passed on to the same": ({"state": "forwarded", "to": "commune"}, errors.WrongStep),
    "to nobody who receives": ({"state": "forwarded", "to": "head"}, errors.WrongStep),
    "of no state": ({"state": "dropped"}, errors.WrongStep),
    "about nothing known": ({"state": "received", "number": 2, "about": "all"}, errors.WrongStep),
}


@pytest.mark.parametrize(("fields", "error"), BAD.values(), ids=BAD)
def test_what_did_not_happen_is_not_in_the_book(village, matter, fields: dict[str, object], error: type[RecordError]):
    move(matter, "received")
    before = village.commune.size
    with pytest.raises(error):
        move(matter, **fields)
    assert village.commune.size == before


def test_nothing_follows_an_answer(village, matter):
    move(matter, "received")
    move(matter, "answered")
    for state, to in (("answered", "commune"), ("forwarded", "inspection")):
        with pytest.raises(errors.WrongStep):
            move(matter, state, to=to)
