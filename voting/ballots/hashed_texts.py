"""The exact texts that proofs and signatures of a ballot are hashed over (PROTOCOL section 4).

Sealing and checking both take them from here, so the two cannot drift apart.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from voting.crypto.group import Element, G, product


class Ciphertext(NamedTuple):
    """An exponential ElGamal ciphertext `(g^r, y^r g^m)`."""

    alpha: Element
    beta: Element

    @property
    def hex(self) -> str:
        """`alpha,beta` in hex: as hashed, and as compared for doubles."""
        return f"{self.alpha.hex},{self.beta.hex}"

    def value(self) -> dict[str, str]:
        """The JSON object."""
        return {"alpha": self.alpha.hex, "beta": self.beta.hex}

    def over(self, power: int) -> "Ciphertext":
        """`(alpha, beta/g^power)`: encrypts zero exactly when this encrypts `power` (a small number, at least 0)."""
        return Ciphertext(self.alpha, self.beta / _power_of_g(power)) if power else self


def multiply(ciphertexts: Iterable[Ciphertext]) -> Ciphertext:
    """The componentwise product: encrypts the sum."""
    listed = tuple(ciphertexts)
    return Ciphertext(product(one.alpha for one in listed), product(one.beta for one in listed))


@lru_cache(maxsize=256)
def _power_of_g(power: int) -> Element:
    return G**power


def signer(fingerprint: str, credential: str) -> str:
    """`S0`: binds every proof to the election's bytes and to the credential, so that no choice can be copied."""
    return f"{fingerprint}|{credential}"


def question(context: str, choices: Iterable[Ciphertext]) -> str:
    """`Sq`: the signer's context and all ciphertexts of one question."""
    return f"{context}|{','.join(choice.hex for choice in choices)}"


def interval(context: str, ciphertext: Ciphertext) -> str:
    """Label of `iprove` for one ciphertext."""
    return f"prove|{context}|{ciphertext.hex}|"


def blank_excludes(context: str) -> str:
    """Label of the proof that `m_0 = 0` or all others are 0."""
    return f"bproof0|{context}|"


def blank_or_within(context: str) -> str:
    """Label of the proof that `m_0 = 1` or the others are within the bounds."""
    return f"bproof1|{context}|"


def signature(ballot_hash: str) -> str:
    """Label of the ballot's signature over the hash of the unsigned ballot."""
    return f"sig|{ballot_hash}|"


def sequence(uuid: str, credential: str, tracker: str, number: int) -> str:
    """Label of the sequence seal."""
    return f"dinh/sequence|{uuid}|{credential}|{tracker}|{number}|"


def statement(unsigned_hash: str) -> str:
    """Label of a household statement's signature over the hash of the unsigned statement (PROTOCOL section 10)."""
    return f"dinh/statement|{unsigned_hash}|"
