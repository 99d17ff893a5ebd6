"""Household lists, cards and committees: what changes, what may not, and what the record says of it."""

import pytest
from village.people import COMMUNE, ROLL, VILLAGE, World

from voting.ballots import credentials
from voting.manage.rehearsal import Phone
from voting.services.errors import Conflict, Forbidden, Invalid, NotFound, RefusedBallot
from voting.storage.rolls import Roll

YES = [[1, 0, 0]]


def close_open_votes(world: World) -> None:
    for name in ("open", "upcoming"):
        world.services.votes.cancel(world.actors["head"], world.votes[name], "Kiểm thử")


def import_roll(world: World, text: str) -> Roll:
    preview = world.services.rolls.preview(world.actors["head"], VILLAGE, "ho.csv", text.encode())
    return world.services.rolls.confirm(world.actors["head"], VILLAGE, preview.id)


def test_a_preview_counts_what_would_change_and_changes_nothing(world: World) -> None:
    text = ROLL.replace("DH-005;Hoàng Văn Em;Hoàng Văn Em", "DH-006;Ngô Văn Phú;Ngô Văn Phú").replace(
        "Xóm Đông, số 2", "Xóm Đông, số 22"
    )
    before = world.services.rolls.current(VILLAGE)
    preview = world.services.rolls.preview(world.actors["head"], VILLAGE, "ho.csv", text.encode())
    assert (preview.added, preview.removed, preview.changed) == (1, 1, 1)
    assert world.services.rolls.current(VILLAGE) == before


def test_a_list_with_one_error_is_not_imported_by_half(world: World) -> None:
    close_open_votes(world)
    preview = world.services.rolls.preview(
        world.actors["head"], VILLAGE, "ho.csv", (ROLL + "DH-001;Lặp;Lặp;Xóm;\n").encode()
    )
    assert not preview.importable
    with pytest.raises(Conflict) as refused:
        world.services.rolls.confirm(world.actors["head"], VILLAGE, preview.id)
    assert refused.value.code == "roll-has-errors"
    assert world.services.rolls.current(VILLAGE).households == 5


def test_the_list_does_not_change_under_an_open_vote(world: World) -> None:
    preview = world.services.rolls.preview(world.actors["head"], VILLAGE, "ho.csv", ROLL.encode())
    with pytest.raises(Conflict) as refused:
        world.services.rolls.confirm(world.actors["head"], VILLAGE, preview.id)
    assert refused.value.code == "vote-open"
    assert world.services.rolls.staged(world.actors["head"], VILLAGE, preview.id) == preview


def test_households_that_leave_lose_their_card_and_new_ones_wait_for_one(world: World) -> None:
    close_open_votes(world)
    import_roll(world, ROLL.replace("DH-005;Hoàng Văn Em;Hoàng Văn Em", "DH-006;Ngô Văn Phú;Ngô Văn Phú"))
    assert not world.services.card_lookup.find(VILLAGE, world.phones["DH-005"].key).valid
    assert [todo.household_code for todo in world.services.cards.pending(world.actors["cards"], VILLAGE)] == ["DH-006"]
    with pytest.raises(Conflict) as refused:
        world.open_vote("Chưa đủ thẻ")
    assert refused.value.code == "missing-cards"
    world.services.cards.issue(world.actors["cards"], VILLAGE, {"DH-006": Phone.with_new_card().key})
    assert world.open_vote("Đủ thẻ")


def test_one_preview_is_confirmed_once(world: World) -> None:
    close_open_votes(world)
    preview = world.services.rolls.preview(world.actors["head"], VILLAGE, "ho.csv", ROLL.encode())
    world.services.rolls.confirm(world.actors["head"], VILLAGE, preview.id)
    with pytest.raises(NotFound):
        world.services.rolls.confirm(world.actors["head"], VILLAGE, preview.id)


