"""The report: every check with its sentence, receipts, signs worth a look, the vote, and the verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from voting.verifier.checks import Check
from voting.verifier.conclusion import Verdict, VoteSummary, conclusion
from voting.verifier.findings import Finding, ReceiptFinding, Status, code_of
from voting.verifier.policy_signs import Sign
from voting.verifier.sentence import Sentence
from voting.verifier.sentences import receipt_sentence, sentence_of, sign_sentence
from voting.verifier.subject_summary import SubjectSummary

MARKS: Mapping[Status, str] = {Status.PASS: "✔", Status.FAIL: "✘", Status.NOT_GIVEN: "–", Status.SKIPPED: "–"}
SIGN_MARK = "※"
OPTIONS: Mapping[str, str] = {
    "log-key.none": "--vkey", "card-register.none": "--register", "subject-list.none": "--register",
    "documents.not-given": "--documents", "receipts.none": "--receipt",
}  # fmt: skip
"""What the command takes for what was not given, by the sentence that says so; elsewhere there are no options."""


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
    option: str = ""

    @classmethod
    def of(cls, check: Check, finding: Finding) -> "CheckResult":
        """From what the check found."""
        said, option = sentence_of(check.name, finding), OPTIONS.get(finding.say, "")
        return cls(check.number, check.name, finding.status, finding.error, finding.crime, finding.detail, said, option)

    @property
    def mark(self) -> str:
        """What stands behind the sentence on a terminal: the crime, or the option that would give what is not there."""
        named = self.crime or self.option
        return f" [{named}]" if named else ""

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
class ReceiptResult:
    """One receipt as reported: its file, and what became of it."""

    finding: ReceiptFinding
    sentence: Sentence

    @classmethod
    def of(cls, finding: ReceiptFinding) -> "ReceiptResult":
        """From what check 20 found."""
        return cls(finding, receipt_sentence(finding))

    def value(self) -> dict[str, Any]:
        """The JSON object; `counts` is null where the ballot could not be found."""
        found = self.finding
        return {
            "file": found.name,
            "status": found.status.value,
            "index": found.values.get("index"),
            "tracker": found.values.get("tracker"),
            "cosigned": None if found.cosigned is None else list(found.cosigned),
            "counts": None if found.status is not Status.PASS else found.say == "receipt.counts",
            "error": code_of(found.error) if found.error else None,
            "sentence_vi": self.sentence.vi,
            "sentence_en": self.sentence.en,
        }


@dataclass(frozen=True)
class SignResult:
    """One sign worth a look as reported."""

    sign: Sign
    sentence: Sentence

    @classmethod
    def of(cls, sign: Sign) -> "SignResult":
        """From what was seen."""
        return cls(sign, sign_sentence(sign.name, sign.values))

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "name": self.sign.name,
            "values": dict(self.sign.values),
            "sentence_vi": self.sentence.vi,
            "sentence_en": self.sentence.en,
        }


@dataclass(frozen=True)
class Report:
    """All checks in order, the receipts and signs beside them, and the votes they were about."""

    source: str
    checks: tuple[CheckResult, ...]
    receipts: tuple[ReceiptResult, ...]
    signs: tuple[SignResult, ...]
    votes: tuple[VoteSummary, ...]
    subject: SubjectSummary | None = None

    @property
    def ok(self) -> bool:
        """Whether everything that could be checked holds."""
        return not self.failures

    @property
    def verdict(self) -> Verdict:
        """One of the first two verdicts; the third is for what could not be read at all."""
        return Verdict.HOLDS if self.ok else Verdict.FAILS

    @property
    def failures(self) -> tuple[CheckResult, ...]:
        """The checks that do not hold."""
        return tuple(one for one in self.checks if one.status is Status.FAIL)

    @property
    def conclusion(self) -> Sentence:
        """The last sentence: the vote, its result, passed or not, and whether to believe it."""
        return conclusion(self.votes, [one.number for one in self.failures], len(self.signs), self.subject)

    def value(self) -> dict[str, Any]:
        """The JSON report; `vote` is there when one vote was examined, `votes` always."""
        votes = [one.value() for one in self.votes]
        return {
            "ok": self.ok,
            "verdict": self.verdict.value,
            "input": self.source,
            "checks": [one.value() for one in self.checks],
            "receipts": [one.value() for one in self.receipts],
            "signs": [one.value() for one in self.signs],
            "vote": votes[0] if len(votes) == 1 and self.votes[0].examined else None,
            "votes": votes,
            "subject": self.subject.value() if self.subject else None,
            "conclusion_vi": self.conclusion.vi,
            "conclusion_en": self.conclusion.en,
        }

    def lines(self, language: str) -> Sequence[str]:
        """The report for people, in "vi" or "en"."""
        checks = [
            f"{MARKS[one.status]} {one.number:2d}. {getattr(one.sentence, language)}{one.mark}" for one in self.checks
        ]
        receipts = [f"{MARKS[one.finding.status]}     {getattr(one.sentence, language)}" for one in self.receipts]
        signs = [f"{SIGN_MARK} {getattr(one.sentence, language)}" for one in self.signs]
        beside = ["", *signs] if signs else []
        return [*checks, *receipts, *beside, "", getattr(self.conclusion, language)]
