"""Crimes at the opening of a vote: credentials, keys, rule and times. No ballot is cast yet."""

import json
from collections.abc import Callable
from typing import Any

from record.sample_village import credential, draws, member_secret, server_secret

from museum.forging import ORDER_TWO
from museum.honest import usual
from museum.telling import Told, Twist
from voting.ballots import single, strict_json
from voting.ballots.credentials import credential_order
from voting.ballots.single import SingleKey, make_single
from voting.ballots.trustees import parse_trustees, serialize_trustees
from voting.crypto.group import IDENTITY, Element, G
from voting.crypto.proofs import Proof

STRANGER = "a card nobody was given"


def with_values(**values: Any) -> Twist:
    """Fields of `vote-opened` replaced."""
    return lambda honest, told: honest | values


def with_credentials(change: Callable[[list[str], Told], list[str]], *, households: int = 6) -> Twist:
    """Another credential list."""
    return lambda honest, told: honest | {"credentials": change(honest["credentials"], told), "households": households}


def in_order(credentials: list[str]) -> list[str]:
    return sorted(credentials, key=credential_order)


def with_stranger(credentials: list[str], told: Told) -> list[str]:
    return in_order([*credentials, credential(STRANGER, told.vote.uuid)])


def stranger_instead(credentials: list[str], told: Told) -> list[str]:
    """A household that did not vote last time gives its place to a credential of the server's own making."""
    kept = [one for one in credentials if one != credential(told.vote.cards[5], told.vote.uuid)]
    return with_stranger(kept, told)


def one_left_out(credentials: list[str], told: Told) -> list[str]:
    return [one for one in credentials if one != credential(told.vote.cards[5], told.vote.uuid)]


def one_replaced(other: Element) -> Callable[[list[str], Told], list[str]]:
    return lambda credentials, told: in_order([*one_left_out(credentials, told), other.hex])


def with_election(change: Callable[[dict[str, Any]], object]) -> Twist:
    """The election's bytes changed."""

    def twist(honest: dict[str, Any], _: Told) -> dict[str, Any]:
        value = json.loads(honest["election"])
        change(value)
        return honest | {"election": strict_json.dump(value).decode()}

    return twist


def with_trustees(change: Callable[[list[SingleKey]], list[SingleKey]], *, key: Element | None = None) -> Twist:
    """Another list of trustees, and the election key that is their product (or `key`)."""

    def twist(honest: dict[str, Any], told: Told) -> dict[str, Any]:
        values = json.loads(honest["trustees"])
        singles = change([single.read_single(value) for _, value in values])
        trustees = parse_trustees(serialize_trustees(singles))
        election = json.loads(honest["election"]) | {"public_key": (key or trustees.public_key).hex}
        return honest | {"trustees": trustees.raw.decode(), "election": strict_json.dump(election).decode()}

    return twist


def server_key(secret: int) -> SingleKey:
    return make_single(secret, entropy=draws(f"another server {secret}"))


def identity_key() -> SingleKey:
    """The secret is zero: the proof holds, and this trustee's part is no protection."""
    return SingleKey(single.prove_knowledge(0, single.proof_label(IDENTITY), draws("identity")), IDENTITY)


def unproven(key: Element) -> SingleKey:
    return SingleKey(Proof(1, 1), key)


def rogue(keys: list[SingleKey]) -> list[SingleKey]:
    """The last member's key cancels all others: the product is a key the member alone knows; it has no proof."""
    others = parse_trustees(serialize_trustees(keys[:-1])).public_key
    return [*keys[:-1], unproven(G**5 / others)]


def key_of_the_first_vote(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    return with_trustees(lambda keys: [server_key(server_secret(usual().uuid)), *keys[1:]])(honest, told)


def outside(key: SingleKey) -> SingleKey:
    return SingleKey(key.pok, key.public_key * ORDER_TWO)


def with_escape(honest: dict[str, Any], _: Told) -> dict[str, Any]:
    return honest | {"election": honest["election"].replace("Họp", "H\\u1ecdp")}


OPENED: dict[str, Twist] = {
    "added-credential": with_credentials(with_stranger),
    "opened-with-one-credential-more-than-the-roll": with_credentials(with_stranger, households=7),
    "removed-credential": with_credentials(one_left_out),
    "replaced-credential": with_credentials(stranger_instead),
    "unsorted-credentials": with_credentials(lambda credentials, told: credentials[::-1]),
    "duplicate-credential": with_credentials(lambda credentials, told: [credentials[0], *credentials[:-1]]),
    "identity-credential": with_credentials(one_replaced(IDENTITY)),
    "credential-outside-the-group": with_credentials(one_replaced(G**7 * ORDER_TWO)),
    "spare-card-counted-as-household": with_values(spares=[]),
    "card-register-of-another-day": with_values(register="0" * 64),
    "election-key-is-not-the-product": with_trustees(lambda keys: keys, key=G**7),
    "identity-key": with_trustees(lambda keys: [identity_key(), *keys[1:]]),
    "key-outside-the-group": with_trustees(
        lambda keys: [SingleKey(keys[0].pok, keys[0].public_key * ORDER_TWO), *keys[1:]]
    ),
    "trustee-key-without-proof": with_trustees(lambda keys: [unproven(keys[0].public_key), *keys[1:]]),
    "rogue-key": with_trustees(rogue),
    "counting-member-left-out": with_trustees(lambda keys: keys[:-1]),
    "counting-member-exchanged": with_trustees(lambda keys: [*keys[:-1], server_key(member_secret(9, 3))]),
    "server-counts-alone": with_trustees(lambda keys: keys[:1]),
    "wrong-majority-rule": with_values(majority="half-of-those-who-vote"),
    "rule-without-an-article": with_values(citation="law-10-2022:99"),
    "proposal-that-is-no-answer": with_values(proposals=[[3]]),
    "closes-before-it-opens": with_values(closes_at=usual().opened["opens_at"]),
    "opened-before-it-was-recorded": with_values(opens_at="2026-11-22T01:00Z"),
    "election-of-another-uuid": with_election(lambda one: one.update(uuid="11111111111111")),
    "more-choices-than-answers": with_election(lambda one: one["questions"][0].update(max=4)),
    "election-with-an-escape": lambda honest, told: (
        honest | {"election": honest["election"].replace("Họp", "H\\u1ecdp")}
    ),
    "blank-false": with_election(lambda one: one["questions"][0].update(blank=False)),
}
"""`vote-opened` of the first vote, opened and no more."""


def all_entries(honest: dict[str, bytes], told: Told) -> dict[str, bytes]:
    """The bundle shows the entries of the other votes too."""
    return honest | {f"entries/{n}.json": raw for n, raw in enumerate(told.entries)}


SECOND: dict[str, dict[str, Twist]] = {
    "server-key-reused": {"opened": key_of_the_first_vote, "bundle_members": all_entries},
}
"""Twists of the second vote, opened and no more."""
