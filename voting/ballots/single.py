"""A trustee with a key of its own: the server, or one counting member (PROTOCOL section 5, Single).

The server's secret is fresh for each vote and random; a counting member's comes from the seed on a paper card,
so that re-entering the card proves holding it.
"""

from dataclasses import dataclass
from typing import Any, Final

from voting.ballots import strict_json
from voting.ballots.credentials import parse_card
from voting.ballots.errors import BadKeyProof, BadTrustees, BallotUsageError
from voting.ballots.paper_code import random_paper_code
from voting.crypto.errors import CryptoDataError
from voting.crypto.group import Element, G
from voting.crypto.hashes import hash_to_scalar
from voting.crypto.proofs import Entropy, Proof, prove_knowledge, verify_knowledge
from voting.crypto.scalars import Q, random_scalar

_FIELDS: Final = ("pok", "public_key")


@dataclass(frozen=True, slots=True)
class SingleKey:
    """A public key `X = g^x` with the proof of knowledge of x."""

    pok: Proof
    public_key: Element

    def value(self) -> dict[str, Any]:
        """The JSON object."""
        return {"pok": strict_json.proof_value(self.pok), "public_key": self.public_key.hex}


def random_seed() -> str:
    """Draws a member's seed: a paper code."""
    return random_paper_code()


def random_secret() -> int:
    """Draws a secret that comes from no card: the server's, fresh for each vote."""
    return random_scalar()


def parse_seed(text: str) -> str:
    """A seed as typed or scanned: a paper code, or 22 Base58 characters as belenios-tool has them; `BadCard`."""
    return parse_card(text)


def member_secret(seed: str) -> int:
    """A counting member's Single secret: `x = Hq("dinh/single|" + seed)`."""
    return hash_to_scalar("dinh/single|" + parse_seed(seed))


def make_single(secret: int, *, entropy: Entropy = random_scalar) -> SingleKey:
    """The public key of a secret with its proof; draws w. Raises `BallotUsageError` for a zero secret."""
    if not secret % Q:
        raise BallotUsageError("the secret is zero")
    key = G**secret
    return SingleKey(prove_knowledge(secret, proof_label(key), entropy), key)


def read_single(value: object) -> SingleKey:
    """Reads the JSON object's form; raises a `Malformed`."""
    pok, key = strict_json.fields(value, _FIELDS)
    return SingleKey(strict_json.proof(pok), strict_json.element(key))


def proof_label(key: Element) -> str:
    """The text the proof of knowledge of a trustee's secret is hashed over."""
    return f"pok|Ed25519|{key.hex}|"


def check_key(key: Element, pok: Proof) -> None:
    """Membership, not the identity, and the proof of knowledge; raises `BadTrustees` or `BadKeyProof`."""
    require_key(key)
    if not verify_knowledge(key, proof_label(key), pok):
        raise BadKeyProof("the proof of knowledge of a trustee's secret does not verify")


def require_key(key: Element) -> None:
    """Membership, and not the identity; raises `BadTrustees`."""
    try:
        Element.key(key.hex)
    except CryptoDataError as error:
        raise BadTrustees(f"{key.hex}: {error}") from None
