"""The desk: the next act first, one button each, doors that open, and whom others wait for."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import NO, YES, Village
from village.people import MEMBERS, PASSWORD, VILLAGE, form_committee, give_cards, import_roll, roll_of
from village.road import PHOTO, Walk
from village.states import appointed
from village.supervising import CERTIFIER, appoint_certifier, hold, plan, recommend

from voting.law.road import Ending, Office
from voting.manage.rehearsal import CountingMember
from voting.services.households.subjects import SubjectKind
from voting.services.matters.acts import Deed
from voting.services.matters.meetings import Counted
from voting.services.oversight.disclosure import Addition, NewDisclosure
from voting.services.oversight.petitions import NewPetition
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.frozen import Which
from voting.services.reports.tasks import TaskKind
from voting.web.app import create_app
from voting.web.speech.deeds import DEEDS
from voting.web.speech.errands import STEPS, WAYS
from web.client import sign_in

DESK, HOME = "/ban-lam-viec", f"/quan-ly/{VILLAGE}"
TASK = re.compile(r'<section class="sheet task" data-task="([a-z-]+)">.*?<a class="(button[^"]*)" href="([^"]+)"', re.S)
EVERYBODY = {
    "admin": "quan.tri", "head": "vai.head", "team": "vai.team", "cards": "vai.cards", "board": "vai.board",
    "front": "vai.front", "commune": "vai.commune", "office": "van.phong", "certifier": CERTIFIER,
    **{login: login for login in MEMBERS},
}  # fmt: skip
OTHER_WAYS = {Deed.TURN, Deed.CONVENE, Deed.ENTER_HELD, Deed.CONFIRM_HELD, Deed.RECOGNISE}
"""What is offered on the way by a meeting only."""
BY_CARDS = {
    Deed.CARRY, Deed.BACK, Deed.ASK_FORM, Deed.TAKE_POLL, TaskKind.SCREEN_WORDS, TaskKind.CLOSE_SUBJECT,
}  # fmt: skip
"""What is offered only where households are asked by their cards; this walk asks none but about the list."""
WAITS_FOR_NOBODY = {Deed.ABOLISH}
"""What the commune may do on a matter's page, and no desk ever asks for (L 22)."""
NOTHING = "Ông/bà không phải làm gì lúc này."


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Officials, and nothing done yet."""
    made = appointed(tmp_path)
    whole = NewAccount("van.phong", "Người văn phòng", PASSWORD, (Grant(Role.COMMUNE, ""),))
    made.actors["office"] = made.services.accounts.add(made.actors["admin"], whole)
    appoint_certifier(made)
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
    letter = village.phones["DH-002"].letter(asked.terms, "objection", 1, "Thiếu hộ bà Tư")
    tracker = services.statements.take(asked.id, letter).tracker
    yield "households have spoken"
    services.statements.answer(actors["team"], asked.id, tracker, "Tổ đã sửa.")
    village.clock.move(days=3)
    services.chores.run()
    matter = Walk(village).propose("Giờ đóng cổng nhà văn hóa")
    for name, step in list(matter.steps.items())[:-1]:
        yield f"a matter, before: {name}"
        step()
    yield "a vote to be announced"
    services.drafts.begin(actors["head"], VILLAGE, "a form's number", [("matter", matter.id)])
    yield "a draft"
    village.cast(matter.open(lasts_h=1), "DH-001", YES)
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
    decided = services.matters.of_vote(vote, actors["head"].commune)
    services.decisions.minute(actors["team"], decided)
    yield "minutes"
    services.decisions.resolve(actors["head"], decided)
    yield "a decision"
    yield from afterwards(village, decided)


def afterwards(village: Village, decided: str) -> Iterator[str]:
    """What becomes of a decision."""
    services, actors = village.services, village.actors
    services.decisions.receive(actors["commune"], decided, Office.COMMUNE)
    services.decisions.carry_out(actors["head"], decided, "Đã báo xe rác đổi giờ")
    services.petitions.hand_in(decided, NewPetition("inspection", "content", "Giờ này trẻ đi học."), "a form's number")
    yield "something is done, and somebody complains"
    services.meetings.abolish(actors["commune"], decided, Ending.ABOLISHED, "Quyết định số 12, trái Luật", PHOTO)
    yield "the commune abolishes it"
    yield from supervised(village)
    day = village.clock().date()
    told = NewDisclosure(7, "Tiêu chí hộ nghèo năm 2026", day, day, ("portal",))
    public = services.disclosures.make_public(actors["head"], VILLAGE, told)
    services.disclosures.make_public(actors["office"], "", told)
    yield "something is public, and neither posted nor read out"
    services.disclosures.add(actors["head"], VILLAGE, public, Addition(("posting", "loudspeaker"), day))
    village.clock.move(days=60)
    yield "its days and the year are over"
    services.frozen_reports.freeze(actors["head"], Which(VILLAGE, "2026"), 0)
    yield "the year's report is settled, and sent to nobody"


def supervised(village: Village) -> Iterator[str]:
    """A board's session whose day has come, and after it a recommendation before each of its steps."""
    session = plan(village, subject="Sổ quỹ đèn đường", before=9, after=0)
    yield "a session is to be held"
    hold(village, session, "Sổ quỹ chưa niêm yết quý III.")
    for steps in range(4):
        recommend(village, session, f"Đề nghị niêm yết sổ quỹ, lần {steps + 1}.", steps)
    yield "recommendations wait for the Front, the board and the commune"


