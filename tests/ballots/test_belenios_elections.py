"""Three elections made by the released belenios-tool 3.3.0, with all their secrets: ours reproduces every part."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from voting.ballots import single, strict_json, tally
from voting.ballots.archive import Archive, ArchiveWriter, read_archive
from voting.ballots.audit import Audit, verify_archive
from voting.ballots.ballot import seal
from voting.ballots.certificates import MemberSecrets, check_certificates, read_certificate
from voting.ballots.pedersen import (
    make_verification_key,
    open_decryption_key,
    read_polynomial,
    read_verification_input,
    read_verification_output,
    verification_input,
)
from voting.ballots.polynomials import evaluate
from voting.ballots.sealed_messages import receive
from voting.ballots.signed_messages import SignedMessage, read_signed
from voting.ballots.trustees import PedersenKey, parse_trustees, serialize_trustees
from voting.crypto.group import G
from voting.crypto.hashes import sha256_hex
from voting.crypto.scalars import Q, parse_scalar

FOLDER = Path(__file__).resolve().parent.parent / "vectors" / "belenios-3.3.0"
ARCHIVES = {
    "open-no-tally": None,
    "threshold-2-of-3": ((10, 6, 4),),
    "two-questions-blank": ((6, 3, 3, 4), (7, 3, 3, 4)),
}
MEMBERS = (1, 2, 3)


@cache
def raw_archive(name: str) -> bytes:
    (path,) = (FOLDER / name).glob("*.bel")
    return path.read_bytes()


@cache
def archive(name: str) -> Archive:
    return read_archive(raw_archive(name))


@cache
def audit(name: str) -> Audit:
    return verify_archive(raw_archive(name))


def text(name: str, file: str) -> str:
    return (FOLDER / name / file).read_text(encoding="utf-8").removesuffix("\n")


def rows(name: str, file: str) -> list[Any]:
    return [strict_json.load(line.encode()) for line in text(name, file).splitlines()]


def certs(name: str) -> list[SignedMessage]:
    return [read_signed(row) for row in rows(name, "certs.jsons")]


def member(name: str, index: int) -> MemberSecrets:
    return MemberSecrets.from_seed(text(name, f"trustee-{index}.seed"))


def tool_secret(uuid: str, card: str) -> int:
    """How belenios-tool derives a vote secret from the voter's code (its own cards, not ours)."""
    prefix = f"derive_credential|{uuid}"
    return int(sha256_hex(f"{prefix}|0|{card}") + sha256_hex(f"{prefix}|1|{card}"), 16) % Q


each = pytest.mark.parametrize("name", ARCHIVES)
each_member = pytest.mark.parametrize("index", MEMBERS)


@each
def test_the_archive_verifies_and_gives_the_result(name: str) -> None:
    assert audit(name).counts == ARCHIVES[name]


@each
def test_the_vectors_are_those_of_the_shared_folder(name: str, shared: Path) -> None:
    for path in (FOLDER / name).iterdir():
        assert path.read_bytes() == (shared / "vectors" / "belenios-3.3.0" / name / path.name).read_bytes()


@each
def test_the_archive_written_again_is_byte_for_byte_the_same(name: str) -> None:
    old, found = archive(name), audit(name)
    writer = ArchiveWriter(old.timestamp)
    writer.setup(old.election, old.trustees, old.credentials)
    for ballot in old.ballots:
        writer.ballot(ballot)
    if old.ended:
        writer.end_ballots()
        writer.encrypted_tally(found.tally)
        for owner, partial in old.partials:
            writer.partial(owner, tally.parse_partial(partial))
        assert old.result is not None
        writer.result(old.result)
    assert writer.head == old.head
    assert writer.take() == raw_archive(name)


@each
def test_the_trustees_and_ballots_serialize_to_the_same_bytes(name: str) -> None:
    trustees = parse_trustees(archive(name).trustees)
    assert serialize_trustees(trustees.entries) == trustees.raw
    for ballot in audit(name).ballots:
        answers = strict_json.dump([answer.value() for answer in ballot.answers])
        assert answers in ballot.raw


@each
def test_the_voters_codes_give_the_public_credentials(name: str) -> None:
    setup = audit(name).setup
    codes = json.loads(text(name, "credentials.json")).values()
    keys = {(G ** tool_secret(setup.election.uuid, code)).hex for code in codes}
    assert keys == set(setup.credentials)


