"""A result as people read it: one sentence and the rows behind it. What was decided comes from the services."""

from dataclasses import dataclass

from flask import Flask

from voting.services.votes.plan import Question, meaning
from voting.services.votes.summaries import QuestionOutcome, VoteSummary
from voting.web.speech.languages import spoken
from voting.web.speech.words import _


@dataclass(frozen=True)
class Row:
    """An answer with the households that gave it; `passed` says whether a proposal reached what it needed."""

    index: int
    text: str
    count: int
    proposal: bool
    passed: bool


@dataclass(frozen=True)
class QuestionResult:
    """A question with its rows in the order of the ballot; blanks are the last row where they were allowed."""

    text: str
    answers: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def proposals(self) -> tuple[Row, ...]:
        """The answers that were put to the majority."""
        return tuple(row for row in self.rows if row.proposal)


def prepare(app: Flask) -> None:
    """Gives templates the filters `outcome_sentence`, `rule_sentence` and `meaning`."""
    app.jinja_env.filters.update(outcome_sentence=outcome_sentence, rule_sentence=rule_sentence, meaning=meaning)


def outcome_of(vote: VoteSummary) -> tuple[QuestionResult, ...]:
    """The results of a decided vote, question by question; empty before."""
    if vote.outcome is None:
        return ()
    return tuple(_question(*pair) for pair in zip(vote.questions, vote.outcome, strict=True))


def _question(question: Question, outcome: QuestionOutcome) -> QuestionResult:
    passed = dict(zip(question.proposals, outcome.passed, strict=True))
    rows = [
        Row(index, text, count, index in passed, passed.get(index, False))
        for index, (text, count) in enumerate(zip(question.answers, outcome.counts, strict=True))
    ]
    if outcome.blanks is not None:
        rows.append(Row(len(rows), _("Phiếu trắng"), outcome.blanks, proposal=False, passed=False))
    return QuestionResult(question.text, question.answers, tuple(rows))


def outcome_sentence(vote: VoteSummary) -> str:
    """The answer in one sentence: "Đã thông qua: “Đồng ý” được 152/210 hộ, cần từ 106."; law/wording is its home."""
    return spoken(vote.result)


def rule_sentence(vote: VoteSummary) -> str:
    """What it takes to pass."""
    return spoken(vote.rule)
