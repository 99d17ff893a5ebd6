"""Each official's desk at each moment, from a bare commune to a result: what waits, and who else is awaited."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from services.watched import watched
from village.life import NO, YES, Village
from village.people import COMMUNE, MEMBERS, ROLL, VILLAGE, form_committee, give_cards, import_roll
from village.road import PHOTO, Walk
from village.states import appointed

from voting.law.matters import Channel
from voting.law.road import Ending, Mark, Office
from voting.law.wording import HERE
from voting.manage.rehearsal import CountingMember
from voting.services.errors import Forbidden
from voting.services.households.subjects import SubjectKind
from voting.services.matters.meetings import Counted
from voting.services.people.accounts import NewAccount
from voting.services.people.founding import NewVillage
from voting.services.permissions import Actor, Grant, Role
from voting.services.reports.agenda import Agenda, Reached, Step, Task
from voting.services.reports.tasks import TaskKind

PASSWORD = "mật khẩu của riêng tôi"
PEOPLE = {Role.HEAD: "Nguyễn Văn Hậu", Role.TEAM: "Lê Thị Tổ", Role.COUNTING: "Đỗ Văn Một"}


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[Village]:
    """A commune with its administrator and nothing else."""
    village = Village.empty(tmp_path)
    village.services.communes.start(COMMUNE, "Xã Đông Hòa")
    admin = village.services.accounts.create_first(COMMUNE, NewAccount("quan.tri", "Đỗ Quản Trị", PASSWORD))
    village.actors["admin"] = admin
    yield village
    village.services.close()


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Officials who have signed in, and nothing else."""
    made = appointed(tmp_path)
    yield made
    made.services.close()


def kinds(village: Village, who: str) -> list[str]:
    """What waits for somebody, in the order it is offered; of a matter, the deed."""
    tasks = village.services.agenda.of(village.actors[who]).tasks
    return [one.deed.value if one.deed else one.kind.value for one in tasks]


def task(village: Village, who: str, kind: TaskKind) -> Task:
    return next(one for one in village.services.agenda.of(village.actors[who]).tasks if one.kind is kind)


def awaited(village: Village, who: str) -> dict[str, set[str]]:
    """What others are awaited for, and their names."""
    found = village.services.agenda.of(village.actors[who]).awaited
    named = [(one.deed or one.kind, one.people) for one in found if one.people]
    return {kind.value: {person.name for person in people} for kind, people in named}


def prepares(village: Village) -> None:
    """List, cards, committee and keys."""
    services, actors = village.services, village.actors
    import_roll(services, actors["head"], ROLL)
    village.phones_at[VILLAGE] = give_cards(services, actors["cards"])
    village.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    form_committee(services, actors, village.seeds)


def test_in_a_bare_commune_the_administrator_is_told_to_found_a_village(bare: Village) -> None:
    assert kinds(bare, "admin") == ["found-village"]


def test_whoever_can_appoint_is_told_whom_and_nobody_waits_for_an_account_that_does_not_exist(bare: Village) -> None:
    bare.services.founding.found(bare.actors["admin"], NewVillage("Đông Hòa", "thôn", PEOPLE), "a form's number")
    assert kinds(bare, "admin") == ["hand-invitations", "appoint"]
    appoint = task(bare, "admin", TaskKind.APPOINT)
    assert (appoint.roles, appoint.number) == ((Role.FRONT, Role.CARDS, Role.COUNTING), 2)
    assert awaited(bare, "admin") == {"join": set(PEOPLE.values())}
    slip = next(
        one for one in bare.services.invitations.slips(bare.actors["admin"]) if one.official.name == PEOPLE[Role.HEAD]
    )
    bare.actors["head"] = bare.services.invitations.accept(slip.token, PASSWORD)
    assert awaited(bare, "head") == {"join": {PEOPLE[Role.TEAM], PEOPLE[Role.COUNTING]}, "appoint": {"Đỗ Quản Trị"}}
    assert task(bare, "admin", TaskKind.HAND_INVITATIONS).number == 2


