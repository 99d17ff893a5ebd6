"""Supervision from a plan to what was done: whose step each is, what the book tells, how late an answer is."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from village.life import Village
from village.people import NEIGHBOUR, PASSWORD, VILLAGE, import_roll, roll_of
from village.road import Walk
from village.states import appointed

from voting.law.supervision import Held, Stand
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound
from voting.services.oversight.recommendations import NewRecommendation
from voting.services.oversight.supervision import Ended, NewSession
from voting.services.people.accounts import NewAccount
from voting.services.permissions import Grant, Role
from voting.services.reports.supervising import SUPERVISED
from voting.services.reports.tasks import TaskKind

SUBJECT, WORDS = "Quỹ đèn đường của ông Tư", "Đề nghị niêm yết sổ quỹ của ông Tư."
ANSWER = "Xã sẽ niêm yết trước 15/12."
FRONT = "front-of-commune"


@pytest.fixture
def village(village: Village) -> Village:
    """With an account of the commune's Front beside that of its People's Committee."""
    return with_front(village)


def with_front(village: Village, *at: str) -> Village:
    grants = tuple(Grant(Role.COMMUNE, one) for one in at or (VILLAGE,))
    new = NewAccount("mat.tran.xa", "Lê Thị Mặt Trận", PASSWORD, grants)
    village.actors[FRONT] = village.services.accounts.add(village.actors["admin"], new)
    return village


def day_of(village: Village, later: int = 0) -> date:
    return (village.clock.now + timedelta(hours=7, days=later)).date()


def planned(village: Village, at: str = VILLAGE, form: str = "", **changed: object) -> str:
    fields = {"board": "bttnd", "topic": "funds", "subject": SUBJECT}
    fields |= {"sent": day_of(village), "held": day_of(village, 9)}
    return village.services.supervision.plan(village.actors["board"], at, NewSession(**fields | changed), form)


def end(village: Village, session: str, state: str = "held", at: str = VILLAGE, **changed: object) -> None:
    fields = {"state": state, "held": day_of(village), "words": "Sổ quỹ chưa niêm yết"} | changed
    village.services.supervision.end_session(village.actors["board"], at, session, Ended(**fields))


def drafted(village: Village, at: str = VILLAGE, **changed: str) -> str:
    session = planned(village, at)
    village.clock.move(days=9)
    end(village, session, at=at)
    fields = {"to": "government", "about": "", "words": WORDS} | changed
    return village.services.supervision.recommendations.draft(
        village.actors["board"], at, session, NewRecommendation(**fields)
    )


def move(village: Village, who: str, paper: str, step: str, words: str = "", at: str = VILLAGE) -> None:
    village.services.supervision.recommendations.move(village.actors[who], at, paper, step=step, words=words)


def sent(village: Village, at: str = VILLAGE, **changed: str) -> str:
    paper = drafted(village, at, **changed)
    move(village, FRONT, paper, "certified", at=at)
    move(village, "board", paper, "sent", at=at)
    return paper


def stands(village: Village, paper: str) -> Stand:
    return village.services.supervision.recommendations.read(village.actors["board"], VILLAGE, paper).told.state


def steps_of(village: Village, who: str, paper: str) -> tuple[Stand, ...]:
    return village.services.supervision.recommendations.read(village.actors[who], VILLAGE, paper).steps


def test_each_takes_its_step_and_nobody_another(village: Village) -> None:
    paper = drafted(village)
    assert (steps_of(village, "board", paper), steps_of(village, FRONT, paper)) == (
        (Stand.WITHDRAWN,), (Stand.CERTIFIED, Stand.RETURNED),
    )  # fmt: skip
    move(village, FRONT, paper, "certified")
    assert steps_of(village, "board", paper) == (Stand.SENT, Stand.WITHDRAWN)
    assert steps_of(village, "commune", paper) == ()
    move(village, "board", paper, "sent")
    assert (steps_of(village, "commune", paper), steps_of(village, FRONT, paper)) == (
        (Stand.ACCEPTED, Stand.REFUSED), (),
    )  # fmt: skip
    move(village, "commune", paper, "accepted", ANSWER)
    move(village, "board", paper, "done", "Đã niêm yết")
    found = village.services.supervision.recommendations.read(village.actors["front"], VILLAGE, paper)
    assert (found.told.state, found.words, found.answer, found.closing) == (Stand.DONE, WORDS, ANSWER, "Đã niêm yết")


def test_the_book_and_the_public_tell_kind_state_and_days_and_no_word(village: Village) -> None:
    walk = Walk(village).propose("Đèn đường")
    paper = sent(village, about=walk.id)
    move(village, "commune", paper, "refused", "Không đúng thẩm quyền, Điều 40. Hỏi ông Tư.")
    book = b"".join(village.raws()).decode()
    assert not any(word in book for word in ("ông Tư", "Quỹ đèn", "niêm yết sổ"))
    states = [raw.split(b'"state":"')[1].split(b'"')[0] for raw in village.raws() if b'"type":"recommendation"' in raw]
    assert states == [b"drafted", b"certified", b"sent", b"refused"]
    (one,) = village.services.supervision.of_village(VILLAGE)
    assert "Tư" not in repr(one)
    assert [(each.state, each.days_late) for each in one.recommended] == [(Stand.REFUSED, 0)]


def test_what_the_front_has_not_certified_is_nobody_elses(village: Village) -> None:
    paper = drafted(village)
    assert village.services.supervision.of_village(VILLAGE)[0].recommended == ()
    move(village, FRONT, paper, "returned", "Viết rõ điều luật")
    assert village.services.supervision.of_commune(village.actors["admin"].commune)[0].recommended == ()
    assert len(village.services.supervision.register(village.actors["board"], VILLAGE)[0].recommended) == 1


def test_only_an_account_of_the_commune_certifies(village: Village) -> None:
    paper, before = drafted(village), village.raws()
    for who in ("board", "front", "head", "admin", "team"):
        with pytest.raises(Forbidden):
            move(village, who, paper, "certified")
    assert village.raws() == before


def test_whoever_certified_does_not_answer_and_a_board_does_not_certify_its_own(village: Village) -> None:
    paper = sent(village)
    with pytest.raises(Conflict, match="steps-apart"):
        move(village, FRONT, paper, "accepted", ANSWER)
    assert village.services.supervision.recommendations.read(village.actors[FRONT], VILLAGE, paper).apart
    assert stands(village, paper) is Stand.SENT


def test_an_official_of_the_commune_takes_no_step_of_a_board(village: Village) -> None:
    both = (Grant(Role.BOARD, VILLAGE), Grant(Role.COMMUNE, VILLAGE))
    new = NewAccount("hai.vai", "Trần Văn Hai Vai", PASSWORD, both)
    actor = village.services.accounts.add(village.actors["admin"], new)
    before, plan = village.raws(), NewSession("bttnd", "funds", SUBJECT, day_of(village), day_of(village, 9))
    with pytest.raises(Conflict, match="board-official"):
        village.services.supervision.plan(actor, VILLAGE, plan)
    assert village.raws() == before


def test_no_answer_before_the_front_certified_and_the_board_sent(village: Village) -> None:
    paper = drafted(village)
    for step in ("accepted", "refused"):
        with pytest.raises(Conflict, match="recommendation-moved"):
            move(village, "commune", paper, step, ANSWER)
    with pytest.raises(Conflict, match="recommendation-moved"):
        move(village, "board", paper, "sent")


def test_of_two_who_answer_the_second_is_told_and_leaves_nothing(village: Village) -> None:
    paper = sent(village)
    move(village, "commune", paper, "accepted", ANSWER)
    before = village.raws()
    with pytest.raises(Conflict, match="recommendation-moved"):
        move(village, "commune", paper, "refused", "Không")
    assert village.raws() == before


def test_an_answer_over_tet_is_due_on_the_next_day_that_is_worked_and_late_is_late(village: Village) -> None:
    """15 days from 22/1/2027 end on the first day of Tết (6/2), a Saturday: 11/2 is the next that is worked."""
    village.clock.now = datetime(2027, 1, 13, 1, 0, tzinfo=UTC)
    paper = sent(village)

    def told() -> tuple[str, int]:
        one = village.services.supervision.recommendations.read(village.actors["board"], VILLAGE, paper).told
        return f"{one.last:%d/%m/%Y}", one.days_late

    assert told() == ("11/02/2027", 0)
    village.clock.now = datetime(2027, 2, 13, 1, 0, tzinfo=UTC)
    assert told() == ("11/02/2027", 2)
    move(village, "commune", paper, "accepted", ANSWER)
    village.clock.move(days=30)
    assert told() == ("11/02/2027", 2)


def test_what_the_party_is_asked_the_board_writes_down_and_no_clock_runs(village: Village) -> None:
    paper = sent(village, to="party")
    with pytest.raises(Forbidden):
        move(village, "commune", paper, "accepted", ANSWER)
    village.clock.move(days=60)
    found = village.services.supervision.recommendations.read(village.actors["board"], VILLAGE, paper).told
    assert (found.last, found.days_late) == (None, 0)
    move(village, "board", paper, "accepted", "Đảng ủy đã chỉ đạo")


BAD_PLANS = (
    ({"board": "dang"}, {"board": "choice-missing"}),
    ({"topic": "nguoi"}, {"topic": "choice-missing"}),
    ({"subject": " "}, {"subject": "text-missing"}),
    ({"sent": 1}, {"sent": "plan-day"}),
    ({"sent": -2000}, {"sent": "plan-day"}),
    ({"held": -1}, {"held": "session-before-plan"}),
    ({"held": 2}, {"held": "session-too-soon"}),
    ({"board": "bgsdtcd", "held": 30}, {"held": "session-too-soon"}),
)


def test_a_plan_that_does_not_hold_is_said_at_its_field(village: Village) -> None:
    before = village.raws()
    for changed, fault in BAD_PLANS:
        days = {key: day_of(village, value) if isinstance(value, int) else value for key, value in changed.items()}
        with pytest.raises(Invalid) as caught:
            planned(village, **days)
        assert caught.value.faults == fault
    assert village.raws() == before


def test_a_session_on_paper_that_came_too_early_is_told_as_it_was(village: Village) -> None:
    session = planned(village, sent=day_of(village, -3), held=day_of(village, -1))
    end(village, session, held=day_of(village, -1))
    (one,) = village.services.supervision.of_village(VILLAGE)
    assert one.state is Held.HELD
    assert one.days_short > 0


def test_a_session_ends_once_on_a_day_that_was(village: Village) -> None:
    session = planned(village)
    for day in (day_of(village, 1), day_of(village, -1), None):
        with pytest.raises(Invalid, match="session-day"):
            end(village, session, held=day)
    end(village, session, "cancelled", held=None)
    with pytest.raises(Conflict, match="session-over"):
        end(village, session)
    with pytest.raises(Conflict, match="session-not-held"):
        village.services.supervision.recommendations.draft(
            village.actors["board"], VILLAGE, session, NewRecommendation("government", "", WORDS)
        )


def test_a_recommendation_that_does_not_hold_is_said_at_its_field(village: Village) -> None:
    for field, value, fault in (("to", "ai", "choice"), ("about", "khongco", "choice"), ("words", "", "text")):
        with pytest.raises(Invalid) as caught:
            drafted(village, **{field: value})
        assert caught.value.faults == {field: f"{fault}-missing"}


def test_the_same_form_again_and_the_same_plan_from_another_tab_are_one_session(village: Village) -> None:
    first = planned(village, form="mot")
    assert first == planned(village, form="mot") == planned(village, form="hai")
    assert first != planned(village, form="ba", subject="Quỹ khuyến học")


def test_nobody_reads_it_who_does_not_supervise_and_no_other_village_has_it(village: Village) -> None:
    paper = drafted(village)
    for who in ("head", "team", "cards", "admin"):
        with pytest.raises(Forbidden):
            village.services.supervision.recommendations.read(village.actors[who], VILLAGE, paper)
    with pytest.raises(NotFound, match="unknown-recommendation"):
        village.services.supervision.recommendations.read(village.actors["board"], VILLAGE, "khongco")


def test_a_village_merged_meanwhile_begins_nothing_and_finishes_what_was_sent(tmp_path: Path) -> None:
    village = with_front(appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR)), VILLAGE, NEIGHBOUR)
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(village.services, village.actors["head"], roll_of(3), code)
    paper, waits = sent(village, NEIGHBOUR), planned(village, NEIGHBOUR)
    village.services.mergers.merge(village.actors["admin"], NEIGHBOUR, [VILLAGE], "Nghị quyết của xã", "Tây Hòa")
    for begins in (lambda: planned(village, NEIGHBOUR), lambda: end(village, waits, at=NEIGHBOUR)):
        with pytest.raises(Conflict, match="village-over"):
            begins()
    end(village, waits, "cancelled", NEIGHBOUR)
    move(village, "commune", paper, "accepted", ANSWER, NEIGHBOUR)
    village.services.close()


def waits_for(village: Village, who: str) -> list[tuple[TaskKind, str]]:
    kinds = {kind for kind, _ in SUPERVISED.values()}
    return [(one.kind, one.item) for one in village.services.agenda.of(village.actors[who]).tasks if one.kind in kinds]


def late_in(village: Village) -> list[tuple[int, bool]]:
    due = village.services.overviews.of(village.actors["commune"]).due
    return [(one.number, one.late) for one in due if one.number]


def test_each_desk_has_the_step_that_waits_for_it_and_the_commune_what_is_late(village: Village) -> None:
    session = planned(village)
    assert waits_for(village, "board") == []
    village.clock.move(days=9)
    assert waits_for(village, "board") == [(TaskKind.END_SESSION, session)]
    end(village, session)
    new, board = NewRecommendation("government", "", WORDS), village.actors["board"]
    paper = village.services.supervision.recommendations.draft(board, VILLAGE, session, new)
    for who, step, kind in (
        (FRONT, "certified", TaskKind.CERTIFY_RECOMMENDATION), ("board", "sent", TaskKind.SEND_RECOMMENDATION),
        ("commune", "accepted", TaskKind.ANSWER_RECOMMENDATION), ("board", "done", TaskKind.CONFIRM_DONE),
    ):  # fmt: skip
        assert waits_for(village, who) == [(kind, paper)]
        if step == "accepted":
            assert waits_for(village, FRONT) == [], "whoever certified does not answer"
            village.clock.move(days=30)
            assert late_in(village) == [(1, True)]
        move(village, who, paper, step, "Đã làm")
    assert waits_for(village, "board") == []
    assert late_in(village) == []
