"""A key that a committee makes together: round by round, coming and going, twice pressed; any two of three count."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from village.life import NO, YES, Village
from village.people import MEMBERS, VILLAGE
from village.states import settled

from voting.manage.rehearsal import CountingMember
from voting.services.errors import Conflict, Invalid
from voting.services.votes.ceremony import Lobby, Round


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Village:
    village = settled(tmp_path_factory.mktemp("chosen"), households=4)
    members = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form_together(village.actors["head"], VILLAGE, members)
    return village


@pytest.fixture
def village(chosen: Village, tmp_path: Path) -> Village:
    return chosen.copied(tmp_path)


def lobby_of(village: Village, login: str) -> Lobby:
    return village.services.ceremony.lobby(village.actors[login], VILLAGE)


def do(village: Village, login: str) -> Lobby:
    """A member's page does the part that is awaited of it."""
    now = lobby_of(village, login)
    return village.services.ceremony.hand_in(village.actors[login], VILLAGE, now.round, village.seeds[login].part(now))


def until(village: Village, round_: Round, logins: Sequence[str] = MEMBERS) -> Lobby:
    while (now := lobby_of(village, logins[0])).round is not round_:
        for login in logins:
            do(village, login)
    return now


def test_all_rounds_make_a_key_with_which_a_vote_opens_and_is_counted(village: Village) -> None:
    made = until(village, Round.DONE)
    assert len(made.keys) == 3
    committee = village.services.committees.current(VILLAGE)
    assert (committee.threshold, committee.confirmed, committee.complete) == (2, (1, 2, 3), True)
    vote = village.open_vote()
    for household, choice in zip(("DH-001", "DH-002", "DH-003"), (YES, YES, NO), strict=True):
        village.cast(vote, household, choice)
    village.close(vote)
    village.count(vote, MEMBERS[1:2])
    assert not village.services.counting.task(village.actors[MEMBERS[0]], vote).decided
    village.count(vote, MEMBERS[2:])
    task = village.services.counting.task(village.actors[MEMBERS[0]], vote)
    assert (task.decided, task.done, task.needed) == (True, (2, 3), 2)


def test_a_member_who_counts_twice_changes_nothing(village: Village) -> None:
    until(village, Round.DONE)
    vote = village.open_vote()
    for household in ("DH-001", "DH-002", "DH-003"):
        village.cast(vote, household, YES)
    village.close(vote)
    village.count(vote, MEMBERS[:1])
    with pytest.raises(Invalid):
        village.count(vote, MEMBERS[:1])
    assert village.services.counting.progress(vote).done == 1


def test_no_vote_opens_before_enough_have_confirmed(village: Village) -> None:
    until(village, Round.CONFIRMED)
    do(village, MEMBERS[0])
    assert not village.services.committees.current(VILLAGE).complete
    do(village, MEMBERS[2])
    committee = village.services.committees.current(VILLAGE)
    assert (committee.complete, committee.done) == (True, (1, 3))


def test_a_page_that_comes_back_goes_on_with_what_it_had_begun(village: Village) -> None:
    """Only the paper is needed: what a member bound itself to was sealed to itself before."""
    until(village, Round.COEFFICIENTS)
    login = MEMBERS[1]
    village.seeds[login] = CountingMember(village.seeds[login].seed)
    until(village, Round.DONE)


def test_a_part_sent_again_or_too_early_changes_nothing(village: Village) -> None:
    now = lobby_of(village, MEMBERS[0])
    part = village.seeds[MEMBERS[0]].part(now)
    village.services.ceremony.hand_in(village.actors[MEMBERS[0]], VILLAGE, Round.CERTIFICATE, part)
    stood = village.services.committees.current(VILLAGE)
    again = village.services.ceremony.hand_in(village.actors[MEMBERS[0]], VILLAGE, Round.CERTIFICATE, part)
    assert again.certificates == (json.dumps(json.loads(part), separators=(",", ":")),)
    early = village.services.ceremony.hand_in(village.actors[MEMBERS[0]], VILLAGE, Round.COMMITMENT, b"{}")
    assert early.commitments == ()
    assert village.services.committees.current(VILLAGE) == stood


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"message":"x"}', b"\xff", b"null"])
def test_nonsense_is_named_and_changes_nothing(village: Village, body: bytes) -> None:
    with pytest.raises((Invalid, Conflict)):
        village.services.ceremony.hand_in(village.actors[MEMBERS[0]], VILLAGE, Round.CERTIFICATE, body)
    assert lobby_of(village, MEMBERS[0]).certificates == ()


def test_another_members_certificate_is_refused_by_name(village: Village) -> None:
    part = village.seeds[MEMBERS[1]].part(lobby_of(village, MEMBERS[1]))
    with pytest.raises(Conflict, match="member 1: made out to member 2"):
        village.services.ceremony.hand_in(village.actors[MEMBERS[0]], VILLAGE, Round.CERTIFICATE, part)


def test_the_lobby_says_who_is_present_and_who_is_awaited(village: Village) -> None:
    do(village, MEMBERS[0])
    seen = {one.name: (one.here, one.done) for one in lobby_of(village, MEMBERS[1]).members}
    assert list(seen.values()) == [(True, True), (True, False), (False, False)]
    village.clock.move(minutes=1)
    assert [one.here for one in lobby_of(village, MEMBERS[1]).members] == [False, True, False]


def test_shares_are_given_to_the_member_they_are_sealed_for_alone(village: Village) -> None:
    until(village, Round.KEY)
    shares = [set(lobby_of(village, login).shares) for login in MEMBERS]
    assert [len(one) for one in shares] == [3, 3, 3]
    assert not shares[0] & shares[1] | shares[1] & shares[2]


def test_members_with_keys_of_their_own_have_no_lobby(village: Village) -> None:
    chosen = [village.actors[login].account_id for login in MEMBERS]
    village.services.committees.form(village.actors["head"], VILLAGE, chosen)
    with pytest.raises(Conflict) as caught:
        lobby_of(village, MEMBERS[0])
    assert caught.value.code == "keys-of-their-own"
    with pytest.raises(Conflict) as caught:
        village.services.ceremony.lobby(village.actors["counting"], VILLAGE)
    assert caught.value.code == "not-a-member"
