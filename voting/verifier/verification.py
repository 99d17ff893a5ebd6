"""`verify`: evidence in, report out. The command, the demonstration, the interface and the tests all call this."""

from datetime import datetime

from voting.verifier.case import Case
from voting.verifier.checks import run_checks
from voting.verifier.conclusion import summaries_of
from voting.verifier.evidence import Evidence, Trusted
from voting.verifier.proofs import BallotProofs, Progress, silent
from voting.verifier.receipts import require_receipts
from voting.verifier.report import CheckResult, ReceiptResult, Report, SignResult
from voting.verifier.signs import signs_of
from voting.verifier.subject_summary import subject_summary

NOTHING_TRUSTED = Trusted()


def verify(
    evidence: Evidence,
    *,
    trusted: Trusted = NOTHING_TRUSTED,
    processes: int = 1,
    progress: Progress = silent,
    now: datetime | None = None,
) -> Report:
    """Run every check to the end, the ballots' proofs on `processes` processes.

    `progress` is called with the number of ballots checked and their total; `now` (aware) is the time after which a
    cosignature is of the future, nobody's if it is not given. Never raises for what is in the evidence; `BadOption` for
    a receipt that is none or of another vote.
    """
    require_receipts(trusted.receipts, evidence)
    return report_of(Case(evidence, trusted, BallotProofs(processes, progress), now))


def report_of(case: Case) -> Report:
    """Run every check of a case; what they establish stays in it, for whoever goes on from there."""
    evidence = case.evidence
    checks = tuple(CheckResult.of(check, finding) for check, finding in run_checks(case))
    return Report(
        evidence.source,
        checks,
        receipts=tuple(map(ReceiptResult.of, case.receipts)),
        signs=tuple(map(SignResult.of, signs_of(case))),
        votes=summaries_of(case),
        subject=subject_summary(case),
    )
