"""The rule of decision applied to counted numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.law.errors import BadCount, UnknownCitation
from voting.law.majority import Majority
from voting.law.matters import MATTERS
from voting.law.outcome import ProposalOutcome, Rule, decide, rule_of


def test_the_example_of_the_result_page():
    assert decide(rule_of(6), 210, [152, 105, 106, 0]) == (
        ProposalOutcome(152, 106, passed=True, missing=0),
        ProposalOutcome(105, 106, passed=False, missing=1),
        ProposalOutcome(106, 106, passed=True, missing=0),
        ProposalOutcome(0, 106, passed=False, missing=106),
    )


def test_two_thirds_of_210_need_140():
    assert [o.passed for o in decide(rule_of(1), 210, [139, 140])] == [False, True]


@given(st.sampled_from(Majority), st.integers(1, 20_000), st.integers(0, 20_000))
def test_a_proposal_passes_exactly_when_nothing_is_missing(majority, households, in_favour):
    (outcome,) = decide(Rule(majority, "law-10-2022:21"), households, [in_favour])
    assert outcome.passed == (outcome.missing == 0) == (in_favour >= outcome.needed)
    assert outcome.in_favour + outcome.missing >= outcome.needed


@pytest.mark.parametrize("clause", MATTERS)
def test_the_rule_of_a_clause_is_its_majority_with_its_citation(clause):
    assert rule_of(MATTERS[clause]) == rule_of(clause) == Rule(MATTERS[clause].majority, f"law-10-2022:15.{clause}")


def test_a_rule_without_a_known_article_is_refused():
    with pytest.raises(UnknownCitation):
        Rule(Majority.TWO_THIRDS, "because I say so")


def test_a_village_without_households_decides_nothing():
    with pytest.raises(BadCount):
        decide(rule_of(6), 0, [0])
