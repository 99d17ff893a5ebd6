"""A vote that asks for opinions decides nothing, and nothing in it may look as if it did."""

from dataclasses import replace

import pytest

from record.refusals import refusal, untouched
from record.road import Matter
from record.sample_village import DAYS, USUAL, WITH_BLANK, Village, base58, own_keys, settled, setup
from voting.ballots.election import Election, Question
from voting.law.choices import DECIDING
from voting.record.entries.entry import entry_bytes
from voting.record.errors import RecordError, WrongOutcome
from voting.record.lookups import Context
from voting.record.replay import accept

UP_TO_TWO = Question("Năm tới làm việc nào trước?", ("Đèn đường", "Nhà văn hóa", "Cống"), 1, 2, blank=True)


def asked(question: Question, title: str = "Họp thôn tháng 11", description: str = "") -> Election:
    """The election of the village's first vote, with other words."""
    _, honest = setup(base58("vote|dong-hoa|1", 14), own_keys(1, 3), (question,))
    return Election.build(title, (question,), honest.public_key, uuid=honest.uuid, description=description)


def opens(question: Question = DAYS, title: str = "Họp thôn tháng 11", description: str = "", **fields: object) -> str:
    """The code with which an opinion vote of these words and fields is refused; empty if it is opened."""
    village = settled(3)
    election = asked(question, title, description).raw.decode()
    entry = replace(village.opening(1, (DAYS,)), election=election, **fields)
    try:
        village.write(entry)
    except RecordError as error:
        return error.code
    assert village.vote(entry.vote).opinion
    return ""


def test_it_is_of_no_matter_and_opens_without_one() -> None:
    village = settled(3)
    village.open(1, (WITH_BLANK, DAYS, UP_TO_TWO))
    assert not village.commune.matters


def test_a_matters_vote_is_never_an_opinion() -> None:
    village = settled(3)
    Matter(village, 1, (DAYS,)).walk()
    assert refusal(village, lambda: village.write(village.opening(1, (DAYS,)))) == "wrong-rule"


def test_no_matter_takes_an_opinion_for_its_vote_afterwards() -> None:
    village = settled(3)
    matter = Matter(village, 1, (DAYS,))
    matter.walk(until="announce")
    village.open(1, (DAYS,))
    assert refusal(village, matter.tie) == "wrong-step"


@pytest.mark.parametrize(
    "fields",
    [
        {"clause": 6}, {"clause": 1}, {"citation": "law-10-2022:15.6"}, {"proposals": ()}, {"proposals": ((0,),)},
        {"proposals": ((), ())}, {"majority": "more-than-half"}, {"majority": "two-thirds"}, {"majority": "none"},
        {"majority": "opinions"},
    ],
    ids=str,
)  # fmt: skip
def test_it_has_no_clause_no_majority_and_puts_nothing_to_one(fields: dict[str, object]) -> None:
    assert opens(**fields) == "wrong-rule"


@pytest.mark.parametrize("question", [DAYS, WITH_BLANK, replace(DAYS, maximum=2), UP_TO_TWO])
def test_a_matter_is_asked_with_the_decrees_answers_alone(question: Question) -> None:
    village = settled(3)
    Matter(village, 1, (question,)).walk()
    honest = village.opening(1, (question,))
    for proposals in ((), ((),), ((0,),)):
        entry = replace(honest, clause=6, majority="more-than-half", citation="law-10-2022:15.6", proposals=proposals)
        assert refusal(village, lambda entry=entry: village.write(entry)) in {"wrong-rule", "wrong-answers"}


@pytest.mark.parametrize(
    "answer",
    [*DECIDING, "ĐỒNG Ý", "đồng  ý", "Đồng ý!", "“Đồng ý”", "Ðồng ý", "Đồng ý làm đường hoa", "Không đồng ý làm"],
)  # fmt: skip
def test_none_of_its_answers_is_a_yes_or_a_no_of_the_decree(answer: str) -> None:
    assert opens(Question("Làm đường hoa?", (answer, "Để năm sau"))) == "poses-as-decision"


@pytest.mark.parametrize("words", ["thông qua", "Thông  qua", "THÔNG QUA", "“thông” qua", "thông-qua", "thȏng qua"])
def test_nothing_in_it_has_the_words_of_a_decision(words: str) -> None:
    sentence = f"Việc {words} quy chế thôn"
    assert opens(title=sentence) == "poses-as-decision"
    assert opens(description=f"Một dòng.\n{sentence}.") == "poses-as-decision"
    assert opens(replace(DAYS, text=sentence)) == "poses-as-decision"
    assert opens(replace(DAYS, answers=(sentence, "Để năm sau"))) == "poses-as-decision"


@pytest.mark.parametrize(
    "answers",
    [("Có", "Không"), ("Ý kiến khác", "Thứ Bảy"), ("Đồng tiền", "Ý hay"), ("Nên làm", "Chưa nên"), ("Thông", "Qua")],
)
def test_other_words_are_free(answers: tuple[str, ...]) -> None:
    assert opens(Question("Giao thông quanh làng thế nào?", answers)) == ""


def counted(village: Village) -> str:
    """An opinion vote with three ballots, opened up to its result."""
    vote = village.open(1, (WITH_BLANK, DAYS))
    for household, choice in enumerate(([1, 0, 0], [0, 1, 0], [0, 1, 0])):
        village.cast(vote, household, [choice, [0, 0, 1]])
    village.close(vote)
    village.tally(vote)
    for owner in range(1, 5):
        village.write(village.partial(vote, owner))
    return vote


def test_its_result_has_numbers_and_no_outcome() -> None:
    village = settled(3)
    result = village.result(counted(village))
    assert (result.result, result.outcome) == ('{"result":[[1,2,0],[0,0,3]]}', {})
    village.write(result)


CLAIMED = {"households": 3, "needed": 2, "questions": [[], [{"answer": 2, "in_favour": 3, "passed": True}]]}


@pytest.mark.parametrize("outcome", [CLAIMED, {"households": 3, "needed": 2, "questions": [[], []]}, {"note": 1}])
def test_a_result_that_claims_an_outcome_is_refused_even_unexamined(outcome: dict[str, object]) -> None:
    village = settled(3)
    claiming = replace(village.result(counted(village)), outcome=outcome)
    assert refusal(village, lambda: village.write(claiming)) == "wrong-outcome"
    with untouched(village), pytest.raises(WrongOutcome):
        accept(village.commune, entry_bytes(claiming), Context(lambda _: None, lambda _: None))


def test_a_decisions_result_without_outcome_is_refused() -> None:
    village = settled(3)
    vote = village.open(1, (USUAL,))
    for household in range(3):
        village.cast(vote, household, [[1, 0, 0]])
    village.close(vote)
    village.tally(vote)
    for owner in range(1, 5):
        village.write(village.partial(vote, owner))
    assert refusal(village, lambda: village.write(replace(village.result(vote), outcome={}))) == "wrong-outcome"
