"""The desk: the next act first, one button each, doors that open, and whom others wait for."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import NO, YES, Village
from village.people import MEMBERS, VILLAGE, form_committee, give_cards, import_roll, roll_of
from village.states import appointed

from voting.manage.rehearsal import CountingMember
from voting.services.errands import TaskKind
from voting.services.households.subjects import SubjectKind
from voting.web.app import create_app
from voting.web.speech.errands import STEPS, WAYS
from web.client import sign_in

DESK, HOME = "/ban-lam-viec", f"/quan-ly/{VILLAGE}"
TASK = re.compile(r'<section class="sheet task" data-task="([a-z-]+)">.*?<a class="(button[^"]*)" href="([^"]+)"', re.S)
EVERYBODY = {
    "admin": "quan.tri", "head": "vai.head", "team": "vai.team", "cards": "vai.cards", "board": "vai.board",
    "front": "vai.front", "commune": "vai.commune", **{login: login for login in MEMBERS},
}  # fmt: skip
NOTHING = "Ông/bà không phải làm gì lúc này."


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Officials, and nothing done yet."""
    made = appointed(tmp_path)
    yield made
    made.services.close()


def moments(village: Village) -> Iterator[str]:
    """From the first day to a result, one after the other; what is to be seen lies between two of them."""
    services, actors = village.services, village.actors
    yield "appointed"
    services.rolls.preview(actors["team"], VILLAGE, "ho.csv", roll_of(5).encode())
    yield "a list that waits for a yes"
    import_roll(services, actors["head"], roll_of(5))
    yield "a list"
    village.phones_at[VILLAGE] = give_cards(services, actors["cards"])
    services.committees.form(actors["head"], VILLAGE, [actors[login].account_id for login in MEMBERS])
    yield "cards, and a committee without keys"
    village.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(services, actors, village.seeds)
    yield "ready"
    asked = services.statements.open(
        actors["team"], VILLAGE, SubjectKind.LIST_REVIEW, village.clock() + timedelta(days=3)
    )
    services.statements.take(asked.id, village.phones["DH-002"].letter(asked.terms, "objection", 1, "Thiếu hộ bà Tư"))
    yield "households have spoken"
    services.drafts.begin(actors["head"], VILLAGE, "a form's number", [("title", "Giờ yên tĩnh")])
    yield "a draft"
    village.cast(village.open_vote("Giờ đóng cổng nhà văn hóa", lasts_h=1), "DH-001", YES)
    services.replacing.ask(actors["team"], VILLAGE, "DH-005", "Hộ báo mất thẻ")
    yield "an open vote, and a card asked for"
    village.clock.move(hours=2)
    yield "too few ballots"
    vote = village.open_vote(lasts_h=1)
    village.cast_all(vote, [YES, YES, NO, YES, YES])
    yield "all have voted"
    village.close(vote)
    yield "counting"
    village.count(vote)
    yield "a result"


def test_every_kind_of_task_has_its_words_and_every_step_its_name() -> None:
    assert WAYS.keys() == set(TaskKind) - {TaskKind.JOIN}
    assert len(STEPS) == 8


def test_every_task_of_every_official_at_every_moment_opens_a_page_of_theirs(village: Village) -> None:
    app, seen = create_app(village.services, village.settings), set()
    for moment in moments(village):
        for who, login in EVERYBODY.items():
            browser = sign_in(app, login)
            page = browser.get(DESK).text
            offered = TASK.findall(page)
            assert [looks for _, looks, _ in offered] == ["button", *["button plain"] * len(offered[1:])][
                : len(offered)
            ]
            assert (NOTHING in page) == (not offered), (moment, who)
            for kind, _, address in offered:
                seen.add(TaskKind(kind))
                assert browser.get(address).status_code == 200, (moment, who, kind)
    unseen = {
        TaskKind.FOUND_VILLAGE, TaskKind.HAND_INVITATIONS, TaskKind.RENEW_INVITATIONS, TaskKind.REMAKE_CARDS,
        TaskKind.JOIN,
    }  # fmt: skip
    assert seen == set(TaskKind) - unseen


def test_the_villages_page_says_the_same_as_the_desk(village: Village) -> None:
    app = create_app(village.services, village.settings)
    for moment in moments(village):
        browser = sign_in(app, "vai.head")
        assert TASK.findall(browser.get(HOME).text) == TASK.findall(browser.get(DESK).text), moment


def test_others_are_awaited_by_name_and_office(village: Village) -> None:
    page = sign_in(create_app(village.services, village.settings), "vai.cards").get(DESK).text
    awaited = page.partition("Đang chờ người khác")[2].partition("</section>")[0]
    assert re.findall(r"<b>(.*?)</b>", awaited) == ["Người head", "Người team"]
    assert "Trưởng thôn / Tổ trưởng tổ dân phố" in awaited
    assert "Nhập danh sách hộ" in awaited


def test_steps_that_can_be_taken_side_by_side_stand_side_by_side(village: Village) -> None:
    page = sign_in(create_app(village.services, village.settings), "vai.head").get(DESK).text
    road = re.findall(r'<li class="(now|done|later)"', page.partition('class="road"')[2])
    assert road == ["now", "later", "now", "later", "later"]


def test_in_english_nothing_is_left_in_vietnamese(village: Village) -> None:
    browser = sign_in(create_app(village.services, village.settings), "vai.head")
    browser.set_cookie("lang", "en")
    page = browser.get(DESK).text
    assert "What is waiting for you" in page
    assert "Choose the file of the list" in page