def test_every_kind_of_task_has_its_words_and_every_step_its_name() -> None:
    assert WAYS.keys() == set(TaskKind) - {TaskKind.JOIN, TaskKind.MATTER}
    assert DEEDS.keys() == set(Deed)
    assert len(STEPS) == 5


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
                seen.add(kind)
                assert browser.get(address).status_code == 200, (moment, who, kind)
    unseen = {
        TaskKind.FOUND_VILLAGE, TaskKind.HAND_INVITATIONS, TaskKind.RENEW_INVITATIONS, TaskKind.REMAKE_CARDS,
        TaskKind.JOIN, TaskKind.MATTER, TaskKind.WATCH_ALARM, TaskKind.WATCH_WAITS, *OTHER_WAYS, *BY_CARDS,
        *WAITS_FOR_NOBODY,
    }  # fmt: skip
    assert seen == {*TaskKind, *Deed} - unseen


def test_the_villages_page_says_the_same_as_the_desk(village: Village) -> None:
    app = create_app(village.services, village.settings)
    for moment in moments(village):
        browser = sign_in(app, "vai.head")
        assert TASK.findall(browser.get(HOME).text) == TASK.findall(browser.get(DESK).text), moment


def test_others_are_awaited_by_name_and_office(village: Village) -> None:
    page = sign_in(create_app(village.services, village.settings), "vai.cards").get(DESK).text
    awaited = page.partition("Đang chờ người khác")[2].partition("</section>")[0]
    assert re.findall(r"<b>(.*?)</b>", awaited) == ["Người head", "Người team"]
    assert "Trưởng thôn" in awaited
    assert "Tổ trưởng" not in awaited, "the village's own word alone"
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


def test_on_the_way_by_a_meeting_too_every_task_opens_a_page(village: Village) -> None:
    app, services, actors = create_app(village.services, village.settings), village.services, village.actors
    import_roll(services, actors["head"], roll_of(5))
    walk = Walk(village).propose("Sửa hương ước")
    walk.classify(**{"village-rules": True})

    def offered(who: str) -> list[str]:
        browser = sign_in(app, EVERYBODY[who])
        tasks = TASK.findall(browser.get(DESK).text)
        assert {browser.get(address).status_code for _, _, address in tasks} <= {200}
        return [kind for kind, _, _ in tasks if kind in set(Deed)]

    assert offered("head") == ["convene"]
    services.meetings.convene(actors["head"], walk.id, village.clock() + timedelta(days=3), "Nhà văn hóa thôn")
    village.clock.move(hours=73)
    assert offered("front") == ["enter-held"]
    services.meetings.enter(actors["front"], walk.id, Counted(5, 5, 0, 0), PHOTO)
    assert offered("front") == []
    assert offered("head") == ["confirm-held"]
    services.meetings.confirm(actors["head"], walk.id)
    assert offered("head") == ["publish", "send", "recognise"]


def test_a_matter_is_shown_with_the_laws_road_and_leads_to_its_page_and_its_vote(village: Village) -> None:
    app, services, actors = create_app(village.services, village.settings), village.services, village.actors
    import_roll(services, actors["head"], roll_of(5))
    village.phones_at[VILLAGE] = give_cards(services, actors["cards"])
    village.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(services, actors, village.seeds)
    uuid = village.open_vote("Giờ đóng cổng nhà văn hóa")
    page = sign_in(app, "vai.front").get(DESK).text
    shown = page.partition("Các việc của thôn</h2>")[2].partition("</section>")[0]
    road = re.findall(r'<li class="(now|done|later)"', shown)
    assert road == ["done"] * 5 + ["now"] + ["later"] * 2
    assert f'href="/quan-ly/viec/{services.matters.of_vote(uuid, actors["head"].commune)}"' in shown
    assert f'href="/dieu-hanh/{uuid}"' in shown
