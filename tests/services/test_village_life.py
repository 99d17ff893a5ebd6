"""Household lists, cards and committees: what changes, what may not, and what the record says of it."""

import pytest
from village.life import Village
from village.people import ROLL, VILLAGE

from voting.manage.rehearsal import Phone
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedBallot
from voting.storage.rolls import Roll

YES = [[1, 0, 0]]


def close_open_votes(village: Village) -> None:
    for name in ("open", "upcoming"):
        village.services.votes.cancel(village.actors["head"], village.votes[name], "Kiểm thử")


def import_roll(village: Village, text: str) -> Roll:
    preview = village.services.rolls.preview(village.actors["head"], VILLAGE, "ho.csv", text.encode())
    return village.services.rolls.confirm(village.actors["head"], VILLAGE, preview.id)


def test_a_preview_counts_what_would_change_and_changes_nothing(village: Village) -> None:
    text = ROLL.replace("DH-005;Hoàng Văn Em;Hoàng Văn Em", "DH-006;Ngô Văn Phú;Ngô Văn Phú").replace(
        "Xóm Đông, số 2", "Xóm Đông, số 22"
    )
    before = village.services.rolls.current(VILLAGE)
    preview = village.services.rolls.preview(village.actors["head"], VILLAGE, "ho.csv", text.encode())
    assert (preview.added, preview.removed, preview.changed) == (1, 1, 1)
    assert village.services.rolls.current(VILLAGE) == before


def test_a_list_with_one_error_is_not_imported_by_half(village: Village) -> None:
    close_open_votes(village)
    preview = village.services.rolls.preview(
        village.actors["head"], VILLAGE, "ho.csv", (ROLL + "DH-001;Lặp;Lặp;Xóm;\n").encode()
    )
    assert not preview.importable
    with pytest.raises(Conflict) as refused:
        village.services.rolls.confirm(village.actors["head"], VILLAGE, preview.id)
    assert refused.value.code == "roll-has-errors"
    assert village.services.rolls.current(VILLAGE).households == 5


def test_the_list_does_not_change_under_an_open_vote(village: Village) -> None:
    preview = village.services.rolls.preview(village.actors["head"], VILLAGE, "ho.csv", ROLL.encode())
    with pytest.raises(Conflict) as refused:
        village.services.rolls.confirm(village.actors["head"], VILLAGE, preview.id)
    assert refused.value.code == "vote-open"
    assert village.services.rolls.staged(village.actors["head"], VILLAGE, preview.id) == preview


def test_households_that_leave_lose_their_card_and_new_ones_wait_for_one(village: Village) -> None:
    close_open_votes(village)
    import_roll(village, ROLL.replace("DH-005;Hoàng Văn Em;Hoàng Văn Em", "DH-006;Ngô Văn Phú;Ngô Văn Phú"))
    assert not village.services.card_lookup.find(VILLAGE, village.phones["DH-005"].key).valid
    pending = village.services.cards.pending(village.actors["cards"], VILLAGE)
    assert [todo.household_code for todo in pending] == ["DH-006"]
    with pytest.raises(Conflict) as refused:
        village.open_vote("Chưa đủ thẻ")
    assert refused.value.code == "missing-cards"
    village.services.cards.issue(village.actors["cards"], VILLAGE, {"DH-006": Phone.with_new_card().key})
    assert village.open_vote("Đủ thẻ")


def test_a_preview_confirmed_twice_is_taken_over_once(village: Village) -> None:
    close_open_votes(village)
    text = ROLL + "DH-006;Ngô Văn Phú;Ngô Văn Phú;Xóm Đoài, số 6;\n"
    preview = village.services.rolls.preview(village.actors["head"], VILLAGE, "ho.csv", text.encode())
    first = village.services.rolls.confirm(village.actors["head"], VILLAGE, preview.id)
    assert village.services.rolls.confirm(village.actors["head"], VILLAGE, preview.id) == first
    assert village.services.rolls.current(VILLAGE) == first
    with pytest.raises(NotFound):
        village.services.rolls.confirm(village.actors["head"], VILLAGE, "no-such-preview")


@pytest.mark.parametrize(
    ("key", "fault"),
    [("0" * 64, "card-key-bad"), ("zz", "card-key-bad"), ("00" * 31 + "01", "card-key-bad")],
)
def test_a_key_that_is_no_key_is_refused_and_no_card_is_issued(village: Village, key: str, fault: str) -> None:
    village.lose_card("DH-003")
    village.lose_card("DH-004")
    with pytest.raises(Invalid) as refused:
        village.services.cards.issue(
            village.actors["cards"], VILLAGE, {"DH-003": Phone.with_new_card().key, "DH-004": key}
        )
    assert refused.value.faults == {"DH-004": fault}
    assert len(village.services.cards.pending(village.actors["cards"], VILLAGE)) == 2


def test_a_key_is_never_used_for_two_households_or_a_second_time(village: Village) -> None:
    village.lose_card("DH-003")
    with pytest.raises(Conflict) as refused:
        village.services.cards.issue(village.actors["cards"], VILLAGE, {"DH-003": village.phones["DH-003"].key})
    assert refused.value.code == "card-key-used"


def test_a_lost_card_cannot_vote_any_more_in_an_open_vote(village: Village) -> None:
    village.lose_card("DH-002")
    with pytest.raises(Exception, match="closed") as refused:
        village.cast(village.votes["open"], "DH-002", YES)
    assert refused.value.code == "closed-credential"
    assert not village.services.card_lookup.find(VILLAGE, village.phones["DH-002"].key).valid


def test_a_card_lost_after_voting_leaves_the_ballot_standing(village: Village) -> None:
    uuid = village.votes["open"]
    village.lose_card("DH-001")
    assert village.services.votes.get(uuid).voted == 1
    with pytest.raises(RefusedBallot) as refused:  # whoever found the card cannot replace the ballot
        village.cast(uuid, "DH-001", [[0, 1, 0]], 2)
    assert refused.value.code == "closed-credential"


def test_only_the_card_authority_issues_cards_and_only_in_its_village(village: Village) -> None:
    for who in ("head", "counting", "board", "other-head"):
        with pytest.raises(Forbidden):
            village.services.cards.issue(village.actors[who], VILLAGE, {})


def test_an_unknown_card_is_unknown_whatever_the_village(village: Village) -> None:
    for code in (VILLAGE, "tay-hoa"):
        with pytest.raises(NotFound) as refused:
            village.services.card_lookup.find(code, Phone.with_new_card().key)
        assert refused.value.code == "unknown-card"
    with pytest.raises(NotFound):
        village.services.card_lookup.find("tay-hoa", village.phones["DH-001"].key)


def test_a_committee_has_three_to_five_members_and_each_key_comes_once(village: Village) -> None:
    ids = [village.actors[login].account_id for login in ("dem.mot", "dem.hai", "dem.ba")]
    head = village.actors["head"]
    for wrong in (ids[:2], [*ids, ids[0]], [*ids[:2], head.account_id]):
        with pytest.raises(Invalid):
            village.services.committees.form(head, VILLAGE, wrong)
    with pytest.raises(Conflict) as refused:
        village.services.committees.publish_key(
            village.actors["dem.mot"], VILLAGE, village.seeds["dem.mot"].key_message.decode()
        )
    assert refused.value.code == "wrong-committee"


def test_nothing_personal_is_in_the_record(village: Village) -> None:
    raw = b"".join(village.raws() + village.raws(village.votes["decided"])).decode()
    for row in ROLL.splitlines()[1:]:
        for cell in row.split(";"):
            assert cell not in raw
