"""The rules of a witness (c2sp.org/tlog-witness) as pure functions: what it may cosign, and the request's text.

A witness remembers, for each log, the last head it cosigned. It must store the new head BEFORE it hands out the
cosignature, and a witness that lost its memory must take a new key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from voting.ledger.checkpoint import Checkpoint, parse_checkpoint
from voting.ledger.encoding import parse_decimal, parse_hash, print_base64
from voting.ledger.errors import (
    CheckpointMalformed,
    ConsistencyInvalid,
    Fork,
    LogSignatureRefused,
    NotConsistent,
    NoteMalformed,
    RequestMalformed,
    Rollback,
    SignatureInvalid,
    SignatureMissing,
    StaleOldSize,
    UnknownLog,
)
from voting.ledger.merkle import EMPTY_ROOT, verify_consistency
from voting.ledger.note import NoteVerifier, open_note, parse_note

MAX_PROOF_LINES = 63


@dataclass(frozen=True, slots=True)
class Seen:
    """The last head a witness cosigned for one log; of a log never seen, the empty tree."""

    size: int = 0
    root: bytes = EMPTY_ROOT


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A request to cosign: the size the witness last saw, the consistency proof from there, the signed checkpoint."""

    old_size: int
    proof: tuple[bytes, ...]
    note: bytes

    @property
    def body(self) -> bytes:
        """The HTTP body: `old <size>`, one base64 hash a line, an empty line, the note."""
        proof = "".join(f"{print_base64(one)}\n" for one in self.proof)
        return f"old {self.old_size}\n{proof}\n".encode() + self.note


def parse_add_checkpoint(body: bytes) -> AddCheckpoint:
    """Read an add-checkpoint body, or raise RequestMalformed. The note is kept verbatim and not yet verified."""
    head, blank, note = body.partition(b"\n\n")
    try:
        old, *lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as cause:
        raise RequestMalformed("the proof lines are not ASCII") from cause
    if not blank or not old.startswith("old ") or len(lines) > MAX_PROOF_LINES:
        raise RequestMalformed("no `old` line, no checkpoint, or too many proof lines")
    try:
        parse_note(note)
    except NoteMalformed as cause:
        raise RequestMalformed(f"the checkpoint: {cause}") from cause
    proof = tuple(parse_hash(line, RequestMalformed) for line in lines)
    return AddCheckpoint(parse_decimal(old.removeprefix("old "), RequestMalformed), proof, note)


def parse_conflict_size(body: bytes) -> int:
    """Read a witness's 409 answer (`text/x.tlog.size`): its last size and a newline; raises RequestMalformed."""
    text = body.decode("ascii", "replace")
    if not text.endswith("\n"):
        raise RequestMalformed("a size ends with a newline")
    return parse_decimal(text[:-1], RequestMalformed)


def admit(request: AddCheckpoint, logs: Mapping[str, NoteVerifier], seen: Mapping[str, Seen]) -> Checkpoint:
    """Say which checkpoint the witness may now store and cosign, or raise the WitnessRefusal that tells the answer.

    `logs` and `seen` are keyed by origin. In the format's order: UnknownLog 404, LogSignatureRefused 403,
    RequestMalformed 400 (old size above the checkpoint's), StaleOldSize 409, then as `advance`.
    """
    try:
        checkpoint = parse_checkpoint(parse_note(request.note).text)
    except (NoteMalformed, CheckpointMalformed) as cause:
        raise RequestMalformed(str(cause)) from cause
    log, last = logs.get(checkpoint.origin), seen.get(checkpoint.origin, Seen())
    if log is None or log.name != checkpoint.origin:
        raise UnknownLog(f"no key for the log {checkpoint.origin}")
    try:
        open_note(request.note, (log,))
    except (SignatureInvalid, SignatureMissing) as cause:
        raise LogSignatureRefused(str(cause)) from cause
    if request.old_size > checkpoint.size:
        raise RequestMalformed(f"old size {request.old_size} is above the checkpoint's {checkpoint.size}")
    if request.old_size != last.size:
        raise StaleOldSize(f"last cosigned at {last.size}, not {request.old_size}", last.size)
    advance(last, checkpoint, request.proof)
    return checkpoint


def advance(last: Seen, checkpoint: Checkpoint, proof: Sequence[bytes]) -> Seen:
    """Move from the last head to a checkpoint (its log signature already checked) along a consistency proof.

    Raises Rollback (smaller), Fork (same size, other root) or NotConsistent. The first two with a valid log signature
    are evidence against the log and must be kept. The same head again is allowed, for a fresh timestamp.
    """
    if checkpoint.size < last.size:
        raise Rollback(f"the log shows {checkpoint.size} entries after it showed {last.size}")
    if checkpoint.size == last.size and checkpoint.root != last.root:
        raise Fork(f"the log shows a second root for {last.size} entries")
    if last.size == 0:
        if proof:
            raise NotConsistent("a proof from the empty tree is empty")
        return Seen(checkpoint.size, checkpoint.root)
    try:
        verify_consistency(
            proof, old_size=last.size, old_root=last.root, new_size=checkpoint.size, new_root=checkpoint.root
        )
    except ConsistencyInvalid as cause:
        raise NotConsistent(str(cause)) from cause
    return Seen(checkpoint.size, checkpoint.root)
