"""Committee keys: Single and Pedersen are made, read and checked; no single value of them can be changed unseen."""

import json
from functools import cache
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from vectors import crimes

from ballots.sample_vote import Committee, committee
from voting.ballots import sealed_messages, strict_json
from voting.ballots.certificates import Certificate, MemberSecrets, check_certificates, make_certificate
from voting.ballots.election import Election, Question
from voting.ballots.errors import (
    BadCard,
    BadCertificate,
    BadCoefficients,
    BadElection,
    BadKeyProof,
    BadMessage,
    BadTrustees,
    BallotDataError,
    BallotUsageError,
    Malformed,
)
from voting.ballots.pedersen import (
    Polynomial,
    VerificationKey,
    make_polynomial,
    make_verification_key,
    verification_input,
)
from voting.ballots.polynomials import evaluate, evaluate_exponents, exponents_hash
from voting.ballots.sealed_messages import receive, send
from voting.ballots.signed_messages import SignedMessage, sign, sign_value
from voting.ballots.single import make_single, member_secret, parse_seed, proof_label, random_seed
from voting.ballots.trustees import PedersenKey, check_pedersen, check_trustees, parse_trustees, serialize_trustees
from voting.crypto.group import IDENTITY, Element, G
from voting.crypto.proofs import prove_knowledge
from voting.crypto.scalars import Q, random_scalar

SEEDS = ("CjeAZmPUYRzXQtjk2TLE6Q", "bdCtMANiGt9KxfeRcViFjT", "E5DfcBrLXohtt5ozi1j4t9")


@cache
def ours() -> Committee:
    return committee()


@cache
def members() -> tuple[MemberSecrets, ...]:
    return tuple(MemberSecrets.from_seed(seed) for seed in SEEDS)


@cache
def certs() -> tuple[SignedMessage, ...]:
    return tuple(make_certificate(one, size=3, threshold=2, index=i) for i, one in enumerate(members(), start=1))


@cache
def handed_in() -> tuple[Polynomial, ...]:
    return tuple(make_polynomial(one, certs()) for one in members())


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if isinstance(value, dict | list):
        steps = value.items() if isinstance(value, dict) else enumerate(value)
        return [leaf for step, one in steps for leaf in leaves(one, (*path, step))]
    return [path]


def opened(value: Any) -> Any:
    """The JSON value with the texts of signed messages parsed as well, so that each of their leaves is reached."""
    if isinstance(value, dict):
        return {name: opened(json.loads(one) if name == "message" else one) for name, one in value.items()}
    return [opened(one) for one in value] if isinstance(value, list) else value


