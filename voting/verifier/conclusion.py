"""The last sentence of a report: which vote, what came out, whether it passed, and whether to believe it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from voting.ballots.election import Election, parse_election
from voting.ballots.errors import BallotError
from voting.record.entries.vote import VoteOpened
from voting.verifier.case import Case
from voting.verifier.checks_count import recomputed_outcome
from voting.verifier.evidence import Kind
from voting.verifier.sentence import Sentence, printable


class Verdict(StrEnum):
    """The three verdicts, as in the JSON report; the exit status is 0, 1, 2."""

    HOLDS = "holds"
    FAILS = "does-not-hold"
    UNREADABLE = "unreadable"


_HOLDS = Sentence("Mọi điều kiểm được đều đúng.", "Everything that could be checked holds.")
_FAILS = Sentence(
    "KHÔNG ĐÁNG TIN: mục kiểm số {numbers} không đạt.", "DO NOT TRUST THIS: check {numbers} does not hold."
)
_LOOK = Sentence("Điều nên xem lại, kể ở trên: {signs}.", "Worth a look, listed above: {signs}.")
_TITLE = "“{title}”: "
_BLANK = Sentence("phiếu trắng {count}", "blank {count}")
_OPEN = Sentence(
    "chưa có kết quả; đến nay {voted} hộ đã bỏ phiếu ({ballots} lá).",
    "no result yet; so far {voted} households have voted ({ballots} ballots).",
)
_NUMBERS = Sentence("{numbers} (theo {voted} hộ bỏ phiếu).", "{numbers} (of {voted} households that voted).")
_RULE = Sentence(
    "“{answer}” được {in_favour}/{households} hộ, cần từ {needed}: {verdict}.",
    "“{answer}” has {in_favour} of {households} households, {needed} needed: {verdict}.",
)
_PASSED, _NOT_PASSED = Sentence("ĐÃ THÔNG QUA", "PASSED"), Sentence("KHÔNG THÔNG QUA", "NOT PASSED")
_NO_VOTE = Sentence("Không có cuộc biểu quyết nào đọc được.", "There is no vote that could be read.")
_NOT_EXAMINED = Sentence(
    "Sổ chung có {votes} cuộc biểu quyết; phiếu và kết quả của chúng chưa được xét ở đây.",
    "The commune's book has {votes} votes; their ballots and results were not examined here.",
)


@dataclass(frozen=True)
class VoteSummary:
    """A vote as far as it could be read. `counts` and `outcome` are there only when recomputed from the ballots."""

    uuid: str
    election: Election | None
    ballots: int | None = None
    voted: int | None = None
    counts: tuple[tuple[int, ...], ...] | None = None
    outcome: dict[str, Any] | None = None
    examined: bool = True

    @property
    def passed(self) -> bool | None:
        """Whether every question passed at least one proposal; `None` while the outcome is not known."""
        if self.outcome is None:
            return None
        return all(any(one["passed"] for one in question) for question in self.outcome["questions"])

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        election = self.election
        return {
            "uuid": self.uuid,
            "title": election.name if election else None,
            "questions": [
                {"question": one.text, "answers": list(one.answers), "blank": one.blank} for one in election.questions
            ]
            if election
            else None,
            "ballots": self.ballots,
            "voted": self.voted,
            "result": None if self.counts is None else [list(row) for row in self.counts],
            "outcome": self.outcome,
            "passed": self.passed,
        }


def summaries_of(case: Case) -> tuple[VoteSummary, ...]:
    """The examined vote; of a commune's book by itself every vote that it opens, none of them examined."""
    if case.kind is Kind.COMMUNE:
        opened = [entry for entry in case.commune.entries if isinstance(entry, VoteOpened)] if case.commune else []
        return tuple(VoteSummary(entry.vote, _election(entry), examined=False) for entry in opened)
    cast = None if case.ballots is None else len(case.ballots)
    election = case.setup.election if case.setup else None
    return (VoteSummary(case.uuid, election, cast, case.counted, case.counts, recomputed_outcome(case)),)


def _election(entry: VoteOpened) -> Election | None:
    try:
        return parse_election(entry.election.encode())
    except BallotError:
        return None


def conclusion(votes: Sequence[VoteSummary], failures: Sequence[int], signs: int) -> Sentence:
    """A warning if anything fails; then the vote in a sentence; then, if all holds, that it does; then the signs."""
    examined = [_vote(vote, vote.election) for vote in votes if vote.examined and vote.election is not None]
    unexamined = sum(not vote.examined for vote in votes)
    parts = examined or [_NOT_EXAMINED.filled({"votes": unexamined}) if unexamined else _NO_VOTE]
    if failures:
        parts.insert(0, _FAILS.filled({"numbers": ", ".join(map(str, failures))}))
    else:
        parts.append(_HOLDS)
    if signs:
        parts.append(_LOOK.filled({"signs": signs}))
    return _joined(" ", parts)


def _joined(between: str, parts: Sequence[Sentence]) -> Sentence:
    return Sentence(between.join(one.vi for one in parts), between.join(one.en for one in parts))


def _vote(vote: VoteSummary, election: Election) -> Sentence:
    title = Sentence(_TITLE, _TITLE).filled({"title": printable(election.name)})
    if vote.counts is None:
        parts = [_OPEN.filled({"voted": vote.voted or 0, "ballots": vote.ballots or 0})]
    elif vote.outcome is None:
        numbers = _joined("; ", _numbers(election, vote.counts))
        parts = [_NUMBERS.filled({"numbers": numbers, "voted": vote.voted or 0})]
    else:
        parts = _proposals(election, vote.outcome)
    return _joined("", [title, _joined(" ", parts)])


def _proposals(election: Election, outcome: dict[str, Any]) -> list[Sentence]:
    """One sentence for each proposal put to the majority."""
    said = []
    for question, row in zip(election.questions, outcome["questions"], strict=True):
        for one in row:
            values = {
                "answer": printable(question.answers[one["answer"]]),
                "in_favour": one["in_favour"],
                "households": outcome["households"],
                "needed": outcome["needed"],
                "verdict": _PASSED if one["passed"] else _NOT_PASSED,
            }
            said.append(_RULE.filled(values))
    return said


def _numbers(election: Election, counts: tuple[tuple[int, ...], ...]) -> list[Sentence]:
    """ "Tán thành 12, Không tán thành 3" for each question; blanks last."""
    said = []
    for question, row in zip(election.questions, counts, strict=True):
        answers = row[1:] if question.blank else row
        named = [f"{printable(answer)} {count}" for answer, count in zip(question.answers, answers, strict=True)]
        parts = [Sentence(one, one) for one in named]
        if question.blank:
            parts.append(_BLANK.filled({"count": row[0]}))
        said.append(_joined(", ", parts))
    return said
