"""Supervision in the books: a plan, a session, what is recommended, certified by the Front, sent and answered."""

from datetime import timedelta

import pytest

from record.road import Matter
from record.sample_village import Village, base58, commitment, settled
from voting.record import errors
from voting.record.entries.oversight import RecommendationMoved, SessionMoved
from voting.record.entries.village import VillageEnded

SESSION, PAPER = base58("cuoc giam sat", 14), base58("kien nghi", 14)
DRAFT, ANSWER = commitment("kiến nghị"), commitment("trả lời")


@pytest.fixture
def village() -> Village:
    return settled(4)


def session(village: Village, state: str, **other: object) -> None:
    held = village.at + timedelta(days=7 if state == "planned" else 0)
    sent = getattr(village.commune.sessions.get(SESSION), "sent_at", village.at)
    fields = {"session": SESSION, "board": "bttnd", "topic": "funds", "state": state, "sent_at": sent, "held_at": held}
    village.write(SessionMoved, **fields | other)


def held(village: Village, **other: object) -> None:
    session(village, "planned", **other)
    village.later(days=8)
    session(village, "held", **other)


def recommend(village: Village, state: str, by: str, document: str = DRAFT, **other: object) -> None:
    fields = {"recommendation": PAPER, "session": SESSION, "about": "", "to": "government", "state": state, "by": by}
    village.write(RecommendationMoved, **fields | {"document": document} | other)


def certified(village: Village) -> None:
    held(village)
    recommend(village, "drafted", "bttnd")
    recommend(village, "certified", "commune-front")


def stands(village: Village) -> str:
    return village.commune.recommendation(PAPER).state


def test_planned_held_recommended_certified_sent_answered_done(village: Village) -> None:
    certified(village)
    recommend(village, "sent", "bttnd")
    recommend(village, "accepted", "commune", ANSWER)
    recommend(village, "done", "bttnd", commitment("đã làm"))
    assert (village.commune.session(SESSION).state, stands(village)) == ("held", "done")


def test_it_may_point_at_a_matter_of_its_village_and_at_nothing_else(village: Village) -> None:
    Matter(village).propose()
    held(village)
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "drafted", "bttnd", about=base58("khong co", 14))
    recommend(village, "drafted", "bttnd", about=Matter(village).id)
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "certified", "commune-front", about="")


def test_what_the_party_answers_is_written_down_by_the_board(village: Village) -> None:
    held(village)
    for state, by in (("drafted", "bttnd"), ("certified", "commune-front"), ("sent", "bttnd")):
        recommend(village, state, by, to="party")
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "accepted", "commune", ANSWER, to="party")
    recommend(village, "refused", "bttnd", ANSWER, to="party")


BAD_SESSIONS = {
    "held that was never planned": {"state": "held"},
    "called off that was never planned": {"state": "cancelled"},
    "of no board": {"state": "planned", "board": "dang"},
    "about somebody": {"state": "planned", "topic": "nguyen-van-a"},
    "in no state": {"state": "postponed"},
}


@pytest.mark.parametrize("fields", BAD_SESSIONS.values(), ids=BAD_SESSIONS)
def test_a_session_that_cannot_be_is_not_in_the_book(village: Village, fields: dict[str, str]) -> None:
    with pytest.raises(errors.WrongSupervision):
        session(village, **fields)


def test_a_plan_is_sent_before_its_session_and_before_it_is_told(village: Village) -> None:
    for other in ({"sent_at": village.at + timedelta(minutes=1)}, {"held_at": village.at - timedelta(days=1)}):
        with pytest.raises(errors.WrongSupervision):
            session(village, "planned", **other)


def test_a_session_is_planned_once_and_ends_once_as_it_was_planned(village: Village) -> None:
    session(village, "planned")
    village.later(days=8)
    for other in ({"state": "planned"}, {"board": "bgsdtcd"}, {"topic": "land"}, {"sent_at": village.at}):
        with pytest.raises(errors.WrongSupervision):
            session(village, **{"state": "held"} | other)
    with pytest.raises(errors.WrongSupervision):
        session(village, "held", held_at=village.at + timedelta(minutes=1))
    session(village, "cancelled")
    with pytest.raises(errors.WrongSupervision):
        session(village, "held")


BAD_STEPS = {
    "certified by the board itself": ("certified", "bttnd", DRAFT),
    "certified by the village's Front": ("certified", "front", DRAFT),
    "other words certified than drafted": ("certified", "commune-front", ANSWER),
    "sent before it was certified": ("sent", "bttnd", DRAFT),
    "answered before it was certified": ("accepted", "commune", ANSWER),
    "done before it was answered": ("done", "bttnd", ANSWER),
    "drafted again": ("drafted", "bttnd", DRAFT),
    "withdrawn by the commune": ("withdrawn", "commune", ANSWER),
}


@pytest.mark.parametrize(("state", "by", "document"), BAD_STEPS.values(), ids=BAD_STEPS)
def test_no_step_before_its_time_or_by_somebody_else(village: Village, state: str, by: str, document: str) -> None:
    held(village)
    recommend(village, "drafted", "bttnd")
    before = village.commune.size
    with pytest.raises(errors.WrongSupervision):
        recommend(village, state, by, document)
    assert (village.commune.size, stands(village)) == (before, "drafted")


def test_other_words_are_not_sent_than_were_certified_and_a_refusal_is_the_end(village: Village) -> None:
    certified(village)
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "sent", "bttnd", ANSWER)
    recommend(village, "sent", "bttnd")
    recommend(village, "refused", "commune", ANSWER)
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "done", "bttnd", ANSWER)


def test_nothing_is_recommended_after_a_session_that_was_not_held(village: Village) -> None:
    session(village, "planned")
    with pytest.raises(errors.WrongSupervision):
        recommend(village, "drafted", "bttnd")


def test_it_stays_the_recommendation_that_it_was(village: Village) -> None:
    held(village)
    recommend(village, "drafted", "bttnd")
    for other in ({"to": "party"}, {"session": base58("cuoc khac", 14)}):
        with pytest.raises(errors.WrongSupervision):
            recommend(village, "certified", "commune-front", **other)


def test_a_village_merged_meanwhile_begins_nothing_and_finishes_what_it_sent(village: Village) -> None:
    certified(village)
    second = base58("cuoc thu hai", 14)
    village.write(
        SessionMoved,
        session=second,
        board="bttnd",
        topic="land",
        state="planned",
        sent_at=village.at,
        held_at=village.at,
    )
    other = village.neighbour("thon-doai")
    other.freeze(3)
    village.write(VillageEnded, successors=("thon-doai",), reason="Nghị quyết của xã", by="commune")
    with pytest.raises(errors.VillageIsOver):
        session(village, "held", session=second, topic="land", sent_at=village.at)
    with pytest.raises(errors.VillageIsOver):
        recommend(village, "drafted", "bttnd", recommendation=base58("kien nghi hai", 14))
    session(village, "cancelled", session=second, topic="land", sent_at=village.at)
    recommend(village, "sent", "bttnd")
    recommend(village, "accepted", "commune", ANSWER)
    assert stands(village) == "accepted"
