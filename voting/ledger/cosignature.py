"""Witness cosignatures, cosignature/v1 (c2sp.org/tlog-cosignature, Ed25519, type 0x04): a checkpoint seen at a time.

The line's blob is key id (4 bytes), time (big-endian uint64, POSIX seconds) and an Ed25519 signature (64 bytes) over
`cosignature/v1\\ntime <seconds>\\n` and the checkpoint's text. The key must serve no other purpose and no other name.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from voting.ledger.checkpoint import Checkpoint
from voting.ledger.encoding import MAX_SIZE
from voting.ledger.errors import KeyMalformed, LedgerMisuse, SignatureInvalid
from voting.ledger.note import COSIGNATURE_V1, Signature, VerifierKey, require_name

KEY_TAG = "dinh/witness-key|"
"""Stands before a paper code's secret, so that the key of a witness is nothing else's."""
_TIME_BYTES = 8
_BLOB_BYTES = _TIME_BYTES + 64


def cosigned_message(text: str, time_s: int) -> bytes:
    """Return the bytes a witness signs for a checkpoint's text at a POSIX time in seconds."""
    return f"cosignature/v1\ntime {time_s}\n{text}".encode()


@dataclass(frozen=True, slots=True)
class CosignatureVerifier:
    """A trusted witness key of type 0x04."""

    key: VerifierKey

    @classmethod
    def parse(cls, vkey: str) -> CosignatureVerifier:
        """Read a vkey of type 0x04, or raise KeyMalformed."""
        return cls(VerifierKey.parse(vkey, key_type=COSIGNATURE_V1))

    @property
    def name(self) -> str:
        """The witness's key name."""
        return self.key.name

    @property
    def vkey(self) -> str:
        """The key's text."""
        return self.key.vkey

    def holds(self, text: str, signature: bytes) -> bool:
        """Say whether these 72 bytes (time and signature) are this witness's for the checkpoint's text."""
        time_s = int.from_bytes(signature[:_TIME_BYTES], "big")
        if len(signature) != _BLOB_BYTES or time_s > MAX_SIZE:
            return False
        return self.key.ed25519_holds(cosigned_message(text, time_s), signature[_TIME_BYTES:])


class CosignatureSigner:
    """A witness's private key (type 0x04) with its name."""

    def __init__(self, name: str, seed: bytes) -> None:
        """Take the witness's name and its 32-byte Ed25519 seed."""
        require_name(name, KeyMalformed)
        if len(seed) != 32:  # noqa: PLR2004 - RFC 8032
            raise KeyMalformed("an Ed25519 seed has 32 bytes")
        self._private = Ed25519PrivateKey.from_private_bytes(seed)
        public = self._private.public_key().public_bytes_raw()
        self.verifier = CosignatureVerifier(VerifierKey(name, COSIGNATURE_V1, public))

    @classmethod
    def from_secret(cls, name: str, secret: str) -> CosignatureSigner:
        """The key of a paper code (PROTOCOL 2, its 25 characters): seed = SHA-256(tag, secret)."""
        return cls(name, sha256((KEY_TAG + secret).encode()).digest())

    @property
    def name(self) -> str:
        """The witness's key name."""
        return self.verifier.name

    @property
    def vkey(self) -> str:
        """The public key's text."""
        return self.verifier.vkey

    def sign(self, checkpoint: Checkpoint, time_s: int) -> Signature:
        """Cosign at a POSIX time in seconds. Only for what `witness` admitted and the witness has stored."""
        if not 0 < time_s <= MAX_SIZE:
            raise LedgerMisuse("a cosignature has a POSIX time in seconds")
        signature = self._private.sign(cosigned_message(checkpoint.text, time_s))
        blob = time_s.to_bytes(_TIME_BYTES, "big") + signature
        return Signature(self.name, self.verifier.key.key_id, blob)


def cosignature_time(signature: Signature) -> int:
    """Return the POSIX time (seconds) in a cosignature line that a CosignatureVerifier has found to hold."""
    return int.from_bytes(signature.signature[:_TIME_BYTES], "big")


def verify_cosignature(checkpoint: Checkpoint, line: Signature, verifier: CosignatureVerifier) -> int:
    """Check one line against one witness and return its time in seconds; raises SignatureInvalid.

    For a server that was just handed a line: a line of another name or key is refused too.
    """
    if (line.name, line.key_id) != (verifier.name, verifier.key.key_id):
        raise SignatureInvalid(f"the line is not by {verifier.name}")
    if not verifier.holds(checkpoint.text, line.signature):
        raise SignatureInvalid(f"the cosignature of {verifier.name} does not verify")
    return cosignature_time(line)
