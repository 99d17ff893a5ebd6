"""Cards from the printer to their loss: when they count, how a series is made again, and who alone may not do it."""

import pytest
from village.life import Village
from village.people import NAMES, VILLAGE, import_roll, roll_of
from village.states import appointed

from voting.manage.rehearsal import Phone
from voting.record.entries.village import CardRevoked, CardsIssued
from voting.services.errors import Conflict, Forbidden, Invalid

REASON = "Tờ in bị mất"


@pytest.fixture
def fresh(tmp_path) -> Village:
    """A village of twelve households that has its list and no card."""
    village = appointed(tmp_path)
    import_roll(village.services, village.actors["head"], roll_of(12))
    yield village
    village.services.close()


def make(village: Village, *codes: str) -> dict[str, Phone]:
    phones = {code: Phone.with_new_card() for code in codes}
    village.services.cards.issue(village.actors["cards"], VILLAGE, {code: one.key for code, one in phones.items()})
    village.clock.move(hours=25)
    return phones


def everyone(village: Village) -> list[str]:
    return [todo.household_code for todo in village.services.cards.pending(village.actors["cards"], VILLAGE)]


def issues(village: Village) -> list[tuple[int, int]]:
    return [(one.issued, one.reissued) for one in village.entries() if isinstance(one, CardsIssued)]


def refusal(deed) -> str:
    with pytest.raises(Conflict) as refused:
        deed()
    return refused.value.code


def test_cards_are_registered_in_parts_and_the_rest_goes_on_waiting(fresh: Village) -> None:
    first, rest = everyone(fresh)[:8], everyone(fresh)[8:]
    make(fresh, *first)
    assert everyone(fresh) == rest
    make(fresh, *rest)
    status = fresh.services.cards.status(fresh.actors["head"], VILLAGE)
    assert (status.with_card, status.reissued, status.revoked) == (12, 0, 0)
    assert issues(fresh) == [(8, 0), (4, 0)]


def test_the_same_cards_sent_twice_are_registered_once(fresh: Village) -> None:
    keys = {code: Phone.with_new_card().key for code in everyone(fresh)}
    authority = fresh.actors["cards"]
    first = fresh.services.cards.issue(authority, VILLAGE, keys)
    again = fresh.services.cards.issue(authority, VILLAGE, keys)
    assert (first.issued, again.issued, again.register_sha256) == (12, 0, first.register_sha256)
    assert issues(fresh) == [(12, 0)]


def test_revoked_and_issued_again_are_counted_apart(fresh: Village) -> None:
    make(fresh, *everyone(fresh))
    for code in ("DH-001", "DH-002"):
        fresh.services.cards.revoke(fresh.actors["team"], VILLAGE, code, REASON)
    make(fresh, "DH-001")
    status = fresh.services.cards.status(fresh.actors["head"], VILLAGE)
    assert (status.with_card, status.revoked, status.reissued) == (11, 2, 1)


def test_a_series_is_made_again_as_one_act_that_two_officials_agreed_to(fresh: Village) -> None:
    old, replacing = make(fresh, *everyone(fresh)), fresh.services.replacing
    assert replacing.ask_series(fresh.actors["cards"], VILLAGE, REASON, named=NAMES[VILLAGE]) == 12
    assert everyone(fresh) == []
    (asked,) = replacing.waiting(fresh.actors["head"], VILLAGE)
    assert (len(asked.households), asked.mine, asked.may_agree) == (12, False, True)
    replacing.agree(fresh.actors["head"], VILLAGE, asked.id)
    assert len(everyone(fresh)) == 12
    status = fresh.services.cards.status(fresh.actors["head"], VILLAGE)
    assert (status.with_card, status.agreed) == (12, 12), "the old cards hold until the new ones are confirmed"
    new = make(fresh, *everyone(fresh))
    assert issues(fresh) == [(12, 0), (12, 12)]
    assert not [one for one in fresh.entries() if isinstance(one, CardRevoked)]
    lookup = fresh.services.card_lookup.find
    assert not lookup(VILLAGE, old["DH-001"].key).valid
    assert lookup(VILLAGE, new["DH-001"].key).valid
    assert everyone(fresh) == []


SPELLINGS = [("dong hoa", True), (" ĐÔNG HÒA ", True), ("Tây Hòa", False), ("", False)]


@pytest.mark.parametrize(("named", "right"), SPELLINGS)
def test_who_makes_a_series_again_types_which_village_is_meant(fresh: Village, named: str, right: bool) -> None:
    make(fresh, *everyone(fresh))
    if right:
        assert fresh.services.replacing.ask_series(fresh.actors["cards"], VILLAGE, REASON, named=named) == 12
        return
    with pytest.raises(Invalid) as refused:
        fresh.services.replacing.ask_series(fresh.actors["cards"], VILLAGE, REASON, named=named)
    assert refused.value.faults == {"named": "village-name"}


