"""What households said in the open, where a step of a matter rests on it: consents, poll of the form, objections."""

from dataclasses import replace
from datetime import timedelta

import pytest

from record.refusals import refusal
from record.road import Matter
from record.sample_subject import SpeakingVillage, speaking
from record.sample_village import commitment
from voting.law.road import Mark
from voting.record.entries.decision import MatterEnded
from voting.record.entries.statements import SubjectOpened
from voting.record.subject_kinds import MOST_STATEMENTS, TERMS

ENDED = {"ending": "withdrawn", "reason": "bà con rút lại"}


@pytest.fixture
def village() -> SpeakingVillage:
    return speaking(20)


@pytest.fixture
def matter(village: SpeakingVillage) -> Matter:
    return Matter(village)


def opened(village: SpeakingVillage, asked: str, about: str = "", **other: object) -> str:
    """What the book says to such an opening."""
    made: SubjectOpened = replace(village.subject_opening(1, asked, about), **other)
    return refusal(village, lambda: village.write(made))


# what may be asked


def test_the_values_of_a_kind_are_fixed(village: SpeakingVillage) -> None:
    assert opened(village, "list-review", values=("right", "objection", "maybe")) == "wrong-setup"
    assert opened(village, "list-review", values=("objection", "right")) == "wrong-setup"
    assert opened(village, "list-review", worded=()) == "wrong-setup"
    assert opened(village, "list-review", kind="census") == "wrong-setup"


def test_a_subject_is_about_what_is_there(village: SpeakingVillage, matter: Matter) -> None:
    assert opened(village, "list-review", "1" * 14) == "wrong-setup"
    for kind in ("consent", "form-poll"):
        assert opened(village, kind) == "unknown-matter"
        assert opened(village, kind, "1" * 14) == "unknown-matter"
    assert opened(village, "vote-words", "1" * 14) == "unknown-vote"
    matter.walk("appoint")
    assert opened(village, "consent", matter.id) == "step-missing"
    assert opened(village, "form-poll", matter.id) == "step-missing"


# consents


def gathered(village: SpeakingVillage, matter: Matter, consents: int, refusals: int = 0) -> str:
    """A matter raised, and consents by card; the subject is closed."""
    matter.raise_()
    name = village.open_subject(1, "consent", matter.id)
    for household in range(consents + refusals):
        village.say(name, household, "yes" if household < consents else "no")
    village.close_subject(name)
    return name


def test_consents_by_card_carry_a_proposal(village: SpeakingVillage, matter: Matter) -> None:
    name = gathered(village, matter, 2, refusals=1)
    matter.propose("citizens", consents=2, counted_in=name)
    assert village.commune.matter(matter.id).marks == (Mark.RAISED, Mark.PROPOSED)
    matter.classify()


@pytest.mark.parametrize(
    "fields",
    [
        {"consents": 3},
        {"consents": 1},
        {"counted_in": ""},
        {"counted_in": "1" * 14},
        {"content": commitment("lời khác")},
        {"backed": 1},
        {"by": "head", "consents": 0, "counted_in": ""},
    ],
)
def test_a_proposal_says_what_its_subject_says(
    village: SpeakingVillage, matter: Matter, fields: dict[str, object]
) -> None:
    honest = {"by": "citizens", "consents": 2, "counted_in": gathered(village, matter, 2)}
    assert refusal(village, lambda: matter.propose(**honest | fields)) == "wrong-step"


def test_consents_are_counted_once_the_subject_is_closed(village: SpeakingVillage, matter: Matter) -> None:
    matter.raise_()
    name = village.open_subject(1, "consent", matter.id)
    village.say(name, 0, "yes")
    early = {"consents": 1, "counted_in": name}
    assert refusal(village, lambda: matter.propose("citizens", **early)) == "step-missing"
    assert refusal(village, lambda: village.write(village.subject_closing(name))) == "closed-too-early"
    village.say(name, 1, "yes")
    village.write(village.subject_closing(name))  # a tenth: no need to wait
    matter.propose("citizens", consents=2, counted_in=name)


