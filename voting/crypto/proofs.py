"""Zero-knowledge proofs with the Fiat-Shamir hash: Schnorr, equal logarithms, disjunctions (PROTOCOL sections 4-6).

A *label* is the text hashed in front of the commitments; it must bind the whole statement (the callers' business).
`entropy` returns the next random scalar at each call; the order of the draws is part of the interface, because the
JavaScript twin must give the same bytes from the same scalars.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, TypeAlias

from voting.crypto.group import Element, G
from voting.crypto.hashes import hash_to_scalar
from voting.crypto.scalars import Q

Entropy: TypeAlias = Callable[[], int]
"""Returns the next random scalar, `0 <= x < q`."""


class Proof(NamedTuple):
    """A challenge and a response, both `0 <= x < q`."""

    challenge: int
    response: int


class Branch(NamedTuple):
    """One alternative as its prover knows it: the ciphertext is `(g^randomness, y^randomness g^offset)`.

    The alternative is true when the offset is 0.
    """

    randomness: int
    offset: int


def prove_knowledge(secret: int, label: str, entropy: Entropy) -> Proof:
    """Schnorr proof of the logarithm of `g^secret`; draws w. `challenge = Hq(label + hex(g^w))`."""
    w = entropy()
    challenge = hash_to_scalar(label + (G**w).hex)
    return Proof(challenge, (w - secret * challenge) % Q)


def verify_knowledge(key: Element, label: str, proof: Proof) -> bool:
    """Whether the proof shows knowledge of the logarithm of `key`; raises `NotInGroup` for a key outside the group."""
    commitment = G**proof.response * key**proof.challenge
    return hash_to_scalar(label + commitment.hex) == proof.challenge


def prove_equal_logarithms(secret: int, base: Element, label: str, entropy: Entropy) -> Proof:
    """Proof that `g` and `base` are raised to the same secret; draws w. `Hq(label + hex(g^w) + "," + hex(base^w))`."""
    w = entropy()
    challenge = hash_to_scalar(f"{label}{(G**w).hex},{(base**w).hex}")
    return Proof(challenge, (w - secret * challenge) % Q)


def verify_equal_logarithms(key: Element, base: Element, power: Element, label: str, proof: Proof) -> bool:
    """Whether `log_g(key) = log_base(power)`; raises `NotInGroup` when one of the three is outside the group."""
    challenge, response = proof
    left = G**response * key**challenge
    right = base**response * power**challenge
    return hash_to_scalar(f"{label}{left.hex},{right.hex}") == challenge


def prove_disjunction(
    public_key: Element, label: str, branches: Sequence[Branch], true_index: int, entropy: Entropy
) -> tuple[Proof, ...]:
    """Proof that one of the ciphertexts encrypts zero (is `(g^r, y^r)`), not saying which.

    Draws, branch by branch in order: for a false one challenge then response, for the true one w. The prover knows
    all randomness, so a false commitment `g^response alpha^challenge` costs one power, not two.
    """
    drawn: list[Proof] = []
    commitments: list[str] = []
    w = 0
    for index, (randomness, offset) in enumerate(branches):
        if index == true_index:
            w = entropy()
            drawn.append(Proof(0, 0))
            commitments.append(f"{(G**w).hex},{(public_key**w).hex}")
            continue
        challenge, response = entropy(), entropy()
        drawn.append(Proof(challenge, response))
        exponent = response + randomness * challenge
        right = public_key**exponent * G ** (offset * challenge)
        commitments.append(f"{(G**exponent).hex},{right.hex}")
    total = hash_to_scalar(label + ",".join(commitments))
    challenge = (total - sum(proof.challenge for proof in drawn)) % Q
    drawn[true_index] = Proof(challenge, (w - branches[true_index].randomness * challenge) % Q)
    return tuple(drawn)


def verify_disjunction(
    public_key: Element, label: str, branches: Iterable[tuple[Element, Element]], proofs: Sequence[Proof]
) -> bool:
    """Whether the proofs show that one of the ciphertexts `(alpha, beta)` encrypts zero.

    Branches and proofs are of the same number (the caller has checked it). Every alpha and every beta is raised to a
    power, so the answer, true or false, also says that all are in the group; else `NotInGroup` is raised.
    """
    commitments: list[str] = []
    total = 0
    for (alpha, beta), (challenge, response) in zip(branches, proofs, strict=True):
        left = G**response * alpha**challenge
        right = public_key**response * beta**challenge
        commitments.append(f"{left.hex},{right.hex}")
        total += challenge
    return hash_to_scalar(label + ",".join(commitments)) == total % Q
