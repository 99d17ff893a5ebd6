"""The head asks what the households think: of no matter, open as any vote, counted, and nothing is decided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from village.life import Village
from village.people import MEMBERS, VILLAGE

from voting.law import wording
from voting.record.entries.count import ResultDeclared
from voting.record.entries.vote import VoteOpened
from voting.services.errors import Conflict, Invalid
from voting.services.votes.drafting import NewQuestion, NewVote, check_new_vote, tidied
from voting.services.votes.summaries import Stage

HOURS = NewQuestion("Thu gom rác vào giờ nào?", ("6 giờ", "18 giờ"))
WORKS = NewQuestion("Năm tới làm việc nào trước?", ("Đèn đường", "Nhà văn hóa", "Cống"), maximum=2, blank=True)
TITLE = "Việc năm tới"
EARLY, LATE, BLANK, LAMPS, BOTH = [1, 0], [0, 1], [1, 0, 0, 0], [0, 1, 0, 0], [0, 1, 1, 0]
BALLOTS = ([EARLY, BLANK], [EARLY, LAMPS], [LATE, BOTH])


@pytest.fixture
def village(new_village: Callable[..., Village]) -> Village:
    return new_village(households=5)


def asked(village: Village) -> str:
    return village.ask(TITLE, HOURS, WORKS)


def test_it_is_open_for_itself_and_says_that_it_decides_nothing(village: Village) -> None:
    found = village.services.votes.get(asked(village))
    assert (found.state, found.opinion, found.needed, found.citation) == (Stage.OPEN, True, 0, "")
    assert found.rule == wording.OPINION
    assert not [one for one in village.entries() if one.type.startswith("matter-")]
    (opened,) = [one for one in village.entries() if isinstance(one, VoteOpened)]
    assert (opened.clause, opened.majority, opened.citation, opened.proposals) == (0, "opinion", "", ((), ()))
    (event,) = village.services.votes.history(opened.vote).events
    assert "được hỏi ý kiến" in event.said.vi


def test_its_result_is_numbers_alone(village: Village) -> None:
    vote = asked(village)
    village.cast_all(vote, BALLOTS)
    village.services.votes.extend(village.actors["head"], vote, village.clock() + timedelta(days=3), "Mưa")
    village.close(vote)
    assert village.services.votes.get(vote).state is Stage.COUNTING
    village.count(vote, MEMBERS)
    found = village.services.votes.get(vote)
    assert found.result.vi == (
        "Kết quả ý kiến, không quyết định việc gì. Câu 1 – “6 giờ” 2 hộ, “18 giờ” 1 hộ. "
        "Câu 2 – “Đèn đường” 2 hộ, “Nhà văn hóa” 1 hộ, “Cống” 0 hộ, phiếu trắng 1 hộ."
    )
    assert [one.passed for one in found.outcome or ()] == [(), ()]
    (result,) = [one for one in village.entries() if isinstance(one, ResultDeclared)]
    assert result.outcome == {}
    assert village.services.votes.history(vote).events[-1].said == found.result


def test_two_ballots_of_five_households_are_not_opened(village: Village) -> None:
    vote = asked(village)
    village.cast_all(vote, BALLOTS[:2])
    village.close(vote)
    assert village.services.votes.get(vote).state is Stage.CANCELLED


def test_a_draft_asked_twice_is_one_vote(village: Village) -> None:
    head, now = village.actors["head"], village.clock()
    new = NewVote(TITLE, "", (HOURS,), now, now + timedelta(days=1))
    draft = village.services.drafts.begin(head, VILLAGE, "1", [("kind", "opinion")])
    assert {village.services.drafts.ask(head, VILLAGE, draft, new) for _ in range(2)} == {
        one.uuid for one in village.services.votes.page(VILLAGE)
    }


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"questions": ()}, "questions", "opinions-number"),
        ({"questions": (HOURS,) * 4}, "questions", "opinions-number"),
        ({"questions": (replace(HOURS, answers=("6 giờ",)),)}, "questions.0.answers", "answers-number"),
        ({"questions": (replace(HOURS, answers=tuple("ABCDEFGHI")),)}, "questions.0.answers", "answers-number"),
        ({"questions": (replace(HOURS, answers=("Có", "có")),)}, "questions.0.answers", "answers-twice"),
        ({"questions": (replace(HOURS, maximum=3),)}, "questions.0.maximum", "choices-range"),
        ({"questions": (NewQuestion("Làm đường hoa?"),)}, "questions.0.answers", "answer-decides"),
        ({"questions": (replace(HOURS, answers=("Tán thành", "Chưa")),)}, "questions.0.answers", "answer-decides"),
        ({"questions": (replace(HOURS, answers=("Thông qua", "Chưa")),)}, "questions.0.answers", "says-verdict"),
        ({"questions": (replace(HOURS, text="Thông qua lịch?"),)}, "questions.0.text", "says-verdict"),
        ({"title": "Thông qua lịch thu gom"}, "title", "says-verdict"),
        ({"description": "Họp đã thông qua."}, "description", "says-verdict"),
    ],
)
def test_what_looks_like_a_decision_or_does_not_fit_is_said_at_its_field(
    village: Village, change: dict[str, object], field: str, code: str
) -> None:
    now = village.clock()
    new = replace(NewVote(TITLE, "", (HOURS,), now, now + timedelta(days=1), opinion=True), **change)
    with pytest.raises(Invalid) as caught:
        check_new_vote(tidied(new), now)
    assert caught.value.faults == {field: code}


def test_a_matter_is_not_asked_with_other_answers(village: Village) -> None:
    now = village.clock()
    with pytest.raises(Invalid) as caught:
        check_new_vote(NewVote(TITLE, "", (HOURS,), now, now + timedelta(days=1)), now)
    assert caught.value.faults == {"questions.0.answers": "answers-decree"}


def test_without_cards_or_committee_nobody_is_asked(new_village: Callable[..., Village]) -> None:
    village = new_village(households=3)
    village.services.cards.revoke(village.actors["team"], VILLAGE, "DH-001", "Hộ báo mất thẻ")
    with pytest.raises(Conflict) as caught:
        asked(village)
    assert caught.value.code == "missing-cards"
