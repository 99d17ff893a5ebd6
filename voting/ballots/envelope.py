"""The envelope a ballot travels and is recorded in: sequence number and seal (PROTOCOL section 4).

Without it a dishonest server could keep back a household's first ballot, accept its second, and append the first
afterwards so that it counts.
"""

from dataclasses import dataclass
from typing import Any, Final

from voting.ballots import hashed_texts, strict_json
from voting.ballots.ballot import Ballot, read_ballot
from voting.ballots.election import SEQUENCE_MAX
from voting.ballots.errors import BallotUsageError
from voting.crypto.proofs import Entropy, Proof, prove_knowledge
from voting.crypto.scalars import random_scalar

_FIELDS: Final = ("sequence", "seal", "ballot")


@dataclass(frozen=True, slots=True)
class Envelope:
    """A parsed envelope: `1 <= sequence < 2^53`, the seal, and the ballot with its own exact bytes."""

    raw: bytes
    sequence: int
    seal: Proof
    ballot: Ballot

    @property
    def label(self) -> str:
        """The text the seal is hashed over."""
        ballot = self.ballot
        return hashed_texts.sequence(ballot.election_uuid, ballot.credential, ballot.tracker, self.sequence)


def parse_envelope(raw: bytes) -> Envelope:
    """Reads an envelope strictly (step 1); raises `TooLarge` or a `Malformed`. No curve operation."""
    return read_envelope(strict_json.load(raw), raw)


def read_envelope(value: object, raw: bytes) -> Envelope:
    """As `parse_envelope`, from JSON already loaded strictly and its own exact bytes."""
    sequence, seal, ballot = strict_json.fields(value, _FIELDS)
    number = strict_json.integer(sequence, 1, SEQUENCE_MAX)
    proof = strict_json.proof(seal)
    # All of `raw` re-prints, so the ballot's own bytes are what follows the two fields before it.
    start = len(_head(number, proof))
    return Envelope(raw, number, proof, read_ballot(ballot, raw[start:-1]))


def make_envelope(ballot: Ballot, secret: int, sequence: int, *, entropy: Entropy = random_scalar) -> Envelope:
    """Seals a ballot under a sequence number with the vote secret; draws w. Raises `BallotUsageError` out of range."""
    if not 1 <= sequence <= SEQUENCE_MAX:
        raise BallotUsageError("the sequence number is outside 1 .. 2^53-1")
    label = hashed_texts.sequence(ballot.election_uuid, ballot.credential, ballot.tracker, sequence)
    seal = prove_knowledge(secret, label, entropy)
    return Envelope(_head(sequence, seal) + ballot.raw + b"}", sequence, seal, ballot)


def _head(sequence: int, seal: Proof) -> bytes:
    value: dict[str, Any] = {"sequence": sequence, "seal": strict_json.proof_value(seal)}
    return strict_json.dump(value)[:-1] + b',"ballot":'