@pytest.mark.parametrize(
    ("key", "fault"),
    [("0" * 64, "card-key-bad"), ("zz", "card-key-bad"), ("00" * 31 + "01", "card-key-bad")],
)
def test_a_key_that_is_no_key_is_refused_and_no_card_is_issued(world: World, key: str, fault: str) -> None:
    world.services.cards.revoke(world.actors["cards"], VILLAGE, "DH-003", "Mất thẻ")
    world.services.cards.revoke(world.actors["cards"], VILLAGE, "DH-004", "Mất thẻ")
    with pytest.raises(Invalid) as refused:
        world.services.cards.issue(
            world.actors["cards"], VILLAGE, {"DH-003": Phone.with_new_card().key, "DH-004": key}
        )
    assert refused.value.faults == {"DH-004": fault}
    assert len(world.services.cards.pending(world.actors["cards"], VILLAGE)) == 2


def test_a_key_is_never_used_for_two_households_or_a_second_time(world: World) -> None:
    world.services.cards.revoke(world.actors["cards"], VILLAGE, "DH-003", "Mất thẻ")
    with pytest.raises(Conflict) as refused:
        world.services.cards.issue(world.actors["cards"], VILLAGE, {"DH-003": world.phones["DH-003"].key})
    assert refused.value.code == "card-key-used"


def test_a_lost_card_cannot_vote_any_more_in_an_open_vote(world: World) -> None:
    world.services.cards.revoke(world.actors["team"], VILLAGE, "DH-002", "Hộ báo mất thẻ")
    with pytest.raises(Exception, match="closed") as refused:
        world.cast(world.votes["open"], "DH-002", YES)
    assert refused.value.code == "closed-credential"
    assert not world.services.card_lookup.find(VILLAGE, world.phones["DH-002"].key).valid


def test_a_card_lost_after_voting_leaves_the_ballot_standing(world: World) -> None:
    uuid = world.votes["open"]
    world.services.cards.revoke(world.actors["team"], VILLAGE, "DH-001", "Hộ báo mất thẻ")
    assert world.services.votes.get(uuid).voted == 1
    with pytest.raises(RefusedBallot) as refused:  # whoever found the card cannot replace the ballot
        world.cast(uuid, "DH-001", [[0, 1, 0]], 2)
    assert refused.value.code == "closed-credential"


def test_only_the_card_authority_issues_cards_and_only_in_its_village(world: World) -> None:
    for who in ("head", "counting", "board", "other-head"):
        with pytest.raises(Forbidden):
            world.services.cards.issue(world.actors[who], VILLAGE, {})


def test_the_register_gives_exactly_the_published_credentials(world: World) -> None:
    uuid = world.votes["open"]
    register = world.services.cards.register(world.actors["board"], VILLAGE)
    assert register.credentials(uuid) == credentials.parse_credentials(world.services.publication.credentials(uuid))


def test_an_unknown_card_is_unknown_whatever_the_village(world: World) -> None:
    for village in (VILLAGE, "tay-hoa"):
        with pytest.raises(NotFound) as refused:
            world.services.card_lookup.find(village, Phone.with_new_card().key)
        assert refused.value.code == "unknown-card"
    with pytest.raises(NotFound):
        world.services.card_lookup.find("tay-hoa", world.phones["DH-001"].key)


def test_a_committee_has_three_to_five_members_and_each_key_comes_once(world: World) -> None:
    ids = [world.actors[login].id for login in ("dem.mot", "dem.hai", "dem.ba")]
    head = world.actors["head"]
    for wrong in (ids[:2], [*ids, ids[0]], [*ids[:2], head.id]):
        with pytest.raises(Invalid):
            world.services.committees.form(head, VILLAGE, wrong)
    with pytest.raises(Conflict) as refused:
        world.services.committees.publish_key(
            world.actors["dem.mot"], VILLAGE, world.seeds["dem.mot"].key_message.decode()
        )
    assert refused.value.code == "wrong-committee"


def test_nothing_personal_is_in_the_record(world: World) -> None:
    size = world.services.publication.head(COMMUNE).size
    raw = world.services.publication.entries_tile(COMMUNE, 0, size).decode("utf-8", "replace")
    for row in ROLL.splitlines()[1:]:
        for cell in row.split(";"):
            assert cell not in raw