def test_invitations_that_are_over_are_made_anew(bare: Village) -> None:
    bare.services.founding.found(bare.actors["admin"], NewVillage("Đông Hòa", "thôn", PEOPLE), "a form's number")
    last = task(bare, "admin", TaskKind.HAND_INVITATIONS).by_utc
    assert last == bare.clock.now + timedelta(days=14)
    bare.clock.move(hours=14 * 24 + 1)
    assert kinds(bare, "admin") == ["renew-invitations", "appoint"]


def test_list_and_committee_are_offered_side_by_side(village: Village) -> None:
    assert kinds(village, "head") == ["import-list", "form-committee"]
    assert kinds(village, "team") == ["import-list"]
    assert kinds(village, "cards") == []
    assert awaited(village, "cards")["import-list"] == {"Người head", "Người team"}
    (matter,) = village.services.agenda.of(village.actors["head"]).matters
    assert dict(matter.preparing) == {
        Step.LIST: Reached.NOW, Step.CARDS: Reached.LATER, Step.COMMITTEE: Reached.NOW, Step.KEYS: Reached.LATER,
        Step.OPENING: Reached.LATER,
    }  # fmt: skip


def test_a_list_that_was_read_waits_a_day_for_a_yes(village: Village) -> None:
    preview = village.services.rolls.preview(village.actors["team"], VILLAGE, "ho.csv", ROLL.encode())
    waiting = task(village, "head", TaskKind.CONFIRM_LIST)
    assert (waiting.item, waiting.by_utc) == (preview.id, village.clock.now + timedelta(hours=24))
    village.clock.move(hours=25)
    assert kinds(village, "team") == ["import-list"]


def test_a_list_that_was_confirmed_waits_for_nobody(village: Village) -> None:
    import_roll(village.services, village.actors["head"], ROLL)
    assert kinds(village, "team") == []
    assert kinds(village, "head") == ["form-committee"]
    making = task(village, "cards", TaskKind.MAKE_CARDS)
    assert (making.number, making.of) == (5, 5)


def test_every_member_makes_a_key_and_the_head_reads_who_is_awaited(village: Village) -> None:
    seats = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form(village.actors["head"], VILLAGE, seats)
    assert kinds(village, MEMBERS[0]) == kinds(village, MEMBERS[1]) == ["make-key"]
    member = CountingMember.with_new_seed()
    village.services.committees.publish_key(village.actors[MEMBERS[0]], VILLAGE, member.key_message.decode())
    assert kinds(village, MEMBERS[0]) == []
    assert awaited(village, "head")["make-key"] == {f"Người {login}" for login in MEMBERS[1:]}


def test_a_member_who_left_before_the_opening_is_replaced(village: Village) -> None:
    prepares(village)
    village.services.accounts.deactivate(village.actors["admin"], village.actors[MEMBERS[2]].account_id)
    assert kinds(village, "head") == ["form-committee"]


def test_in_a_village_that_is_ready_and_has_nothing_going_on_the_head_begins_a_matter(village: Village) -> None:
    prepares(village)
    assert kinds(village, "head") == ["propose"]
    assert kinds(village, "team") == []
    assert kinds(village, "cards") == ["hand-over", "make-spares"]
    assert awaited(village, "cards") == {}
    Walk(village).propose("Giờ yên tĩnh")
    assert "propose" not in kinds(village, "head")


def test_a_vote_that_was_begun_is_finished_by_whoever_began_it(village: Village) -> None:
    prepares(village)
    matter, other = (Walk(village).propose(title).walk("poll").id for title in ("Giờ yên tĩnh", "Lịch sân bóng"))
    draft = village.services.drafts.begin(village.actors["head"], VILLAGE, "a form's number", [("matter", matter)])
    finishing = task(village, "head", TaskKind.FINISH_DRAFT)
    assert (finishing.item, finishing.by_utc) == (draft, village.clock.now + timedelta(days=1))
    assert kinds(village, "head") == ["finish-draft", "announce"]
    assert task(village, "head", TaskKind.MATTER).item == other
    village.clock.move(hours=25)
    assert kinds(village, "head") == ["announce", "announce"]


