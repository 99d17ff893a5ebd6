"""A committee's threshold key: the public parameters and the members' steps 2 and 3 (PROTOCOL section 5).

Step 1 (certificates) is `certificates`; what is published in the end is checked by `trustees.check_trustees`. Draws of
`entropy` follow the order of the written fields. Known weakness, accepted: the last member to reveal coefficients can
bias, not learn, the key; the record therefore first takes each member's hash of the coefficients.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from voting.ballots import polynomials, strict_json
from voting.ballots.certificates import MemberSecrets, check_certificates
from voting.ballots.errors import BadCertificate, BadCoefficients, BallotUsageError
from voting.ballots.sealed_messages import receive, send
from voting.ballots.signed_messages import SignedMessage, check_signature, read_signed, sign, sign_value
from voting.ballots.single import proof_label
from voting.crypto.group import Element, G
from voting.crypto.proofs import Entropy, Proof, prove_knowledge
from voting.crypto.scalars import Q, random_scalar

_POLYNOMIAL: Final = ("polynomial", "secrets", "coefexps", "signature")
_INPUT: Final = ("polynomial", "secrets", "coefexps", "signatures")
_OUTPUT: Final = ("private_key", "public_key")
_KEY: Final = ("pok", "public_key", "signature")


@dataclass(frozen=True, slots=True)
class VerificationKey:
    """A member's share of the public key: `g^S_j`, proof of knowledge of `S_j`, signature over its hex."""

    pok: Proof
    public_key: Element
    signature: Proof

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return {
            "pok": strict_json.proof_value(self.pok),
            "public_key": self.public_key.hex,
            "signature": strict_json.proof_value(self.signature),
        }


@dataclass(frozen=True, slots=True)
class Polynomial:
    """What a member hands in at step 2: `secrets[j-1]` is sealed to member j, `polynomial` to the member itself."""

    polynomial: str
    secrets: tuple[str, ...]
    coefexps: SignedMessage
    signature: Proof

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        signature = strict_json.proof_value(self.signature)
        values = (self.polynomial, list(self.secrets), self.coefexps.value(), signature)
        return dict(zip(_POLYNOMIAL, values, strict=True))


@dataclass(frozen=True, slots=True)
class VerificationInput:
    """What the server gives member j at step 3: everyone's share for j, exponents and signatures, by member."""

    polynomial: str
    secrets: tuple[str, ...]
    coefexps: tuple[SignedMessage, ...]
    signatures: tuple[Proof, ...]

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        signatures = [strict_json.proof_value(one) for one in self.signatures]
        values = (self.polynomial, list(self.secrets), [one.value() for one in self.coefexps], signatures)
        return dict(zip(_INPUT, values, strict=True))


@dataclass(frozen=True, slots=True)
class VerificationOutput:
    """What a member hands in at step 3: the decryption key sealed to itself, and the public part."""

    private_key: str
    public_key: VerificationKey

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return dict(zip(_OUTPUT, (self.private_key, self.public_key.value()), strict=True))


def make_polynomial(
    secrets: MemberSecrets, certificates: Sequence[SignedMessage], *, entropy: Entropy = random_scalar
) -> Polynomial:
    """Step 2, after the certificates were checked by everyone (they are checked again here).

    Draws `a_0 .. a_(T-1)`; then the sealed polynomial, each sealed share (three draws each, see `send`), w of
    *coefexps*, w of the signature. Raises what `check_certificates` raises.
    """
    members = check_certificates(certificates)
    own = secrets.encryption
    if (secrets.verification, own) not in [(one.verification, one.encryption) for one in members]:
        raise BallotUsageError("the secrets are of none of these members")
    coefficients = [entropy() for _ in range(members[0].threshold)]
    kept = strict_json.dump({"polynomial": [str(one) for one in coefficients]}).decode()
    sealed = send(secrets.signing, own, kept, entropy=entropy)
    texts = (_secret_text(polynomials.evaluate(coefficients, one.index)) for one in members)
    shares = tuple(
        send(secrets.signing, one.encryption, text, entropy=entropy) for one, text in zip(members, texts, strict=True)
    )
    exponents = [G**one for one in coefficients]
    coefexps = sign_value(secrets.signing, {"coefexps": [one.hex for one in exponents]}, entropy)
    text = polynomials.commitments_text(certificates, exponents)
    return Polynomial(sealed, shares, coefexps, sign(secrets.signing, text, entropy))


def verification_input(received: Sequence[Polynomial], index: int) -> VerificationInput:
    """What the server assembles for member `index` (from 1) out of everyone's step 2."""
    return VerificationInput(
        received[index - 1].polynomial,
        tuple(one.secrets[index - 1] for one in received),
        tuple(one.coefexps for one in received),
        tuple(one.signature for one in received),
    )


