"""Help desks: whose ballots are counted as sent from one, and what the number tells."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from village.life import NO, YES, Village
from village.people import VILLAGE
from village.states import two_votes

from voting.services.errors import Conflict, Forbidden, NotFound, RefusedBallot
from voting.services.votes.help_desks import LASTS, MOST_OPEN
from voting.storage.tables.turnout import desk_ballots, help_desks


@pytest.fixture
def village(tmp_path: Path) -> Iterator[Village]:
    made = two_votes(tmp_path)
    yield made
    made.services.close()


def envelope(village: Village, household: str, choice: list[list[int]], sequence: int = 1) -> bytes:
    """A household's ballot of the open vote, as its phone or the desk's booth makes it."""
    uuid = village.votes["open"]
    election = village.services.publication.election(uuid)
    return village.phones[household].envelope(election, choice, sequence)


def stored(village: Village) -> int:
    with village.desk.database.reading() as tx:
        return tx.help_desks.ballots("xa-dong-hoa", village.votes["open"])


def test_a_desks_ballots_are_counted_with_them_and_told_at_the_end(village: Village) -> None:
    uuid, desks = village.votes["open"], village.services.help_desks
    token = desks.open(village.actors["team"], VILLAGE, "f1")
    raw = envelope(village, "DH-004", YES)
    village.services.casting.cast(uuid, raw, token)
    with pytest.raises(RefusedBallot):
        village.services.casting.cast(uuid, raw, token)  # its answer was lost: the same once more
    village.services.casting.cast(uuid, envelope(village, "DH-004", NO, 2), token)
    village.services.casting.cast(uuid, envelope(village, "DH-005", NO))
    assert stored(village) == 2, "with the one that was replaced; neither the repeat nor a phone's"
    assert desks.ballots(uuid) is None, "whoever watched it grow could tell which ballot it was"
    village.close(uuid)
    assert desks.ballots(uuid) == 2
    assert desks.ballots(village.votes["decided"]) == 0


def test_a_closed_or_old_or_unknown_desk_sends_nothing(village: Village) -> None:
    uuid, desks, team = village.votes["open"], village.services.help_desks, village.actors["team"]
    closed = desks.open(team, VILLAGE, "f1")
    assert desks.leave(team, closed) == VILLAGE
    old = desks.open(team, VILLAGE, "f2")
    village.clock.now += LASTS
    before = village.services.votes.get(uuid).ballots
    for token in (closed, old, "xa-dong-hoa.khong", "..", "x"):
        with pytest.raises(RefusedBallot) as refused:
            village.services.casting.cast(uuid, envelope(village, "DH-006", YES), token)
        assert refused.value.code == "desk-closed"
        with pytest.raises(NotFound):
            desks.of_token(token)
    assert (village.services.votes.get(uuid).ballots, stored(village)) == (before, 0)


def test_only_head_and_team_open_see_and_close_desks(village: Village) -> None:
    desks = village.services.help_desks
    token = desks.open(village.actors["head"], VILLAGE, "f1")
    (one,) = desks.open_in(village.actors["team"], VILLAGE)
    assert (one.by, one.village) == (village.actors["head"].name, VILLAGE)
    for who in ("board", "counting", "cards", "admin", "front"):
        stranger = village.actors[who]
        with pytest.raises(Forbidden):
            desks.open(stranger, VILLAGE, "f2")
        with pytest.raises(Forbidden):
            desks.open_in(stranger, VILLAGE)
        with pytest.raises(Forbidden):
            desks.close(stranger, VILLAGE, one.id)
        with pytest.raises(Forbidden):
            desks.leave(stranger, token)
    assert desks.of_token(token) == one
    desks.close(village.actors["team"], VILLAGE, one.id)
    assert desks.open_in(village.actors["team"], VILLAGE) == ()


def test_a_button_pressed_twice_makes_one_desk_and_a_village_has_no_end_of_them(village: Village) -> None:
    desks, team = village.services.help_desks, village.actors["team"]
    assert desks.open(team, VILLAGE, "f1") == desks.open(team, VILLAGE, "f1")
    for number in range(2, MOST_OPEN + 1):
        desks.open(team, VILLAGE, f"f{number}")
    with pytest.raises(Conflict, match="desks-many"):
        desks.open(team, VILLAGE, "one more")
    village.clock.now += LASTS + timedelta(seconds=1)
    assert desks.open_in(team, VILLAGE) == ()
    assert desks.open(team, VILLAGE, "the next day")


def test_what_is_stored_opens_nothing_and_names_no_ballot(village: Village) -> None:
    token = village.services.help_desks.open(village.actors["team"], VILLAGE, "f1")
    village.services.casting.cast(village.votes["open"], envelope(village, "DH-004", YES), token)
    with village.desk.database.reading() as tx:
        rows = [tx._work.run(table.select()).all() for table in (help_desks, desk_ballots)]
    assert token.partition(".")[2] not in repr(rows)
    assert repr(rows).count("DH-") == 0
    assert len(rows[1][0]) == 3, "commune, vote, number: nothing else"
