"""Reminding: a list that is true at every moment, marks that are gone when they are of no more use."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import NO, YES, Village
from village.people import VILLAGE
from village.states import two_votes

from voting.manage.rehearsal import Phone
from voting.services.errors import Forbidden, Invalid
from voting.services.votes.reminding import KEPT, Way


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = two_votes(tmp_path)
    yield made
    made.services.close()


def codes(village: Village) -> list[str]:
    found = village.services.reminding.households(village.actors["team"], village.votes["open"])
    return [one.household.code for one in found]


def stored(village: Village) -> int:
    with village.desk.database.reading() as tx:
        return len(tx.reminders.of_vote("xa-dong-hoa", village.votes["open"]))


def test_a_household_is_gone_from_the_list_with_its_ballot_whatever_was_noted(village: Village) -> None:
    uuid, team, reminding = village.votes["open"], village.actors["team"], village.services.reminding
    before = codes(village)
    assert "DH-001" not in before, "it has voted"
    assert reminding.mark(team, uuid, ["DH-004", "DH-005", "DH-001"], Way.CALL) == 2
    found = {one.household.code: one for one in reminding.households(team, uuid)}
    assert (found["DH-004"].way, found["DH-004"].by) == (Way.CALL, team.name)
    assert found["DH-006"].way is None
    village.cast(uuid, "DH-004", NO)
    assert codes(village) == [one for one in before if one != "DH-004"]
    reminding.unmark(team, uuid, "DH-005")
    assert not any(one.way for one in reminding.households(team, uuid))


def test_a_household_whose_card_was_replaced_after_voting_is_not_reminded(village: Village) -> None:
    before = codes(village)
    village.lose_card("DH-001")
    village.services.cards.issue(village.actors["cards"], VILLAGE, {"DH-001": Phone.with_new_card().key})
    assert codes(village) == before


def test_the_same_form_again_notes_nothing_and_a_form_with_faults_neither(village: Village) -> None:
    uuid, team, reminding = village.votes["open"], village.actors["team"], village.services.reminding
    assert reminding.mark(team, uuid, ["DH-004"], Way.VISIT, "one") == 1
    reminding.unmark(team, uuid, "DH-004")
    assert reminding.mark(team, uuid, ["DH-004"], Way.VISIT, "one") == 1
    assert stored(village) == 0
    with pytest.raises(Invalid) as refused:
        reminding.mark(team, uuid, [], "pigeon")
    assert refused.value.faults == {"way": "way-missing", "households": "households-missing"}


def test_only_head_and_team_read_the_list_or_note_on_it(village: Village) -> None:
    uuid, reminding = village.votes["open"], village.services.reminding
    assert reminding.households(village.actors["head"], uuid)
    for who in ("board", "counting", "cards", "admin", "front"):
        with pytest.raises(Forbidden):
            reminding.households(village.actors[who], uuid)
        with pytest.raises(Forbidden):
            reminding.mark(village.actors[who], uuid, ["DH-004"], Way.CALL)


def test_nobody_reads_the_list_after_the_vote_and_the_marks_are_deleted_in_time(village: Village) -> None:
    uuid, team, reminding = village.votes["open"], village.actors["team"], village.services.reminding
    reminding.mark(team, uuid, ["DH-004", "DH-005"], Way.MET)
    village.close(uuid)
    assert reminding.households(team, uuid) == ()
    assert reminding.mark(team, uuid, ["DH-006"], Way.MET) == 0
    closes = village.services.votes.get(uuid).closes_at_utc
    village.clock.now = closes + KEPT - timedelta(minutes=1)
    village.services.chores.run()
    assert stored(village) == 2
    village.clock.now = closes + KEPT + timedelta(minutes=1)
    village.services.chores.run()
    assert stored(village) == 0


def test_a_late_ballot_and_a_mark_in_between_leave_a_true_list(village: Village) -> None:
    uuid = village.votes["open"]
    for household in codes(village)[:3]:
        village.services.reminding.mark(village.actors["head"], uuid, [household], Way.MESSAGE)
        village.cast(uuid, household, YES)
        assert household not in codes(village)
