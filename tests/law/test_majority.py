"""Majorities are integers, and of all households on the roll."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voting.law.errors import BadCount
from voting.law.majority import Majority, needed, reached, reached_commune_wide

households = st.integers(1, 10**9)


@pytest.mark.parametrize(
    ("majority", "of", "least"),
    [
        (Majority.MORE_THAN_HALF, 210, 106),
        (Majority.TWO_THIRDS, 210, 140),
        (Majority.MORE_THAN_HALF, 1, 1),
        (Majority.MORE_THAN_HALF, 2, 2),
        (Majority.MORE_THAN_HALF, 3, 2),
        (Majority.TWO_THIRDS, 1, 1),
        (Majority.TWO_THIRDS, 2, 2),
        (Majority.TWO_THIRDS, 3, 2),
        (Majority.TWO_THIRDS, 4, 3),
        (Majority.TWO_THIRDS, 463, 309),
        (Majority.MORE_THAN_HALF, 463, 232),
    ],
)
def test_the_households_needed(majority, of, least):
    assert needed(majority, of) == least


@given(households, st.integers(0, 10**9))
def test_more_than_half_is_twice_the_votes_above_the_roll(of, votes):
    assert reached(Majority.MORE_THAN_HALF, votes, of) == (2 * votes > of)


@given(households, st.integers(0, 10**9))
def test_two_thirds_is_three_times_the_votes_at_least_twice_the_roll(of, votes):
    assert reached(Majority.TWO_THIRDS, votes, of) == (3 * votes >= 2 * of)


@given(st.sampled_from(Majority), households)
def test_needed_is_the_first_number_that_reaches(majority, of):
    least = needed(majority, of)
    assert reached(majority, least, of)
    assert not reached(majority, least - 1, of)
    assert 1 <= least <= of


@given(households)
def test_two_thirds_is_never_easier_than_more_than_half(of):
    assert needed(Majority.TWO_THIRDS, of) >= needed(Majority.MORE_THAN_HALF, of)


@pytest.mark.parametrize("of", [0, -1])
def test_a_village_has_households(of):
    with pytest.raises(BadCount):
        needed(Majority.TWO_THIRDS, of)
    with pytest.raises(BadCount):
        reached(Majority.MORE_THAN_HALF, 0, of)


def test_votes_are_not_negative():
    with pytest.raises(BadCount):
        reached(Majority.MORE_THAN_HALF, -1, 210)


@pytest.mark.parametrize(
    ("of", "half", "two_thirds"), [(209, 105, 140), (210, 106, 140), (211, 106, 141), (1000, 501, 667)]
)
def test_exactly_half_is_not_enough_and_exactly_two_thirds_is(of, half, two_thirds):
    assert (needed(Majority.MORE_THAN_HALF, of), needed(Majority.TWO_THIRDS, of)) == (half, two_thirds)


def test_over_a_commune_two_thirds_of_its_villages():
    assert reached_commune_wide(8, 12)
    assert not reached_commune_wide(7, 12)
    for villages_in_favour, villages in ((13, 12), (-1, 12), (0, 0)):
        with pytest.raises(BadCount):
            reached_commune_wide(villages_in_favour, villages)
