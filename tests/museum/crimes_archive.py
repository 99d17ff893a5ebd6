"""Crimes that a bare archive shows: a committee's threshold key, its decryptions, the events, the blocks of the tar."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from record.sample_village import base58, draws

from museum.telling import Event
from museum.threshold import OPENERS, committee, partial, tell, trustees_of
from voting.ballots import strict_json, tar_blocks
from voting.ballots.certificates import MemberSecrets, make_certificate
from voting.ballots.pedersen import VerificationKey
from voting.ballots.signed_messages import SignedMessage, sign
from voting.ballots.single import proof_label
from voting.ballots.trustees import PedersenKey
from voting.crypto.group import G
from voting.crypto.hashes import sha256_hex
from voting.crypto.proofs import prove_knowledge

Members = list[tuple[str, bytes]]
BLOCK = 512


def of_key(**values: Any) -> bytes:
    """An archive whose committee published something else."""
    return tell(trustees=trustees_of(replace(committee().key, **values)).raw)


def share_of_another_polynomial() -> bytes:
    """A verification key with proof and signature that hold, but no point of the published polynomials: a wrong
    Lagrange set could open to another result."""
    key, secret = committee().key, 4711
    made = G**secret
    pok = prove_knowledge(secret, proof_label(made), draws("another share"))
    signature = sign(member(3).signing, made.hex, draws("another share, signed"))
    return of_key(verification_keys=(*key.verification_keys[:2], VerificationKey(pok, made, signature)))


def member(number: int) -> MemberSecrets:

    return MemberSecrets.from_seed(base58(f"threshold|{number - 1}", 22))


def forged_certificate() -> bytes:
    certs = committee().key.certs
    return of_key(certs=(SignedMessage(certs[0].message, certs[1].signature), *certs[1:]))


def certificate_of_another_threshold() -> bytes:
    made = make_certificate(member(1), size=3, threshold=1, index=1, entropy=draws("another threshold"))
    return of_key(certs=(made, *committee().key.certs[1:]))


def unsigned_coefficients() -> bytes:
    coefexps = committee().key.coefexps
    return of_key(coefexps=(SignedMessage(coefexps[0].message, coefexps[1].signature), *coefexps[1:]))


def exchanged_keys() -> bytes:
    first, second, third = committee().key.verification_keys
    return of_key(verification_keys=(second, first, third))


def lower_threshold() -> bytes:
    """The list says that one member suffices."""
    key: PedersenKey = committee().key
    return tell(trustees=strict_json.dump([
        ["Single", committee().trustees.entries[0].value()], ["Pedersen", key.value() | {"threshold": 1}],
    ]))  # fmt: skip


def with_events(change: Callable[[list[Event]], list[Event]]) -> bytes:
    return tell(events=lambda honest, told: change(honest))


def with_members(change: Callable[[Members], Members]) -> bytes:
    return tell(members=lambda honest, told: change(honest))


def with_bytes(change: Callable[[bytes], bytes]) -> bytes:
    return tell(archive=lambda honest, told: change(honest))


def without(kind: str) -> bytes:
    return with_events(lambda events: [one for one in events if one.kind != kind])


def first_of(kind: str, events: list[Event]) -> int:
    return next(n for n, one in enumerate(events) if one.kind == kind)


def late_ballot(events: list[Event]) -> list[Event]:
    """The last ballot comes after the end of the ballots."""
    end = first_of("EndBallots", events)
    return [*events[: end - 1], events[end], events[end - 1], *events[end + 1 :]]


def without_the_last_ballot(events: list[Event]) -> list[Event]:
    return [*events[:2], *events[3:]]


def two_results(events: list[Event]) -> list[Event]:
    other = b'{"result":[[2,0,0]]}'
    return [*events, Event("Result", (other,), other)]


def unused_data(members: Members) -> Members:
    note = b'{"note":"bought: household 3"}'
    return [*members[:1], (f"{sha256_hex(note)}.data.json", note), *members[1:]]


def wrong_name(members: Members) -> Members:
    (name, content), *rest = members[1:]
    return [members[0], ("0" * 64 + name[64:], content), *rest]


def other_parent(members: Members) -> Members:
    """The second event names another parent; its own name is right."""
    place = [n for n, (name, _) in enumerate(members) if name.endswith(".event.json")][1]
    content = members[place][1]
    start = content.index(b'"parent":"') + len(b'"parent":"')
    changed = content[:start] + b"0" * 64 + content[start + 64 :]
    return [*members[:place], (f"{sha256_hex(changed)}.event.json", changed), *members[place + 1 :]]


def other_version(members: Members) -> Members:
    return [("BELENIOS", members[0][1].replace(b'"version":1', b'"version":2')), *members[1:]]


def other_time(raw: bytes) -> bytes:
    """One member's header gives another time, with a checksum that fits."""
    size = int(raw[124:135], 8)
    second = BLOCK + size + -size % BLOCK
    name = raw[second : second + 100].rstrip(b"\0").decode()
    length = int(raw[second + 124 : second + 135], 8)
    return raw[:second] + tar_blocks.header(name, length, 0) + raw[second + BLOCK :]


