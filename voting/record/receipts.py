"""A household's receipt as a file: the proof of its ballot, and what of it witnesses have seen (LEDGER, "Receipts").

::

    <tlog-proof>      the ballot in the vote's book, under the checkpoint of the size that the seal names
    <empty line>
    <tlog-proof>      the seal in the commune's book, under a co-signed checkpoint; ``extra`` is the seal entry's bytes

The second part is there once the commune's book has sealed the vote's book past the ballot, in ``books-sealed`` or at
the end of the vote. Both parts are plain C2SP tlog-proofs. ``extra`` proves nothing by itself: it is what stands at the
proof's index, and hashes to it. Size and root of the seal are those of the first checkpoint, so nothing else ties them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.ledger.checkpoint import Checkpoint, open_checkpoint
from voting.ledger.errors import ExtraRefused, ProofMalformed
from voting.ledger.merkle import TreeSource, inclusion_proof, leaf_hash, verify_inclusion
from voting.ledger.note import NoteVerifier
from voting.ledger.policy import Policy
from voting.ledger.tlog_proof import HEADER, TlogProof, check_receipt, parse_tlog_proof
from voting.record.entries.commune import BooksSealed
from voting.record.entries.entry import Book
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteCancelled, VoteClosed
from voting.record.errors import WrongSeal
from voting.record.fields import Seal

_BETWEEN = f"\n\n{HEADER}\n"


@dataclass(frozen=True)
class HouseholdReceipt:
    """The parts of a receipt's file, NOT yet verified; ``seal`` is there once the ballot's book was sealed past it."""

    ballot: TlogProof
    seal: TlogProof | None = None

    @property
    def text(self) -> str:
        """The file."""
        return self.ballot.text if self.seal is None else f"{self.ballot.text}\n{self.seal.text}"


@dataclass(frozen=True)
class SealedReceipt:
    """What a receipt has proved: the ballot's place, and the commune's head that carries the seal past it.

    ``cosigned`` maps the policy's witness names to POSIX seconds; empty without the second part.
    """

    index: int
    head: Checkpoint | None = None
    cosigned: Mapping[str, int] = field(default_factory=dict)


def parse_household_receipt(text: str) -> HouseholdReceipt:
    """Read a receipt's file without verifying it; raises ``ProofMalformed`` or ``NoteMalformed``."""
    first, between, second = text.partition(_BETWEEN)
    if not between:
        return HouseholdReceipt(_plain(parse_tlog_proof(text)))
    ballot, seal = _plain(parse_tlog_proof(first + "\n")), parse_tlog_proof(f"{HEADER}\n{second}")
    if seal.extra is None:
        raise ProofMalformed("the second proof does not show what it proves")
    return HouseholdReceipt(ballot, seal)


def _plain(proof: TlogProof) -> TlogProof:
    if proof.extra is not None:
        raise ExtraRefused("an extra line proves nothing and is not ours")
    return proof


def make_seal_proof(index: int, entry: bytes, note: bytes, source: TreeSource, size: int) -> TlogProof:
    """The second part: the seal's bytes at ``index`` of the commune's book, whose co-signed ``note`` has this size."""
    return TlogProof(index, inclusion_proof(index, size, source), note, extra=entry)


def open_seal(proof: TlogProof, log: NoteVerifier) -> tuple[bytes, Checkpoint]:
    """The bytes of the seal's entry, which stands in the commune's book under the checkpoint that the log has signed.

    Raises as ``open_checkpoint``, ``InclusionInvalid``, ``ProofMalformed``.
    """
    if proof.extra is None:
        raise ProofMalformed("the second proof does not show what it proves")
    head = open_checkpoint(proof.note, log)
    verify_inclusion(leaf_hash(proof.extra), proof.path, index=proof.index, size=head.size, root=head.root)
    return proof.extra, head


def require_sealed(entry: bytes, vote: str, ballot: Checkpoint) -> None:
    """The entry seals the vote's book at the very size and root of the ballot's checkpoint; else ``WrongSeal``."""
    found = parse_entry(entry, Book.COMMUNE)
    seal = None
    if isinstance(found, BooksSealed):
        seal = dict(found.books).get(vote)
    elif isinstance(found, VoteClosed | VoteCancelled) and found.vote == vote:
        seal = Seal(found.size, found.root)
    if seal != Seal(ballot.size, ballot.root.hex()):
        raise WrongSeal(f"{found.type} does not seal the vote's book as the receipt's checkpoint has it")


def check_household_receipt(text: str, entry: bytes, vkey: str, vote: str, policy: Policy | None) -> SealedReceipt:
    """Check a receipt's file for the exact bytes of the ballot's entry, against the commune's key (its log's vkey).

    Raises what the parts raise. ``policy`` says whose cosignatures are known; the quorum is not asked for.
    """
    parts, log = parse_household_receipt(text), NoteVerifier.parse(vkey)
    shown = check_receipt(parts.ballot.text, entry, log.named(f"{log.name}/{vote}").vkey)
    if parts.seal is None:
        return SealedReceipt(shown.index)
    raw, head = open_seal(parts.seal, log)
    require_sealed(raw, vote, shown.checkpoint)
    return SealedReceipt(shown.index, head, policy.judge(parts.seal.note, log).cosigned if policy else {})
