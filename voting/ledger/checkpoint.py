"""Checkpoints (c2sp.org/tlog-checkpoint): a log's signed statement of its size and root.

Strict: exactly three lines. Extension lines are REFUSED (the format advises against them, no monitor can audit them),
and the name of the log's key is its origin.
"""

from __future__ import annotations

from dataclasses import dataclass

from voting.ledger.encoding import MAX_SIZE, parse_decimal, parse_hash, print_base64
from voting.ledger.errors import CheckpointMalformed, LedgerMisuse, OriginMismatch
from voting.ledger.merkle import EMPTY_ROOT, HASH_BYTES
from voting.ledger.note import NoteSigner, NoteVerifier, open_note, require_name, sign_note


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A log's head: `origin` (schema-less URL), `size` (leaves) and `root` (32 bytes)."""

    origin: str
    size: int
    root: bytes

    def __post_init__(self) -> None:
        require_name(self.origin, CheckpointMalformed)
        if not 0 <= self.size <= MAX_SIZE or len(self.root) != HASH_BYTES:
            raise CheckpointMalformed("a size out of range, or a root that is not 32 bytes")
        if self.size == 0 and self.root != EMPTY_ROOT:
            raise CheckpointMalformed("the empty tree has one root only")

    @property
    def text(self) -> str:
        """The three lines that are signed."""
        return f"{self.origin}\n{self.size}\n{print_base64(self.root)}\n"


def parse_checkpoint(text: str) -> Checkpoint:
    """Read a note's text as a checkpoint, or raise CheckpointMalformed. Says nothing about who signed."""
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:  # noqa: PLR2004 - three lines and the final newline
        raise CheckpointMalformed("a checkpoint has exactly three lines (extension lines are refused)")
    origin, size, root = lines[:3]
    return Checkpoint(origin, parse_decimal(size, CheckpointMalformed), parse_hash(root, CheckpointMalformed))


def sign_checkpoint(checkpoint: Checkpoint, signer: NoteSigner) -> bytes:
    """Sign as the log itself; the signer's name must be the origin (LedgerMisuse otherwise)."""
    if signer.name != checkpoint.origin:
        raise LedgerMisuse(f"the key of {signer.name} does not sign for {checkpoint.origin}")
    return sign_note(checkpoint.text, signer)


def open_checkpoint(note: bytes, verifier: NoteVerifier) -> Checkpoint:
    """Read a checkpoint that the log's key has signed.

    Raises what `open_note` raises, CheckpointMalformed, and OriginMismatch when the key is another log's.
    """
    checkpoint = parse_checkpoint(open_note(note, (verifier,)).text)
    if checkpoint.origin != verifier.name:
        raise OriginMismatch(f"{verifier.name} has signed a checkpoint of {checkpoint.origin}")
    return checkpoint