def test_while_a_vote_is_open_households_are_reminded_and_the_board_looks(village: Village) -> None:
    prepares(village)
    vote = village.open_vote()
    village.cast_all(vote, [YES, NO])
    reminding = task(village, "team", TaskKind.REMIND)
    assert (reminding.number, reminding.of, reminding.by_utc) == (2, 5, village.clock.now + timedelta(hours=48))
    assert kinds(village, "head") == ["remind"]
    assert kinds(village, "board") == ["check-book"]
    assert kinds(village, MEMBERS[0]) == []
    assert awaited(village, MEMBERS[0]) == {}


def test_a_vote_in_which_all_have_voted_may_close_early(village: Village) -> None:
    prepares(village)
    village.cast_all(village.open_vote(), [YES] * 5)
    assert kinds(village, "head") == ["close-early"]
    assert kinds(village, "team") == []


def test_after_closing_each_member_counts_and_everybody_reads_who_is_missing(village: Village) -> None:
    prepares(village)
    vote = village.open_vote(lasts_h=1)
    village.cast_all(vote, [YES, NO, YES])
    village.clock.move(hours=2)  # nobody has looked at the vote since
    assert [kinds(village, login) for login in MEMBERS] == [["count"]] * 3
    village.count(vote, MEMBERS[:1])
    assert kinds(village, MEMBERS[0]) == []
    for who in ("head", "front", "board", MEMBERS[0]):
        assert awaited(village, who) == {"count": {f"Người {login}" for login in MEMBERS[1:]}}


def test_too_few_ballots_are_counted_by_nobody_and_people_are_told_so(village: Village) -> None:
    prepares(village)
    vote = village.open_vote(lasts_h=1)
    village.cast_all(vote, [YES, NO])
    village.clock.move(hours=2)
    telling = task(village, "team", TaskKind.TELL_UNCOUNTED)
    assert (telling.vote, telling.number, telling.of) == (vote, 2, 5)
    assert kinds(village, MEMBERS[0]) == []
    village.clock.move(hours=8 * 24)
    assert kinds(village, "team") == []


def test_a_matter_whose_vote_was_cancelled_is_ended_by_its_head_and_that_is_no_news_to_anybody(
    village: Village,
) -> None:
    prepares(village)
    vote = village.open_vote(lasts_h=1)
    village.cast(vote, "DH-001", YES)
    village.services.votes.cancel(village.actors["head"], vote, "Nội dung có chỗ nhầm ngày")
    village.clock.move(hours=2)
    assert kinds(village, "team") == []
    assert kinds(village, "head") == ["end"]
    matter = task(village, "head", TaskKind.MATTER).item
    village.services.meetings.end(village.actors["head"], matter, Ending.CANCELLED, "Nội dung có chỗ nhầm ngày")
    assert kinds(village, "head") == ["propose"]


def test_a_result_is_told_for_a_week_or_until_it_is_posted(village: Village) -> None:
    prepares(village)
    village.decide([YES, YES, NO])
    assert kinds(village, "head") == ["tell-result"]
    assert kinds(village, "team") == ["minute", "tell-result"]
    assert kinds(village, "board") == ["check-result"]
    matter = task(village, "team", TaskKind.MATTER).item
    finishes_papers(village, matter)
    assert kinds(village, "team") == []
    assert "tell-result" not in kinds(village, "head")
    village.clock.move(hours=8 * 24)
    assert kinds(village, "board") == []


def finishes_papers(village: Village, matter: str) -> None:
    """Minutes, decision, posting."""
    decisions, actors = village.services.decisions, village.actors
    decisions.minute(actors["team"], matter)
    decisions.resolve(actors["head"], matter)
    decisions.publish(actors["head"], matter, village.clock().date() + timedelta(days=31))


# the law's road

DESKS = {
    "propose": {"head": ["classify"]},
    "classify": {"head": ["agree"], "front": ["agree"]},
    "agree": {"head": ["inform"], "commune": ["receive-report"]},
    "inform": {"head": ["appoint-team"]},
    "appoint": {"team": ["settle-roll"]},
    "settle": {"team": ["poll"]},
    "poll": {"head": ["announce"]},
}
"""After each step of a walk, whose next act it is."""
ON_THE_ROAD = ("head", "front", "team", "commune", "board", MEMBERS[0])


