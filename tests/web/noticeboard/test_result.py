"""A result is a sentence, its figure, its picture and its table, all from the same values; marks stand by meaning."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from village.life import Village

from voting.services.votes.plan import Question
from voting.services.votes.summaries import QuestionOutcome, Stage, VoteSummary
from voting.web.speech.drawings import tally_bar
from voting.web.speech.outcomes import outcome_of, outcome_sentence
from web.client import Reader

THREE = ("Đồng ý", "Không đồng ý", "Ý kiến khác")


def decided(
    village: Village, question: Question, outcome: QuestionOutcome, *, voted: int, majority: str = "more-than-half"
) -> VoteSummary:
    """The lively village's decided vote with other numbers: 643 households, 322 needed."""
    known = village.services.votes.get(village.votes["decided"])
    changes = {"questions": (question,), "outcome": (outcome,), "households": 643, "needed": 322, "voted": voted}
    changes |= {"majority": majority}
    return VoteSummary(**{**{name: getattr(known, name) for name in known.__dataclass_fields__}, **changes})


@pytest.mark.parametrize(("yes", "passed"), [(352, True), (290, False)])
def test_the_pieces_of_the_headline_are_the_sentence(own_app: Flask, village: Village, yes: int, passed: bool) -> None:
    question = Question("Có đồng ý không?", THREE, 1, 1, blank=False, proposals=(0,))
    vote = decided(village, question, QuestionOutcome((yes, 71, 38), None, (passed,)), voted=461)
    with own_app.test_request_context("/", headers={"Cookie": "ngon-ngu=vi"}):
        (result,), sentence = outcome_of(vote), outcome_sentence(vote)
    assert result.headline is not None
    said = result.headline
    assert (said.count, said.whole) == (str(yes), "/643 hộ,")
    assert f"{said.before} {said.count}{said.whole} {said.after}" == sentence == result.said
    assert result.passed is passed


def test_table_and_bar_hold_every_household_once(own_app: Flask, village: Village) -> None:
    question = Question("Có đồng ý không?", THREE, 1, 1, blank=False, proposals=(0,))
    vote = decided(village, question, QuestionOutcome((352, 71, 38), None, (True,)), voted=461)
    with own_app.test_request_context("/"):
        (result,) = outcome_of(vote)
    assert [(row.meaning, row.count) for row in result.rows] == [
        ("yes", 352), ("no", 71), ("other", 38), ("unsent", 182),
    ]  # fmt: skip
    assert result.bar is not None
    assert [(part.meaning, part.count) for part in result.bar.segments] == [(r.meaning, r.count) for r in result.rows]
    assert result.bar.segments[-1].end == pytest.approx(100)
    assert result.bar.mark == pytest.approx(100 * 322 / 643, abs=0.001)


def test_opinions_have_numbers_and_neither_bar_nor_verdict(own_app: Flask, village: Village) -> None:
    question = Question("Họp vào buổi nào?", ("Tối thứ Bảy", "Sáng Chủ nhật"), 1, 1, blank=True, proposals=())
    vote = decided(village, question, QuestionOutcome((300, 100), 61, ()), voted=461, majority="opinion")
    with own_app.test_request_context("/"):
        (result,) = outcome_of(vote)
    assert (result.headline, result.bar, result.passed) == (None, None, None)
    assert (
        result.said
        == "Kết quả ý kiến: “Tối thứ Bảy” 300 hộ, “Sáng Chủ nhật” 100 hộ, phiếu trắng 61 hộ; không quyết định việc gì."
    )
    assert [row.count for row in result.rows] == [300, 100, 61, 182]


@pytest.mark.parametrize(("needed", "anchor"), [(1, "start"), (50, "middle"), (99, "end")])
def test_the_words_at_the_mark_never_leave_the_bar(needed: int, anchor: str) -> None:
    assert tally_bar([("yes", 60), ("unsent", 40)], needed, 100).anchor == anchor


def test_the_page_shows_the_sentence_once_as_its_heading_and_marks_by_meaning(
    village: Village, public: FlaskClient
) -> None:
    page = public.get(f"/bieu-quyet/{village.votes['decided']}").text
    heading = re.search(r'<h1 class="outcome">(.*?)</h1>', page)
    assert heading
    assert Reader(heading[1]).text.replace("3 /5", "3/5") == "Đã thông qua: “Đồng ý” được 3/5 hộ, cần từ 3."
    rows = dict(re.findall(r'<th scope="row">.*?</svg> <svg class="icon"[^>]*>(.*?)</svg> ([^<]+)</th>', page))
    assert {text: path for path, text in rows.items()} == {
        "Đồng ý": '<path d="M4 13l5 5L20 6"/>',
        "Không đồng ý": '<path d="M5 5l14 14M19 5L5 19"/>',
        "Ý kiến khác": '<path d="M4 5h16v11h-9l-5 4v-4H4z"/>',
    }


def test_the_seal_is_pressed_only_on_what_is_confirmed(village: Village, public: FlaskClient) -> None:
    found = village.services.votes.get(village.votes["decided"])
    assert (found.state, found.final) == (Stage.DECIDED, False)
    assert 'class="seal waiting"' in public.get(f"/bieu-quyet/{found.uuid}").text


def test_how_many_cards_were_changed_is_said_while_the_vote_is_open_and_after(
    village: Village, public: FlaskClient
) -> None:
    for state, uuid in village.votes.items():
        page = public.get(f"/bieu-quyet/{uuid}").text
        counts = re.findall(r'<dd class="n">([\d.]+)</dd>', page)
        assert bool(counts) == (state != "upcoming"), state
        if counts:
            told = village.services.replacing.changes(uuid)
            assert counts[:3] == [str(told.closed), str(told.replaced), str(told.spares)], state
            has_ended = state in {"counting", "decided", "cancelled"}
            assert len(counts) == (4 if has_ended else 3), "those from help desks, once it has ended"
