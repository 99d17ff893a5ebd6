"""What the commune abolishes is told to the people (Art. 22): on the desk of head and Front until one of them has."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from services.test_agenda import awaited, finishes_papers, kinds, prepares, statements
from village.life import YES, Village
from village.people import COMMUNE, VILLAGE
from village.road import PHOTO
from village.states import appointed

from voting.law.road import Ending
from voting.services.errors import Conflict, Forbidden


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Officials who have signed in, and nothing else."""
    made = appointed(tmp_path)
    yield made
    made.services.close()


def test_what_the_commune_abolishes_is_told_to_the_people_by_the_head_or_the_front(village: Village) -> None:
    prepares(village)
    services, actors = village.services, village.actors
    matter = services.matters.of_vote(village.decide([YES, YES, YES]), COMMUNE)
    finishes_papers(village, matter)
    before = statements(village, actors["head"])
    services.meetings.abolish(actors["commune"], matter, Ending.ABOLISHED, "Quyết định số 12, trái Luật", PHOTO)
    assert statements(village, actors["head"]) <= before
    assert kinds(village, "head") == ["tell-ended", "propose"]
    assert kinds(village, "front") == ["tell-ended"]
    assert kinds(village, "team") == kinds(village, "commune") == []
    assert awaited(village, "commune")["tell-ended"] == {"Người head", "Người front"}
    told = services.endings.to_tell(actors["front"], VILLAGE, matter)
    (paper,) = (one for one in services.matters.get(matter).papers if one.position in told.papers)
    assert paper.digest == village.entries()[-1].papers[0]
    assert told.usual.words.startswith("Ủy ban nhân dân xã đã bãi bỏ quyết định “")
    with pytest.raises(Forbidden):
        services.endings.tell(actors["team"], VILLAGE, matter, told.usual)
    for who in ("front", "head"):  # the second of two who tell it at once changes nothing
        services.endings.tell(actors[who], VILLAGE, matter, told.usual)
    (announced,) = services.announcements.page(VILLAGE, 1)
    assert announced.source_office.vi == "Ủy ban nhân dân xã"
    assert kinds(village, "head") == ["propose"]
    assert kinds(village, "front") == []
    with pytest.raises(Conflict):
        services.endings.to_tell(actors["head"], VILLAGE, matter)