def test_consents_are_good_for_three_months(village: SpeakingVillage, matter: Matter) -> None:
    name = gathered(village, matter, 2)
    village.at = village.commune.subjects[name].opened_at + timedelta(days=93)
    assert refusal(village, lambda: matter.propose("citizens", consents=2, counted_in=name)) == "wrong-step"
    village.at -= timedelta(days=1)  # 23 November: until 23 February
    matter.propose("citizens", consents=2, counted_in=name)


def test_fewer_than_a_tenth_need_the_fronts_own_act(village: SpeakingVillage, matter: Matter) -> None:
    name = gathered(village, matter, 1)
    fields = {"consents": 1, "counted_in": name}
    assert refusal(village, lambda: matter.propose("citizens", **fields)) == "wrong-step"
    assert refusal(village, lambda: matter.propose("citizens", **fields, backed=1)) == "wrong-step"
    assert refusal(village, lambda: matter.back(by="head")) == "wrong-step"
    matter.back()
    assert refusal(village, lambda: matter.propose("citizens", **fields)) == "wrong-step"
    matter.propose("citizens", **fields, backed=1)


def test_backing_needs_a_matter_that_was_raised_and_somebody_who_consents(
    village: SpeakingVillage, matter: Matter
) -> None:
    assert refusal(village, matter.back) == "unknown-matter"
    assert refusal(village, lambda: matter.propose("citizens", consents=1, backed=1)) == "wrong-step"
    matter.raise_()
    assert refusal(village, matter.raise_) == "wrong-step"
    matter.back()
    assert refusal(village, lambda: matter.propose("citizens", backed=1)) == "wrong-step"
    matter.propose("citizens", consents=1, backed=1)
    assert refusal(village, matter.back) == "out-of-order"


def test_nobody_asks_twice_for_the_same_consents(village: SpeakingVillage, matter: Matter) -> None:
    gathered(village, matter, 1)
    second = village.subject_opening(2, "consent", matter.id)
    assert refusal(village, lambda: village.write(second)) == "out-of-order"


def test_gathering_ends_with_its_matter(village: SpeakingVillage, matter: Matter) -> None:
    matter.raise_()
    name = village.open_subject(1, "consent", matter.id)
    matter.step(MatterEnded, "head", **ENDED)
    village.write(village.subject_closing(name))
    assert refusal(village, lambda: matter.propose("citizens", consents=2, counted_in=name)) == "wrong-step"


# the poll of the form


def polled(village: SpeakingVillage, matter: Matter, in_favour: int, against: int) -> str:
    matter.walk("settle")
    name = village.open_subject(1, "form-poll", matter.id)
    for household in range(in_favour + against):
        village.say(name, household, "yes" if household < in_favour else "no")
    village.close_subject(name)
    return name


def test_the_poll_of_the_form_is_what_households_said_by_card(village: SpeakingVillage, matter: Matter) -> None:
    name = polled(village, matter, 11, 3)
    matter.poll(way="card", counted_in=name, in_favour=11, against=3)
    assert village.commune.matter(matter.id).marks[-1] is Mark.FORM_ONLINE


def test_half_is_not_enough_by_card_either(village: SpeakingVillage, matter: Matter) -> None:
    name = polled(village, matter, 10, 0)
    matter.poll(way="card", counted_in=name, in_favour=10, against=0)
    assert village.commune.matter(matter.id).marks[-1] is Mark.FORM_MEETING


@pytest.mark.parametrize(
    "fields",
    [
        {"in_favour": 12},
        {"against": 0},
        {"counted_in": "1" * 14},
        {"counted_in": ""},
        {"way": "group"},
        {"way": "group", "counted_in": "", "in_favour": 20, "against": 0},
    ],
)
def test_other_numbers_than_the_subjects_are_refused(
    village: SpeakingVillage, matter: Matter, fields: dict[str, object]
) -> None:
    honest = {"way": "card", "counted_in": polled(village, matter, 11, 3), "in_favour": 11, "against": 3}
    assert refusal(village, lambda: matter.poll(**honest | fields)) == "wrong-step"


