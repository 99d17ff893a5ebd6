"""The outcome is counted over all N households of the roll, question by question, blanks apart."""

from dataclasses import replace
from typing import Any

import pytest

from record.complete_record import village, votes
from record.sample_village import USUAL, WITH_BLANK, own_keys, settled, setup
from voting.law.errors import BadCount
from voting.law.majority import Majority
from voting.record.entries.entry import compact
from voting.record.errors import RecordError
from voting.record.facts import Setup
from voting.record.outcome import is_formed, outcome_of


def of(questions: tuple, *, households: int, majority: str = "more-than-half", proposals: tuple = ()) -> Setup:
    known = village().book(votes()[0]).setup
    _, election = setup("11111111111111", own_keys(1, 3), questions)
    put = proposals or ((0,),) * len(questions)
    return replace(known, election=election, households=households, majority=majority, proposals=put)


@pytest.mark.parametrize(
    ("majority", "households", "needed"),
    [("more-than-half", 1, 1), ("more-than-half", 6, 4), ("more-than-half", 7, 4), ("more-than-half", 210, 106),
     ("two-thirds", 1, 1), ("two-thirds", 6, 4), ("two-thirds", 7, 5), ("two-thirds", 210, 140)],
)  # fmt: skip
def test_one_household_decides(majority: str, households: int, needed: int) -> None:
    rule = of((USUAL,), households=households, majority=majority)
    enough = outcome_of(rule, ((needed, 0, 0),))
    assert enough["needed"] == needed
    assert enough["questions"] == [[{"answer": 0, "in_favour": needed, "passed": True}]]
    short = outcome_of(rule, ((needed - 1, households - needed + 1, 0),))
    assert short["questions"] == [[{"answer": 0, "in_favour": needed - 1, "passed": False}]]


def test_blanks_come_first_in_the_numbers_and_favour_nothing() -> None:
    outcome = outcome_of(of((WITH_BLANK,), households=6), ((5, 1, 0),))
    assert outcome["questions"] == [[{"answer": 0, "in_favour": 1, "passed": False}]]


def test_every_question_and_every_proposal_is_judged_by_itself() -> None:
    rule = of((USUAL, WITH_BLANK), households=6, proposals=((0, 2), (0, 1)))
    assert outcome_of(rule, ((4, 1, 1), (0, 2, 4)))["questions"] == [
        [{"answer": 0, "in_favour": 4, "passed": True}, {"answer": 2, "in_favour": 1, "passed": False}],
        [{"answer": 0, "in_favour": 2, "passed": False}, {"answer": 1, "in_favour": 4, "passed": True}],
    ]


def test_a_question_may_put_nothing_to_the_majority() -> None:
    assert outcome_of(of((USUAL,), households=6, proposals=((),)), ((6, 0, 0),))["questions"] == [[]]


def test_the_entry_states_the_outcome_in_one_spelling() -> None:
    outcome = outcome_of(of((USUAL,), households=6), ((4, 0, 0),))
    assert compact(outcome) == (b'{"households":6,"needed":4,"questions":[[{"answer":0,"in_favour":4,"passed":true}]]}')


def first(**values: object):
    """A change of what is stated of the first proposal."""
    return lambda outcome: outcome | {"questions": [[outcome["questions"][0][0] | values]]}


OTHERS = {
    "a float": lambda outcome: outcome | {"needed": float(outcome["needed"])},
    "another order": lambda outcome: dict(reversed(outcome.items())),
    "passed as a number": first(passed=1),
    "not passed": first(passed=False),
    "an answer as boolean": first(answer=False),
    "one household less in favour": first(in_favour=2),
    "one household less on the roll": lambda outcome: outcome | {"households": outcome["households"] - 1},
    "a note": lambda outcome: outcome | {"note": 1},
    "no question": lambda outcome: outcome | {"questions": []},
}


@pytest.mark.parametrize("change", OTHERS.values(), ids=OTHERS.keys())
def test_another_outcome_is_refused_even_where_python_calls_it_equal(change) -> None:
    place = settled(3)
    vote = place.open(1)
    for household in range(3):
        place.cast(vote, household, [[1, 0, 0]])
    place.close(vote)
    place.tally(vote)
    for owner in range(1, 5):
        place.write(place.partial(vote, owner))
    good = place.result(vote)
    with pytest.raises(RecordError) as refusal:
        place.write(replace(good, outcome=change(good.outcome)))
    assert refusal.value.code in {"wrong-outcome", "malformed-entry"}
    place.write(good)


def test_negative_numbers_are_a_programmers_error() -> None:
    with pytest.raises(BadCount):
        outcome_of(of((USUAL,), households=6), ((-1, 0, 0),))
    assert Majority("two-thirds") is Majority.TWO_THIRDS


@pytest.mark.parametrize(
    "outcome",
    [
        {"households": 3},
        {"households": 3, "needed": 2, "questions": {}},
        {"households": 3, "needed": 2, "questions": []},
        {"households": "3", "needed": 2, "questions": [[]]},
        {"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 3}]]},
        {"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 3, "passed": 1}]]},
        {"households": 3, "needed": 2, "questions": ["passed"]},
    ],
)
def test_an_outcome_has_its_form_also_where_the_votes_book_is_not_examined(outcome: dict[str, Any]) -> None:
    assert not is_formed(outcome, 1)
    assert is_formed({"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 3, "passed": True}]]}, 1)
