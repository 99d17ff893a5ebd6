"""The list of trustees who open the tally together: reading, checking, serializing (PROTOCOL section 5).

The first is the server's Single, then the committee's Pedersen (t of n). Owners of partial decryptions count from 1
through the list, the members of a Pedersen one by one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from voting.ballots import polynomials, strict_json
from voting.ballots.certificates import MEMBERS_MAX, Certificate, check_certificates
from voting.ballots.election import Election
from voting.ballots.errors import BadCoefficients, BadElection, BadTrustees
from voting.ballots.pedersen import VerificationKey, check_exponents, read_verification_key
from voting.ballots.signed_messages import SignedMessage, check_signature, read_signed
from voting.ballots.single import SingleKey, check_key, read_single
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element, product
from voting.crypto.proofs import Proof

_PEDERSEN: Final = ("threshold", "certs", "coefexps", "signatures", "verification_keys")
_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class PedersenKey:
    """A committee's published parameters, member by member."""

    threshold: int
    certs: tuple[SignedMessage, ...]
    coefexps: tuple[SignedMessage, ...]
    signatures: tuple[Proof, ...]
    verification_keys: tuple[VerificationKey, ...]

    @property
    def public_key(self) -> Element:
        """The product of all members' `A_0`."""
        return product(polynomials.read_exponents(one, self.threshold)[0] for one in self.coefexps)

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        values = (
            self.threshold,
            [one.value() for one in self.certs],
            [one.value() for one in self.coefexps],
            [strict_json.proof_value(one) for one in self.signatures],
            [one.value() for one in self.verification_keys],
        )
        return dict(zip(_PEDERSEN, values, strict=True))


Trustee: TypeAlias = SingleKey | PedersenKey


@dataclass(frozen=True, slots=True)
class Owner:
    """Who makes a partial decryption: number from 1, position in the list from 0, member from 1 (0 for a Single)."""

    number: int
    position: int
    member: int
    public_key: Element


@dataclass(frozen=True, slots=True)
class Trustees:
    """The parsed list; `public_key` is y, the product of all sub-keys."""

    raw: bytes
    entries: tuple[Trustee, ...]
    public_key: Element
    owners: tuple[Owner, ...]

    @property
    def parts(self) -> int:
        """How many partial decryptions open a tally: one of each Single, of a committee as many as its threshold."""
        return sum(1 if isinstance(one, SingleKey) else one.threshold for one in self.entries)


def parse_trustees(raw: bytes) -> Trustees:
    """Reads the list's exact bytes; raises a `Malformed` or `BadTrustees`. Proofs are for `check_trustees`."""
    entries = tuple(_read_trustee(value) for value in strict_json.items(strict_json.load(raw)))
    if not entries:
        raise BadTrustees("no trustee")
    try:
        public_key = product(entry.public_key for entry in entries)
    except CryptoDataError as error:
        raise BadTrustees(str(error)) from None
    return Trustees(raw, entries, public_key, tuple(_owners(entries)))


def serialize_trustees(entries: Sequence[Trustee]) -> bytes:
    """The exact bytes of the list."""
    kinds = ["Single" if isinstance(entry, SingleKey) else "Pedersen" for entry in entries]
    return strict_json.dump([[kind, entry.value()] for kind, entry in zip(kinds, entries, strict=True)])


def check_trustees(trustees: Trustees, election: Election | None = None) -> None:
    """Every proof, signature and key of the list; with an election, that y is its public key.

    Raises a `BadTrustees`; `BadElection` when the election has another key.
    """
    for entry in trustees.entries:
        if isinstance(entry, SingleKey):
            check_key(entry.public_key, entry.pok)
        else:
            check_pedersen(entry)
    keys = {entry.public_key for entry in trustees.entries}
    if len(keys) != len(trustees.entries):
        raise BadTrustees("a key belongs to two trustees")
    if election is not None and election.public_key != trustees.public_key:
        raise BadElection("the election's public key is not the product of the trustees' keys")


def check_pedersen(key: PedersenKey) -> None:
    """All certificates, coefficients, signatures and verification keys of a committee; raises a `BadTrustees`."""
    members = check_certificates(key.certs)
    if members[0].threshold != key.threshold:
        raise BadTrustees("the certificates name another threshold")
    check_shares(members, check_exponents(key.certs, key.coefexps, key.signatures), key.verification_keys)


def check_shares(
    members: Sequence[Certificate], exponents: Sequence[Sequence[Element]], shares: Sequence[VerificationKey]
) -> None:
    """Each member's share of the key (step 3): proven, signed, and what everybody's exponents give for its place.

    Raises a `BadTrustees`.
    """
    for member, share in zip(members, shares, strict=True):
        check_key(share.public_key, share.pok)
        check_signature(member.verification, share.public_key.hex, share.signature)
        if share.public_key != product(polynomials.evaluate_exponents(one, member.index) for one in exponents):
            raise BadCoefficients(f"the key of member {member.index} contradicts the published coefficients")


def _read_trustee(value: object) -> Trustee:
    pair = strict_json.items(value)
    if len(pair) != _PAIR or pair[0] not in ("Single", "Pedersen"):
        raise BadTrustees("expected a Single or a Pedersen")
    return read_single(pair[1]) if pair[0] == "Single" else read_pedersen(pair[1])


def read_pedersen(value: object) -> PedersenKey:
    """Reads the JSON object of a committee's parameters; raises a `Malformed` or `BadTrustees`."""
    threshold, *lists = strict_json.fields(value, _PEDERSEN)
    certs, coefexps, signatures, keys = (strict_json.items(one) for one in lists)
    if not 0 < len(certs) == len(coefexps) == len(signatures) == len(keys) <= MEMBERS_MAX:
        raise BadTrustees("certificates, coefficients, signatures and keys are not of one number")
    return PedersenKey(
        strict_json.integer(threshold, 1, len(certs)),
        tuple(read_signed(one) for one in certs),
        tuple(read_signed(one) for one in coefexps),
        tuple(strict_json.proof(one) for one in signatures),
        tuple(read_verification_key(one) for one in keys),
    )


def _owners(entries: Sequence[Trustee]) -> list[Owner]:
    owners: list[Owner] = []
    for position, entry in enumerate(entries):
        if isinstance(entry, SingleKey):
            owners.append(Owner(len(owners) + 1, position, 0, entry.public_key))
            continue
        for member, share in enumerate(entry.verification_keys, start=1):
            owners.append(Owner(len(owners) + 1, position, member, share.public_key))
    return owners
