"""Checks of one vote: archive, setup, ballots, count, outcome; they need no log, only the archive and the rules."""

from base64 import b64encode
from collections.abc import Iterator, Sequence, Set
from hashlib import sha256
from typing import Any

from voting.ballots import audit, tally
from voting.ballots.archive import Archive, read_archive
from voting.ballots.ballot import Ballot, parse_ballot
from voting.ballots.errors import BallotDataError, BallotError, UnknownCredential
from voting.record.entries.count import ResultDeclared
from voting.record.entries.vote import VoteClosed, VoteOpened
from voting.record.export import archive_of
from voting.record.outcome import outcome_of
from voting.record.register import parse_register
from voting.record.rules.shared import of_vote
from voting.record.state import VoteState
from voting.verifier.case import Case, Subject, need
from voting.verifier.errors import (
    ArchiveDiffers,
    CredentialsDiffer,
    OutcomeDiffers,
    WrongDocument,
    WrongRegister,
    WrongTurnout,
    WrongVote,
)
from voting.verifier.evidence import Kind
from voting.verifier.findings import Failure, Finding, Needs, NotShown, held


def archive_form(case: Case, subject: Subject) -> Finding:
    """7. The archive is well-formed: every byte of its blocks, every hash, the chain and order of its events."""
    derived = not subject.raw
    if derived:
        subject.raw = _derived(case, subject.uuid)
    subject.archive = read_archive(subject.raw)
    events = len(subject.archive.ballots) + 1 + len(subject.archive.partials) + subject.archive.ended
    events += (subject.archive.encrypted_tally is not None) + (subject.archive.result is not None)
    return held("archive-form.derived" if derived else "archive-form.read", events=events, bytes=len(subject.raw))


def _derived(case: Case, uuid: str) -> bytes:
    """The archive that the entries give; of those that the rules accept where the rest make none."""
    replayed = need(case.replayed, "replay")
    raw = b""
    try:
        raw = archive_of((line.entry for line in case.lines_of(uuid) if line.entry is not None), case.payload)
    except (BallotError, LookupError):
        accepted = (line.entry for line in replayed.accepted if line.entry is not None)
        raw = archive_of((entry for entry in accepted if of_vote(entry) == uuid), case.payload)
    if not raw:
        raise Needs("replay")
    return raw


def setup(case: Case, subject: Subject) -> Finding:
    """8. Election, trustees (every proof and key) and credential list are right and belong together."""
    found = audit.check_setup(_archive(subject))
    if case.evidence.vote and found.election.uuid != case.evidence.vote:
        raise WrongVote(f"the archive is of vote {found.election.uuid}, the bundle of {case.evidence.vote}")
    subject.setup, subject.uuid = found, found.election.uuid
    return held(
        "setup.fits",
        title=found.election.name,
        trustees=len(found.trustees.owners),
        credentials=len(found.credentials),
    )


def card_register(case: Case, subject: Subject) -> Finding:
    """9. The credential list is the one the card register gives: nobody added, nobody left out."""
    if not case.trusted.register:
        raise NotShown("card-register.none")
    register = parse_register(case.trusted.register)
    listed = need(subject.setup, "setup").credentials
    if not case.is_archive and _opened(case, subject).setup.register != register.sha256:
        if case.evidence.kind is Kind.LOG:
            raise NotShown("card-register.other")
        raise WrongRegister("the register is not the one whose hash the record fixed")
    given = register.credentials(subject.uuid)
    if given != listed:
        added, missing = len(set(listed) - set(given)), len(set(given) - set(listed))
        error = CredentialsDiffer(f"{added} credentials of no card, {missing} cards without a credential")
        raise Failure(error, added=added, missing=missing)
    return held("card-register.matches", cards=len(register.cards), spares=len(register.spares))


def ballots(case: Case, subject: Subject) -> Finding:
    """10. Every ballot: credential on the list, nothing twice, signature and all proofs."""
    archive, known = _archive(subject), need(subject.setup, "setup")
    found = tuple(_read_ballots(archive.ballots, set(known.credentials)))
    audit.require_fresh(found)
    if case.is_archive:
        case.proofs.total += len(found)
    for place, error in case.proofs.errors(known.election, found):
        raise _bad_ballot(error, archive.ballots, place)
    subject.ballots = found
    return held("ballots.hold-archive" if case.is_archive else "ballots.hold", ballots=len(found))


def _read_ballots(raws: Sequence[bytes], credentials: Set[str]) -> Iterator[Ballot]:
    for place, raw in enumerate(raws):
        try:
            ballot = parse_ballot(raw)
            if ballot.credential not in credentials:
                raise UnknownCredential("the credential is not in the list")
        except BallotDataError as error:
            raise _bad_ballot(error, raws, place) from error
        yield ballot


def _bad_ballot(error: BallotDataError, raws: Sequence[bytes], place: int) -> Failure:
    """The error with the ballot's tracker and its place, which people count from 1."""
    tracker = b64encode(sha256(raws[place]).digest()).decode().rstrip("=")
    return Failure(error, tracker=tracker, place=place + 1, total=len(raws))