def test_up_to_the_vote_each_step_is_on_the_desk_of_whoever_takes_it_and_everybody_else_knows_whom_they_wait_for(
    village: Village,
) -> None:
    prepares(village)
    walk = Walk(village).propose("Giờ yên tĩnh")
    steps = dict(walk.steps)
    for done, desks in DESKS.items():
        if done in steps:
            steps[done]()
        assert {who: kinds(village, who) for who in ON_THE_ROAD if kinds(village, who)} == desks, done
        deeds = {deed for named in desks.values() for deed in named}
        for who in set(ON_THE_ROAD) - desks.keys():
            assert awaited(village, who).keys() == deeds, (done, who)


def test_who_has_agreed_waits_for_the_other_by_name(village: Village) -> None:
    walk = Walk(village).propose("Giờ yên tĩnh")
    walk.classify()
    village.services.proposals.agree(village.actors["head"], walk.id)
    assert "agree" not in kinds(village, "head")
    assert awaited(village, "head")["agree"] == {"Người front"}
    assert kinds(village, "front") == ["agree"]


def test_after_the_result_the_decision_is_due_at_the_commune_in_five_working_days(village: Village) -> None:
    prepares(village)
    vote = village.decide([YES, YES, YES])
    matter = village.services.matters.of_vote(vote, COMMUNE)
    village.services.decisions.minute(village.actors["team"], matter)
    assert kinds(village, "head") == ["resolve", "tell-result"]
    village.services.decisions.resolve(village.actors["head"], matter)
    sending = next(one for one in village.services.agenda.of(village.actors["head"]).tasks if one.deed == "send")
    assert sending.by_utc is not None
    assert sending.by_utc.date() == village.services.matters.get(matter).send_by
    assert kinds(village, "head") == ["publish", "send", "carry-out", "tell-result"]
    assert kinds(village, "commune") == ["receive-result"]
    for office in (Office.COMMUNE, Office.COMMUNE_FRONT):
        village.services.decisions.receive(village.actors["commune"], matter, office)
    assert kinds(village, "commune") == []
    assert kinds(village, "head") == ["publish", "carry-out", "tell-result"]
    village.services.decisions.carry_out(village.actors["head"], matter, "Đã báo xe rác đổi giờ")
    assert kinds(village, "head") == ["publish", "report", "tell-result"]


def test_a_meeting_is_called_held_and_confirmed_by_another(village: Village) -> None:
    prepares(village)
    walk = Walk(village).propose("Đóng góp làm đường")
    walk.classify(contribution=True)
    assert kinds(village, "head") == ["convene"]
    at = village.clock() + timedelta(days=3)
    village.services.meetings.convene(village.actors["head"], walk.id, at, "Nhà văn hóa thôn")
    assert kinds(village, "head") == kinds(village, "front") == []
    village.clock.move(hours=73)
    assert kinds(village, "head") == kinds(village, "front") == ["enter-held"]
    counted = Counted(present=5, in_favour=5, against=0, other=0)
    village.services.meetings.enter(village.actors["head"], walk.id, counted, PHOTO)
    assert kinds(village, "head") == []
    assert kinds(village, "front") == ["confirm-held"]
    assert awaited(village, "head") == {"confirm-held": {"Người front"}}


def dates(village: Village, who: str) -> dict[str, date]:
    """The last day of each deed that waits for somebody, on the village's clock."""
    tasks = village.services.agenda.of(village.actors[who]).tasks
    return {one.deed.value: one.by_utc.astimezone(HERE).date() for one in tasks if one.deed and one.by_utc}


