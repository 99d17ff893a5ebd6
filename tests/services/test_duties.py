"""Separation of duties: what one person may hold, what only a declared village allows, who cannot leave just now."""

import pytest
from village.life import Village
from village.people import PASSWORD, VILLAGE

from voting.record.entries.commune import OfficialsChanged
from voting.services.errors import Conflict, Forbidden, Invalid
from voting.services.people.accounts import NewAccount
from voting.services.permissions import KEPT_APART, Actor, Grant, Role, clashes


def appoint(village: Village, *grants: Grant) -> Actor:
    return village.services.accounts.add(village.actors["admin"], NewAccount("moi", "Người mới", PASSWORD, grants))


@pytest.mark.parametrize(("one", "other"), KEPT_APART)
@pytest.mark.parametrize("where", [(VILLAGE, VILLAGE), ("", VILLAGE), (VILLAGE, ""), ("", "")])
def test_duties_that_are_kept_apart_are_not_given_to_one_person(
    own_village: Village, one: Role, other: Role, where: tuple[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        appoint(own_village, Grant(one, where[0]), Grant(other, where[1]))
    assert refused.value.faults == {"grants": f"apart-{one.value}"}


def test_duties_in_two_villages_do_not_meet_and_others_go_together() -> None:
    assert not clashes((Grant(Role.CARDS, VILLAGE), Grant(Role.HEAD, "tay-hoa")))
    assert not clashes((Grant(Role.CARDS, VILLAGE), Grant(Role.TEAM, VILLAGE)))
    assert not clashes((Grant(Role.ADMIN), Grant(Role.BOARD, VILLAGE)))


def test_a_village_that_declares_that_it_has_nobody_else_may_join_duties_and_everyone_can_see_it(
    own_village: Village,
) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    both = (Grant(Role.CARDS, VILLAGE), Grant(Role.COUNTING, VILLAGE))
    services.communes.declare_nobody_else(admin, VILLAGE, "Cả bản có bốn người biết chữ")
    assert services.communes.village(VILLAGE).nobody_else == "Cả bản có bốn người biết chữ"
    said = [one for one in own_village.entries() if isinstance(one, OfficialsChanged) and one.village == VILLAGE]
    assert [one.by for one in said] == ["admin-nobody-else"]
    assert appoint(own_village, *both).grants == set(both)


def test_a_declaration_needs_its_reason_and_is_said_once(own_village: Village) -> None:
    communes, admin = own_village.services.communes, own_village.actors["admin"]
    with pytest.raises(Invalid):
        communes.declare_nobody_else(admin, VILLAGE, " ")
    communes.declare_nobody_else(admin, VILLAGE, "Không còn ai")
    before = len(own_village.raws())
    communes.declare_nobody_else(admin, VILLAGE, "Không còn ai")
    assert len(own_village.raws()) == before


def test_the_declaration_is_withdrawn_once_nobody_joins_duties_and_that_is_recorded(own_village: Village) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    services.communes.declare_nobody_else(admin, VILLAGE, "Không còn ai")
    both = appoint(own_village, Grant(Role.CARDS, VILLAGE), Grant(Role.COUNTING, VILLAGE))
    before = own_village.raws()
    with pytest.raises(Conflict) as refused:
        services.communes.withdraw_nobody_else(admin, VILLAGE)
    assert refused.value.code == "duties-joined"
    assert services.communes.joined_duties(admin, VILLAGE) == (both,)
    assert own_village.raws() == before
    services.accounts.change_roles(admin, both.account_id, [Grant(Role.CARDS, VILLAGE)])
    assert services.communes.withdraw_nobody_else(admin, VILLAGE).nobody_else == ""
    said = own_village.entries()[-1]
    assert isinstance(said, OfficialsChanged)
    assert (said.village, said.by) == (VILLAGE, "admin-apart-again")
    with pytest.raises(Invalid):
        appoint(own_village, Grant(Role.CARDS, VILLAGE), Grant(Role.HEAD, VILLAGE))


def test_a_declaration_that_is_not_there_is_withdrawn_without_a_word(own_village: Village) -> None:
    before = own_village.raws()
    own_village.services.communes.withdraw_nobody_else(own_village.actors["admin"], VILLAGE)
    assert own_village.raws() == before
    with pytest.raises(Forbidden):
        own_village.services.communes.withdraw_nobody_else(own_village.actors["head"], VILLAGE)


def test_an_account_that_is_closed_joins_no_duties(own_village: Village) -> None:
    services, admin = own_village.services, own_village.actors["admin"]
    services.communes.declare_nobody_else(admin, VILLAGE, "Không còn ai")
    both = appoint(own_village, Grant(Role.CARDS, VILLAGE), Grant(Role.COUNTING, VILLAGE))
    services.accounts.deactivate(admin, both.account_id)
    assert services.communes.withdraw_nobody_else(admin, VILLAGE).nobody_else == ""


def test_a_declared_village_changes_nothing_for_the_whole_commune(own_village: Village) -> None:
    own_village.services.communes.declare_nobody_else(own_village.actors["admin"], VILLAGE, "Không còn ai")
    with pytest.raises(Invalid):
        appoint(own_village, Grant(Role.ADMIN), Grant(Role.CARDS))


def test_whoever_has_to_count_a_vote_under_way_cannot_be_closed(own_village: Village) -> None:
    services, actors = own_village.services, own_village.actors
    with pytest.raises(Conflict) as refused:
        services.accounts.deactivate(actors["admin"], actors["dem.hai"].account_id)
    assert refused.value.code == "seat-in-vote"
    assert services.accounts.authenticate("dem.hai", PASSWORD) == actors["dem.hai"]


def test_once_every_vote_is_over_the_counting_account_can_be_closed(own_village: Village) -> None:
    services, actors, votes = own_village.services, own_village.actors, own_village.votes
    own_village.count(votes["counting"], ("dem.hai", "dem.ba"))
    for name in ("open", "upcoming"):
        services.votes.cancel(actors["head"], votes[name], "Hoãn lại")
    services.accounts.deactivate(actors["admin"], actors["dem.hai"].account_id)


def test_whoever_has_to_count_a_vote_under_way_keeps_that_role_and_may_be_given_others(own_village: Village) -> None:
    services, admin, member = own_village.services, own_village.actors["admin"], own_village.actors["dem.hai"]
    counting, team = Grant(Role.COUNTING, VILLAGE), Grant(Role.TEAM, VILLAGE)
    others = [one for one in member.grants if one.village != VILLAGE]
    before = own_village.raws()
    with pytest.raises(Conflict) as refused:
        services.accounts.change_roles(admin, member.account_id, [team, *others])
    assert refused.value.code == "seat-in-vote"
    assert own_village.raws() == before
    assert services.accounts.get(member.commune, member.account_id).grants == member.grants
    assert team in services.accounts.change_roles(admin, member.account_id, [counting, team, *others]).grants


def test_an_official_whose_role_is_taken_away_may_no_longer_act_at_once(own_village: Village) -> None:
    services, admin, head = own_village.services, own_village.actors["admin"], own_village.actors["head"]
    services.accounts.change_roles(admin, head.account_id, [Grant(Role.FRONT, VILLAGE)])
    now = services.accounts.get(head.commune, head.account_id)
    assert not now.may("vote.open", VILLAGE)
    assert now.session_version == head.session_version, "whoever changes work stays signed in"