def last_ballots(case: Case, subject: Subject) -> Finding:
    """11. One ballot a household counts, its last one; as many households as the record states."""
    cast = need(subject.ballots, "ballots")
    counted = len(tally.last_ballots(cast))
    for line in case.lines_of(subject.uuid) if not case.is_archive else ():
        if isinstance(line.entry, VoteClosed) and line.entry.voted != counted:
            error = WrongTurnout(f"vote-closed states {line.entry.voted} households, the ballots are of {counted}")
            raise Failure(error, stated=line.entry.voted, counted=counted)
    subject.counted = counted
    return held("last-ballots.counted", counted=counted, replaced=len(cast) - counted)


def encrypted_tally(_: Case, subject: Subject) -> Finding:
    """12. The encrypted tally is the product of the ballots that count, and states their number."""
    archive = _archive(subject)
    if archive.encrypted_tally is None:
        raise NotShown("encrypted-tally.none")
    known, cast = need(subject.setup, "setup"), need(subject.ballots, "ballots")
    subject.tally = audit.check_tally(archive, known.election, cast)
    return held("encrypted-tally.matches", counted=subject.tally.number)


def partial_decryptions(_: Case, subject: Subject) -> Finding:
    """13. Each partial decryption is by a trustee of the vote, one each, and proven."""
    archive = _archive(subject)
    if not archive.partials:
        raise NotShown("partial-decryptions.none")
    known, opened = need(subject.setup, "setup"), need(subject.tally, "encrypted-tally")
    audit.check_partials(archive, known, opened)
    subject.decrypted = True
    return held("partial-decryptions.hold", given=len(archive.partials), trustees=len(known.trustees.owners))


def result(_: Case, subject: Subject) -> Finding:
    """14. The published numbers are what the partial decryptions open to."""
    archive = _archive(subject)
    if archive.result is None:
        raise NotShown("result.none")
    known, opened = need(subject.setup, "setup"), need(subject.tally, "encrypted-tally")
    if not subject.decrypted:
        raise Needs("partial-decryptions")
    subject.counts = audit.check_result(archive, known, opened)
    return held("result.matches", numbers=_numbers(subject.counts))


def _numbers(counts: tuple[tuple[int, ...], ...] | None) -> str:
    return "; ".join(" / ".join(map(str, row)) for row in counts or ())


def outcome(case: Case, subject: Subject) -> Finding:
    """15. What the record says of the outcome is what its rule of decision makes of the numbers."""
    if case.is_archive:
        raise NotShown("outcome.archive")
    stated = [line.entry for line in case.lines_of(subject.uuid) if isinstance(line.entry, ResultDeclared)]
    if not stated:
        raise NotShown("outcome.none")
    rule, counts = _opened(case, subject).setup, need(subject.counts, "result")
    found = outcome_of(rule, counts)
    if stated[-1].outcome != found:
        raise OutcomeDiffers(f"stated {str(stated[-1].outcome)[:200]}, the rule gives {found}")
    return held("outcome.matches", households=found["households"], needed=found["needed"], citation=rule.citation)


def recomputed_outcome(case: Case, subject: Subject) -> dict[str, Any] | None:
    """The outcome by the record's rule from the recomputed numbers; `None` where either is missing."""
    vote = case.replayed.state.votes.get(subject.uuid) if case.replayed else None
    return None if vote is None or subject.counts is None else outcome_of(vote.setup, subject.counts)


def _opened(case: Case, subject: Subject) -> VoteState:
    """The vote as the rules have accepted its opening."""
    vote = need(case.replayed, "replay").state.votes.get(subject.uuid)
    return need(vote, "replay")


def archive_derived(case: Case, subject: Subject) -> Finding:
    """16. The archive given is, byte for byte, the one that the record's entries give."""
    if case.is_archive:
        raise NotShown("archive-derived.archive")
    if case.evidence.kind is Kind.LOG:
        raise NotShown("archive-derived.log")
    if not need(case.replayed, "replay").complete:
        raise Needs("replay")
    derived = _derived(case, subject.uuid)
    if derived != case.evidence.archive:
        at = next((n for n, (a, b) in enumerate(zip(derived, subject.raw, strict=False)) if a != b), len(derived))
        raise ArchiveDiffers(f"differs from the record's from byte {min(at, len(subject.raw))}")
    return held("archive-derived.same", bytes=len(derived))


def documents(case: Case) -> Finding:
    """17. What stands beside the record has the hash by which the record names it; so have the papers of each vote."""
    if case.is_archive:
        raise NotShown("documents.archive")
    for name, raw in case.evidence.payloads.items():
        if sha256(raw).hexdigest() != name:
            raise WrongDocument(f"a document named {name[:80]} has another hash")
    named = {name for line in case.lines if isinstance(line.entry, VoteOpened) for name in line.entry.documents}
    given = named & (case.trusted.documents | case.evidence.payloads.keys())
    if named and not given:
        raise NotShown("documents.not-given", named=len(named))
    if not named and not case.evidence.payloads:
        raise NotShown("documents.none")
    return held("documents.match", given=len(given), named=len(named), beside=len(case.evidence.payloads))


def _archive(subject: Subject) -> Archive:
    return need(subject.archive, "archive-form")
