"""The numbered checks (LEDGER, "Offline verification") and how they are run: all of them, to the end.

A check returns what it found, or raises: a data error (it fails), `NotShown` (nothing there to check), `Needs` (an
earlier check has taken its ground away: skipped if that one failed, not given if that one had nothing to check).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from voting.verifier import (
    checks_archive,
    checks_book,
    checks_commune,
    checks_count,
    checks_road,
    checks_subject,
    receipts,
)
from voting.verifier.case import Case
from voting.verifier.evidence import Kind
from voting.verifier.findings import DATA_ERRORS, Failure, Finding, Needs, NotShown, Status, failed

BUNDLE = frozenset({Kind.BUNDLE})
BOOKS = BUNDLE | {Kind.COMMUNE, Kind.SUBJECT}
PAPERS = BUNDLE | {Kind.COMMUNE}
SUBJECT = frozenset({Kind.SUBJECT})
VOTE = BUNDLE | {Kind.ARCHIVE}


@dataclass(frozen=True)
class Check:
    """A numbered check, and the kinds of evidence that can hold anything for it."""

    number: int
    name: str
    kinds: frozenset[Kind]
    look: Callable[[Case], Finding]


CHECKS: tuple[Check, ...] = (
    Check(1, "log-key", BOOKS, checks_commune.log_key),
    Check(2, "checkpoint", BOOKS, checks_commune.checkpoint),
    Check(3, "quorum", BOOKS, checks_commune.quorum),
    Check(4, "entries", BOOKS, checks_commune.entries),
    Check(5, "replay", BOOKS, checks_commune.replay),
    Check(6, "vote-book", BUNDLE, checks_book.vote_book),
    Check(7, "ties", BUNDLE, checks_book.ties),
    Check(8, "nothing-left-out", BUNDLE, checks_book.nothing_left_out),
    Check(9, "road", BUNDLE, checks_road.road),
    Check(10, "archive-form", VOTE, checks_archive.archive_form),
    Check(11, "setup", VOTE, checks_archive.setup),
    Check(12, "card-register", VOTE, checks_archive.card_register),
    Check(13, "ballots", VOTE, checks_archive.ballots),
    Check(14, "last-ballots", VOTE, checks_archive.last_ballots),
    Check(15, "encrypted-tally", VOTE, checks_count.encrypted_tally),
    Check(16, "partial-decryptions", VOTE, checks_count.partial_decryptions),
    Check(17, "result", VOTE, checks_count.result),
    Check(18, "outcome", BUNDLE, checks_count.outcome),
    Check(19, "archive-derived", BUNDLE, checks_archive.archive_derived),
    Check(20, "documents", PAPERS, checks_count.documents),
    Check(21, "receipts", BUNDLE, receipts.receipts),
    Check(22, "subject-book", SUBJECT, checks_subject.subject_book),
    Check(23, "subject-ties", SUBJECT, checks_subject.subject_ties),
    Check(24, "subject-list", SUBJECT, checks_subject.subject_list),
    Check(25, "recount", SUBJECT, checks_subject.recount),
)
NUMBERS = {check.name: check.number for check in CHECKS}


def checks_for(kind: Kind) -> tuple[Check, ...]:
    """Of a subject only what can hold something for it, of everything else all that is about votes."""
    if kind is Kind.SUBJECT:
        return tuple(check for check in CHECKS if kind in check.kinds)
    return tuple(check for check in CHECKS if check.kinds != SUBJECT)


def run_checks(case: Case) -> Iterator[tuple[Check, Finding]]:
    """Every check of this kind of evidence, in order, with what it found."""
    for check in checks_for(case.kind):
        found = _attempt(check, case)
        case.statuses[check.name] = found.status
        yield check, found


def _attempt(check: Check, case: Case) -> Finding:
    if case.kind not in check.kinds:
        return Finding(Status.NOT_GIVEN, f"{check.name}.{case.kind}")
    try:
        return check.look(case)
    except NotShown as nothing:
        return Finding(Status.NOT_GIVEN, nothing.say, nothing.values)
    except Needs as needs:
        return _without(needs.check, case)
    except Failure as failure:
        return failed(failure.error, check.name, failure.values)
    except DATA_ERRORS as error:
        return failed(error, check.name, {})


def _without(name: str, case: Case) -> Finding:
    """What a check comes to whose ground `name` should have laid."""
    values = {"check": name, "number": NUMBERS[name]}
    if case.statuses.get(name) is Status.NOT_GIVEN:
        return Finding(Status.NOT_GIVEN, "without", values)
    return Finding(Status.SKIPPED, "skipped", values)
