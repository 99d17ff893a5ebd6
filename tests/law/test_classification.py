"""What may be voted online, and what an answer of yes means for a proposal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.law.classification import QUESTIONS, OnlineMatter, OnlineRefused, classify
from voting.law.errors import UnansweredQuestion, UnknownQuestion
from voting.law.majority import Majority
from voting.law.matters import CHANNEL_NAMES, MATTERS, Channel, TakesEffect, may_vote_online

NO = {question.key: False for question in QUESTIONS}


def test_only_clause_6_may_be_voted_online():
    assert [clause for clause in range(-1, 10) if may_vote_online(clause)] == [6]


@pytest.mark.parametrize(
    ("clause", "majority", "takes_effect", "slips_after_meeting"),
    [
        (1, Majority.TWO_THIRDS, TakesEffect.DAY_OF_VOTE, True),
        (2, Majority.TWO_THIRDS, TakesEffect.DAY_OF_VOTE, True),
        (3, Majority.MORE_THAN_HALF, TakesEffect.COMMUNE_RECOGNITION, True),
        (4, Majority.MORE_THAN_HALF, TakesEffect.COMMUNE_RECOGNITION, True),
        (5, Majority.MORE_THAN_HALF, TakesEffect.FRONT_RECOGNITION, True),
        (6, Majority.MORE_THAN_HALF, TakesEffect.DAY_OF_VOTE, False),
    ],
)
def test_the_six_clauses_of_article_15(clause, majority, takes_effect, slips_after_meeting):
    matter = MATTERS[clause]
    assert (matter.majority, matter.takes_effect, matter.slips_after_meeting) == (
        majority,
        takes_effect,
        slips_after_meeting,
    )
    assert matter.channels[:2] == (Channel.MEETING, Channel.SLIPS)
    assert matter.citation == f"law-10-2022:15.{clause}"


def test_five_times_no_is_clause_6():
    assert classify(NO) == OnlineMatter(MATTERS[6])


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.key)
def test_a_single_yes_refuses_online_voting_and_names_reason_article_and_channel(question):
    refused = classify(NO | {question.key: True})
    assert isinstance(refused, OnlineRefused)
    assert refused.reasons == (question,)
    assert Channel.ONLINE not in refused.channels
    assert all((question.reason_vi, question.reason_en, question.citation, refused.channels))


@given(st.fixed_dictionaries({question.key: st.booleans() for question in QUESTIONS}))
def test_every_yes_is_a_reason_and_any_yes_refuses(answers):
    found = classify(answers)
    said_yes = [key for key in NO if answers[key]]
    if not said_yes:
        assert isinstance(found, OnlineMatter)
        return
    assert isinstance(found, OnlineRefused)
    assert [reason.key for reason in found.reasons] == said_yes
    assert Channel.ONLINE not in found.channels
    assert (found.channels == (Channel.COMMUNE,)) == answers["beyond-village"]
    if answers["contribution"] or answers["community-money"]:
        assert found.majority == (None if answers["beyond-village"] else Majority.TWO_THIRDS)


def test_a_matter_of_several_villages_goes_to_the_commune():
    refused = classify(NO | {"beyond-village": True, "contribution": True})
    assert isinstance(refused, OnlineRefused)
    assert (refused.channels, refused.majority) == ((Channel.COMMUNE,), None)


def test_every_question_must_be_answered_and_no_other():
    with pytest.raises(UnansweredQuestion, match="persons"):
        classify({key: False for key in NO if key != "persons"})
    with pytest.raises(UnknownQuestion, match="weather"):
        classify(NO | {"weather": True})


def test_every_channel_has_a_name_in_both_languages():
    assert set(CHANNEL_NAMES) == set(Channel)
