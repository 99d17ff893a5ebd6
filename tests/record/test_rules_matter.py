"""The road of a matter in the books: nothing is skipped, each step is its office's own, and its numbers add up."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from record.complete_record import NO, YES
from record.road import RAISED, Matter
from record.sample_village import USUAL, Village, commitment, settled
from voting.law.road import Mark
from voting.record import errors
from voting.record.entries.decision import (
    MatterCarriedOut,
    MatterConvened,
    MatterEnded,
    MatterHeld,
    MatterRecognised,
    MatterReported,
    MatterTurned,
)
from voting.record.errors import RecordError

STEPS = tuple(Matter(Village()).steps)
COUNT = commitment("biên bản kiểm phiếu")
HANDS: dict[str, object] = {"showing": "hands", "count": ()}
BY_SLIPS = {"showing": "slips", "count": (COUNT,), "papers": (COUNT,)}


@pytest.fixture
def village() -> Village:
    """Four households with cards and a committee."""
    return settled(4)


@pytest.fixture
def matter(village: Village) -> Matter:
    """Not proposed yet."""
    return Matter(village)


def decided(matter: Matter, *choices: list[list[int]]) -> None:
    """Walked to its vote, which has these ballots and is counted."""
    matter.walk()
    vote = matter.village.open(1)
    for household, choice in enumerate(choices):
        matter.village.cast(vote, household, choice)
    matter.village.close(vote)
    matter.village.count(vote)


def refused(village: Village, error: type[RecordError], match: str, step, *args, **fields) -> None:
    """The step is refused for this reason, and the book is as it was."""
    before = (village.commune.size, dict(village.commune.matters))
    with pytest.raises(error, match=match) as caught:
        step(*args, **fields)
    assert type(caught.value) is error
    assert (village.commune.size, village.commune.matters) == before


def test_a_matter_walks_from_proposal_to_a_sent_decision(village, matter):
    decided(matter, YES, YES, YES)
    matter.minute()
    matter.resolve()
    matter.publish()
    matter.send("commune")
    matter.send("commune-front")
    matter.step(MatterCarriedOut, "head")
    matter.step(MatterCarriedOut, "head")
    matter.step(MatterReported, "head")
    assert village.commune.matter(matter.id).marks[-1] is Mark.REPORTED
    assert village.commune.matter(matter.id).vote == matter.uuid
    assert village.commune.matter_of(matter.uuid) == matter.id


@pytest.mark.parametrize("skipped", STEPS[:-1])
def test_no_step_can_be_left_out(village, matter, skipped):
    for name in STEPS[: STEPS.index(skipped)]:
        matter.steps[name]()
    if skipped not in {"agree-head", "inform-commune"}:  # what goes side by side comes in any order
        with pytest.raises((errors.StepMissing, errors.UnknownMatter)):
            matter.steps[STEPS[STEPS.index(skipped) + 1]]()
    with pytest.raises((errors.StepMissing, errors.UnknownMatter)):
        matter.tie()


@pytest.mark.parametrize("repeated", STEPS)
def test_no_step_is_taken_twice(village, matter, repeated):
    matter.walk(repeated)
    with pytest.raises((errors.OutOfOrder, errors.WrongStep)):
        matter.steps[repeated]()


@pytest.mark.parametrize(
    ("step", "office"),
    [("propose", "team"), ("classify", "front"), ("inform", "front"), ("appoint", "team"), ("settle", "head")],
)
def test_each_step_is_the_act_of_its_office(village, matter, step, office):
    before = {
        "propose": "",
        "classify": "propose",
        "inform": "agree-front",
        "appoint": "inform-front",
        "settle": "appoint",
    }
    if before[step]:
        matter.walk(before[step])
    arguments = ("commune",) if step == "inform" else ()
    refused(village, errors.WrongStep, office, getattr(matter, step), *arguments, by=office)


def test_another_villages_matter_is_unknown(village, matter):
    matter.walk("propose")
    other = Matter(village.neighbour("doai"))
    other.id = matter.id
    refused(village, errors.UnknownMatter, "no matter", other.classify)


@pytest.mark.parametrize("clause", [1, 2, 3, 4, 5])
def test_only_clause_6_goes_online(village, matter, clause):
    matter.walk("propose")
    refused(village, errors.WrongStep, "does not go by 'online'", matter.classify, clause=clause)
    matter.classify(clause=clause, channel="meeting")
    refused(village, errors.StepMissing, "agreed-head needs online", matter.agree, "head")


def test_what_goes_beyond_the_village_is_the_communes(village, matter):
    matter.walk("propose")
    refused(village, errors.WrongStep, "clause 0", matter.classify, clause=0)
    refused(village, errors.WrongStep, "clause 7", matter.classify, clause=7)
    matter.classify(clause=0, channel="commune")
    refused(
        village,
        errors.WrongStep,
        "goes by 'commune'",
        matter.step,
        MatterConvened,
        "head",
        channel="meeting",
        held_at=village.at,
    )


def test_citizens_propose_with_a_tenth_of_the_households(matter, village):
    refused(village, errors.WrongStep, "0 of 4", matter.propose, "citizens")
    refused(village, errors.WrongStep, "5 of 4", matter.propose, "citizens", consents=5)
    refused(village, errors.WrongStep, "belong to", matter.propose, "head", consents=1)
    lists = (RAISED, RAISED)
    refused(village, errors.WrongStep, "belong to", matter.propose, "head", annex=lists[:1])
    refused(village, errors.WrongStep, "more than one list", matter.propose, "citizens", consents=1, annex=lists)
    matter.propose("citizens", consents=1, annex=lists[:1])
    refused(village, errors.WrongStep, "before", matter.propose, "head")


def test_citizens_need_a_roll_to_be_counted_against():
    village = Village()
    village.start()
    refused(village, errors.OutOfOrder, "frozen roll", Matter(village).propose, "citizens", consents=1)


@pytest.mark.parametrize(
    "fields",
    [
        {"members": 2},
        {"members": 6},
        {"of_front": 0},
        {"of_it": 5},
        {"members": 5},
        {"leader": "head"},
    ],
)
def test_a_team_has_three_to_five_of_four_kinds_and_is_led_by_the_front(village, matter, fields):
    matter.walk("inform-front")
    refused(village, errors.WrongStep, "team|kind|led", matter.appoint, **fields)


def test_three_may_be_of_four_kinds(matter):
    matter.walk("inform-front")
    matter.appoint(members=3, of_it=1, of_households=2)


@pytest.mark.parametrize("fields", [{"roll": 0}, {"roll": 999}, {"households": 3}, {"objections": 2, "answered": 1}])
def test_the_roll_of_a_matter_is_the_villages_and_every_objection_is_answered(village, matter, fields):
    matter.walk("appoint")
    refused(village, errors.WrongStep, "roll|objections", matter.settle, **fields)


def test_another_roll_is_settled_and_polled_anew(village, matter):
    matter.walk("poll")
    village.freeze(6)
    village.issue()
    refused(village, errors.StepMissing, "form-online", matter.announce)
    refused(village, errors.StepMissing, "roll", matter.poll)
    matter.settle()
    matter.poll()
    matter.announce()
    matter.tie()
    village.open(1)


def test_after_the_notice_the_roll_is_the_votes_own_affair(village, matter):
    matter.walk("announce")
    village.freeze(6)
    assert Mark.ANNOUNCED in village.commune.matter(matter.id).under(village.commune.village(village.code)).marks


def test_no_poll_without_a_roll():
    """And nothing breaks where none can be counted."""
    village = Village()
    village.start()
    matter = Matter(village)
    matter.propose()
    refused(village, errors.WrongStep, "of 0 households", matter.poll)


def test_half_of_the_households_do_not_make_it_online(village, matter):
    matter.walk("settle")
    refused(village, errors.WrongStep, "households", matter.poll, in_favour=3, against=2)
    refused(village, errors.WrongStep, "way", matter.poll, way="meeting")
    matter.poll(in_favour=2, against=1)
    refused(village, errors.StepMissing, "form-online", matter.announce)
    matter.step(MatterTurned, "head", channel="meeting", reason="Bà con muốn họp")
    assert village.commune.matter(matter.id).channel == "meeting"


def test_a_meeting_decides_by_the_majority_of_all_households(village, matter):
    matter.walk("propose")
    matter.classify(clause=1, channel="meeting")
    at = village.at
    village.later(hours=1)
    refused(
        village,
        errors.WrongStep,
        "after it was held",
        matter.step,
        MatterConvened,
        "head",
        channel="meeting",
        held_at=at,
    )
    matter.step(MatterConvened, "head", channel="meeting", held_at=village.at.replace(hour=20))
    held = HANDS | {"households": 4, "present": 4, "in_favour": 2, "against": 1, "other": 1}
    refused(village, errors.WrongStep, "majority", matter.step, MatterHeld, "head", **held, passed=1)
    refused(village, errors.WrongStep, "present", matter.step, MatterHeld, "head", **held | {"present": 3}, passed=0)
    matter.step(MatterHeld, "head", **held, passed=0)
    matter.step(MatterTurned, "head", channel="slips", reason="Họp chưa đủ số hộ đồng ý")
    matter.step(MatterConvened, "head", channel="slips", held_at=village.at.replace(hour=21))
    matter.step(MatterHeld, "head", **held | BY_SLIPS | {"in_favour": 3, "against": 1, "other": 0}, passed=1)
    refused(
        village,
        errors.WrongStep,
        "no recognition",
        matter.step,
        MatterRecognised,
        "head",
        recognised=1,
        reason="Đồng ý",
    )
    matter.step(MatterCarriedOut, "head")


@pytest.mark.parametrize(
    ("showing", "count", "wrong"),
    [
        ("hands", (COUNT,), "minutes of a count by 'hands'"),
        ("ballot", (), "minutes of a count by 'ballot'"),
        ("ballot", (commitment("biên bản khác"),), "not among its papers"),
        ("slips", (COUNT,), "showing"),
        ("shouting", (), "showing"),
    ],
)
def test_minutes_of_the_count_are_of_a_secret_ballot_or_slips_and_of_nothing_else(
    village, matter, showing, count, wrong
):
    matter.propose()
    matter.classify(clause=1, channel="meeting")
    matter.step(MatterConvened, "head", channel="meeting", held_at=village.at + timedelta(days=3))
    held = {"households": 4, "present": 4, "in_favour": 4, "against": 0, "other": 0, "passed": 1, "papers": (COUNT,)}
    said = {"showing": showing, "count": count}
    refused(village, errors.WrongStep, wrong, matter.step, MatterHeld, "head", **held, **said)
    matter.step(MatterHeld, "head", **held, showing="ballot", count=(COUNT,))


def test_slips_are_not_a_meetings_way_of_voting(village, matter):
    matter.walk("propose")
    matter.classify(clause=6, channel="slips")
    matter.step(MatterConvened, "head", channel="slips", held_at=village.at + timedelta(days=3))
    held = {"households": 4, "present": 4, "in_favour": 4, "against": 0, "other": 0, "passed": 1, "papers": (COUNT,)}
    for way in ("hands", "ballot"):
        said = {"showing": way, "count": (COUNT,)}
        refused(village, errors.WrongStep, "showing", matter.step, MatterHeld, "head", **held, **said)
    matter.step(MatterHeld, "head", **held | BY_SLIPS)


def test_clause_3_waits_for_its_recognition(village, matter):
    matter.walk("propose")
    matter.classify(clause=3, channel="meeting")
    matter.step(MatterConvened, "head", channel="meeting", held_at=village.at.replace(hour=20))
    matter.step(MatterHeld, "head", **HANDS, households=4, present=3, in_favour=3, against=0, other=0, passed=1)
    refused(village, errors.StepMissing, "recognised", matter.step, MatterCarriedOut, "head")
    matter.step(MatterRecognised, "head", recognised=1, reason="Quyết định công nhận")
    matter.step(MatterCarriedOut, "head")


def test_who_recognises_a_decision_is_whom_it_came_to_or_the_head_who_was_told(village, matter):
    matter.propose()
    matter.classify(clause=5, channel="meeting")
    matter.step(MatterConvened, "head", channel="meeting", held_at=village.at + timedelta(days=3))
    held = HANDS | {"households": 4, "present": 4, "in_favour": 4, "against": 0, "other": 0, "passed": 1}
    matter.step(MatterHeld, "head", **held)
    said = {"recognised": 1, "reason": "Văn bản số 12"}
    refused(village, errors.StepMissing, "commune-front", matter.step, MatterRecognised, "commune-front", **said)
    matter.send("commune-front")
    refused(village, errors.WrongStep, "commune", matter.step, MatterRecognised, "commune", **said)
    matter.step(MatterRecognised, "commune-front", **said)
    assert Mark.RECOGNISED in village.commune.matter(matter.id).marks


def test_a_decision_says_what_the_result_says(village, matter):
    decided(matter, YES, YES, NO)
    refused(village, errors.StepMissing, "minuted", matter.resolve)
    matter.minute()
    refused(village, errors.WrongStep, "the result has 0", matter.resolve, passed=1)
    matter.resolve(passed=0)
    assert Mark.NOT_PASSED in village.commune.matter(matter.id).marks
    refused(village, errors.StepMissing, "passed", matter.step, MatterCarriedOut, "head")
    matter.step(MatterTurned, "head", channel="slips", reason="Chưa đủ số hộ")


def test_no_minutes_before_the_result(village, matter):
    matter.walk()
    village.open(1)
    refused(village, errors.StepMissing, "no result", matter.minute)


def test_a_vote_decides_one_matter(village, matter):
    matter.walk()
    other = Matter(village, 2)
    other.walk("announce")
    refused(village, errors.WrongStep, "something else", other.tie, uuid=matter.uuid)


@pytest.mark.parametrize(("fields", "error"), [({"to": "province"}, "to"), ({"way": "phone"}, "way")])
def test_the_commune_is_informed_by_account_or_on_paper(village, matter, fields, error):
    matter.walk("agree-front")
    refused(village, errors.WrongStep, error, matter.inform, fields.pop("to", "commune"), **fields)


def test_a_matter_ends_with_a_reason_and_then_nothing_follows(village, matter):
    matter.walk("settle")
    end = {"ending": "withdrawn", "reason": "Bà con muốn bàn thêm"}
    refused(village, errors.WrongStep, "ending", matter.step, MatterEnded, "head", **end | {"ending": "lost"})
    refused(
        village, errors.WrongStep, "does not end", matter.step, MatterEnded, "head", **end | {"ending": "abolished"}
    )
    refused(village, errors.WrongText, "reason", matter.step, MatterEnded, "head", **end | {"reason": "\u202e"})
    matter.step(MatterEnded, "head", **end)
    refused(village, errors.OutOfOrder, "ended", matter.poll)


def test_a_matter_does_not_end_under_an_open_vote(village, matter):
    matter.walk()
    vote = village.open(1)
    end = {"ending": "cancelled", "reason": "Xã yêu cầu dừng"}
    refused(village, errors.OutOfOrder, "under way", matter.step, MatterEnded, "commune", **end)
    village.cancel(vote)
    matter.step(MatterEnded, "commune", **end)


def test_the_commune_abolishes_a_decision_on_a_paper_of_its_own(matter):
    decided(matter, YES, YES, YES)
    matter.minute()
    matter.resolve()
    end = {"ending": "abolished", "reason": "trái Luật"}
    refused(matter.village, errors.WrongStep, "paper", matter.step, MatterEnded, "commune", papers=(), **end)
    matter.step(MatterEnded, "commune", **end)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(STEPS), max_size=30))
def test_steps_in_any_order_leave_only_what_the_road_allows(tried):
    village = settled(1)
    matter = Matter(village)
    for name in tried:
        size, known = village.commune.size, village.commune.matter(matter.id)
        try:
            matter.steps[name]()
        except RecordError:
            assert (village.commune.size, village.commune.matter(matter.id)) == (size, known)
    found = village.commune.matter(matter.id)
    if found is not None:
        order = [STEPS[0], *[name for name in STEPS if name in tried]]
        assert len(found.marks) <= len(set(order))
        assert Mark.VOTE not in found.marks or len(found.marks) == len(STEPS)


def test_the_usual_question_is_what_is_announced(matter):
    assert matter.questions == (USUAL,)


def test_no_vote_is_opened_at_other_times_than_were_announced(village, matter):
    matter.walk("poll")
    matter.announce(closes_at=village.at + timedelta(hours=72))
    matter.tie()
    refused(village, errors.WrongStep, "not when it was announced", village.open, 1)


def test_no_vote_is_opened_before_the_moment_that_was_announced(village, matter):
    matter.walk("poll")
    matter.announce(opens_at=village.at + timedelta(hours=1))
    matter.tie()
    refused(village, errors.WrongStep, "not when it was announced", village.open, 1)


def test_only_the_villages_last_list_is_settled(village, matter):
    first = next(n for n, one in enumerate(village.commune.entries) if one.type == "roll-frozen")
    village.freeze(4)
    matter.walk("appoint")
    refused(village, errors.WrongStep, "not its last", matter.settle, roll=first)
