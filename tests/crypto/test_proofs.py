"""Proofs hold for the truth and fail for anything else; hashes and sealing are the published ones."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.crypto.aead import open_bytes, seal_bytes
from voting.crypto.errors import CannotOpen, MixedOrder
from voting.crypto.group import IDENTITY, Element, G
from voting.crypto.hashes import b64, b64_sha256, hash_to_scalar, sha256_hex
from voting.crypto.proofs import (
    Branch,
    Proof,
    prove_disjunction,
    prove_equal_logarithms,
    prove_knowledge,
    verify_disjunction,
    verify_equal_logarithms,
    verify_knowledge,
)
from voting.crypto.scalars import Q, random_scalar

ORDER_TWO = Element.from_hex(f"{2**255 - 20:064x}")
Y = G**987654321
scalars = st.integers(min_value=1, max_value=Q - 1)


@settings(deadline=None)
@given(secret=scalars, other=scalars)
def test_knowledge_is_proven_for_this_key_and_label_only(secret: int, other: int) -> None:
    proof = prove_knowledge(secret, "label|", random_scalar)
    assert verify_knowledge(G**secret, "label|", proof)
    assert not verify_knowledge(G**secret, "label", proof)
    assert not verify_knowledge(G ** (secret + other), "label|", proof)
    assert not verify_knowledge(G**secret, "label|", Proof(proof.challenge, (proof.response + 1) % Q))
    assert not verify_knowledge(G**secret, "label|", Proof((proof.challenge + 1) % Q, proof.response))


def test_a_key_outside_the_group_raises_even_for_a_zero_challenge() -> None:
    with pytest.raises(MixedOrder):
        verify_knowledge(G * ORDER_TWO, "x", Proof(0, 5))


@settings(deadline=None)
@given(secret=scalars, exponent=scalars)
def test_equal_logarithms_are_proven_and_others_are_not(secret: int, exponent: int) -> None:
    base = G**exponent
    proof = prove_equal_logarithms(secret, base, "decrypt|", random_scalar)
    assert verify_equal_logarithms(G**secret, base, base**secret, "decrypt|", proof)
    assert not verify_equal_logarithms(G**secret, base, base**secret * G, "decrypt|", proof)
    assert not verify_equal_logarithms(G**secret * G, base, base**secret, "decrypt|", proof)


def test_equal_logarithms_hold_for_the_identity_of_an_empty_tally() -> None:
    proof = prove_equal_logarithms(5, IDENTITY, "x", random_scalar)
    assert verify_equal_logarithms(G**5, IDENTITY, IDENTITY, "x", proof)
    assert not verify_equal_logarithms(G**5, IDENTITY, G, "x", proof)


@settings(deadline=None)
@given(r=scalars, value=st.integers(0, 3), top=st.integers(3, 4))
def test_a_disjunction_shows_one_truth_among_several(r: int, value: int, top: int) -> None:
    possible = range(top + 1)
    alpha, beta = G**r, Y**r * G**value
    branches = [Branch(r, value - one) for one in possible]
    proofs = prove_disjunction(Y, "prove|", branches, value, random_scalar)
    statement = [(alpha, beta / G**one) for one in possible]
    assert verify_disjunction(Y, "prove|", statement, proofs)
    assert not verify_disjunction(Y, "other|", statement, proofs)
    assert not verify_disjunction(Y, "prove|", [(a, b * G) for a, b in statement], proofs)
    assert not verify_disjunction(Y, "prove|", statement[::-1], proofs)


def test_a_false_disjunction_does_not_verify() -> None:
    r, value = random_scalar(), 2
    branches = [Branch(r, value - one) for one in (0, 1)]
    proofs = prove_disjunction(Y, "prove|", branches, 1, random_scalar)
    assert not verify_disjunction(Y, "prove|", [(G**r, Y**r * G ** (value - one)) for one in (0, 1)], proofs)


@pytest.mark.parametrize("where", ["alpha", "beta"])
def test_a_disjunction_never_skips_membership_even_with_zero_challenges(where: str) -> None:
    foreign = G * ORDER_TWO
    pair = (foreign, G) if where == "alpha" else (G, foreign)
    with pytest.raises(MixedOrder):
        verify_disjunction(Y, "prove|", [pair], [Proof(0, 3)])


def test_hashes_are_those_of_the_protocol() -> None:
    assert sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert sha256_hex("đ") == sha256_hex("đ".encode())
    assert hash_to_scalar("abc") == int(sha256_hex("abc"), 16) % Q
    assert b64(b"\xff\xfe") == "//4"
    assert len(b64_sha256(b"")) == 43


@settings(deadline=None)
@given(plain=st.binary(max_size=200), flip=st.integers(min_value=0))
def test_a_sealed_text_opens_unless_a_bit_or_the_key_changed(plain: bytes, flip: int) -> None:
    key, iv = bytes(range(32)), bytes(range(32, 64))
    sealed = seal_bytes(key, iv, plain)
    assert len(sealed) == len(plain) + 16
    assert open_bytes(key, iv, sealed) == plain
    bit = flip % (8 * len(sealed))
    changed = bytearray(sealed)
    changed[bit // 8] ^= 1 << bit % 8
    for wrong_key, wrong_iv, text in ((key, iv, bytes(changed)), (iv, iv, sealed), (key, key, sealed)):
        with pytest.raises(CannotOpen):
            open_bytes(wrong_key, wrong_iv, text)


def test_a_text_shorter_than_its_tag_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        open_bytes(bytes(32), bytes(32), b"short")
