"""A card lost while a vote is open: two officials, a sealed spare card, one vote a household, and all of it public."""

import pytest
from services.test_two_books import replay
from village.life import NO, YES, Village
from village.people import VILLAGE

from voting.manage.rehearsal import Phone
from voting.record.entries.casting import CredentialAdded, CredentialClosed
from voting.services.errors import Conflict, RefusedBallot
from voting.services.votes.replacing import Turn

LOST = "Hộ báo mất thẻ"


@pytest.fixture
def village(new_village) -> Village:
    """Five households and two sealed spare cards; one vote in which DH-001 has voted, one in which nobody has."""
    village = new_village(households=5)
    village.spares = {f"~{n}": Phone.with_new_card() for n in (1, 2)}
    keys = {code: phone.key for code, phone in village.spares.items()}
    village.services.cards.issue(village.actors["cards"], VILLAGE, keys)
    village.votes["one"] = village.open_vote("Lát gạch đường ngõ xóm")
    village.votes["two"] = village.open_vote("Trồng cây đường làng")
    village.cast(village.votes["one"], "DH-001", YES)
    return village


def ask(village: Village, household: str, by: str = "team", reason: str = LOST):
    village.services.replacing.ask(village.actors[by], VILLAGE, household, reason)
    return village.services.replacing.waiting(village.actors["cards"], VILLAGE)[-1]


def test_the_household_votes_with_the_spare_card(village: Village) -> None:
    asked = ask(village, "DH-003")
    assert (asked.prospect.spare, len(asked.prospect.votes)) == (1, 2)
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    village.phones["DH-003"], lost = village.spares["~1"], village.phones["DH-003"]
    info = village.services.card_lookup.find(VILLAGE, village.spares["~1"].key)
    assert (info.household_code, info.valid) == ("DH-003", True)
    assert not village.services.card_lookup.find(VILLAGE, lost.key).valid
    for uuid in (village.votes["one"], village.votes["two"]):
        village.cast(uuid, "DH-003", NO)
        changes = village.services.replacing.changes(uuid)
        assert (changes.closed, changes.replaced, changes.spares) == (1, 1, 2)
    status = village.services.cards.status(village.actors["head"], VILLAGE)
    assert (status.with_card, status.spares, status.revoked, status.reissued) == (5, 1, 1, 1)
    replay(village)


def test_the_lost_card_and_an_unused_spare_card_do_not_vote(village: Village) -> None:
    asked = ask(village, "DH-003")
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    for phone in (village.phones["DH-003"], village.spares["~2"]):
        village.phones["DH-009"] = phone
        with pytest.raises(RefusedBallot) as refused:
            village.cast(village.votes["two"], "DH-009", YES)
        assert refused.value.code == "closed-credential"


def test_a_ballot_that_was_sent_stands_and_the_spare_card_votes_elsewhere_only(village: Village) -> None:
    asked = ask(village, "DH-001")
    assert asked.prospect.stands == (village.votes["one"],)
    assert asked.prospect.votes == (village.votes["two"],)
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    village.phones["DH-001"] = village.spares["~1"]
    village.cast(village.votes["two"], "DH-001", YES, 1)
    with pytest.raises(RefusedBallot):
        village.cast(village.votes["one"], "DH-001", NO, 2)
    turns = village.services.replacing.turns(VILLAGE, "DH-001")
    assert turns == {village.votes["one"]: Turn.STANDS, village.votes["two"]: Turn.VOTES}, "the new card says so"
    assert village.services.votes.get(village.votes["one"]).voted == 1
    replay(village)


def test_nothing_happens_before_a_second_official_of_the_other_office_agrees(village: Village) -> None:
    size = {uuid: len(village.raws(uuid)) for uuid in ("", *village.votes.values())}
    asked = ask(village, "DH-003", "cards")
    assert not asked.may_agree
    with pytest.raises(Conflict) as refused:
        village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    assert refused.value.code == "cards-same-person"
    with pytest.raises(Conflict) as alone:
        village.services.cards.revoke(village.actors["cards"], VILLAGE, "DH-003", LOST)
    assert alone.value.code == "cards-need-two"
    assert {uuid: len(village.raws(uuid)) for uuid in size} == size
    village.services.replacing.agree(village.actors["head"], VILLAGE, asked.id)
    changes = village.services.replacing.changes(village.votes["two"])
    assert (changes.closed, changes.replaced) == (1, 1)


def test_agreeing_twice_replaces_once(village: Village) -> None:
    asked = ask(village, "DH-003")
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    with pytest.raises(Conflict) as refused:
        village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    assert refused.value.code == "card-question-closed"
    assert village.services.replacing.changes(village.votes["two"]).replaced == 1


def test_a_spare_card_that_is_lost_is_replaced_by_the_next(village: Village) -> None:
    for number in (1, 2):
        asked = ask(village, "DH-003")
        assert asked.prospect.spare == number
        village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    village.phones["DH-003"] = village.spares["~2"]
    village.cast(village.votes["two"], "DH-003", NO)
    third = ask(village, "DH-003")
    assert (third.prospect.spare, third.prospect.shut) == (None, (village.votes["one"],))
    replay(village)


def test_without_a_spare_card_on_the_list_the_household_is_told_that_it_cannot_vote_online(new_village) -> None:
    village = new_village(households=5)
    uuid = village.open_vote("Lát gạch đường ngõ xóm")
    keys = {f"~{n}": Phone.with_new_card().key for n in (1, 2)}
    village.services.cards.issue(village.actors["cards"], VILLAGE, keys)  # after the opening: too late for this vote
    asked = ask(village, "DH-002")
    assert (asked.prospect.spare, asked.prospect.votes, asked.prospect.shut) == (None, (), (uuid,))
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    assert village.services.cards.status(village.actors["head"], VILLAGE).spares == 2, "kept for a vote it can help in"
    changes = village.services.replacing.changes(uuid)
    assert (changes.closed, changes.replaced, changes.spares) == (1, 0, 0)
    assert village.services.replacing.turns(VILLAGE, "DH-002") == {uuid: Turn.SHUT}
    assert village.services.replacing.turns(VILLAGE, "DH-001") == {uuid: Turn.VOTES}


def test_the_reason_does_not_tie_a_card_to_its_credentials(village: Village) -> None:
    reason = "Chủ hộ để quên thẻ trên xe khách"
    asked = ask(village, "DH-003", reason=reason)
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    asked = ask(village, "DH-004")
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    for uuid in (village.votes["one"], village.votes["two"]):
        village.services.votes.cancel(village.actors["head"], uuid, "Nhầm nội dung")
        told = [one for one in village.entries(uuid) if isinstance(one, (CredentialClosed, CredentialAdded))]
        assert len(told) == 4
        assert len({one.reason for one in told if isinstance(one, CredentialClosed)}) == 1
        assert not [raw for raw in village.raws(uuid) if reason.encode() in raw]