def make_verification_key(
    secrets: MemberSecrets,
    certificates: Sequence[SignedMessage],
    given: VerificationInput,
    *,
    entropy: Entropy = random_scalar,
) -> VerificationOutput:
    """Step 3: checks every share and signature, and makes this member's key from the shares.

    Draws the sealed private key (three), w of the proof of knowledge, w of the signature. Raises `BadCoefficients` for
    a share that contradicts the published exponents, and what opening and checking messages raises.
    """
    members = check_certificates(certificates)
    own = secrets.encryption
    index = next((one.index for one in members if one.encryption == own), 0)
    if not index or not len(given.secrets) == len(given.coefexps) == len(given.signatures) == len(members):
        raise BadCertificate("not the messages of these members for one of them")
    check_exponents(certificates, given.coefexps, given.signatures)
    total = 0
    for member, sealed, coefexps in zip(members, given.secrets, given.coefexps, strict=True):
        share = _read_secret(receive(secrets.decryption, member.verification, sealed))
        exponents = polynomials.read_exponents(coefexps, member.threshold)
        if G**share != polynomials.evaluate_exponents(exponents, index):
            raise BadCoefficients(f"the share of member {member.index} contradicts the published coefficients")
        total = (total + share) % Q
    private = strict_json.dump({"decryption_key": str(total)}).decode()
    sealed_key = send(secrets.signing, own, private, entropy=entropy)
    key = G**total
    pok = prove_knowledge(total, proof_label(key), entropy)
    return VerificationOutput(sealed_key, VerificationKey(pok, key, sign(secrets.signing, key.hex, entropy)))


def confirm(secrets: MemberSecrets, digest: str, *, entropy: Entropy = random_scalar) -> Proof:
    """A member's signature under the common key's SHA-256 (hex), given once the fingerprint was compared; draws w."""
    return sign(secrets.signing, _confirmation(digest), entropy)


def check_confirmation(verification: Element, digest: str, proof: Proof) -> None:
    """Whether the member of this verification key confirmed the key of this digest; raises what signatures raise."""
    check_signature(verification, _confirmation(digest), proof)


def _confirmation(digest: str) -> str:
    """What is signed: ours, beside what Belenios has (PROTOCOL 5)."""
    return f"dinh/committee|{digest}"


def open_decryption_key(secrets: MemberSecrets, private_key: str) -> int:
    """The member's share `S_j` of the decryption key, from the sealed `private_key` of step 3."""
    message = receive(secrets.decryption, secrets.verification, private_key)
    (key,) = strict_json.fields(strict_json.load(message.encode()), ("decryption_key",))
    return strict_json.scalar(key)


def check_exponents(
    certificates: Sequence[SignedMessage], coefexps: Sequence[SignedMessage], signatures: Sequence[Proof]
) -> tuple[tuple[Element, ...], ...]:
    """Each member's exponents, their signature and the signature over all certificates; raises `BadTrustees`."""
    found = []
    for member, signed, signature in zip(check_certificates(certificates), coefexps, signatures, strict=True):
        exponents = polynomials.read_exponents(signed, member.threshold)
        check_signature(member.verification, signed.message, signed.signature)
        check_signature(member.verification, polynomials.commitments_text(certificates, exponents), signature)
        found.append(exponents)
    return tuple(found)


def read_polynomial(value: object) -> Polynomial:
    """Reads the JSON object of step 2; raises a `Malformed`."""
    polynomial, secrets, coefexps, signature = strict_json.fields(value, _POLYNOMIAL)
    signed = read_signed(coefexps)
    return Polynomial(strict_json.text(polynomial), _texts(secrets), signed, strict_json.proof(signature))


def read_verification_input(value: object) -> VerificationInput:
    """Reads the JSON object a member is given at step 3; raises a `Malformed`."""
    polynomial, secrets, coefexps, signatures = strict_json.fields(value, _INPUT)
    return VerificationInput(
        strict_json.text(polynomial),
        _texts(secrets),
        tuple(read_signed(one) for one in strict_json.items(coefexps)),
        tuple(strict_json.proof(one) for one in strict_json.items(signatures)),
    )


def read_verification_output(value: object) -> VerificationOutput:
    """Reads the JSON object a member hands in at step 3; raises a `Malformed`."""
    private_key, public_key = strict_json.fields(value, _OUTPUT)
    return VerificationOutput(strict_json.text(private_key), read_verification_key(public_key))


def read_verification_key(value: object) -> VerificationKey:
    """Reads the JSON object of a member's public share; raises a `Malformed`."""
    pok, key, signature = strict_json.fields(value, _KEY)
    return VerificationKey(strict_json.proof(pok), strict_json.element(key), strict_json.proof(signature))


def _texts(value: object) -> tuple[str, ...]:
    return tuple(strict_json.text(one) for one in strict_json.items(value))


def _secret_text(share: int) -> str:
    return strict_json.dump({"secret": str(share)}).decode()


def _read_secret(message: str) -> int:
    (share,) = strict_json.fields(strict_json.load(message.encode()), ("secret",))
    return strict_json.scalar(share)
