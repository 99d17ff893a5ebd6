"""Two officials take a step of one matter at the same moment: the second sees what the first has written."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import timedelta

import pytest
from village.people import COMMUNE, VILLAGE
from village.road import PHOTO, Walk
from village.states import settled

from voting.law.road import Ending
from voting.services.errors import Conflict
from voting.services.matters.meetings import Counted

ENTERED = Counted(present=5, in_favour=4, against=1, other=0)
A_MOMENT_S = 0.5


@pytest.fixture
def called(fresh_database_url: str) -> Iterator[Walk]:
    """A contribution for which a meeting was called, with its result entered by the head."""
    village = settled(fresh_database_url, households=5)
    walk = Walk(village).propose("Góp tiền làm đường")
    walk.classify(contribution=True)
    at = village.clock() + timedelta(days=3)
    village.services.meetings.convene(village.actors["head"], walk.id, at, "Nhà văn hóa thôn")
    village.clock.move(days=4)
    village.services.meetings.enter(village.actors["head"], walk.id, ENTERED, PHOTO)
    yield walk
    village.services.close()


def test_what_was_entered_anew_in_the_last_moment_is_not_confirmed_as_it_was(called: Walk) -> None:
    village, other = called.village, called.village.again()
    pool = ThreadPoolExecutor(1)
    with village.desk.database.transaction() as tx:
        village.desk.books.commune(tx, COMMUNE)
        notes = tx.matters.with_id(called.id).notes
        confirmed = pool.submit(other.services.meetings.confirm, village.actors["front"], called.id)
        wait([confirmed], timeout=A_MOMENT_S)  # it has read what it reads without the lock, and waits
        assert not confirmed.done()
        mine = {"entered": {**notes["entered"], "by": village.actors["front"].account_id, "in_favour": 2, "against": 3}}
        tx.matters.note(COMMUNE, called.id, notes | mine)
    with pytest.raises(Conflict) as caught:
        confirmed.result()
    assert caught.value.code == "second-person"
    pool.shutdown()
    other.services.close()


def test_two_confirmations_at_once_are_one_entry(called: Walk) -> None:
    village, other = called.village, called.village.again()
    front = village.actors["front"]
    deputy = replace(front, account_id="deputy")
    both = [(village.services, front), (other.services, deputy)]
    with ThreadPoolExecutor(2) as pool:
        tried = [pool.submit(services.meetings.confirm, actor, called.id) for services, actor in both]
    codes = [error.code if (error := one.exception()) else "" for one in tried]
    assert sorted(codes) == ["", "out-of-order"]
    assert [entry.type for entry in village.entries()].count("matter-held") == 1
    other.services.close()


def test_head_and_front_who_tell_an_abolition_at_once_post_one_announcement(called: Walk) -> None:
    """In words of their own, so that nothing but the lock makes them one."""
    village, other = called.village, called.village.again()
    village.services.meetings.confirm(village.actors["front"], called.id)
    village.services.meetings.abolish(
        village.actors["commune"], called.id, Ending.ABOLISHED, "Quyết định số 12, trái Luật", PHOTO
    )
    usual = village.services.endings.to_tell(village.actors["head"], VILLAGE, called.id).usual
    both = [(village.services, "head"), (other.services, "front")]
    pool = ThreadPoolExecutor(2)
    with village.desk.database.transaction() as tx:
        village.desk.books.commune(tx, COMMUNE)
        telling = [
            pool.submit(
                services.endings.tell, village.actors[who], VILLAGE, called.id,
                replace(usual, words=f"{usual.words} ({who})"),
            )
            for services, who in both
        ]  # fmt: skip
        wait(telling, timeout=A_MOMENT_S)  # both have read that it is untold, and wait
        assert not any(one.done() for one in telling)
    first, second = [one.result() for one in telling]
    pool.shutdown()
    assert first == second
    assert [entry.type for entry in village.entries()].count("notice-posted") == 1
    assert village.services.announcements.page(VILLAGE, 1).rows[0].id == first
    other.services.close()
