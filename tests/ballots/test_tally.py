"""Counting: any T of n open the tally, nothing else does, and a wrong factor is found."""

import json
from functools import cache
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.sample_vote import USUAL, WITH_BLANK, Committee, SampleVote, committee, sample_vote
from voting.ballots import strict_json, tally
from voting.ballots.errors import (
    BadDecryption,
    BallotUsageError,
    Malformed,
    NotEnoughDecryptions,
    WrongResult,
    WrongShape,
)
from voting.crypto.group import G
from voting.crypto.scalars import Q

VOTES = [(0, [[1, 0, 0], [1, 0, 0]]), (1, [[0, 1, 0], [0, 1, 0]]), (2, [[0, 1, 0], [0, 0, 1]])]
COUNTS = ((1, 2, 0), (1, 1, 1))


@cache
def three_of_five() -> SampleVote:
    return sample_vote([USUAL, WITH_BLANK], VOTES, by=committee(5, 3))


@cache
def partials() -> dict[int, tally.PartialDecryption]:
    return {owner: three_of_five().partial(owner) for owner in range(1, 7)}


def combined(owners: tuple[int, ...], changed: dict[int, tally.PartialDecryption] | None = None) -> tally.Result:
    vote = three_of_five()
    given_in = {owner: (changed or {}).get(owner, partials()[owner]) for owner in owners}
    return tally.combine(vote.election, vote.tally, vote.committee.trustees, given_in)


@pytest.mark.parametrize("three", list(combinations(range(2, 7), 3)))
def test_any_three_of_five_with_the_server_open_the_same_result(three: tuple[int, ...]) -> None:
    assert combined((1, *three)).counts == COUNTS
    assert combined((1, *three)).raw == b'{"result":[[1,2,0],[1,1,1]]}'


def test_more_than_the_threshold_is_fine() -> None:
    assert combined((1, 2, 3, 4, 5, 6)).counts == COUNTS


@pytest.mark.parametrize("owners", [(), (1,), (1, 2, 3), (2, 3, 4, 5, 6)])
def test_fewer_do_not_open_it(owners: tuple[int, ...]) -> None:
    with pytest.raises(NotEnoughDecryptions):
        combined(owners)


def test_a_wrong_factor_gives_no_result_and_its_proof_fails() -> None:
    vote, good = three_of_five(), partials()[2]
    value = json.loads(good.raw)
    value["decryption_factors"][0][1] = (G**99).hex
    bad = tally.parse_partial(strict_json.dump(value))
    with pytest.raises(BadDecryption):
        tally.check_partial(vote.election, vote.tally, vote.committee.trustees.owners[1].public_key, bad)
    with pytest.raises(WrongResult):
        combined((1, 2, 3, 4), {2: bad})


def test_a_partial_decryption_is_of_its_owner_and_tally_only() -> None:
    vote, owners = three_of_five(), three_of_five().committee.trustees.owners
    for owner in owners:
        tally.check_partial(vote.election, vote.tally, owner.public_key, partials()[owner.number])
    with pytest.raises(BadDecryption):
        tally.check_partial(vote.election, vote.tally, owners[2].public_key, partials()[2])
    other = tally.encrypted_tally(vote.election, vote.ballots[:2])
    with pytest.raises(BadDecryption):
        tally.check_partial(vote.election, other, owners[1].public_key, partials()[2])


@pytest.mark.parametrize("part", ["decryption_factors", "decryption_proofs"])
def test_a_partial_of_another_shape_is_refused(part: str) -> None:
    vote = three_of_five()
    for change in (list.pop, lambda rows: rows[0].pop(), lambda rows: rows.append([])):
        value = json.loads(partials()[2].raw)
        change(value[part])
        bad = tally.parse_partial(strict_json.dump(value))
        with pytest.raises(WrongShape):
            tally.check_partial(vote.election, vote.tally, vote.committee.trustees.owners[1].public_key, bad)


def test_a_factor_outside_the_group_is_refused() -> None:
    vote = three_of_five()
    value: Any = json.loads(partials()[2].raw)
    value["decryption_factors"][1][2] = f"{2**255 - 20:064x}"
    bad = tally.parse_partial(strict_json.dump(value))
    with pytest.raises(BadDecryption):
        tally.check_partial(vote.election, vote.tally, vote.committee.trustees.owners[1].public_key, bad)


@cache
def single_owner() -> Committee:
    return committee(1, 1)


@settings(deadline=None, max_examples=10)
@given(votes=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=8))
def test_the_count_is_that_of_each_households_last_ballot(votes: list[tuple[int, int]]) -> None:
    cast = [(household, [[int(choice == one) for one in range(3)]]) for household, choice in votes]
    vote = sample_vote([USUAL], cast, by=single_owner())
    last = dict(votes).values()
    assert vote.result((1, 2)).counts == (tuple(list(last).count(one) for one in range(3)),)
    assert vote.tally.number == len(dict(votes))
    assert json.loads(vote.tally.sized_raw)["num_tallied"] == len(dict(votes))


def test_results_and_wrappings_read_back() -> None:
    assert tally.parse_result(b'{"result":[[1,2,0],[1,1,1]]}').counts == COUNTS
    number, payload = tally.parse_owned(partials()[2].owned(3))
    assert (number, len(payload)) == (3, 64)
    for bad in (b'{"result":[[-1]]}', b'{"result":[[true]]}', b'{"result":[1]}', b'{"owner":1}'):
        with pytest.raises(Malformed):
            tally.parse_result(bad)


def test_a_zero_secret_decrypts_nothing() -> None:
    with pytest.raises(BallotUsageError):
        tally.partial_decryption(three_of_five().election, three_of_five().tally, Q)
