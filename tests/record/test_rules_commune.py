"""Numbers that a commune sets, and villages that become part of others: what the record refuses, and what follows."""

import pytest

from record.refusals import refusal
from record.sample_village import WITH_BLANK, Village, settled
from voting.record.entries.commune import SettingsChanged
from voting.record.entries.village import VillageEnded
from voting.record.errors import RollOutdated

OTHER = "tay-hoa"


def set_number(
    village: Village, key: str = "online.notice", value: int = 3, at: str = "", reason: str = "ở xa"
) -> None:
    village.write(SettingsChanged(village=at, at=village.at, key=key, value=value, reason=reason, by="admin"))


def ending(village: Village, *successors: str, reason: str = "nghị quyết của xã") -> None:
    village.write(VillageEnded, successors=successors, reason=reason, by="admin")


@pytest.fixture
def two() -> tuple[Village, Village]:
    """Two villages of a commune, both ready to vote."""
    first = settled(4)
    second = first.neighbour(OTHER)
    second.appoint()
    second.freeze(3)
    second.issue()
    second.form()
    return first, second


def test_a_number_that_the_law_leaves_open_is_set_and_holds_until_the_next_change() -> None:
    village = settled(4)
    set_number(village, value=3)
    set_number(village, "result.posting", 60)
    set_number(village, value=5)
    assert village.commune.commune().numbers == {"online.notice": 5, "result.posting": 60}
    assert len(village.commune.commune().settings) == 3


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("online.send", 6),
        ("online.notice", 0),
        ("online.notice", 31),
        ("online.notice", 2),
        ("counting.least", 2),
        ("a", 3),
    ],
    ids=["fixed by law", "below its bounds", "above its bounds", "as it is", "kept by the program", "unknown"],
)  # fmt: skip
def test_no_other_number_is_set(key: str, value: int) -> None:
    village = settled(4)
    assert refusal(village, lambda: set_number(village, key, value)) == "wrong-setting"


def test_a_number_is_the_communes_and_has_a_reason_that_can_be_read() -> None:
    village = settled(4)
    assert refusal(village, lambda: set_number(village, at=village.code)) == "wrong-setting"
    assert refusal(village, lambda: set_number(village, reason="ẩn\u200b")) == "wrong-text"


def test_nothing_more_happens_in_a_village_that_became_part_of_another(two: tuple[Village, Village]) -> None:
    first, second = two
    ending(second, first.code)
    deeds = (
        lambda: second.freeze(5), second.issue, second.form, lambda: second.revoke(0),
        lambda: second.open(1), lambda: ending(second, first.code),
    )  # fmt: skip
    for deed in deeds:
        assert refusal(second, deed) == "village-over"


def test_its_vote_is_over_before_a_village_is(two: tuple[Village, Village]) -> None:
    first, second = two
    vote = second.open(1)
    first.at = second.at
    assert refusal(second, lambda: ending(second, first.code)) == "out-of-order"
    second.cancel(vote)
    ending(second, first.code)
    assert second.commune.village(OTHER).successors == (first.code,)


@pytest.mark.parametrize(
    "successors", [(), (OTHER,), ("nowhere",), ("dong-hoa", "dong-hoa"), ("dong-hoa", OTHER)],
    ids=["nobody", "itself", "a stranger", "twice", "another and itself"],
)  # fmt: skip
def test_a_village_becomes_part_of_others_that_the_book_knows(
    two: tuple[Village, Village], successors: tuple[str, ...]
) -> None:
    _, second = two
    assert refusal(second, lambda: ending(second, *successors)) == "wrong-successor"


def test_not_of_one_that_is_over_itself(two: tuple[Village, Village]) -> None:
    first, second = two
    ending(second, first.code)
    first.neighbour("bac-hoa").appoint()
    assert refusal(first, lambda: ending(first.neighbour("bac-hoa"), OTHER)) == "wrong-successor"


def test_a_village_the_book_has_not_told_of_does_not_end() -> None:
    village = settled(4)
    assert refusal(village, lambda: ending(village.neighbour("bac-hoa"), village.code)) == "wrong-successor"


def test_who_takes_others_in_freezes_the_roll_anew_before_the_next_vote(two: tuple[Village, Village]) -> None:
    first, second = two
    ending(second, first.code)
    assert refusal(first, lambda: first.open(1, (WITH_BLANK,))) == "roll-outdated"
    with pytest.raises(RollOutdated):  # a matter is not settled with the old list either
        first.open(2)
    first.freeze(7)
    first.issue()
    first.open(3)


def test_a_vote_that_was_open_goes_on_when_another_village_comes(two: tuple[Village, Village]) -> None:
    first, second = two
    vote = first.open(1)
    second.at = first.at
    ending(second, first.code)
    first.cast(vote, 0, [[1, 0, 0]])
    first.close(vote)
    first.count(vote)


def test_a_vote_that_was_closed_is_counted_after_its_village_is_over(two: tuple[Village, Village]) -> None:
    first, second = two
    vote = second.open(1)
    for household in range(3):
        second.cast(vote, household, [[1, 0, 0]])
    second.close(vote)
    first.at = second.at
    ending(second, first.code)
    second.count(vote)
    assert second.vote(vote).result is not None
