"""Receipts (c2sp.org/tlog-proof@v1): one text that proves, offline, that an entry is in the log.

A receipt holds the entry's index, its inclusion path and a signed checkpoint with the cosignatures so far. Strict: only
the one printed form is read. Our receipts carry no `extra` line, since nothing would authenticate it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from voting.ledger.checkpoint import Checkpoint, open_checkpoint, parse_checkpoint
from voting.ledger.encoding import parse_base64, parse_decimal, parse_hash, print_base64
from voting.ledger.errors import ExtraRefused, LedgerMisuse, ProofMalformed
from voting.ledger.merkle import CompactRange, TreeSource, inclusion_proof, leaf_hash, verify_inclusion
from voting.ledger.note import MAX_NOTE_BYTES, NoteVerifier, parse_note
from voting.ledger.policy import Policy

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PATH_LENGTH = 63


@dataclass(frozen=True, slots=True)
class TlogProof:
    """The parts of a tlog-proof, NOT yet verified: `path` of 32-byte hashes, leaf's sibling first; `note` verbatim."""

    index: int
    path: tuple[bytes, ...]
    note: bytes
    extra: bytes | None = None

    @property
    def text(self) -> str:
        """The printed proof."""
        extra = "" if self.extra is None else f"extra {print_base64(self.extra)}\n"
        path = "".join(f"{print_base64(one)}\n" for one in self.path)
        return f"{HEADER}\n{extra}index {self.index}\n{path}\n{self.note.decode()}"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt has proved: the entry stands at `index` under `checkpoint`, which `cosigned` witnesses have seen.

    `cosigned` maps the policy's witness names to POSIX seconds; empty when no policy was given.
    """

    index: int
    checkpoint: Checkpoint
    cosigned: Mapping[str, int] = field(default_factory=dict)


def parse_tlog_proof(text: str) -> TlogProof:
    """Read a tlog-proof without verifying it, or raise ProofMalformed (NoteMalformed for its checkpoint's note)."""
    if len(_encode(text)) > 2 * MAX_NOTE_BYTES:
        raise ProofMalformed("a proof that long is none")
    head, blank, note_text = text.partition("\n\n")
    header, *lines = head.split("\n")
    if header != HEADER or not blank or not lines:
        raise ProofMalformed("no header, no index or no checkpoint")
    extra = parse_base64(lines.pop(0)[6:], ProofMalformed) if lines[0].startswith("extra ") else None
    if not lines or not lines[0].startswith("index ") or len(lines) > 1 + MAX_PATH_LENGTH:
        raise ProofMalformed("no index line, or a path too long")
    index = parse_decimal(lines[0][6:], ProofMalformed)
    path = tuple(parse_hash(line, ProofMalformed) for line in lines[1:])
    note = parse_note(_encode(note_text))
    return TlogProof(index, path, note.raw, extra)


def make_receipt(index: int, note: bytes, source: TreeSource) -> str:
    """Print the receipt of entry `index` under a signed checkpoint; `source` knows at least the tree of its size.

    Raises LedgerMisuse for an index past the checkpoint.
    """
    checkpoint = parse_checkpoint(parse_note(note).text)
    return TlogProof(index, inclusion_proof(index, checkpoint.size, source), note).text


def make_newest_receipt(before: CompactRange, note: bytes) -> str:
    """Print the receipt of the entry appended to `before`, under the checkpoint `note` that it is the last leaf of.

    The same text as `make_receipt` gives, without reading the tree. Raises LedgerMisuse for another tree's checkpoint.
    """
    if parse_checkpoint(parse_note(note).text).size != before.size + 1:
        raise LedgerMisuse("the checkpoint is not the one of the next leaf")
    return TlogProof(before.size, before.path_of_next(), note).text


def check_receipt(text: str, entry: bytes, log_vkey: str, policy: Policy | None = None) -> Receipt:
    """Check a receipt for the exact bytes of an entry against the log's key and, if given, the policy's quorum.

    The steps of c2sp.org/tlog-proof, in order: text; origin and log signature; cosignatures and quorum; path. Raises
    ProofMalformed, NoteMalformed, ExtraRefused, KeyMalformed, SignatureMissing, SignatureInvalid, CheckpointMalformed,
    OriginMismatch, LogNotInPolicy, QuorumNotMet, InclusionInvalid. To accept a receipt that is still short of the
    quorum, check without policy and ask `policy.judge(parse_tlog_proof(text).note)`.
    """
    proof = parse_tlog_proof(text)
    if proof.extra is not None:
        raise ExtraRefused("an extra line proves nothing and is not ours")
    log = NoteVerifier.parse(log_vkey)
    checkpoint, cosigned = open_checkpoint(proof.note, log), {}
    if policy is not None:
        cosigned = dict(policy.require(proof.note, log).cosigned)
    verify_inclusion(leaf_hash(entry), proof.path, index=proof.index, size=checkpoint.size, root=checkpoint.root)
    return Receipt(proof.index, checkpoint, cosigned)


def _encode(text: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError as cause:
        raise ProofMalformed("not Unicode text") from cause
