"""A committee of which some open a tally: the rounds of its key in order, whoever lies is named, any T of n count."""

from dataclasses import replace
from itertools import combinations

import pytest

from record.sample_village import Village, draws, settled
from record.shared_committee import ROUNDS, Making, text
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.trustees import PedersenKey
from voting.record.committee_keys import trustees_of
from voting.record.entries.committee import CommitteeFormed
from voting.record.entries.entry import Entry
from voting.record.errors import RecordError

YES, NO = ((1, 0, 0),), ((0, 1, 0),)
LATER = {"certificate": "committed", "committed": "coefficients", "coefficients": "key", "key": "confirmed"}


def refused(village: Village, entry: Entry) -> str:
    with pytest.raises(RecordError) as caught:
        village.write(entry)
    return f"{caught.value.code}: {caught.value}"


def test_the_rounds_make_one_key_that_is_everyones() -> None:
    village = settled(3)
    making = Making(village, 5, 3).made()
    committee = village.commune.village(village.code).committee
    assert committee.complete
    assert committee.confirmed == (1, 2, 3, 4, 5)
    (key,) = trustees_of(committee)
    assert isinstance(key, PedersenKey)
    assert (key.threshold, len(key.verification_keys)) == (3, 5)
    assert making.number == 2


@pytest.mark.parametrize("threshold", [0, 1, 4])
def test_nobody_opens_alone(threshold: int) -> None:
    village = settled(3)
    entry = village.entry(CommitteeFormed, committee=2, members=3, threshold=threshold)
    assert refused(village, entry).startswith("wrong-committee")


@pytest.mark.parametrize("round_", ROUNDS[:-1])
def test_a_round_begins_when_all_have_done_the_one_before(round_: str) -> None:
    village = settled(3)
    making = Making(village).until(round_)
    if round_ == "certificate":
        assert Making(village).number  # a second committee, so that the first one's papers are old
        assert refused(village, making.entry(round_, 1)).startswith("out-of-order")
        return
    last = village.commune.village(village.code).committee
    for member in (1, 2):
        village.write(making.entry(round_, member))
    following = LATER[round_]
    if following != "confirmed":
        assert refused(village, making.entry(following, 1)).startswith("out-of-order")
    assert refused(village, making.entry(round_, 1)).startswith("wrong-committee: member 1 ")
    assert last != village.commune.village(village.code).committee


def test_a_certificate_is_for_this_place_of_this_committee() -> None:
    village = settled(3)
    making = Making(village)
    honest = making.entry("certificate", 2)
    assert "made out to member 2" in refused(village, replace(honest, member=1))
    strange = MemberSecrets.from_seed("CjeAZmPUYRzXQtjk2TLE6Q")
    other = make_certificate(strange, size=3, threshold=3, index=2, entropy=draws("other"))
    assert "member 2: made out for 3 of 3" in refused(village, replace(honest, certificate=text(other.value())))
    forged = honest.certificate.replace('"response":"', '"response":"1')
    assert "member 2" in refused(village, replace(honest, certificate=forged))
    village.write(honest)
    again = make_certificate(making.members[1], size=3, threshold=2, index=1, entropy=draws("again"))
    first = replace(making.entry("certificate", 1), certificate=text(again.value()))
    assert refused(village, first).startswith("weak-key"), "the same keys for two members"


def test_coefficients_are_those_a_member_was_bound_to() -> None:
    village = settled(3)
    making = Making(village).until("coefficients")
    other = Making(village, making.size, making.threshold)
    other.__dict__.update(number=making.number, members=making.members, certificates=making.certificates)
    honest = making.entry("coefficients", 1)
    second = making.entry("coefficients", 2)
    assert "member 1" in refused(village, replace(honest, coefexps=second.coefexps, signature=second.signature))
    assert "member 1" in refused(village, replace(honest, signature=second.signature))
    village.write(honest)


def test_a_share_is_what_all_coefficients_give_for_its_place() -> None:
    village = settled(3)
    making = Making(village).until("key")
    honest, second = making.entry("key", 1), making.entry("key", 2)
    assert "member 1: bad-certificate" in refused(village, replace(honest, key=second.key))
    assert "member 3" in refused(village, replace(making.entry("key", 3), key='{"pok":1}'))
    village.write(honest)


def test_who_confirms_holds_the_paper_and_has_seen_this_key() -> None:
    village = settled(3)
    making = Making(village).until("confirmed")
    honest = making.entry("confirmed", 1)
    assert "member 1" in refused(village, replace(honest, signature=making.confirmation(1, "0" * 64)))
    assert "member 1" in refused(village, replace(honest, signature=making.confirmation(2)))
    village.write(honest)
    assert refused(village, honest).startswith("wrong-committee")


def test_no_vote_opens_before_as_many_have_confirmed_as_open() -> None:
    village = settled(3)
    making = Making(village)
    making.made(confirmed=1)
    assert refused(village, village.opening(1)).startswith("wrong-committee")
    village.write(making.entry("confirmed", 3))
    village.open(1)


@pytest.mark.parametrize("counting", [*combinations((2, 3, 4), 2), (2, 3, 4)])
def test_any_two_of_three_count_with_the_server(counting: tuple[int, ...]) -> None:
    village = settled(3)
    Making(village).made()
    uuid = village.open(1)
    for household, choice in enumerate((YES, YES, NO)):
        village.cast(uuid, household, choice)
    village.close(uuid)
    village.tally(uuid)
    village.write(village.partial(uuid, 1))
    village.write(village.partial(uuid, counting[0]))
    with pytest.raises(RecordError, match="1 of 2 partial decryptions"):
        village.result(uuid)
    for owner in counting[1:]:
        village.write(village.partial(uuid, owner))
    declared = village.result(uuid)
    village.write(declared)
    assert declared.result == '{"result":[[2,1,0]]}'
