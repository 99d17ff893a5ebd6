"""The road of a matter: nothing can be skipped, nothing done twice, and what is next follows from what is done."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.law.articles import CITATIONS
from voting.law.errors import BadCount
from voting.law.initiatives import consents_needed, is_carried, valid_consents
from voting.law.road import (
    AFTER_TURNING,
    OFFICES,
    ONCE_MORE,
    ROAD,
    STEPS,
    Ending,
    Mark,
    Office,
    may_end,
    may_follow,
    missing,
    next_steps,
)

ONLINE_ROAD = (
    Mark.PROPOSED, Mark.ONLINE, Mark.AGREED_HEAD, Mark.AGREED_FRONT, Mark.INFORMED_COMMUNE, Mark.INFORMED_FRONT,
    Mark.TEAM, Mark.ROLL, Mark.FORM_ONLINE, Mark.ANNOUNCED, Mark.VOTE, Mark.MINUTED, Mark.PASSED, Mark.PUBLISHED,
    Mark.SENT_COMMUNE, Mark.SENT_FRONT, Mark.CARRIED_OUT, Mark.REPORTED,
)  # fmt: skip


def next_marks(*marks: Mark) -> set[Mark]:
    return {step.mark for step in next_steps(marks)} - {Mark.ENDED}


def test_the_whole_road_can_be_walked_in_the_order_of_the_decree():
    for place, mark in enumerate(ONLINE_ROAD):
        assert may_follow(ONLINE_ROAD[:place], mark), mark


@pytest.mark.parametrize("skipped", ONLINE_ROAD[:11])
def test_no_step_before_the_vote_can_be_left_out(skipped):
    done: list[Mark] = []
    for mark in ONLINE_ROAD[:11]:
        if mark is not skipped and may_follow(done, mark):
            done.append(mark)
    assert (Mark.VOTE in done) == (skipped not in ONLINE_ROAD[:10] and skipped is not Mark.VOTE)


def test_head_and_front_agree_side_by_side_and_both_are_needed():
    assert next_marks(Mark.PROPOSED, Mark.ONLINE) == {Mark.AGREED_HEAD, Mark.AGREED_FRONT}
    assert missing((Mark.PROPOSED, Mark.ONLINE, Mark.AGREED_HEAD), Mark.INFORMED_COMMUNE) == (Mark.AGREED_FRONT,)
    assert STEPS[Mark.AGREED_HEAD].offices == (Office.HEAD,)
    assert STEPS[Mark.AGREED_FRONT].offices == (Office.FRONT,)


def test_what_is_not_clause_6_never_reaches_an_online_vote():
    done = [Mark.PROPOSED, Mark.ELSEWHERE]
    assert next_marks(*done) == {Mark.CONVENED}
    reached = set(done)
    while fresh := {step.mark for step in next_steps(reached)} - reached - {Mark.ENDED}:
        reached |= fresh
    assert not reached & {Mark.ANNOUNCED, Mark.VOTE, Mark.FORM_ONLINE}


def test_a_form_that_the_households_did_not_want_leads_to_a_meeting():
    done = (*ONLINE_ROAD[:8], Mark.FORM_MEETING)
    assert next_marks(*done) == {Mark.TURNED}
    assert next_marks(*AFTER_TURNING) == {Mark.CONVENED}


def test_the_result_is_published_and_sent_in_any_order():
    assert next_marks(*ONLINE_ROAD[:12], Mark.NOT_PASSED) == {
        Mark.PUBLISHED, Mark.SENT_COMMUNE, Mark.SENT_FRONT, Mark.TURNED,
    }  # fmt: skip


def test_a_meeting_is_called_again_until_it_has_decided():
    called = (Mark.PROPOSED, Mark.ELSEWHERE, Mark.CONVENED)
    assert Mark.CONVENED in next_marks(*called)
    for outcome in (Mark.PASSED, Mark.NOT_PASSED):
        assert Mark.CONVENED not in next_marks(*called, outcome)


def test_only_clauses_3_to_5_wait_for_their_recognition():
    done = (*AFTER_TURNING, Mark.CONVENED, Mark.PASSED)
    for clause in range(1, 7):
        offered = {step.mark for step in next_steps(done, clause)}
        assert (Mark.RECOGNISED in offered) == (Mark.CARRIED_OUT not in offered) == (clause in {3, 4, 5})
    assert Mark.CARRIED_OUT in {step.mark for step in next_steps((*done, Mark.RECOGNISED), 3)}


def test_a_matter_that_has_ended_stays_so():
    assert next_steps((Mark.PROPOSED, Mark.ENDED)) == ()


def test_withdrawn_before_the_vote_and_abolished_after_it_passed():
    assert may_end(ONLINE_ROAD[:5], Ending.WITHDRAWN)
    assert not may_end(ONLINE_ROAD[:11], Ending.WITHDRAWN)
    assert not may_end(ONLINE_ROAD[:11], Ending.ABOLISHED)
    assert may_end(ONLINE_ROAD[:13], Ending.ABOLISHED)
    assert not may_end(ONLINE_ROAD[:13], Ending.CANCELLED)


@given(st.lists(st.sampled_from(Mark), max_size=40))
def test_whatever_is_tried_each_mark_has_what_it_needs(tried):
    done: list[Mark] = []
    for mark in tried:
        if may_follow(done, mark):
            assert not missing(done, mark)
            done.append(mark)
    assert all(done.count(mark) == 1 for mark in set(done) - ONCE_MORE)
    assert not {Mark.ONLINE, Mark.ELSEWHERE} <= set(done)
    assert not {Mark.PASSED, Mark.NOT_PASSED} <= set(done)


def test_every_step_cites_an_article_and_every_office_has_a_name():
    assert {step.citation for step in STEPS.values()} <= set(CITATIONS)
    assert set(OFFICES) == set(Office)
    assert [STEPS[mark].row for mark in ROAD] == sorted(STEPS[mark].row for mark in ROAD)


@pytest.mark.parametrize(
    ("households", "needed"), [(1, 1), (2, 1), (9, 1), (10, 1), (11, 2), (209, 21), (210, 21), (1000, 100)]
)
def test_a_tenth_of_the_households_make_a_proposal_theirs(households, needed):
    assert consents_needed(households) == needed
    assert is_carried(needed, households)
    assert not is_carried(needed - 1, households)


def test_fewer_consents_with_the_front_committees_backing():
    assert is_carried(1, 210, backed=True)
    assert not is_carried(0, 210, backed=True)
    with pytest.raises(BadCount):
        consents_needed(0)
    with pytest.raises(BadCount):
        is_carried(-1, 210)


def test_a_consent_is_good_for_three_months():
    given = [date(2026, 8, 26), date(2026, 8, 28), date(2026, 11, 28)]
    assert valid_consents(given, on=date(2026, 11, 27)) == 1
    assert valid_consents(given, on=date(2026, 11, 28)) == 2