def test_every_clock_of_the_law_stands_on_the_desk_of_whoever_must_act_and_tet_moves_it(village: Village) -> None:
    """Held on Monday 1/2/2027; the days off are from Thursday 4/2 to Wednesday 10/2."""
    services, actors = village.services, village.actors
    village.clock.now = datetime(2027, 1, 29, 1, 0, tzinfo=UTC)
    import_roll(services, actors["head"], ROLL)
    walk = Walk(village).propose("Sửa hương ước")
    walk.classify(**{"village-rules": True})
    services.meetings.convene(actors["head"], walk.id, datetime(2027, 2, 1, 1, 0, tzinfo=UTC), "Nhà văn hóa thôn")
    village.clock.now = datetime(2027, 2, 1, 3, 0, tzinfo=UTC)
    sent_by = date(2027, 2, 15)
    assert dates(village, "head") == dates(village, "front") == {"enter-held": sent_by}
    walk.enter()
    assert dates(village, "head") == {"confirm-held": sent_by}
    walk.confirm()
    assert dates(village, "head") == {"publish": sent_by, "send": sent_by}
    assert dates(village, "commune") == {"receive-result": sent_by}, "nobody recognises what has not come"
    village.clock.move(days=1)
    services.decisions.receive(actors["commune"], walk.id, Office.COMMUNE)
    recognised_by = date(2027, 2, 16)
    assert dates(village, "commune")["recognise"] == dates(village, "head")["recognise"] == recognised_by
    village.clock.now = datetime(2027, 2, 17, 1, 0, tzinfo=UTC)
    assert kinds(village, "commune") == ["receive-result", "recognise"], "late, and still to be done"
    services.meetings.recognise(actors["commune"], walk.id, recognised=True, reason="Quyết định số 12")
    last = next(one for one in reversed(village.entries()) if one.type == "matter-recognised")
    assert last.by == "commune"
    assert "recognise" not in dates(village, "head") | dates(village, "commune")
    assert dates(village, "head")["carry-out"] == date(2027, 3, 19)


def test_where_the_households_want_a_meeting_the_head_turns_the_matter(village: Village) -> None:
    prepares(village)
    walk = Walk(village).propose("Giờ yên tĩnh").walk("settle")
    walk.poll(in_favour=2, against=1)
    assert kinds(village, "head") == ["turn"]
    village.services.meetings.turn(village.actors["head"], walk.id, Channel.MEETING, "Bà con muốn họp")
    assert kinds(village, "head") == ["convene"]


def test_matters_stand_on_the_desk_with_their_marks_and_their_vote_until_nothing_waits_any_more(
    village: Village,
) -> None:
    prepares(village)
    vote = village.decide([NO, NO, NO])
    matter = village.services.matters.of_vote(vote, COMMUNE)
    (shown,) = village.services.agenda.of(village.actors["front"]).matters
    assert (shown.id, shown.vote, shown.voted, shown.marks[-1]) == (matter, vote, 3, Mark.VOTE)
    finishes_papers(village, matter)
    for office in (Office.COMMUNE, Office.COMMUNE_FRONT):
        village.services.decisions.receive(village.actors["commune"], matter, office)
    assert village.services.agenda.of(village.actors["front"]).matters == ()
    assert kinds(village, "head") == ["propose"]


def test_households_that_have_spoken_wait_for_the_teams_answer(village: Village) -> None:
    prepares(village)
    statements, team = village.services.statements, village.actors["team"]
    closes = village.clock() + timedelta(days=3)
    subject = statements.open(team, VILLAGE, SubjectKind.LIST_REVIEW, closes)
    for household, number, words in (
        ("DH-001", 1, ""),
        ("DH-002", 1, "Thiếu hộ bà Tư"),
        ("DH-003", 1, "Sai số nhà"),
        ("DH-003", 2, "Sai tên"),
    ):
        letter = village.phones[household].letter(subject.terms, "objection" if words else "right", number, words)
        tracker = statements.take(subject.id, letter).tracker
    answering = task(village, "team", TaskKind.ANSWER_HOUSEHOLDS)
    assert (answering.item, answering.number) == (subject.id, 2)
    statements.answer(team, subject.id, tracker, "Tổ đã sửa.")
    assert task(village, "team", TaskKind.ANSWER_HOUSEHOLDS).number == 1
    assert "answer-households" not in kinds(village, "head")
    assert awaited(village, "head")["answer-households"] == {"Người team"}


def test_a_second_official_decides_about_a_card_and_the_first_does_not(village: Village) -> None:
    prepares(village)
    village.open_vote()
    village.services.replacing.ask(village.actors["team"], VILLAGE, "DH-002", "Hộ báo mất thẻ")
    assert "decide-cards" in kinds(village, "cards")
    assert "decide-cards" not in kinds(village, "team") + kinds(village, "head")
    assert awaited(village, "team") == {"decide-cards": {"Người cards"}}


