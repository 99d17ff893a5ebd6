"""The report: every check with its sentence, the vote, and whether all that could be checked holds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.verifier.checks import Check
from voting.verifier.conclusion import VoteSummary, conclusion
from voting.verifier.findings import Finding, Status
from voting.verifier.sentences import Sentence, sentence_of

MARKS: Mapping[Status, str] = {Status.PASS: "✔", Status.FAIL: "✘", Status.NOT_GIVEN: "–", Status.SKIPPED: "–"}


@dataclass(frozen=True)
class CheckResult:
    """One numbered check as reported."""

    number: int
    name: str
    status: Status
    error: str
    crime: str
    detail: str
    sentence: Sentence

    @classmethod
    def of(cls, check: Check, finding: Finding) -> "CheckResult":
        """From what the check found."""
        said = sentence_of(check.name, finding)
        return cls(check.number, check.name, finding.status, finding.error, finding.crime, finding.detail, said)

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "number": self.number,
            "name": self.name,
            "status": self.status.value,
            "error": self.error or None,
            "crime": self.crime or None,
            "detail": self.detail[:500] or None,
            "sentence_vi": self.sentence.vi,
            "sentence_en": self.sentence.en,
        }


@dataclass(frozen=True)
class Report:
    """All checks in order and the votes they were about."""

    source: str
    checks: tuple[CheckResult, ...]
    votes: tuple[VoteSummary, ...]

    @property
    def ok(self) -> bool:
        """Whether everything that could be checked holds."""
        return not self.failures

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that do not hold."""
        return tuple(one for one in self.checks if one.status is Status.FAIL)

    @property
    def conclusion(self) -> Sentence:
        """The last sentence: the vote, its result, passed or not, and whether to believe it."""
        return conclusion(self.votes, [one.number for one in self.failures])

    def value(self) -> dict[str, Any]:
        """The JSON report; `vote` is there when the evidence is of one vote, `votes` always."""
        votes = [one.value() for one in self.votes]
        return {
            "ok": self.ok,
            "input": self.source,
            "checks": [one.value() for one in self.checks],
            "vote": votes[0] if len(votes) == 1 else None,
            "votes": votes,
            "conclusion_vi": self.conclusion.vi,
            "conclusion_en": self.conclusion.en,
        }

    def lines(self, language: str) -> Sequence[str]:
        """The report for people, in "vi" or "en"."""
        shown = [
            f"{MARKS[one.status]} {one.number:2d}. {getattr(one.sentence, language)}"
            + (f" [{one.crime}]" if one.crime else "")
            for one in self.checks
        ]
        return [*shown, "", getattr(self.conclusion, language)]