def test_a_series_is_not_made_again_once_one_of_its_cards_has_voted(own_village: Village) -> None:
    replacing, head = own_village.services.replacing, own_village.actors["head"]
    assert refusal(lambda: replacing.ask_series(head, VILLAGE, REASON, named=NAMES[VILLAGE])) == "cards-in-vote"
    for name in ("open", "upcoming"):
        own_village.services.votes.cancel(head, own_village.votes[name], "Kiểm thử")
    assert refusal(lambda: replacing.ask_series(head, VILLAGE, REASON, named=NAMES[VILLAGE])) == "card-has-voted"


def test_a_vote_opened_meanwhile_stops_a_series_that_was_agreed(new_village) -> None:
    village = new_village(households=5)
    village.clock.move(hours=1)
    village.services.replacing.ask_series(village.actors["team"], VILLAGE, REASON, named=NAMES[VILLAGE])
    (asked,) = village.services.replacing.waiting(village.actors["cards"], VILLAGE)
    village.services.replacing.agree(village.actors["cards"], VILLAGE, asked.id)
    village.open_vote("Lát gạch đường ngõ xóm")
    assert refusal(lambda: make(village, "DH-001")) == "cards-in-vote"
    (agreed,) = village.services.replacing.waiting(village.actors["team"], VILLAGE)
    village.services.replacing.decline(village.actors["team"], VILLAGE, agreed.id)
    assert everyone(village) == []


def test_one_official_alone_makes_three_cards_again_a_day_and_no_more(fresh: Village) -> None:
    make(fresh, *everyone(fresh))
    lost = ["DH-001", "DH-002", "DH-003", "DH-004"]
    for code in lost:
        fresh.services.cards.revoke(fresh.actors["team"], VILLAGE, code, REASON)
    assert refusal(lambda: make(fresh, *lost)) == "cards-need-two"
    keys = {code: Phone.with_new_card().key for code in lost[:2]}
    fresh.services.cards.issue(fresh.actors["cards"], VILLAGE, keys)
    assert refusal(lambda: make(fresh, *lost[2:])) == "cards-need-two", "in small parts on one day neither"
    fresh.services.replacing.ask_again(fresh.actors["cards"], VILLAGE, REASON)
    (asked,) = fresh.services.replacing.waiting(fresh.actors["team"], VILLAGE)
    fresh.services.replacing.agree(fresh.actors["team"], VILLAGE, asked.id)
    fresh.clock.move(minutes=1)
    make(fresh, *lost[2:])
    assert everyone(fresh) == []


def test_who_asked_does_not_agree_and_neither_does_a_colleague_of_the_same_office(fresh: Village) -> None:
    make(fresh, *everyone(fresh))
    replacing = fresh.services.replacing
    replacing.ask_series(fresh.actors["team"], VILLAGE, REASON, named=NAMES[VILLAGE])
    replacing.ask_series(fresh.actors["team"], VILLAGE, REASON, named=NAMES[VILLAGE])
    (asked,) = replacing.waiting(fresh.actors["team"], VILLAGE)
    assert refusal(lambda: replacing.agree(fresh.actors["team"], VILLAGE, asked.id)) == "cards-same-person"
    for who in ("head", "counting", "other-head", "board"):
        with pytest.raises(Forbidden):
            replacing.agree(fresh.actors[who], VILLAGE, asked.id)
    replacing.decline(fresh.actors["cards"], VILLAGE, asked.id)
    assert replacing.waiting(fresh.actors["team"], VILLAGE) == ()
    assert refusal(lambda: replacing.agree(fresh.actors["cards"], VILLAGE, asked.id)) == "card-question-closed"


def test_spare_cards_are_two_or_one_for_each_fifty_households(fresh: Village) -> None:
    cards, authority = fresh.services.cards, fresh.actors["cards"]
    assert [one.spare for one in cards.spares(authority, VILLAGE)] == [1, 2]
    make(fresh, *everyone(fresh), "~1", "~2")
    status = cards.status(authority, VILLAGE)
    assert (status.with_card, status.spares, status.spares_wanted) == (12, 2, 2)
    assert cards.spares(authority, VILLAGE) == ()
    import_roll(fresh.services, fresh.actors["head"], roll_of(101))
    assert [one.spare for one in cards.spares(authority, VILLAGE)] == [3]