def at(place: int, byte: int) -> Callable[[bytes], bytes]:
    return lambda raw: raw[:place] + bytes([byte]) + raw[place + 1 :]


def padding(raw: bytes) -> bytes:
    """A message in the zeros behind the first member."""
    size = int(raw[124:135], 8)
    return raw[: BLOCK + size + 10] + b"!" + raw[BLOCK + size + 11 :]


def mislabelled() -> bytes:
    """The part of the third member goes under the number of the second: a verifier that believes it combines with the
    Lagrange coefficients of another set."""
    return tell(partials=lambda honest, told: [honest[0], honest[1], (3, partial(4).raw)])


def twice() -> bytes:
    return tell(partials=lambda honest, told: [*honest, (OPENERS[-1], partial(OPENERS[-1], " again").raw)])


CRIMES: dict[str, Callable[[], bytes]] = {
    "partials-of-t-minus-1": lambda: tell(owners=(1, 2)),
    "server-opens-alone": lambda: tell(owners=(1,)),
    "committee-opens-without-the-server": lambda: tell(owners=(2, 3, 4)),
    "wrong-lagrange-set": mislabelled,
    "member-opens-twice": twice,
    "threshold-result-off-by-one": lambda: tell(result=lambda honest, told: b'{"result":[[2,0,0]]}'),
    "share-of-another-polynomial": share_of_another_polynomial,
    "forged-certificate": forged_certificate,
    "certificate-of-another-threshold": certificate_of_another_threshold,
    "unsigned-coefficients": unsigned_coefficients,
    "exchanged-verification-keys": exchanged_keys,
    "lower-threshold": lower_threshold,
    "missing-end-ballots": lambda: without("EndBallots"),
    "missing-encrypted-tally": lambda: without("EncryptedTally"),
    "ballot-after-end-ballots": lambda: with_events(late_ballot),
    "archive-without-a-ballot": lambda: with_events(without_the_last_ballot),
    "two-results": lambda: with_events(two_results),
    "unused-data": lambda: with_members(unused_data),
    "wrong-member-name": lambda: with_members(wrong_name),
    "another-parent": lambda: with_members(other_parent),
    "another-version": lambda: with_members(other_version),
    "member-twice": lambda: with_members(lambda members: [*members, members[1]]),
    "member-of-another-time": lambda: with_bytes(other_time),
    "bad-tar-checksum": lambda: with_bytes(at(150, 0x30)),
    "bad-tar-mode": lambda: with_bytes(at(106, 0x37)),
    "bad-tar-padding": lambda: with_bytes(padding),
    "tar-end-blocks": lambda: with_bytes(lambda raw: raw + bytes(2 * BLOCK)),
    "truncated-archive": lambda: with_bytes(lambda raw: raw[:-700]),
    "truncated-between-members": lambda: with_members(lambda members: members[:-1]),
}
"""Each makes a whole archive."""
