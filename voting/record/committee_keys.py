"""What a committee has published, read: the trustees of its votes, and the fingerprint its members read aloud."""

from hashlib import sha256

from voting.ballots import strict_json
from voting.ballots.pedersen import read_verification_key
from voting.ballots.signed_messages import SignedMessage, read_signed
from voting.ballots.single import read_single
from voting.ballots.trustees import PedersenKey, Trustee
from voting.record.facts import Committee


def certificates_of(committee: Committee) -> tuple[SignedMessage, ...]:
    """The members' certificates so far, in order."""
    return tuple(read_signed(strict_json.load(raw.encode())) for _, raw in committee.certificates)


def shared_key(committee: Committee) -> PedersenKey:
    """The threshold key of a committee that has published all of it; a ``Malformed`` for anything else."""
    read = [strict_json.load(raw.encode()) for _, raw in committee.keys]
    return PedersenKey(
        committee.threshold,
        certificates_of(committee),
        tuple(read_signed(strict_json.load(raw.encode())) for _, raw, _ in committee.coefficients),
        tuple(strict_json.proof(strict_json.load(raw.encode())) for _, _, raw in committee.coefficients),
        tuple(read_verification_key(one) for one in read),
    )


def trustees_of(committee: Committee) -> tuple[Trustee, ...]:
    """The committee's part of the trustees of a vote (PROTOCOL 5): its threshold key, or a key of each member's own."""
    if committee.shared:
        return (shared_key(committee),)
    return tuple(read_single(strict_json.load(raw.encode())) for _, raw in committee.keys)


def key_digest(committee: Committee) -> str:
    """SHA-256 (hex) of a threshold key's exact bytes: what members confirm, and see the first digits of."""
    return sha256(strict_json.dump(shared_key(committee).value())).hexdigest()