@each
def test_a_ballot_sealed_with_the_tools_voter_code_is_accepted(name: str) -> None:
    setup = audit(name).setup
    secret = tool_secret(setup.election.uuid, next(iter(json.loads(text(name, "credentials.json")).values())))
    choices = [[1] + [0] * (question.width - 1) for question in setup.election.questions]
    assert seal(setup.election, secret, choices).credential in setup.credentials


@each
@each_member
def test_a_seed_gives_the_keys_of_its_certificate(name: str, index: int) -> None:
    secrets, certificate = member(name, index), read_certificate(certs(name)[index - 1])
    assert (certificate.verification, certificate.encryption) == (G**secrets.signing, G**secrets.decryption)
    assert certificate in check_certificates(certs(name))


@each
@each_member
def test_the_polynomials_open_and_give_the_exponents_and_shares(name: str, index: int) -> None:
    secrets, own = member(name, index), read_polynomial(rows(name, "polynomials.jsons")[index - 1])
    verification = G**secrets.signing
    kept = json.loads(receive(secrets.decryption, verification, own.polynomial))["polynomial"]
    coefficients = [parse_scalar(one) for one in kept]
    assert json.loads(own.coefexps.message)["coefexps"] == [(G**one).hex for one in coefficients]
    for other in MEMBERS:
        share = json.loads(receive(member(name, other).decryption, verification, own.secrets[other - 1]))["secret"]
        assert parse_scalar(share) == evaluate(coefficients, other)


@each
@each_member
def test_the_messages_of_step_two_make_the_input_of_step_three(name: str, index: int) -> None:
    handed_in = [read_polynomial(row) for row in rows(name, "polynomials.jsons")]
    given = verification_input(handed_in, index)
    assert strict_json.dump(given.value()).decode() == text(name, f"trustee-{index}.vinput")
    assert read_verification_input(rows(name, f"trustee-{index}.vinput")[0]) == given


@each
@each_member
def test_step_three_gives_the_tools_key(name: str, index: int) -> None:
    given = read_verification_input(rows(name, f"trustee-{index}.vinput")[0])
    tools = read_verification_output(rows(name, f"trustee-{index}.voutput")[0])
    secrets = member(name, index)
    ours = make_verification_key(secrets, certs(name), given)
    assert ours.public_key.public_key == tools.public_key.public_key
    key = open_decryption_key(secrets, ours.private_key)
    assert key == open_decryption_key(secrets, tools.private_key)
    assert key == open_decryption_key(secrets, text(name, f"trustee-{index}.dkey"))


@each
def test_the_steps_make_the_published_parameters(name: str) -> None:
    handed_in = [read_polynomial(row) for row in rows(name, "polynomials.jsons")]
    outputs = [read_verification_output(rows(name, f"trustee-{index}.voutput")[0]) for index in MEMBERS]
    key = PedersenKey(
        2,
        tuple(certs(name)),
        tuple(one.coefexps for one in handed_in),
        tuple(one.signature for one in handed_in),
        tuple(one.public_key for one in outputs),
    )
    server, published = parse_trustees(archive(name).trustees).entries
    assert published == key
    assert isinstance(server, single.SingleKey)
    assert server.public_key == G ** parse_scalar(json.loads(text(name, "server.privkey")))


@pytest.mark.parametrize("used", [(2, 3), (2, 4), (4, 3), (2, 3, 4)])
@pytest.mark.parametrize("name", ["threshold-2-of-3", "two-questions-blank"])
def test_opened_again_from_the_secrets_by_any_two_the_result_is_the_same(name: str, used: tuple[int, ...]) -> None:
    found = audit(name)
    election = found.setup.election
    secrets = {1: parse_scalar(json.loads(text(name, "server.privkey")))}
    secrets |= {1 + one: open_decryption_key(member(name, one), text(name, f"trustee-{one}.dkey")) for one in MEMBERS}
    partials = {owner: tally.partial_decryption(election, found.tally, secrets[owner]) for owner in (1, *used)}
    for owner in found.setup.trustees.owners:
        if owner.number in partials:
            tally.check_partial(election, found.tally, owner.public_key, partials[owner.number])
    published = {owner: tally.parse_partial(raw) for owner, raw in archive(name).partials}
    for owner in set(published) & set(partials):
        assert published[owner].factors == partials[owner].factors
    result = tally.combine(election, found.tally, found.setup.trustees, partials)
    assert result.raw == archive(name).result
