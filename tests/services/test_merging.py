"""A village becomes part of another: what stands in the way, what ends with it, what stays; and who takes its place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from village.life import YES, Village
from village.people import COMMUNE, MEMBERS, NEIGHBOUR, VILLAGE, form_committee, give_cards, import_roll, roll_of
from village.road import PHOTO, Walk
from village.states import appointed

from voting.law.road import Mark, Office
from voting.manage.rehearsal import CountingMember
from voting.services.errors import Conflict, Forbidden, Invalid
from voting.services.households.previews import Agreement
from voting.services.matters.merging import Merging

REASON = "Nghị quyết của HĐND xã ngày 20/6/2026"


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    """Two villages that can vote, served by the same officials."""
    made = appointed(tmp_path, serving=(VILLAGE, NEIGHBOUR))
    made.seeds = {login: CountingMember.with_new_seed() for login in MEMBERS}
    for code in (VILLAGE, NEIGHBOUR):
        import_roll(made.services, made.actors["head"], roll_of(4), code)
        made.phones_at[code] = give_cards(made.services, made.actors["cards"], code)
        form_committee(made.services, made.actors, made.seeds, code)
    yield made
    made.services.close()


def merge(village: Village, *, into: str = VILLAGE, named: str = "tay hoa", form: str = "") -> None:
    village.services.mergers.merge(village.actors["admin"], NEIGHBOUR, [into], REASON, named, form)


def preview(village: Village) -> Merging:
    return village.services.mergers.preview(village.actors["admin"], NEIGHBOUR)


def decided(village: Village, title: str = "Giờ thu gom rác") -> Walk:
    """A matter of the neighbours that is resolved and not sent yet."""
    walk = Walk(village, NEIGHBOUR).propose(title).walk("poll")
    vote = walk.open()
    village.cast_all(vote, [YES] * 4, at=NEIGHBOUR)
    village.services.votes.close(village.actors["head"], vote)
    village.count(vote)
    walk.minute()
    walk.resolve()
    return walk


def send(village: Village, walk: Walk) -> None:
    village.services.decisions.receive(village.actors["commune"], walk.id, Office.COMMUNE)
    village.services.decisions.send(village.actors["head"], walk.id, Office.COMMUNE_FRONT, PHOTO)


def code_of(village: Village) -> str:
    with pytest.raises(Conflict) as error:
        merge(village)
    return error.value.code


def test_open_matters_end_with_the_reason_and_nothing_more_is_done_there(village: Village) -> None:
    walk = Walk(village, NEIGHBOUR).propose("Lịch trực vệ sinh").walk("settle")
    assert preview(village).ending == ("Lịch trực vệ sinh",)
    merge(village)
    (step,) = (one for one in village.services.matters.steps(walk.id) if one.type == "matter-ended")
    assert (step.office, step.reason) == (Office.COMMUNE, f"Thôn Tây Hòa đã hợp vào thôn Đông Hòa. {REASON}")
    for deed in (
        lambda: Walk(village, NEIGHBOUR).propose("Việc khác"),
        lambda: import_roll(village.services, village.actors["head"], roll_of(5), NEIGHBOUR),
        lambda: give_cards(village.services, village.actors["cards"], NEIGHBOUR),
        walk.poll,
        lambda: merge(village),
    ):
        with pytest.raises(Conflict) as error:
            deed()
        assert error.value.code == "village-over"


def test_a_vote_without_a_result_stands_in_the_way(village: Village) -> None:
    vote = village.open_vote("Giờ thu gom rác", at=NEIGHBOUR)
    assert preview(village).voting == ("Giờ thu gom rác",)
    assert code_of(village) == "village-busy"
    village.cast_all(vote, [YES] * 4, at=NEIGHBOUR)
    village.services.votes.close(village.actors["head"], vote)
    assert code_of(village) == "village-busy", "it is closed and not counted"
    village.count(vote)
    assert not preview(village).voting


def test_a_decision_that_was_not_sent_stands_in_the_way_and_one_that_was_stays(village: Village) -> None:
    walk = decided(village)
    assert preview(village).unsent == ("Giờ thu gom rác",)
    assert code_of(village) == "matters-decided"
    send(village, walk)
    merge(village)
    assert Mark.ENDED not in village.services.matters.get(walk.id).marks
    assert village.services.votes.get(village.services.matters.get(walk.id).vote).outcome


def test_its_name_is_typed_and_the_successor_chosen(village: Village) -> None:
    for into, named, field in (
        (VILLAGE, "Đông Hòa", "named"),
        (NEIGHBOUR, "Tây Hòa", "successors"),
        ("", "Tây Hòa", "successors"),
    ):
        with pytest.raises(Invalid) as error:
            merge(village, into=into, named=named)
        assert error.value.faults.keys() == {field}
    assert not village.services.communes.village(NEIGHBOUR).successors


def test_sent_twice_it_is_once(village: Village) -> None:
    merge(village, form="n1")
    size = village.log().head().size
    merge(village, form="n1")
    assert village.log().head().size == size


def test_only_the_administrator_declares_it(village: Village) -> None:
    with pytest.raises(Forbidden):
        village.services.mergers.merge(village.actors["head"], NEIGHBOUR, [VILLAGE], REASON, "Tây Hòa", "")


def test_the_successor_freezes_its_list_anew_before_its_next_vote(village: Village) -> None:
    walk = Walk(village).propose("Giờ thu gom rác").walk("poll")
    merge(village)
    with pytest.raises(Conflict) as error:
        walk.open()
    assert error.value.code == "roll-outdated"
    assert "import-list" in {one.kind for one in village.services.agenda.of(village.actors["head"]).tasks}
    services, head = village.services, village.actors["head"]
    found = services.rolls.preview(head, VILLAGE, "ho.csv", roll_of(8).encode())
    services.rolls.confirm(head, VILLAGE, found.id, Agreement(village_name="Đông Hòa"))
    village.phones_at[VILLAGE] |= give_cards(services, village.actors["cards"])
    walk.settle()
    walk.poll()
    assert services.votes.get(walk.open()).households == 8


def test_desks_and_lists_know_it_no_more_and_its_old_books_still_hold(village: Village) -> None:
    walk = decided(village)
    send(village, walk)
    vote = village.services.matters.get(walk.id).vote
    merge(village)
    assert [one.code for one in village.services.communes.villages(COMMUNE)] == [VILLAGE]
    assert [one.code for one in village.services.communes.joined(VILLAGE)] == [NEIGHBOUR]
    assert not village.services.agenda.of(village.actors["head"], NEIGHBOUR).tasks
    assert {one.village for one in village.services.agenda.of(village.actors["head"]).tasks} == {VILLAGE}
    assert village.bundle(vote)


def test_a_list_that_stays_as_it_was_is_frozen_anew_all_the_same(village: Village) -> None:
    merge(village)
    import_roll(village.services, village.actors["head"], roll_of(4))
    assert village.services.rolls.current(VILLAGE).version == 2
    give_cards(village.services, village.actors["cards"])
    village.open_vote("Giờ thu gom rác")
