"""Checks of one vote's count, and of the papers beside the record."""

from hashlib import sha256
from typing import Any

from voting.ballots import audit
from voting.ballots.errors import WrongTally
from voting.record.entries.correction import Correction
from voting.record.entries.count import ResultDeclared
from voting.record.entries.entry import Entry, compact
from voting.record.entries.vote import VoteOpened
from voting.record.outcome import outcome_of
from voting.record.payloads import names_in
from voting.verifier.case import Case, need
from voting.verifier.checks_archive import recounted
from voting.verifier.errors import OutcomeDiffers, UnnamedPayload, WrongDocument
from voting.verifier.evidence import Kind
from voting.verifier.findings import Finding, Needs, NotShown, Status, held


def encrypted_tally(case: Case) -> Finding:
    """15. The encrypted tally is the product of the ballots that count, and states their number."""
    archive = need(case.archive, "archive-form")
    if archive.encrypted_tally is None:
        raise NotShown("encrypted-tally.none")
    found = recounted(case)
    if archive.encrypted_tally != found.raw:
        raise WrongTally("the encrypted tally is not the product of the ballots")
    if archive.sized_tally != found.sized_raw:
        raise WrongTally("the number of ballots or their weight is not that of the ballots")
    case.tally = found
    return held("encrypted-tally.matches", counted=found.number)


def partial_decryptions(case: Case) -> Finding:
    """16. Each partial decryption is by a trustee of the vote, one each, and proven."""
    archive = need(case.archive, "archive-form")
    if not archive.partials:
        raise NotShown("partial-decryptions.none")
    known, opened = need(case.setup, "setup"), need(case.tally, "encrypted-tally")
    audit.check_partials(archive, known, opened)
    case.decrypted = True
    return held("partial-decryptions.hold", given=len(archive.partials), trustees=len(known.trustees.owners))


def result(case: Case) -> Finding:
    """17. The published numbers are what the partial decryptions open to."""
    archive = need(case.archive, "archive-form")
    if archive.result is None:
        raise NotShown("result.none")
    known, opened = need(case.setup, "setup"), need(case.tally, "encrypted-tally")
    if not case.decrypted:
        raise Needs("partial-decryptions")
    case.counts = audit.check_result(archive, known, opened)
    return held("result.matches", numbers="; ".join(" / ".join(map(str, row)) for row in case.counts or ()))


def outcome(case: Case) -> Finding:
    """18. What the record says of the outcome is what its rule of decision makes of the numbers."""
    stated = [entry for entry in case.entries_of_vote() if isinstance(entry, ResultDeclared)]
    if not stated:
        raise NotShown("outcome.none")
    found = recomputed_outcome(case)
    if found is None:
        raise Needs("result")
    if compact(stated[-1].outcome) != compact(found):  # in Python, 1 == True
        raise OutcomeDiffers(f"stated {str(stated[-1].outcome)[:200]}, the rule gives {str(found)[:200]}")
    if not found:
        return held("outcome.practice" if case.vote is not None and case.vote.practice else "outcome.opinion")
    citation = need(case.opened, "replay").citation
    return held("outcome.matches", households=found["households"], needed=found["needed"], citation=citation)


def recomputed_outcome(case: Case) -> dict[str, Any] | None:
    """The outcome by the record's rule from the recomputed numbers, empty where nothing is decided; `None` where they
    are missing."""
    return outcome_of(case.book.setup, case.counts) if case.book and case.counts else None


def documents(case: Case) -> Finding:
    """20. What stands beside the record has the hash by which the record names it; so have the papers of each vote."""
    for name, raw in case.evidence.payloads.items():
        if sha256(raw).hexdigest() != name:
            raise WrongDocument(f"a document named {name[:80]} has another hash")
    _require_named(case)
    named = {name for line in case.commune_lines for name in _papers(case, line.entry)}
    given = named & (case.trusted.documents | case.evidence.payloads.keys())
    if named and not given:
        raise NotShown("documents.not-given", named=len(named))
    beside = len(case.evidence.payloads)
    if not named and not beside:
        raise NotShown("documents.none")
    if not named:
        return held("documents.beside", beside=beside)
    return held("documents.match", given=len(given), named=len(named), beside=beside)


def _require_named(case: Case) -> None:
    """A bundle holds nothing that no entry speaks of; a mirror may be ahead of the book that was read from it."""
    if case.kind is not Kind.BUNDLE or case.statuses["replay"] is not Status.PASS:
        return
    entries = [line.entry for line in case.commune_lines if line.entry is not None]
    named = {name for entry in entries for name in (*names_in(entry), *papers_of(entry))}
    for name in case.evidence.payloads.keys() - named:
        raise UnnamedPayload(f"no entry of the commune's book names {name}")


def papers_of(entry: Entry) -> tuple[str, ...]:
    """The hashes of the papers that an entry shows with a vote."""
    if isinstance(entry, Correction):
        return entry.papers[1:]
    return entry.documents if isinstance(entry, VoteOpened) else ()


def _papers(case: Case, entry: Entry | None) -> tuple[str, ...]:
    """The hashes of the papers shown with the examined vote, or with each of a commune's book; corrected ones too."""
    if entry is None or case.evidence.vote not in {"", entry.subject()}:
        return ()
    return papers_of(entry)
