"""Petitions about a matter: handed in by anyone, read by the office that has them alone, answered within a clock."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from village.life import Village
from village.people import NEIGHBOUR, PASSWORD, VILLAGE, import_roll, roll_of
from village.road import Walk
from village.states import appointed

from voting.law.petitions import Handling
from voting.law.road import Ending, Office
from voting.law.wording import HERE
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.oversight.petitions import KEPT, MOST_WAITING, NewPetition
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.tasks import TaskKind

WORDS, SENDER = "Ngõ 3 không được báo trước ngày họp.", "Bà Lê Thị Hồng, 0912 000 345"


@pytest.fixture
def matter(village: Village) -> str:
    return Walk(village).propose("Giờ yên tĩnh").id


def hand_in(village: Village, matter: str, form: str = "mot", **changed: str) -> str:
    fields = {"to": "commune", "about": "procedure", "words": WORDS, "sender": SENDER} | changed
    return village.services.petitions.hand_in(matter, NewPetition(**fields), form)


def on_desk(village: Village, who: str) -> list[tuple[str, int]]:
    tasks = village.services.agenda.of(village.actors[who]).tasks
    return [(one.item, one.number) for one in tasks if one.kind is TaskKind.ANSWER_PETITION]


def numbers(village: Village, who: str) -> list[int]:
    return sorted(number for _, number in on_desk(village, who))


def test_it_comes_is_read_by_whom_it_was_sent_to_and_its_sender_reads_the_answer(village: Village, matter: str) -> None:
    petitions = village.services.petitions
    sent = hand_in(village, matter)
    assert on_desk(village, "commune") == [(matter, 1)]
    assert {who: on_desk(village, who) for who in ("head", "front", "team", "board")} == {
        "head": [], "front": [], "team": [], "board": [],
    }  # fmt: skip
    found = petitions.read(village.actors["commune"], matter, 1)
    assert (found.words, found.sender) == (WORDS, SENDER)
    assert petitions.of(matter, sent).answer == ""
    petitions.answer(village.actors["commune"], matter, 1, "Xã đã kiểm tra: giấy báo dán từ ngày 2/11.")
    after = petitions.of(matter, sent)
    assert (after.told.state, after.answer) == (Handling.ANSWERED, "Xã đã kiểm tra: giấy báo dán từ ngày 2/11.")
    assert on_desk(village, "commune") == []


@pytest.mark.parametrize("role", [Role.ADMIN, Role.HEAD, Role.FRONT, Role.TEAM, Role.CARDS, Role.COUNTING, Role.BOARD])
def test_nobody_else_reads_or_answers_it(village: Village, matter: str, role: Role) -> None:
    hand_in(village, matter)
    actor, before = village.actors[role.value], village.raws()
    with pytest.raises(Forbidden):
        village.services.petitions.read(actor, matter, 1)
    with pytest.raises(Forbidden):
        village.services.petitions.answer(actor, matter, 1, "Đã xem")
    assert village.raws() == before


def test_passed_on_it_leaves_one_desk_for_another_and_its_time_runs_on(village: Village, matter: str) -> None:
    petitions = village.services.petitions
    sent = hand_in(village, matter)
    last = petitions.of(matter, sent).told.last
    village.clock.move(days=3)
    petitions.pass_on(village.actors["commune"], matter, 1, "inspection")
    assert (on_desk(village, "commune"), on_desk(village, "board")) == ([], [(matter, 1)])
    told = petitions.of(matter, sent).told
    assert (told.to, told.state, told.last) == (Office.INSPECTION, Handling.FORWARDED, last)
    with pytest.raises(Forbidden):
        petitions.read(village.actors["commune"], matter, 1)
    petitions.answer(village.actors["board"], matter, 1, "Ban đã xem lại.")
    assert petitions.of(matter, sent).told.answered is not None


def test_the_book_tells_that_it_came_and_was_answered_and_nothing_of_it(village: Village, matter: str) -> None:
    hand_in(village, matter)
    village.services.petitions.pass_on(village.actors["commune"], matter, 1, "commune-front")
    village.services.petitions.answer(village.actors["commune"], matter, 1, "Đã trả lời bà Hồng ở ngõ 3.")
    lines = [raw for raw in village.raws() if b'"type":"petition"' in raw]
    assert [(raw.count(b'"state":"received"'), raw.count(b'"state":"forwarded"'), raw.count(b'"state":"answered"'))
            for raw in lines] == [(1, 0, 0), (0, 1, 0), (0, 0, 1)]  # fmt: skip
    book = b"".join(village.raws()).decode()
    assert not any(word in book for word in ("Hồng", "0912 000 345", "Ngõ 3", "ngõ 3"))
    assert "petition" not in {one.type for one in village.services.matters.steps(matter)}, "no step of its road"


def test_a_matter_that_ended_may_be_petitioned_about_too(village: Village, matter: str) -> None:
    village.services.meetings.end(village.actors["head"], matter, Ending.WITHDRAWN, "Bà con muốn bàn thêm")
    hand_in(village, matter, about="content")
    assert on_desk(village, "commune") == [(matter, 1)]


def test_the_same_form_again_is_one_petition_and_another_is_another(village: Village, matter: str) -> None:
    assert len({hand_in(village, matter) for _ in range(3)}) == 1
    assert hand_in(village, matter, "hai") != hand_in(village, matter)
    assert [one.number for one in village.services.petitions.about(matter)] == [1, 2]


def test_of_two_who_answer_the_second_is_told(village: Village, matter: str) -> None:
    hand_in(village, matter)
    village.services.petitions.answer(village.actors["commune"], matter, 1, "Đã xem.")
    with pytest.raises(Conflict, match="petition-answered"):
        village.services.petitions.answer(village.actors["commune"], matter, 1, "Chưa xem.")
    with pytest.raises(Conflict, match="petition-answered"):
        village.services.petitions.pass_on(village.actors["commune"], matter, 1, "inspection")


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"to": "head"}, {"to": "choice-missing"}),
        ({"about": "khac"}, {"about": "choice-missing"}),
        ({"words": "  "}, {"words": "text-missing"}),
        ({"words": "a" * 2001}, {"words": "text-long"}),
        ({"words": "nhìn\u202e ngược"}, {"words": "wrong-text"}),
        ({"sender": "b" * 201}, {"sender": "text-long"}),
    ],
)
def test_what_does_not_hold_is_said_at_its_field_and_leaves_nothing(
    village: Village, matter: str, changed: dict[str, str], fault: dict[str, str]
) -> None:
    before = village.raws()
    with pytest.raises(Invalid) as caught:
        hand_in(village, matter, **changed)
    assert caught.value.faults == fault
    assert village.raws() == before
    assert village.services.petitions.about(matter) == ()


def test_it_is_sent_only_to_an_office_with_somebody_to_read_it(village: Village, matter: str) -> None:
    petitions = village.services.petitions
    assert petitions.receivers(matter) == (Office.COMMUNE, Office.COMMUNE_FRONT, Office.INSPECTION)
    village.services.accounts.deactivate(village.actors["admin"], village.actors["board"].account_id)
    assert petitions.receivers(matter) == (Office.COMMUNE, Office.COMMUNE_FRONT)
    with pytest.raises(Invalid):
        hand_in(village, matter, to="inspection")


def test_strangers_heap_up_no_more_than_a_few(village: Village, matter: str) -> None:
    for number in range(MOST_WAITING):
        hand_in(village, matter, str(number))
    with pytest.raises(Conflict, match="petitions-many"):
        hand_in(village, matter, "nữa")
    village.services.petitions.answer(village.actors["commune"], matter, 1, "Đã xem.")
    hand_in(village, matter, "nữa")


def test_its_address_is_no_other_matters(village: Village, matter: str) -> None:
    sent, other = hand_in(village, matter), Walk(village).propose("Việc khác").id
    with pytest.raises(NotFound, match="unknown-petition"):
        village.services.petitions.of(other, sent)
    with pytest.raises(NotFound, match="unknown-petition"):
        village.services.petitions.read(village.actors["commune"], matter, 2)


def test_the_answer_is_due_in_fifteen_days_which_tet_moves_and_late_is_late(village: Village, matter: str) -> None:
    """15 days from 22/1/2027 end on the first day of Tết (6/2), a Saturday: 11/2 is the next that is worked."""
    village.clock.now = datetime(2027, 1, 22, 1, 0, tzinfo=UTC)
    sent = hand_in(village, matter)
    told = village.services.petitions.of(matter, sent).told
    assert f"{told.last:%d/%m/%Y}" == "11/02/2027"
    village.clock.now = datetime(2027, 2, 11, 16, 0, tzinfo=UTC)
    assert not village.services.petitions.of(matter, sent).told.late
    village.clock.move(hours=2)
    assert village.services.petitions.of(matter, sent).told.late
    tasks = village.services.agenda.of(village.actors["commune"]).tasks
    (task,) = [one for one in tasks if one.kind is TaskKind.ANSWER_PETITION]
    assert task.by_utc == datetime(2027, 2, 11, 16, 59, tzinfo=UTC)


def test_words_and_sender_go_when_their_time_is_over(village: Village, matter: str) -> None:
    petitions, commune = village.services.petitions, village.actors["commune"]
    sent = hand_in(village, matter)
    petitions.answer(commune, matter, 1, "Đã xem.")
    village.services.chores.run()
    assert petitions.read(commune, matter, 1).words == WORDS
    village.clock.move(days=KEPT.days + 1)
    village.services.chores.run()
    found = petitions.read(commune, matter, 1)
    assert (found.words, found.sender, petitions.of(matter, sent).answer) == ("", "", "")
    assert petitions.of(matter, sent).told.answered is not None


def test_a_village_that_became_part_of_another_takes_none_any_more(tmp_path: Path) -> None:
    village = appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR))
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(village.services, village.actors["head"], roll_of(3), code)
    matter = Walk(village, NEIGHBOUR).propose("Giờ yên tĩnh").id
    sent = hand_in(village, matter)
    village.services.mergers.merge(village.actors["admin"], NEIGHBOUR, [VILLAGE], "Nghị quyết của xã", "Tây Hòa")
    assert village.services.petitions.receivers(matter) == ()
    with pytest.raises(Invalid):
        hand_in(village, matter, "hai")
    assert village.services.petitions.of(matter, sent).told.answered is None
    village.services.close()


def test_what_came_before_a_village_became_part_of_another_is_answered_there(tmp_path: Path) -> None:
    """The commune answers its own, the successor's board the old board's; where nobody serves, the commune."""
    village = appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR))
    services, actors, admin = village.services, village.actors, village.actors["admin"]
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(services, actors["head"], roll_of(3), code)
    matter = Walk(village, NEIGHBOUR).propose("Giờ yên tĩnh").id
    offices = ("commune", "inspection", "commune-front", "inspection")
    sent = [hand_in(village, matter, str(form), to=to) for form, to in enumerate(offices)]
    heir = NewAccount("ban.moi", "Ban Mới", PASSWORD, (Grant(Role.BOARD, VILLAGE),))
    actors["heir"] = services.accounts.add(admin, heir)
    wide = NewAccount("xa.chung", "Xã Chung", PASSWORD, (Grant(Role.COMMUNE),))
    actors["wide"] = services.accounts.add(admin, wide)
    with pytest.raises(Forbidden):
        services.petitions.read(actors["heir"], matter, 2)
    services.accounts.deactivate(admin, actors["board"].account_id)
    assert numbers(village, "wide") == [1, 2, 3, 4], "nobody else serves there"
    services.mergers.merge(admin, NEIGHBOUR, [VILLAGE], "Nghị quyết của xã", "Tây Hòa")
    assert numbers(village, "wide") == [1, 3]
    assert numbers(village, "heir") == [2, 4]
    with pytest.raises(Forbidden):
        services.petitions.answer(actors["wide"], matter, 2, "Xã trả lời thay.")
    services.petitions.answer(actors["heir"], matter, 2, "Ban đã xem lại.")
    services.accounts.deactivate(admin, actors["heir"].account_id)
    assert numbers(village, "wide") == [1, 3, 4]
    services.petitions.answer(actors["wide"], matter, 4, "Xã trả lời, vì ban không còn ai.")
    told = services.petitions.of(matter, sent[3]).told
    assert (told.to, told.state) == (Office.COMMUNE, Handling.ANSWERED)
    assert [one.state for one in village.entries()[-2:]] == ["forwarded", "answered"]
    village.services.close()


def test_what_is_not_answered_stands_on_the_communes_page_with_its_days_late(tmp_path: Path) -> None:
    village = appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR))
    services, actors = village.services, village.actors
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(services, actors["head"], roll_of(3), code)
    matter = Walk(village, NEIGHBOUR).propose("Giờ yên tĩnh").id
    hand_in(village, matter)
    assert services.overviews.of(actors["admin"]).due == ()
    village.clock.move(days=20)
    (due,) = services.overviews.of(actors["admin"]).due
    assert due.petition is not None
    assert (due.title, due.village, due.petition.number, due.petition.late) == ("Giờ yên tĩnh", NEIGHBOUR, 1, True)
    assert due.days == (due.last - village.clock().astimezone(HERE).date()).days < 0
    now = next(one for one in services.overviews.of(actors["admin"]).villages if one.village.code == NEIGHBOUR)
    assert now.late == 1
    services.mergers.merge(actors["admin"], NEIGHBOUR, [VILLAGE], "Nghị quyết của xã", "Tây Hòa")
    assert [one.village for one in services.overviews.of(actors["admin"]).due] == [VILLAGE]
    services.petitions.answer(actors["commune"], matter, 1, "Đã xem.")
    assert services.overviews.of(actors["admin"]).due == ()
    village.services.close()
