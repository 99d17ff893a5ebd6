"""A result as people read it: one sentence, its figure, the rows behind it. What was decided the services say."""

import json
from dataclasses import dataclass

from flask import Flask

from voting.services import wording
from voting.services.votes.plan import Question, meaning
from voting.services.votes.summaries import QuestionOutcome, VoteSummary
from voting.services.wording import Sentence
from voting.web.speech.drawings import Tally, tally_bar
from voting.web.speech.languages import spoken
from voting.web.speech.words import _

BLANK, UNSENT = "blank", "unsent"
"""What the rows of a table that are no answers mean."""


@dataclass(frozen=True)
class Row:
    """A line of the table: what was answered, what it means (`yes`, `no`, `other`, "", or as above), how often, and
    whether it passed, of an answer that was judged."""

    text: str
    count: int
    meaning: str = ""
    passed: bool | None = None


@dataclass(frozen=True)
class Headline:
    """The sentence of an outcome in its pieces, the figure apart: read one after another they are the sentence."""

    before: str
    count: str
    whole: str
    after: str


@dataclass(frozen=True)
class QuestionResult:
    """A question, its sentence, its rows in the order of the ballot; headline and bar where one answer was judged."""

    text: str
    said: str
    rows: tuple[Row, ...]
    passed: bool | None
    headline: Headline | None
    bar: Tally | None

    @property
    def answered(self) -> tuple[Row, ...]:
        """The rows of ballots: without the households that sent none."""
        return tuple(row for row in self.rows if row.meaning != UNSENT)


def prepare(app: Flask) -> None:
    """Gives templates the filters `outcome_sentence`, `vouched_sentence`, `rule_sentence`, `results` and `meaning`."""
    app.jinja_env.filters.update(
        outcome_sentence=outcome_sentence,
        vouched_sentence=vouched_sentence,
        rule_sentence=rule_sentence,
        meaning=meaning,
        results=outcome_of,
    )


def outcome_of(vote: VoteSummary) -> tuple[QuestionResult, ...]:
    """The results of a decided vote, question by question; empty before."""
    if vote.outcome is None:
        return ()
    return tuple(_question(vote, *pair) for pair in zip(vote.questions, vote.outcome, strict=True))


def _question(vote: VoteSummary, question: Question, outcome: QuestionOutcome) -> QuestionResult:
    passed = dict(zip(question.proposals, outcome.passed, strict=True))
    counted = wording.Counted(question.answers, outcome.counts, outcome.blanks, passed)
    said = spoken(_said(vote, counted))
    answered = zip(question.answers, outcome.counts, strict=True)
    rows = [Row(text, count, meaning(text), passed.get(place)) for place, (text, count) in enumerate(answered)]
    if outcome.blanks is not None:
        rows.append(Row(_("Phiếu trắng"), outcome.blanks, BLANK))
    rows.append(Row(_("Không gửi phiếu"), vote.households - vote.voted, UNSENT))
    judged = len(passed) == 1
    return QuestionResult(
        question.text,
        said,
        tuple(rows),
        all(passed.values()) if passed else None,
        _headline(said, outcome.counts[question.proposals[0]], vote.households) if judged else None,
        tally_bar([(row.meaning, row.count) for row in rows], vote.needed, vote.households) if judged else None,
    )


def _said(vote: VoteSummary, counted: wording.Counted) -> Sentence:
    if vote.practice:
        return wording.practised([counted])
    if vote.opinion:
        return wording.opinion([counted])
    return wording.outcome([counted], needed=vote.needed, households=vote.households)


def _headline(said: str, count: int, households: int) -> Headline:
    figure, number = spoken(wording.figure(count, households)), spoken(wording.number(count))
    before, _figure, after = said.rpartition(figure)
    return Headline(before.strip(), number, figure.removeprefix(number), after.strip())


def numbers_of(vote: VoteSummary) -> str:
    """The numbers of a result as the record writes them: JSON, blanks first; empty before there are any."""
    rows = [([] if one.blanks is None else [one.blanks]) + list(one.counts) for one in vote.outcome or ()]
    return json.dumps(rows, separators=(",", ":")) if rows else ""


def outcome_sentence(vote: VoteSummary) -> str:
    """The answer in one sentence: "Đã thông qua: “Đồng ý” được 152/210 hộ, cần từ 106."; law/wording is its home."""
    return spoken(vote.result)


def vouched_sentence(vote: VoteSummary) -> str:
    """Who has confirmed a result: "Đã được Ban giám sát xác nhận lúc …", or that nobody has so far."""
    return spoken(vote.vouched)


def rule_sentence(vote: VoteSummary) -> str:
    """What it takes to pass; or that nothing is decided."""
    return spoken(vote.rule)
