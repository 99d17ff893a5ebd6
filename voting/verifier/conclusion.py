"""The last sentence of a report: which vote, what came out, whether it passed, and whether to believe it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from voting.ballots.election import Election, parse_election
from voting.ballots.errors import BallotError
from voting.law import wording
from voting.law.practice import PRACTICE
from voting.law.wording import Counted
from voting.record.entries.vote import VoteCancelled, VoteOpened
from voting.record.facts import Phase
from voting.verifier.case import Case
from voting.verifier.checks_count import recomputed_outcome
from voting.verifier.evidence import Kind
from voting.verifier.sentence import Sentence, joined, printable
from voting.verifier.subject_summary import SubjectSummary


class Verdict(StrEnum):
    """The three verdicts, as in the JSON report; the exit status is 0, 1, 2."""

    HOLDS = "holds"
    FAILS = "does-not-hold"
    UNREADABLE = "unreadable"


WORDS: Mapping[str, Sentence] = {
    "holds": Sentence("Mọi điều kiểm được đều đúng.", "Everything that could be checked holds."),
    "fails": Sentence(
        "KHÔNG ĐÁNG TIN: mục kiểm số {numbers} không đạt.", "DO NOT TRUST THIS: check {numbers} does not hold."
    ),
    "look": Sentence("Điều nên xem lại, kể ở trên: {signs}.", "Worth a look, listed above: {signs}."),
    "title": Sentence("“{title}”: ", "“{title}”: "),
    "open": Sentence(
        "chưa có kết quả; đến nay {voted} hộ đã bỏ phiếu ({ballots} lá).",
        "no result yet; so far {voted} households have voted ({ballots} ballots).",
    ),
    "numbers": Sentence("{numbers} (theo {voted} hộ bỏ phiếu).", "{numbers} (of {voted} households that voted)."),
    "sealed": Sentence("Phiếu không được mở.", "The ballots stay sealed."),
    "no-vote": Sentence("Không có cuộc biểu quyết nào đọc được.", "There is no vote that could be read."),
}
"""What the last sentence is put together from; the browser's too (`spoken`)."""
_NOT_EXAMINED = Sentence(
    "Sổ chung có {votes} cuộc biểu quyết; phiếu và kết quả của chúng chưa được xét ở đây.",
    "The commune's book has {votes} votes; their ballots and results were not examined here.",
)


@dataclass(frozen=True)
class VoteSummary:
    """A vote as far as it could be read. `counts` and `outcome` are there only when recomputed from the ballots.

    `cancelled` is the accepted entry that ended it without a count; `practice`: it is none but in form.
    """

    uuid: str
    election: Election | None
    ballots: int | None = None
    voted: int | None = None
    counts: tuple[tuple[int, ...], ...] | None = None
    outcome: dict[str, Any] | None = None
    examined: bool = True
    cancelled: VoteCancelled | None = None
    practice: bool = False

    @property
    def passed(self) -> bool | None:
        """Whether everything that was put to the majority passed; `None` while that is not known, or where nothing
        was."""
        judged = [one["passed"] for question in (self.outcome or {"questions": []})["questions"] for one in question]
        return all(judged) if judged else None

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
            "state": "cancelled" if self.cancelled else "decided" if self.counts is not None else None,
            "ballots": self.ballots,
            "voted": self.voted,
            "result": None if self.counts is None else [list(row) for row in self.counts],
            "outcome": self.outcome,
            "passed": self.passed,
        }


def summaries_of(case: Case) -> tuple[VoteSummary, ...]:
    """The examined vote; of a commune's book by itself every vote that it opens, none of them examined."""
    if case.kind is Kind.SUBJECT:
        return ()
    if case.kind is Kind.COMMUNE:
        opened = [entry for entry in case.commune.entries if isinstance(entry, VoteOpened)] if case.commune else []
        return tuple(
            VoteSummary(one.vote, _election(one), examined=False, practice=one.majority == PRACTICE) for one in opened
        )
    cast = None if case.ballots is None else len(case.ballots)
    election = case.setup.election if case.setup else None
    ended = case.vote is not None and case.vote.phase is Phase.CANCELLED
    cancelled = next((one for one in case.entries_of_vote() if ended and isinstance(one, VoteCancelled)), None)
    practice = case.vote is not None and case.vote.practice
    counts, outcome = case.counts, recomputed_outcome(case)
    known = VoteSummary(case.uuid, election, cast, case.counted, counts, outcome, cancelled=cancelled)
    return (replace(known, practice=practice),)


def _election(entry: VoteOpened) -> Election | None:
    try:
        return parse_election(entry.election.encode())
    except BallotError:
        return None


def conclusion(
    votes: Sequence[VoteSummary], failures: Sequence[int], signs: int, subject: SubjectSummary | None = None
) -> Sentence:
    """A warning if anything fails; then the vote in a sentence; then, if all holds, that it does; then the signs."""
    examined = [_vote(vote, vote.election) for vote in votes if vote.examined and vote.election is not None]
    unexamined = sum(not vote.examined and not vote.practice for vote in votes)
    examined += [subject.sentence] if subject else []
    parts = examined or [_NOT_EXAMINED.filled({"votes": unexamined}) if unexamined else WORDS["no-vote"]]
    if failures:
        parts.insert(0, WORDS["fails"].filled({"numbers": ", ".join(map(str, failures))}))
    else:
        parts.append(WORDS["holds"])
    if signs:
        parts.append(WORDS["look"].filled({"signs": signs}))
    return joined(" ", parts)


def _vote(vote: VoteSummary, election: Election) -> Sentence:
    title = WORDS["title"].filled({"title": printable(election.name)})
    return joined("", [title, _standing(vote, election)])


def _standing(vote: VoteSummary, election: Election) -> Sentence:
    """Where the vote stands, in the words that the pages have for it."""
    if vote.cancelled is not None:
        reason = str(printable(vote.cancelled.reason))
        return joined(" ", [wording.cancelled(vote.cancelled.at, reason), WORDS["sealed"]])
    if vote.counts is None:
        return WORDS["open"].filled({"voted": vote.voted or 0, "ballots": vote.ballots or 0})
    counted = _counted(election, vote.counts, vote.outcome)
    if vote.practice:
        return wording.practised(counted)
    if vote.outcome == {}:
        return wording.opinion(counted)
    if vote.outcome is None:
        said = joined("; ", [wording.numbers(one) for one in counted])
        return WORDS["numbers"].filled({"numbers": said, "voted": vote.voted or 0})
    return wording.outcome(counted, needed=vote.outcome["needed"], households=vote.outcome["households"])


def _counted(election: Election, counts: tuple[tuple[int, ...], ...], outcome: dict[str, Any] | None) -> list[Counted]:
    """The count of each question, and what the law makes of it where that is known."""
    judged = outcome["questions"] if outcome else [[]] * len(counts)
    return [
        Counted(
            [str(printable(answer)) for answer in question.answers],
            row[1:] if question.blank else row,
            row[0] if question.blank else None,
            {one["answer"]: one["passed"] for one in rows},
        )
        for question, row, rows in zip(election.questions, counts, judged, strict=True)
    ]
