"""A correction names what was said wrongly of a vote, and a paper that holds in place of a wrong one."""

import pytest

from record.refusals import refusal
from record.sample_village import Village, commitment, settled
from voting.record.entries.correction import Correction

WRONG, RIGHT, THIRD = commitment("giấy mời họp"), commitment("bản đúng"), commitment("bản thứ ba")


@pytest.fixture
def village() -> Village:
    return settled(3)


def test_a_wrong_paper_is_replaced_and_the_right_one_may_turn_out_wrong_too(village: Village) -> None:
    vote = village.open(1)
    village.correct(vote, WRONG, RIGHT)
    village.correct(vote, RIGHT, THIRD)
    assert village.vote(vote).corrected == ((WRONG, RIGHT), (RIGHT, THIRD))


def test_words_are_corrected_whenever_the_mistake_is_seen(village: Village) -> None:
    vote = village.open(1)
    village.correct(vote)
    village.extend(vote)
    village.correct(vote, corrects=village.commune.size - 1, reason="Gia hạn vì lễ, không phải vì mưa bão.")
    village.close(vote)
    village.correct(vote)
    village.cancel(vote)
    village.correct(vote, corrects=village.commune.size - 1)
    assert village.vote(vote).corrected == ()


@pytest.mark.parametrize(
    "papers", [(RIGHT, THIRD), (WRONG, WRONG), (WRONG,), (WRONG, RIGHT, THIRD)],
    ids=["a paper that was not shown", "by itself", "by nothing", "by two"],
)  # fmt: skip
def test_a_paper_that_holds_is_replaced_by_one_that_was_never_shown(village: Village, papers: tuple[str, ...]) -> None:
    vote = village.open(1)
    assert refusal(village, lambda: village.correct(vote, *papers)) == "wrong-correction"


def test_a_paper_that_was_replaced_does_not_come_back_and_is_not_replaced_again(village: Village) -> None:
    vote = village.open(1)
    village.correct(vote, WRONG, RIGHT)
    for papers in ((WRONG, THIRD), (RIGHT, WRONG)):
        assert refusal(village, lambda papers=papers: village.correct(vote, *papers)) == "wrong-correction"


@pytest.mark.parametrize("further", [0, 1, 1000])
def test_it_is_neither_of_itself_nor_of_what_comes_later(village: Village, further: int) -> None:
    vote = village.open(1)
    at = village.commune.size + further
    assert refusal(village, lambda: village.correct(vote, corrects=at)) == "wrong-correction"


def test_what_the_program_counted_and_other_corrections_are_not_corrected(village: Village) -> None:
    vote = village.open(1)
    village.seal_books()
    village.correct(vote)
    village.close(vote)
    said = {"vote-opened"}
    for index, entry in enumerate(village.commune.entries):
        if entry.type not in said:
            deed = lambda index=index: village.correct(vote, corrects=index)  # noqa: E731
            assert refusal(village, deed) == "wrong-correction", entry.type


def test_what_was_said_of_another_vote_or_village_is_for_a_correction_there(village: Village) -> None:
    first, second = village.open(1), village.open(2)
    at = village.vote(first).opening.index
    assert refusal(village, lambda: village.correct(second, corrects=at)) == "wrong-correction"
    neighbour = village.neighbour("thon-khac")
    said = {"vote": first, "corrects": at, "about": "words", "papers": (), "reason": "sai", "by": "head"}
    assert refusal(village, lambda: neighbour.write(Correction, **said)) == "unknown-vote"


def test_a_paper_is_corrected_at_the_opening_it_was_shown_with(village: Village) -> None:
    vote = village.open(1)
    village.extend(vote)
    at = village.commune.size - 1
    assert refusal(village, lambda: village.correct(vote, WRONG, RIGHT, corrects=at)) == "wrong-correction"


@pytest.mark.parametrize(
    ("papers", "about"), [((), "paper"), ((WRONG, RIGHT), "words"), ((), "result"), ((WRONG, RIGHT), "result")]
)
def test_it_is_of_a_paper_or_of_words(village: Village, papers: tuple[str, ...], about: str) -> None:
    vote = village.open(1)
    assert refusal(village, lambda: village.correct(vote, *papers, about=about)) == "wrong-correction"


@pytest.mark.parametrize("reason", ["nhầm\u202etệp", "nhầm\u200btệp"])
def test_its_reason_can_be_read(village: Village, reason: str) -> None:
    vote = village.open(1)
    assert refusal(village, lambda: village.correct(vote, WRONG, RIGHT, reason=reason)) == "wrong-text"


def test_a_reason_is_given(village: Village) -> None:
    vote = village.open(1)
    assert refusal(village, lambda: village.correct(vote, WRONG, RIGHT, reason="")) == "malformed-entry"
