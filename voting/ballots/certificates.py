"""Step 1 of the committee's key generation: certificates of the members' signing and encryption keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from voting.ballots import strict_json
from voting.ballots.errors import BadCertificate, BallotUsageError
from voting.ballots.signed_messages import SignedMessage, check_signature, sign_value
from voting.ballots.single import parse_seed, require_key
from voting.crypto.group import Element, G
from voting.crypto.hashes import hash_to_scalar
from voting.crypto.proofs import Entropy
from voting.crypto.scalars import random_scalar

MEMBERS_MAX: Final = 99
_FIELDS: Final = ("context", "verification", "encryption")
_CONTEXT: Final = ("group", "size", "threshold", "index")


@dataclass(frozen=True, slots=True)
class MemberSecrets:
    """A counting member's two secrets, both from the seed on the paper card."""

    signing: int
    decryption: int

    @classmethod
    def from_seed(cls, seed: str) -> "MemberSecrets":
        """`sk = Hq("sk|" + seed)`, `dk = Hq("dk|" + seed)`; raises `BadCard`."""
        seed = parse_seed(seed)
        return cls(hash_to_scalar("sk|" + seed), hash_to_scalar("dk|" + seed))

    @property
    def verification(self) -> Element:
        """The public key that checks what this member signs."""
        return G**self.signing

    @property
    def encryption(self) -> Element:
        """The public key under which this member is written to."""
        return G**self.decryption


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a member's certificate says; `index` counts from 1, `threshold` members suffice to open."""

    size: int
    threshold: int
    index: int
    verification: Element
    encryption: Element


def make_certificate(
    secrets: MemberSecrets, *, size: int, threshold: int, index: int, entropy: Entropy = random_scalar
) -> SignedMessage:
    """The certificate of member `index` of `size`; draws w. Raises `BallotUsageError` for impossible numbers."""
    if not (1 <= index <= size <= MEMBERS_MAX and 1 <= threshold <= size):
        raise BallotUsageError("1 <= index <= size and 1 <= threshold <= size")
    value: dict[str, Any] = {
        "context": {"group": "Ed25519", "size": size, "threshold": threshold, "index": index},
        "verification": secrets.verification.hex,
        "encryption": secrets.encryption.hex,
    }
    return sign_value(secrets.signing, value, entropy)


def read_certificate(signed: SignedMessage) -> Certificate:
    """The content of a certificate, signature not checked; raises a `Malformed`."""
    context, verification, encryption = strict_json.fields(strict_json.load(signed.message.encode()), _FIELDS)
    group, size, threshold, index = strict_json.fields(context, _CONTEXT)
    if group != "Ed25519":
        raise BadCertificate("another group")
    members = strict_json.integer(size, 1, MEMBERS_MAX)
    return Certificate(
        members,
        strict_json.integer(threshold, 1, members),
        strict_json.integer(index, 1, members),
        strict_json.element(verification),
        strict_json.element(encryption),
    )


def check_certificates(signed: Sequence[SignedMessage]) -> tuple[Certificate, ...]:
    """Signatures, membership of all keys, one size and threshold, indices 1..n in order, no key twice.

    Raises `BadCertificate`, `BadTrustees` or a `Malformed`.
    """
    certificates = tuple(read_certificate(one) for one in signed)
    expected = [(len(signed), certificates[0].threshold, index) for index in range(1, len(signed) + 1)]
    if [(one.size, one.threshold, one.index) for one in certificates] != expected:
        raise BadCertificate("the certificates are not members 1..n of one committee with one threshold")
    for certificate, one in zip(certificates, signed, strict=True):
        require_key(certificate.encryption)
        check_signature(certificate.verification, one.message, one.signature)
    keys = [key for one in certificates for key in (one.verification, one.encryption)]
    if len(set(keys)) != len(keys):
        raise BadCertificate("a key belongs to two members")
    return certificates
