"""Check 21: is the very ballot of a receipt shown, at its place in the vote's book, and does it count?

A receipt that also holds the seal of the vote's book (`record.receipts`) has it looked for in the commune's book.
"""

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from voting.ledger.errors import LedgerDataError
from voting.ledger.merkle import verify_inclusion
from voting.ledger.note import parse_note
from voting.ledger.tlog_proof import TlogProof
from voting.record.entries.casting import BallotCast
from voting.record.errors import RecordError
from voting.record.facts import Phase
from voting.record.policies import judged
from voting.record.receipts import HouseholdReceipt, open_seal, parse_household_receipt, require_sealed
from voting.verifier.case import Case, need, root_of
from voting.verifier.errors import BadOption, Crime, ReceiptLeftOut, ReceiptOfAnotherHistory, ReceiptOfNoBallot
from voting.verifier.evidence import Evidence, GivenReceipt
from voting.verifier.findings import Failure, Finding, NotShown, ReceiptFinding, Status, held


def require_receipts(given: tuple[GivenReceipt, ...], evidence: Evidence) -> None:
    """Every receipt is one, and of this vote; else `BadOption`: the wrong file proves nothing against a vote."""
    for one in given:
        if evidence.subject:
            raise BadOption("--receipt", f"{one.name}: receipts are looked for in a vote's book, not in a subject's")
        try:
            proof = parse_household_receipt(one.text).ballot
            origin = parse_checkpoint(parse_note(proof.note).text).origin
        except LedgerDataError as error:
            raise BadOption("--receipt", f"{one.name}: {error}") from error
        if evidence.vote and origin.rpartition("/")[2] != evidence.vote:
            raise BadOption("--receipt", f"{one.name}: a receipt of another vote's book, {origin[:200]}")


def receipts(case: Case) -> Finding:
    """21. Each receipt's entry stands at its place in the vote's book, whose history is the receipt's own."""
    if not case.trusted.receipts:
        raise NotShown("receipts.none")
    need(case.book, "vote-book")
    found = case.receipts = tuple(look(case, one) for one in case.trusted.receipts)
    for one in found:
        if one.error is not None:
            raise Failure(one.error, name=one.name)
    later = sum(one.status is Status.NOT_GIVEN for one in found)
    if later:
        raise NotShown("receipts.later", later=later, receipts=len(found))
    return held("receipts.shown", receipts=len(found), counted=sum(one.say == "receipt.counts" for one in found))


def look(case: Case, given: GivenReceipt) -> ReceiptFinding:
    """What becomes of one receipt."""
    parts = parse_household_receipt(given.text)
    values: dict[str, object] = {"name": given.name, "index": parts.ballot.index}
    try:
        return _shown(case, given, parts, values)
    except NotShown as nothing:
        return ReceiptFinding(given.name, Status.NOT_GIVEN, nothing.say, values)
    except (Crime, LedgerDataError, RecordError) as error:
        return ReceiptFinding(given.name, Status.FAIL, "receipt.fails", values, error)


def _shown(case: Case, given: GivenReceipt, parts: HouseholdReceipt, values: dict[str, object]) -> ReceiptFinding:
    proof = parts.ballot
    opened = need(case.opened, "replay")
    checkpoint = open_checkpoint(proof.note, need(case.log, "log-key").named(opened.book))
    _require_one_history(case, checkpoint)
    line = case.book_lines[proof.index] if proof.index < checkpoint.size else None
    leaf = line.leaf if line else b""
    verify_inclusion(leaf, proof.path, index=proof.index, size=checkpoint.size, root=checkpoint.root)
    if line is None or not isinstance(line.entry, BallotCast):
        raise ReceiptOfNoBallot(f"entry {proof.index} of the vote's book is no ballot")
    say, more = _standing(case, line.index)
    cosigned = None if parts.seal is None else _cosigned(case, parts.seal, checkpoint)
    return ReceiptFinding(given.name, Status.PASS, say, values | more, cosigned=cosigned)


def _cosigned(case: Case, proof: TlogProof, ballot: Checkpoint) -> tuple[str, ...]:
    """The seal stands at its place in the commune's book shown; which witnesses have signed the head that carries it.

    A head newer than the book shown is no contradiction where the seal itself is shown.
    """
    log = need(case.log, "log-key")
    raw, head = open_seal(proof, log)
    require_sealed(raw, case.evidence.vote, ballot)
    lines = case.commune_lines
    if head.size <= len(lines) and root_of(lines, head.size) != head.root:
        raise ReceiptOfAnotherHistory(f"another root of the commune's book at size {head.size} than the receipt's")
    if proof.index >= len(lines):
        raise NotShown("receipt.later")
    if lines[proof.index].raw != raw:
        raise ReceiptOfAnotherHistory(f"entry {proof.index} of the commune's book is another than the receipt's")
    policies, heads = need(case.judging, "quorum"), need(case.heads, "quorum")
    return tuple(sorted(judged(policies.at(head.size).policy, proof.note, heads).cosigned))


def _require_one_history(case: Case, checkpoint: Checkpoint) -> None:
    """The receipt's checkpoint is one that the book shown has had; else the server has told two stories."""
    lines = case.book_lines
    if checkpoint.size <= len(lines):
        if root_of(lines, checkpoint.size) != checkpoint.root:
            raise ReceiptOfAnotherHistory(f"another root at size {checkpoint.size} than the receipt's")
    elif case.vote is None or case.vote.phase is Phase.OPEN:
        raise NotShown("receipt.later")
    else:
        raise ReceiptLeftOut(f"the receipt's book has {checkpoint.size} entries, the one shown ends at {len(lines)}")


def _standing(case: Case, index: int) -> tuple[str, dict[str, object]]:
    """Whether the ballot at this index counts: its sentence, with its number, and the place of what replaced it."""
    taken = case.taken.get(index)
    if taken is None:
        return "receipt.refused", {}
    last = max(place for place, one in case.taken.items() if one.credential == taken.credential)
    values: dict[str, object] = {"tracker": taken.tracker, "last": last}
    if case.vote is not None and case.vote.phase is Phase.CANCELLED:
        return "receipt.cancelled", values
    return ("receipt.counts" if last == index else "receipt.replaced"), values
