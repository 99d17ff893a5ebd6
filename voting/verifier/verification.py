"""`verify`: evidence in, report out. The command, the demonstration, the interface and the tests all call this."""

from voting.verifier.case import Case
from voting.verifier.checks import run_checks
from voting.verifier.conclusion import VoteSummary
from voting.verifier.evidence import Evidence, Trusted
from voting.verifier.proofs import BallotProofs, Progress, silent
from voting.verifier.report import CheckResult, Report

NOTHING_TRUSTED = Trusted()


def verify(
    evidence: Evidence, *, trusted: Trusted = NOTHING_TRUSTED, processes: int = 1, progress: Progress = silent
) -> Report:
    """Run every check to the end, the ballots' proofs on `processes` processes.

    `progress` is called with the number of ballots checked and their total. Never raises for what is in the evidence.
    """
    case = Case(evidence, trusted, BallotProofs(processes, progress))
    checks = tuple(CheckResult.of(check, finding) for check, finding in run_checks(case))
    votes = tuple(VoteSummary.of(case, subject) for subject in case.subjects)
    return Report(evidence.source, checks, votes)
