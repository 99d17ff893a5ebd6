"""Short messages of a village: who may post them, where they are read, how one is taken off again."""

from datetime import date, timedelta

import pytest
from village.life import Village
from village.people import NEIGHBOUR, VILLAGE

from voting.services.errors import Forbidden, Invalid, NotFound
from voting.services.people.announcements import SHOWN, Announced, NewAnnouncement
from voting.services.permissions import Role

SOURCE = "Thông báo số 12 của UBND xã"
CALLED = {Role.HEAD: "Trưởng thôn", Role.FRONT: "trưởng ban công tác Mặt trận"}


def today(village: Village) -> date:
    return (village.clock() + timedelta(hours=7)).date()


def new(village: Village, words: str = "Mai cắt điện cả ngày.", days: int = 3) -> NewAnnouncement:
    return NewAnnouncement(words, SOURCE, today(village) + timedelta(days=days))


def shown(village: Village, at: str = VILLAGE) -> tuple[Announced, ...]:
    return village.services.noticeboards.of(at).announced


@pytest.mark.parametrize("role", list(Role))
def test_the_head_and_the_front_tell_everyone_and_nobody_else_does(village: Village, role: Role) -> None:
    actor = village.actors[role.value]
    if role not in {Role.HEAD, Role.FRONT}:
        with pytest.raises(Forbidden):
            village.services.announcements.post(actor, VILLAGE, new(village))
        assert shown(village) == ()
        return
    assert shown(village) == ()  # what was due is done by now
    before = village.raws()
    village.services.announcements.post(actor, VILLAGE, new(village))
    (one,) = shown(village)
    assert (one.words, one.source, one.office.vi) == ("Mai cắt điện cả ngày.", SOURCE, CALLED[role])
    assert shown(village, NEIGHBOUR) == ()
    assert village.raws() == before, "no part of the record"


def test_the_same_form_again_is_one_message(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    once = {announcements.post(head, VILLAGE, new(village), "so-1") for _ in range(3)}
    assert {announcements.post(head, VILLAGE, new(village), "so-2")} == once, "the same words from another tab"
    assert len(once) == len(shown(village)) == 1
    announcements.hide(head, VILLAGE, *once, "Ghi nhầm ngày")
    assert {announcements.post(head, VILLAGE, new(village), "so-3")} != once, "taken off, it may be said again"


def test_a_message_stands_until_the_end_of_its_last_day(village: Village) -> None:
    village.services.announcements.post(village.actors["head"], VILLAGE, new(village, days=2))
    village.clock.move(days=2)
    assert len(shown(village)) == 1
    village.clock.move(days=1)
    assert shown(village) == ()
    assert len(village.services.announcements.page(VILLAGE, 1).rows) == 1


def test_one_taken_off_leaves_its_reason_and_not_its_words_and_the_first_reason_stays(village: Village) -> None:
    announcements, head = village.services.announcements, village.actors["head"]
    one = announcements.post(head, VILLAGE, new(village))
    announcements.hide(village.actors["front"], VILLAGE, one, "Ghi nhầm ngày")
    announcements.hide(head, VILLAGE, one, "Lý do khác")
    (left,) = shown(village)
    assert (left.words, left.hidden) == ("", "Ghi nhầm ngày")
    assert village.services.newsfeeds.news(VILLAGE)[0].announced is None
    with pytest.raises(NotFound):
        announcements.hide(head, VILLAGE, "0123456789abcdef", "Ghi nhầm ngày")
    with pytest.raises(Forbidden):
        announcements.hide(village.actors["other-head"], VILLAGE, one, "Ghi nhầm ngày")


@pytest.mark.parametrize(
    ("words", "source", "days", "faults"),
    [
        ("", SOURCE, 1, {"words": "text-missing"}),
        ("a" * 301, SOURCE, 1, {"words": "text-long"}),
        ("Mai cắt điện.", " ", 1, {"source": "text-missing"}),
        ("Mai cắt điện.", "b" * 121, 1, {"source": "text-long"}),
        ("Mai cắt điện.", SOURCE, -1, {"until": "day-out-of-range"}),
        ("Mai cắt điện.", SOURCE, 366, {"until": "day-out-of-range"}),
        ("Mai cắt\u202e điện.", SOURCE, 1, {"words": "wrong-text"}),
    ],
)
def test_what_does_not_hold_is_said_at_its_field(
    village: Village, words: str, source: str, days: int, faults: dict[str, str]
) -> None:
    told = NewAnnouncement(words, source, today(village) + timedelta(days=days))
    with pytest.raises(Invalid) as refused:
        village.services.announcements.post(village.actors["head"], VILLAGE, told)
    assert refused.value.faults == faults
    assert shown(village) == ()


def test_the_latest_few_stand_on_the_page_and_all_in_the_list(village: Village) -> None:
    for number in range(SHOWN + 2):
        village.services.announcements.post(village.actors["head"], VILLAGE, new(village, f"Tin số {number}"))
        village.clock.move(minutes=1)
    assert [one.words for one in shown(village)] == [f"Tin số {number}" for number in range(SHOWN + 1, 1, -1)]
    assert len(village.services.announcements.page(VILLAGE, 1).rows) == SHOWN + 2
