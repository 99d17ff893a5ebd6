"""The numbered checks (LEDGER, "Offline verification") and how they are run: all of them, to the end.

A check returns what it found, or raises: a data error (it fails), `NotShown` (nothing there to check), `Needs` (an
earlier check has taken its ground away: skipped if that one failed, not given if that one had nothing to check).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from voting.verifier import checks_record, checks_vote
from voting.verifier.case import Case, Subject
from voting.verifier.findings import DATA_ERRORS, Failure, Finding, Needs, NotShown, Status, failed


@dataclass(frozen=True)
class CaseCheck:
    """A check of the whole case."""

    number: int
    name: str
    look: Callable[[Case], Finding]


@dataclass(frozen=True)
class VoteCheck:
    """A check of each vote in the case."""

    number: int
    name: str
    look: Callable[[Case, Subject], Finding]


Check: TypeAlias = CaseCheck | VoteCheck


CHECKS: tuple[Check, ...] = (
    CaseCheck(1, "log-key", checks_record.log_key),
    CaseCheck(2, "checkpoint", checks_record.checkpoint),
    CaseCheck(3, "quorum", checks_record.quorum),
    CaseCheck(4, "entries", checks_record.entries),
    CaseCheck(5, "replay", checks_record.replay),
    VoteCheck(6, "vote-root", checks_record.vote_root),
    VoteCheck(7, "archive-form", checks_vote.archive_form),
    VoteCheck(8, "setup", checks_vote.setup),
    VoteCheck(9, "card-register", checks_vote.card_register),
    VoteCheck(10, "ballots", checks_vote.ballots),
    VoteCheck(11, "last-ballots", checks_vote.last_ballots),
    VoteCheck(12, "encrypted-tally", checks_vote.encrypted_tally),
    VoteCheck(13, "partial-decryptions", checks_vote.partial_decryptions),
    VoteCheck(14, "result", checks_vote.result),
    VoteCheck(15, "outcome", checks_vote.outcome),
    VoteCheck(16, "archive-derived", checks_vote.archive_derived),
    CaseCheck(17, "documents", checks_vote.documents),
)
NUMBERS = {check.name: check.number for check in CHECKS}
WHOLE_CASE = -1
_WORST_FIRST = (Status.FAIL, Status.SKIPPED, Status.PASS, Status.NOT_GIVEN)


def run_checks(case: Case) -> Iterator[tuple[Check, Finding]]:
    """Every check in order with what it found."""
    for check in CHECKS:
        yield check, _run(check, case)


def _run(check: Check, case: Case) -> Finding:
    if isinstance(check, CaseCheck):
        return _attempt(check, case, WHOLE_CASE, partial(check.look, case))
    found = [
        _attempt(check, case, place, partial(check.look, case, subject)) for place, subject in enumerate(case.subjects)
    ]
    return _merged(case.subjects, found)


def _merged(subjects: Sequence[Subject], found: Sequence[Finding]) -> Finding:
    """One finding for all votes: the first of the worst, named; several that hold are only counted."""
    if len(found) == 1:
        return found[0]
    for status in _WORST_FIRST:
        of_status = [place for place, one in enumerate(found) if one.status is status]
        if of_status and status is Status.PASS:
            return Finding(status, "several-votes", {"votes": len(of_status)})
        if of_status:
            first = of_status[0]
            return found[first] if status is Status.NOT_GIVEN else replace(found[first], vote=subjects[first].uuid)
    return Finding(Status.NOT_GIVEN, "no-votes")


def _attempt(check: Check, case: Case, place: int, attempt: Callable[[], Finding]) -> Finding:
    try:
        found = attempt()
    except NotShown as nothing:
        found = Finding(Status.NOT_GIVEN, nothing.say, nothing.values)
    except Needs as needs:
        found = _without(needs.check, case, place)
    except Failure as failure:
        found = failed(failure.error, check.name, failure.values)
    except DATA_ERRORS as error:
        found = failed(error, check.name, {})
    case.statuses[check.name, place] = found.status
    return found


def _without(name: str, case: Case, place: int) -> Finding:
    """What a check comes to whose ground `name` should have laid."""
    ground = case.statuses.get((name, place)) or case.statuses.get((name, WHOLE_CASE))
    values = {"check": name, "number": NUMBERS[name]}
    if ground is Status.NOT_GIVEN:
        return Finding(Status.NOT_GIVEN, "without", values)
    return Finding(Status.SKIPPED, "skipped", values)