def closed(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: strict_json.dump(one).decode() if name == "message" else closed(one) for name, one in value.items()
        }
    return [closed(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(("size", "threshold"), [(1, 1), (3, 1), (3, 3), (5, 3)])
def test_every_committee_we_make_is_accepted(size: int, threshold: int) -> None:
    made = committee(size, threshold)
    check_trustees(made.trustees)
    assert [owner.number for owner in made.trustees.owners] == list(range(1, size + 2))
    assert [owner.member for owner in made.trustees.owners] == [0, *range(1, size + 1)]
    assert [owner.public_key for owner in made.trustees.owners][1:] == [G**secret for secret in made.secrets]


def changed(value: Any, path: tuple[Any, ...]) -> bytes:
    """The trustees' bytes with one leaf replaced by another value of its kind."""
    place = value
    for step in path[:-1]:
        place = place[step]
    old = place[path[-1]]
    if isinstance(old, int):
        place[path[-1]] = old + 1
    else:
        place[path[-1]] = str(int(old) + 1) if old.isdecimal() and len(old) != 64 else (G ** random_scalar()).hex
    return strict_json.dump(closed(value))


def test_no_single_value_of_the_trustees_can_be_changed() -> None:
    value = opened(json.loads(ours().trustees.raw))
    paths = leaves(value)
    assert len(paths) > 50
    for path in paths:
        raw = changed(json.loads(json.dumps(value)), path)
        with pytest.raises(BallotDataError) as refusal:
            check_trustees(parse_trustees(raw))
        assert refusal.value.code in ("malformed", "bad-trustees"), path


def test_a_member_who_publishes_a_key_of_its_own_choice_is_found() -> None:
    secret = random_scalar()
    rogue = VerificationKey(
        prove_knowledge(secret, proof_label(G**secret), random_scalar),
        G**secret,
        sign(members()[1].signing, (G**secret).hex, random_scalar),
    )
    given = [verification_input(handed_in(), index) for index in (1, 2, 3)]
    outputs = [make_verification_key(one, certs(), for_one) for one, for_one in zip(members(), given, strict=True)]
    published = [one.public_key for one in outputs]
    coefexps, signatures = zip(*(_public(one) for one in handed_in()), strict=True)
    check_pedersen(PedersenKey(2, certs(), coefexps, signatures, tuple(published)))
    published[1] = rogue
    with pytest.raises(BadCoefficients, match="member 2"):
        check_pedersen(PedersenKey(2, certs(), coefexps, signatures, tuple(published)))


def test_a_group_that_is_not_ours_a_missing_part_and_an_empty_list_are_refused() -> None:
    value = json.loads(ours().trustees.raw)
    for broken in (
        [],
        [["Triple", value[0][1]]],
        [value[0][:1]],
        [value[0], ["Pedersen", {**value[1][1], "signatures": []}]],
        [value[0], ["Pedersen", {**value[1][1], "threshold": 4}]],
    ):
        with pytest.raises(BallotDataError):
            check_trustees(parse_trustees(strict_json.dump(broken)))


def test_one_key_for_two_trustees_is_refused() -> None:
    server = ours().trustees.entries[0]
    with pytest.raises(BadTrustees):
        check_trustees(parse_trustees(serialize_trustees([server, server])))


def test_the_election_must_have_the_product_of_the_keys() -> None:
    question = Question("?", ("Có", "Không"))
    check_trustees(ours().trustees, Election.build("Bầu", [question], ours().trustees.public_key))
    with pytest.raises(BadElection):
        check_trustees(ours().trustees, Election.build("Bầu", [question], ours().trustees.public_key * G))


def test_a_single_key_comes_from_the_members_seed() -> None:
    seed = random_seed()
    assert member_secret(f" {seed}\n") == member_secret(seed)
    key = make_single(member_secret(seed))
    raw = serialize_trustees([key])
    check_trustees(parse_trustees(raw))
    with pytest.raises(BadKeyProof):
        check_trustees(parse_trustees(_other_key(raw)))
    with pytest.raises(BallotUsageError):
        make_single(Q)


def _other_key(raw: bytes) -> bytes:
    value = json.loads(raw)
    value[0][1]["public_key"] = (G**5).hex
    return strict_json.dump(value)


@pytest.mark.parametrize("seed", ["", "1" * 21, "1" * 23, "0" * 22, "I" * 22, "1" * 11 + " " + "1" * 10])
def test_other_seeds_are_refused(seed: str) -> None:
    with pytest.raises(BadCard):
        parse_seed(seed)


@pytest.mark.parametrize(("size", "threshold", "index"), [(3, 4, 1), (3, 0, 1), (3, 2, 0), (3, 2, 4), (100, 2, 1)])
def test_impossible_certificates_are_not_made(size: int, threshold: int, index: int) -> None:
    with pytest.raises(BallotUsageError):
        make_certificate(members()[0], size=size, threshold=threshold, index=index)


def test_certificates_are_of_one_committee_in_order_and_of_different_people() -> None:
    first, second, third = certs()
    other = make_certificate(members()[2], size=3, threshold=3, index=3)
    twin = make_certificate(members()[1], size=3, threshold=2, index=3)
    for broken in ([second, first, third], [first, second], [first, second, other], [first, second, twin]):
        with pytest.raises(BadCertificate):
            check_certificates(broken)
    forged = SignedMessage(first.message, second.signature)
    with pytest.raises(BadCertificate):
        check_certificates([forged, second, third])
    assert isinstance(check_certificates(certs())[0], Certificate)


def test_a_member_of_another_committee_cannot_take_part() -> None:
    stranger = MemberSecrets.from_seed(random_seed())
    with pytest.raises(BallotUsageError):
        make_polynomial(stranger, certs())
    with pytest.raises(BadCertificate):
        make_verification_key(stranger, certs(), verification_input(handed_in(), 1))


def test_a_share_that_contradicts_the_published_coefficients_is_found() -> None:
    cheat = members()[1]
    wrong = send(cheat.signing, G ** members()[0].decryption, '{"secret":"5"}')
    cheated = Polynomial(handed_in()[1].polynomial, (wrong, *handed_in()[1].secrets[1:]), *_public(handed_in()[1]))
    given = verification_input((handed_in()[0], cheated, handed_in()[2]), 1)
    with pytest.raises(BadCoefficients, match="member 2"):
        make_verification_key(members()[0], certs(), given)


def _public(one: Polynomial) -> tuple[Any, Any]:
    return one.coefexps, one.signature


def test_coefficients_of_another_number_are_refused() -> None:
    cheat = members()[1]
    short = sign_value(cheat.signing, {"coefexps": [(G**3).hex]}, random_scalar)
    cheated = Polynomial(handed_in()[1].polynomial, handed_in()[1].secrets, short, handed_in()[1].signature)
    with pytest.raises(BadCoefficients):
        make_verification_key(members()[0], certs(), verification_input((handed_in()[0], cheated, handed_in()[2]), 1))


def test_messages_open_for_their_recipient_only_and_name_their_sender() -> None:
    anna, binh, chi = members()
    sealed = send(anna.signing, G**binh.decryption, "chào")
    assert receive(binh.decryption, G**anna.signing, sealed) == "chào"
    with pytest.raises(BadMessage):
        receive(chi.decryption, G**anna.signing, sealed)
    with pytest.raises(BadCertificate):
        receive(binh.decryption, G**chi.signing, sealed)


def sealed_by_hand(signing: int, named: int, recipient: int, torsion: Element) -> str:
    """A message sealed to one recipient, naming another in the signed part, its beta and key times `torsion`."""
    signed = sign_value(signing, {"recipient": (G**named).hex, "message": "x"}, random_scalar)
    randomness, shared = random_scalar(), G ** random_scalar() * torsion
    alpha, beta = G**randomness, (G**recipient) ** randomness * shared
    data = sealed_messages.seal_bytes(*sealed_messages._key_and_iv(shared, alpha), strict_json.dump(signed.value()))
    value = {"algorithm": "AES-GCM", "alpha": alpha.hex, "beta": beta.hex, "data": data.hex()}
    return strict_json.dump(value).decode()


def test_a_message_passed_on_to_someone_else_or_outside_the_group_is_noticed() -> None:
    anna, binh, chi = members()
    sender = G**anna.signing
    good = sealed_by_hand(anna.signing, chi.decryption, chi.decryption, IDENTITY)
    assert receive(chi.decryption, sender, good) == "x"
    with pytest.raises(BadMessage, match="someone else"):
        receive(chi.decryption, sender, sealed_by_hand(anna.signing, binh.decryption, chi.decryption, IDENTITY))
    order_two = Element.from_hex(crimes.ORDER_TWO)
    with pytest.raises(BadMessage, match="subgroup"):
        receive(chi.decryption, sender, sealed_by_hand(anna.signing, chi.decryption, chi.decryption, order_two))


@pytest.mark.parametrize(
    "change",
    [
        {"algorithm": "AES"},
        {"data": "zz"},
        {"data": "AB"},
        {"data": ""},
        {"alpha": "x"},
        {"alpha": crimes.MIXED_ORDER},
        {"beta": crimes.ORDER_TWO},
    ],
)
def test_broken_messages_are_refused(change: dict[str, str]) -> None:
    anna, binh, _ = members()
    value = json.loads(send(anna.signing, G**binh.decryption, "chào")) | change
    with pytest.raises((BadMessage, Malformed)):
        receive(binh.decryption, G**anna.signing, strict_json.dump(value).decode())


@given(coefficients=st.lists(st.integers(0, Q - 1), min_size=1, max_size=4), member=st.integers(1, 99))
@settings(deadline=None, max_examples=20)
def test_exponents_evaluate_as_the_polynomial(coefficients: list[int], member: int) -> None:
    expected = sum(a * member**k for k, a in enumerate(coefficients)) % Q
    assert evaluate(coefficients, member) == expected
    assert evaluate_exponents([G**a for a in coefficients], member) == G**expected


def test_each_member_commits_to_the_coefficients_before_revealing_them() -> None:
    hashes = {exponents_hash(one.coefexps) for one in handed_in()}
    assert len(hashes) == 3
    raw = strict_json.dump(handed_in()[0].coefexps.value())
    assert exponents_hash(handed_in()[0].coefexps) == sha256(raw).hexdigest()
