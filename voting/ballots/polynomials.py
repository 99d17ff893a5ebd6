"""The members' secret polynomials and their published exponents (PROTOCOL section 5, Pedersen)."""

from collections.abc import Sequence
from typing import Final

from voting.ballots import strict_json
from voting.ballots.errors import BadCoefficients
from voting.ballots.signed_messages import SignedMessage
from voting.ballots.single import require_key
from voting.crypto.group import Element, product
from voting.crypto.hashes import sha256_hex
from voting.crypto.scalars import Q

_FIELDS: Final = ("coefexps",)


def evaluate(coefficients: Sequence[int], member: int) -> int:
    """`f(member) mod q`, coefficients from the constant one up."""
    value = 0
    for coefficient in reversed(coefficients):
        value = (value * member + coefficient) % Q
    return value


def evaluate_exponents(exponents: Sequence[Element], member: int) -> Element:
    """`g^f(member) = prod_k A_k^(member^k)` from the published `A_k = g^a_k`."""
    return product(exponent ** pow(member, k, Q) for k, exponent in enumerate(exponents))


def read_exponents(signed: SignedMessage, threshold: int) -> tuple[Element, ...]:
    """The `threshold` members of the group that a *coefexps* message holds; its signature is not checked.

    Raises a `Malformed`, `BadCoefficients` for another number, or `BadTrustees` for a non-member or the identity.
    """
    (listed,) = strict_json.fields(strict_json.load(signed.message.encode()), _FIELDS)
    exponents = tuple(strict_json.element(value) for value in strict_json.items(listed))
    if len(exponents) != threshold:
        raise BadCoefficients("the number of coefficients is not the threshold")
    for exponent in exponents:
        require_key(exponent)
    return exponents


def commitments_text(certificates: Sequence[SignedMessage], exponents: Sequence[Element]) -> str:
    """The text a member's *signature* is over: all certificates, and the member's own exponents."""
    value = {"certs": [one.value() for one in certificates], "coefexps": [one.hex for one in exponents]}
    return "certs_sig|" + strict_json.dump(value).decode()


def exponents_hash(signed: SignedMessage) -> str:
    """SHA-256 (hex) of a *coefexps* message: published by each member before any message is revealed (ours).

    Without this round the last member to reveal could bias the committee's key.
    """
    return sha256_hex(strict_json.dump(signed.value()))