def test_a_series_that_two_agreed_to_make_again_is_made_again(village: Village) -> None:
    prepares(village)
    replacing = village.services.replacing
    village.clock.move(hours=1)
    replacing.ask_series(village.actors["head"], VILLAGE, "In nhầm khổ giấy", named="Đông Hòa")
    (asked,) = replacing.waiting(village.actors["cards"], VILLAGE)
    replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    assert task(village, "cards", TaskKind.REMAKE_CARDS).number == 5
    village.clock.move(hours=1)
    give_cards(village.services, village.actors["cards"])
    assert "remake-cards" not in kinds(village, "cards")


def test_who_is_awaited_can_be_rung_and_is_called_by_their_title(village: Village) -> None:
    admin, services = village.actors["admin"], village.services
    services.accounts.change_roles(
        admin, village.actors["head"].account_id, [Grant(Role.HEAD, VILLAGE, "Phó trưởng thôn")], "0912345678"
    )
    (awaited_people,) = {
        one.people for one in services.agenda.of(village.actors["team"]).awaited if one.kind is TaskKind.FORM_COMMITTEE
    }
    (head,) = awaited_people
    assert (head.title, head.dial) == ("Phó trưởng thôn", "0912345678")


def test_a_village_one_does_not_serve_is_not_on_the_desk(village: Village) -> None:
    day = village.services.agenda.of(village.actors["other-head"])
    assert {one.village for one in day.tasks} == {"tay-hoa"}
    assert awaited(village, "other-head")["appoint"] == {"Đỗ Quản Trị"}
    with pytest.raises(Forbidden):
        village.services.agenda.of(village.actors["other-head"], VILLAGE)


def test_two_offices_in_one_hand_have_one_desk(village: Village) -> None:
    admin, services = village.actors["admin"], village.services
    both = NewAccount("hai.viec", "Hai Việc", PASSWORD, (Grant(Role.TEAM, VILLAGE), Grant(Role.BOARD, VILLAGE)))
    village.actors["both"] = services.accounts.add(admin, both)
    prepares(village)
    village.open_vote()
    assert kinds(village, "both") == ["remind", "check-book"]


MOST_STATEMENTS = 24
"""Of a desk in one village, with room for two more kinds of errands."""


def statements(village: Village, who: Actor) -> int:
    desk, database = watched(village)
    Agenda(desk).of(who)
    counted = database.statements
    database.close()
    return counted


def test_a_desk_costs_the_same_however_many_households_and_ballots_there_are(village: Village) -> None:
    prepares(village)
    vote = village.open_vote()
    village.cast(vote, "DH-001", YES)
    few = statements(village, village.actors["head"])
    village.cast_all(vote, [YES] * 4)
    for _ in range(18):
        village.cast(vote, "DH-001", NO)
    assert statements(village, village.actors["head"]) == few <= MOST_STATEMENTS


def test_what_waits_for_an_office_of_the_commune_is_asked_only_for_it(village: Village) -> None:
    prepares(village)
    village.open_vote()
    village.clock.move(hours=24 * 60)  # a half-year has ended since: its report is due
    offices = (Grant(Role.ADMIN), Grant(Role.COMMUNE))
    admin, services = village.actors["admin"], village.services
    both = services.accounts.add(admin, NewAccount("ca.hai", "Cả Hai", PASSWORD, offices))
    of_head, of_both = (statements(village, one) for one in (village.actors["head"], both))
    watching, another_village, reporting = 3, 3, 2  # the head asks too what is settled, and sent
    hanging, listing = 1, 1
    assert of_head <= MOST_STATEMENTS
    assert of_both == of_head + watching + reporting + another_village + hanging + listing


def test_a_desk_costs_the_same_however_many_matters_have_ended(village: Village) -> None:
    prepares(village)
    Walk(village).propose("Giờ yên tĩnh")
    few = statements(village, village.actors["head"])
    for number in range(4):
        ended = Walk(village).propose(f"Việc số {number}")
        village.services.meetings.end(village.actors["head"], ended.id, Ending.WITHDRAWN, "Bà con muốn bàn thêm")
    assert statements(village, village.actors["head"]) == few
