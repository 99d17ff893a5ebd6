"""People practise with the real committee and a few cards of their own; nothing of it can be taken for a real vote."""

from dataclasses import replace

import pytest

from record import practising
from record.practising import ASKED, PAPER, ballot, cards_of, opening
from record.refusals import refusal
from record.sample_village import DAYS, USUAL, Village, settled
from record.shared_committee import Making
from voting.ballots.election import Election, Question, parse_election
from voting.law.practice import DESCRIPTION, TITLE
from voting.record.entries.vote import VoteCancelled
from voting.record.errors import WrongOutcome

YES, NO = (1, 0, 0), (0, 1, 0)


def refused(village: Village, entry: object) -> str:
    return refusal(village, lambda: village.write(entry))


def practised(village: Village) -> str:
    """A practice vote of three cards, counted but for its result."""
    uuid = practising.opened(village)
    for card, choice in zip(cards_of(3), (YES, NO, YES), strict=True):
        village.post(ballot(village, uuid, card, choice))
    village.close(uuid)
    village.tally(uuid)
    trustees = village.book(uuid).setup.trustees
    for owner in trustees.owners[: trustees.parts]:
        village.write(village.partial(uuid, owner.number))
    return uuid


def test_the_real_committee_counts_it_and_nothing_is_decided() -> None:
    village = Village()
    village.start()
    Making(village).made()
    uuid = practised(village)
    assert village.result(uuid).outcome == {}
    village.write(village.result(uuid))
    assert village.commune.entries[-1].result == '{"result":[[2,1,0]]}'
    assert (village.vote(uuid).practice, village.vote(uuid).opinion, village.vote(uuid).decides) == (True, False, False)


def test_its_result_claims_no_outcome() -> None:
    village = settled(3)
    uuid = practised(village)
    claimed = {"households": 3, "needed": 2, "questions": [[{"answer": 0, "in_favour": 2, "passed": True}]]}
    with pytest.raises(WrongOutcome):
        village.write(replace(village.result(uuid), outcome=claimed))


def test_it_needs_a_committee_with_its_key_and_neither_roll_nor_cards() -> None:
    village = settled(3)
    Making(village).until("key")
    entry = replace(opening(settled(3)), at=village.at)
    assert refused(village, entry) == "wrong-committee"
    bare = Village()
    bare.start()
    bare.form()
    practising.opened(bare)


@pytest.mark.parametrize("cards", [2, 11])
def test_it_is_of_a_few_cards(cards: int) -> None:
    village = settled(3)
    assert refused(village, opening(village, cards=cards)) == "wrong-practice"
    village.write(opening(village, cards=10))


def test_the_households_cards_do_not_vote_in_it() -> None:
    village = settled(3)
    honest = opening(village)
    made = village.register
    theirs = {"register": made.sha256, "credentials": village.beside(b"[]"), "listed": len(made.cards)}
    assert refused(village, replace(honest, **theirs)) == "wrong-practice"
    uuid = practising.opened(village)
    real = ballot(village, uuid, village.cards[0], YES)
    assert refusal(village, lambda: village.post(real)) == "unknown-credential"


def test_practice_cards_vote_in_nothing_else() -> None:
    village = settled(3)
    practising.opened(village)
    real = village.open(1)
    theirs = ballot(village, real, cards_of(1)[0], YES)
    assert refusal(village, lambda: village.post(theirs)) == "unknown-credential"
    entry = replace(village.opening(2), register=practising.register_of(village, cards_of(3)).sha256)
    assert refused(village, entry) == "wrong-cards"


@pytest.mark.parametrize(
    "other",
    [
        {"title": "Làm đường hoa"}, {"description": ""}, {"description": f"{DESCRIPTION} Nhưng có giá trị."},
        {"question": USUAL}, {"question": DAYS}, {"question": replace(ASKED, maximum=2)},
        {"question": replace(ASKED, blank=True)}, {"question": replace(ASKED, answers=ASKED.answers[:2])},
    ],
    ids=str,
)  # fmt: skip
def test_its_words_are_its_own_to_the_letter(other: dict[str, object]) -> None:
    village = settled(3)
    assert refused(village, opening(village, **other)) == "wrong-practice"


@pytest.mark.parametrize(
    "fields",
    [
        {"clause": 6}, {"citation": "law-10-2022:15.6"}, {"proposals": ((0,),)}, {"proposals": ()},
        {"documents": (PAPER,)},
    ],
    ids=str,
)  # fmt: skip
def test_it_has_no_clause_no_papers_and_puts_nothing_to_a_majority(fields: dict[str, object]) -> None:
    village = settled(3)
    assert refused(village, replace(opening(village), **fields)) == "wrong-practice"


@pytest.mark.parametrize("question", [USUAL, DAYS])
@pytest.mark.parametrize("words", [TITLE, "Bỏ phiếu tập dượt", "BỎ  PHIẾU “TẬP” DƯỢT lần hai"])
def test_no_real_vote_has_its_words(question: Question, words: str) -> None:
    village = settled(3)
    honest = village.opening(1, (question,))
    key = parse_election(honest.election.encode()).public_key
    known = Election.build(words, (question,), key, uuid=honest.vote)
    assert refused(village, replace(honest, election=known.raw.decode())) == "wrong-practice"


def test_one_at_a_time_in_a_village() -> None:
    village = settled(3)
    first = practising.opened(village)
    assert refused(village, opening(village, "second")) == "wrong-practice"
    village.write(
        VoteCancelled, vote=first, size=village.book(first).size, root=village.book(first).tree.root().hex(),
        reason="mất điện", by="head",
    )  # fmt: skip
    practising.opened(village, "second")


def test_nothing_else_of_the_village_waits_for_it() -> None:
    village = settled(3)
    uuid = practising.opened(village)
    assert village.commune.village(village.code).open == ()
    village.freeze(4)
    village.issue()
    real = village.open(1)
    assert village.commune.village(village.code).open == (real,)
    village.close(uuid)
    assert village.commune.village(village.code).practice == ""
    assert village.commune.village(village.code).open == (real,)


def test_it_is_of_no_matter() -> None:
    village = settled(3)
    entry = opening(village)
    village.commune.matter_votes[entry.vote] = "khong-co"
    assert refused(village, entry) == "wrong-rule"
