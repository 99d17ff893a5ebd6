"""Messages signed by counting members during key generation (PROTOCOL section 5, `sign`)."""

from dataclasses import dataclass
from typing import Any, Final

from voting.ballots import strict_json
from voting.ballots.errors import BadCertificate
from voting.ballots.single import require_key
from voting.crypto.group import Element
from voting.crypto.proofs import Entropy, Proof, prove_knowledge, verify_knowledge

_FIELDS: Final = ("message", "signature")


@dataclass(frozen=True, slots=True)
class SignedMessage:
    """A text and a Schnorr signature over it."""

    message: str
    signature: Proof

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return {"message": self.message, "signature": strict_json.proof_value(self.signature)}


def sign(secret: int, message: str, entropy: Entropy) -> Proof:
    """Signs a text; draws w."""
    return prove_knowledge(secret, f"sigmsg|{message}|", entropy)


def sign_value(secret: int, value: object, entropy: Entropy) -> SignedMessage:
    """Serializes a value and signs the text; draws w."""
    message = strict_json.dump(value).decode()
    return SignedMessage(message, sign(secret, message, entropy))


def read_signed(value: object) -> SignedMessage:
    """Reads the JSON object's form; raises a `Malformed`."""
    message, signature = strict_json.fields(value, _FIELDS)
    return SignedMessage(strict_json.text(message), strict_json.proof(signature))


def check_signature(key: Element, message: str, signature: Proof) -> None:
    """Raises `BadCertificate` unless the signature over the text verifies, `BadTrustees` for a bad key."""
    require_key(key)
    if not verify_knowledge(key, f"sigmsg|{message}|", signature):
        raise BadCertificate("a counting member's signature does not verify")