def test_a_poll_by_card_is_asked_once_under_a_roll(village: SpeakingVillage, matter: Matter) -> None:
    matter.walk("settle")
    name = village.open_subject(1, "form-poll", matter.id)
    assert refusal(village, lambda: matter.poll(way="card", counted_in=name, in_favour=0)) == "step-missing"
    again = village.subject_opening(2, "form-poll", matter.id)
    assert refusal(village, lambda: village.write(again)) == "out-of-order"
    village.freeze(20)
    village.issue()
    village.write(village.subject_closing(name))  # its roll is gone
    matter.settle()
    other = village.open_subject(3, "form-poll", matter.id)
    village.close_subject(other)
    assert refusal(village, lambda: matter.poll(way="card", counted_in=name, in_favour=0)) == "wrong-step"


def test_a_subject_about_another_matter_does_not_count(village: SpeakingVillage, matter: Matter) -> None:
    name = polled(village, matter, 11, 3)
    other = Matter(village, 2)
    other.walk("settle")
    fields = {"way": "card", "counted_in": name, "in_favour": 11, "against": 3}
    assert refusal(village, lambda: other.poll(**fields)) == "wrong-step"


# objections to the list


def test_a_roll_is_settled_once_its_objections_are_counted_and_answered(
    village: SpeakingVillage, matter: Matter
) -> None:
    matter.walk("appoint")
    name = village.open_subject(1)
    village.say(name, 0, "objection", 1, "Sai tên")
    village.say(name, 1, "objection", 1, "Thiếu con")
    village.say(name, 1, "right", 2)
    assert refusal(village, lambda: matter.settle(objections=1, answered=1)) == "step-missing"
    village.close_subject(name)
    for number in (0, 2):
        assert refusal(village, lambda n=number: matter.settle(objections=n, answered=n)) == "wrong-step"
    assert refusal(village, lambda: matter.settle(objections=1, answered=0)) == "wrong-step"
    matter.settle(objections=1, answered=1)


def test_objections_to_an_earlier_roll_are_of_that_roll(village: SpeakingVillage, matter: Matter) -> None:
    matter.walk("appoint")
    name = village.open_subject(1)
    village.say(name, 0, "objection", 1, "Sai tên")
    village.freeze(20)
    village.issue()
    village.close_subject(name)
    matter.settle()


# words beside a vote


def test_words_beside_a_vote_end_with_it(village: SpeakingVillage) -> None:
    vote = village.open(1)
    name = village.open_subject(1, "vote-words", vote, hours=90 * 24)
    village.say(name, 0, "said", 1, "Nên làm cả ngày lễ.")
    assert refusal(village, lambda: village.write(village.subject_closing(name))) == "closed-too-early"
    again = village.subject_opening(2, "vote-words", vote)
    assert refusal(village, lambda: village.write(again)) == "out-of-order"
    village.cancel(vote)
    village.write(village.subject_closing(name))
    assert village.commune.subjects[name].count("said") == 1
    late = village.subject_opening(3, "vote-words", vote)
    assert refusal(village, lambda: village.write(late)) == "out-of-order"


# how often


def test_a_household_speaks_no_more_than_so_often(village: SpeakingVillage) -> None:
    name = village.open_subject(1)
    for number in range(1, MOST_STATEMENTS + 1):
        village.say(name, 0, TERMS["list-review"][0][number % 2], number)
    with pytest.raises(Exception, match="sequence 21") as found:
        village.say(name, 0, "right", MOST_STATEMENTS + 1)
    assert found.value.code == "too-many"
    village.say(name, 1, "right", MOST_STATEMENTS)  # numbers may be left out, never stretched
