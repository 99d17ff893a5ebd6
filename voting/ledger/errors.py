"""Every way the ledger refuses: one tree, data errors (somebody sent it) apart from misuse (our own call was wrong).

Each data error carries a stable `code`; the JavaScript twin (static/js/ledger) raises the same codes.
"""

from typing import ClassVar


class LedgerError(Exception):
    """Anything the ledger package raises on purpose."""


class LedgerMisuse(LedgerError):
    """The calling code is wrong (an index past the tree, a signer for another origin); never caused by data alone."""


class LedgerDataError(LedgerError):
    """Bytes that somebody handed us are refused."""

    code: ClassVar[str] = "ledger-data"


class NoteMalformed(LedgerDataError):
    """Not a signed note, or not its only printed form (c2sp.org/signed-note)."""

    code = "note-malformed"


class KeyMalformed(LedgerDataError):
    """Not a verifier or signer key in its only printed form, of a type this program reads."""

    code = "key-malformed"


class SignatureMissing(LedgerDataError):
    """No line of the note is signed by a key we were told to trust."""

    code = "signature-missing"


class SignatureInvalid(LedgerDataError):
    """A line names a trusted key but its signature does not verify: the whole note is refused."""

    code = "signature-invalid"


class CheckpointMalformed(LedgerDataError):
    """The note's text is not a checkpoint of exactly three lines (c2sp.org/tlog-checkpoint)."""

    code = "checkpoint-malformed"


class OriginMismatch(LedgerDataError):
    """The checkpoint belongs to another log than the key that should have signed it."""

    code = "origin-mismatch"


class InclusionInvalid(LedgerDataError):
    """The path does not lead from the entry to the root (RFC 6962 2.1.1)."""

    code = "inclusion-invalid"


class ConsistencyInvalid(LedgerDataError):
    """The proof does not show that the larger tree begins with the smaller one (RFC 6962 2.1.2)."""

    code = "consistency-invalid"


class TileMalformed(LedgerDataError):
    """A tile path, a tile's bytes or an entry bundle is not as c2sp.org/tlog-tiles prints it."""

    code = "tile-malformed"


class ProofMalformed(LedgerDataError):
    """Not a c2sp.org/tlog-proof@v1 text in its only printed form."""

    code = "proof-malformed"


class ExtraRefused(LedgerDataError):
    """The receipt carries an `extra` line, which nothing authenticates; our receipts have none."""

    code = "extra-refused"


class PolicyMalformed(LedgerDataError):
    """Not a c2sp.org/tlog-policy text, or one that uses a key type this program does not read."""

    code = "policy-malformed"


class LogNotInPolicy(LedgerDataError):
    """The log's key is not among the logs that the policy lists."""

    code = "log-not-in-policy"


class QuorumNotMet(LedgerDataError):
    """The log's signature holds, but too few of the policy's witnesses have cosigned."""

    code = "quorum-not-met"


class WitnessRefusal(LedgerDataError):
    """A witness may not cosign; `status` is the HTTP answer that c2sp.org/tlog-witness orders."""

    code = "witness-refusal"
    status: ClassVar[int] = 400


class RequestMalformed(WitnessRefusal):
    """Not an add-checkpoint body, or one whose old size exceeds its checkpoint."""

    code = "request-malformed"


class UnknownLog(WitnessRefusal):
    """The witness has no key for this origin."""

    code = "unknown-log"
    status = 404


class LogSignatureRefused(WitnessRefusal):
    """No trusted signature of the log on the submitted checkpoint."""

    code = "log-signature-refused"
    status = 403


class StaleOldSize(WitnessRefusal):
    """The proof starts at another size than the last one cosigned; `size` is that last one."""

    code = "stale-old-size"
    status = 409

    def __init__(self, message: str, size: int) -> None:
        super().__init__(message)
        self.size = size


class Rollback(WitnessRefusal):
    """The log shows a smaller tree than the one already cosigned. Evidence: keep both notes."""

    code = "rollback"
    status = 400


class Fork(WitnessRefusal):
    """The log shows a second root for a size already cosigned. Evidence: keep both notes."""

    code = "fork"
    status = 409


class NotConsistent(WitnessRefusal):
    """The consistency proof does not verify; with a valid log signature, possibly evidence of misbehaviour."""

    code = "not-consistent"
    status = 422
