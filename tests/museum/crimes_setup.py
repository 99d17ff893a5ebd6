"""Crimes at the opening of a vote: credentials, register, keys, rule, times and texts. No ballot is cast yet."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from unicodedata import normalize

from record.sample_village import ORIGIN, credential, draws, member_secret, server_secret

from museum.forging import ORDER_TWO
from museum.honest import twin, usual
from museum.telling import Told, Twists, tell
from voting.ballots import single, strict_json
from voting.ballots.credentials import credential_order
from voting.ballots.single import SingleKey, make_single
from voting.ballots.trustees import parse_trustees, serialize_trustees
from voting.crypto.group import IDENTITY, Element, G
from voting.crypto.proofs import Proof
from voting.crypto.scalars import Q
from voting.record.entries.entry import compact
from voting.record.register import CardRegister

STRANGER = "a card nobody was given"
CARDS, LAST_KEY = 2, 6
"""Where `cards-issued` and the last member's `committee-key` stand in the commune's book."""

Listed = list[str]
Keys = list[SingleKey]


def values(**said: Any) -> Twists:
    """Fields of `vote-opened` replaced."""
    return {"opened": lambda honest, told: honest | said}


def listing(change: Callable[[Listed, Told], Listed], **said: Any) -> Twists:
    """Another credential list beside the book; `vote-opened` states its hash and length."""
    return {"credentials": change, **values(**said)}


def in_order(credentials: Listed) -> Listed:
    return sorted(credentials, key=credential_order)


def with_stranger(credentials: Listed, told: Told) -> Listed:
    return in_order([*credentials, credential(STRANGER, told.vote.uuid)])


def one_left_out(credentials: Listed, told: Told) -> Listed:
    return [one for one in credentials if one != credential(told.vote.cards[5], told.vote.uuid)]


def stranger_instead(credentials: Listed, told: Told) -> Listed:
    """A household that did not vote last time gives its place to a credential of the server's own making."""
    return with_stranger(one_left_out(credentials, told), told)


def one_replaced(other: Element) -> Callable[[Listed, Told], Listed]:
    return lambda credentials, told: in_order([*one_left_out(credentials, told), other.hex])


def another_list(_: bytes, told: Told) -> bytes:
    """What stands beside the book under the hash of the list."""
    return compact(stranger_instead(list(told.vote.credentials), told))


def household_in_reserve(honest: dict[str, Any], told: Told) -> dict[str, Any]:
    """A household's credential is closed from the start, a spare card's is not: the numbers are right."""
    return honest | {"spares": [credential(told.vote.cards[5], told.vote.uuid)]}


def neighbours_register() -> CardRegister:
    """The same cards, as the register of another village."""
    return replace(usual().register, village="thon-doai")


def cards_of_the_neighbours(honest: list[bytes], told: Told) -> list[bytes]:
    return entry_says(honest, CARDS, register=neighbours_register().sha256)


def entry_says(entries: list[bytes], place: int, **said: Any) -> list[bytes]:
    """The entries with one that says something else."""
    place %= len(entries)
    changed = json.dumps(json.loads(entries[place]) | said, ensure_ascii=False, separators=(",", ":")).encode()
    return [*entries[:place], changed, *entries[place + 1 :]]


def election(change: Callable[[dict[str, Any]], object]) -> Twists:
    """The election's bytes changed."""

    def twist(honest: dict[str, Any], _: Told) -> dict[str, Any]:
        value = json.loads(honest["election"])
        change(value)
        return honest | {"election": strict_json.dump(value).decode()}

    return {"opened": twist}


def answers(*texts: str) -> Twists:
    """Other answers to the question."""
    return election(lambda one: one["questions"][0].update(answers=list(texts)))


def blank_allowed(one: dict[str, Any]) -> None:
    """The first question may be left blank."""
    first = one["questions"][0]
    one["questions"][0] = {"answers": first.pop("answers"), "blank": True, **first}


def trustees(change: Callable[[Keys], Keys], *, key: Element | None = None) -> Twists:
    """Another list of trustees, and the election key that is their product (or `key`)."""

    def twist(honest: dict[str, Any], _: Told) -> dict[str, Any]:
        listed = json.loads(honest["trustees"])
        made = parse_trustees(serialize_trustees(change([single.read_single(value) for _, value in listed])))
        changed = json.loads(honest["election"]) | {"public_key": (key or made.public_key).hex}
        return honest | {"trustees": made.raw.decode(), "election": strict_json.dump(changed).decode()}

    return {"opened": twist}


def server_key(secret: int) -> SingleKey:
    return make_single(secret, entropy=draws(f"another server {secret}"))


def server(secret: int) -> Twists:
    """The server's key has this secret."""
    return trustees(lambda keys: [server_key(secret), *keys[1:]])


def identity_key() -> SingleKey:
    """The secret is zero: the proof holds, and this trustee's part is no protection."""
    return SingleKey(single.prove_knowledge(0, single.proof_label(IDENTITY), draws("identity")), IDENTITY)


def unproven(key: Element) -> SingleKey:
    return SingleKey(Proof(1, 1), key)


def rogue(keys: Keys) -> Keys:
    """The last member's key cancels all others: the product is a key the member alone knows; it has no proof."""
    others = parse_trustees(serialize_trustees(keys[:-1])).public_key
    return [*keys[:-1], unproven(G**5 / others)]


def member(secret: int) -> Twists:
    """The last member publishes the key of this secret, with its proof, and serves with it."""
    key = make_single(secret, entropy=draws(f"another member {secret}"))
    published = strict_json.dump(key.value()).decode()
    before: Twists = {"before": lambda honest, told: entry_says(honest, LAST_KEY, key=published)}
    return before | trustees(lambda keys: [*keys[:-1], key])


def other_files(change: Callable[[dict[str, Any], Told], tuple[bytes, bytes, bytes]]) -> Twists:
    """The archive holds another setup than the one that was opened."""
    return {"files": lambda honest, told: change(dict(zip(("e", "t", "c"), honest, strict=True)), told)}


def others_decrypt(files: dict[str, Any], told: Told) -> tuple[bytes, bytes, bytes]:
    """The same product of keys out of other keys: two members' are exchanged."""
    first, second, third, fourth = json.loads(files["t"])
    return files["e"], strict_json.dump([first, third, second, fourth]), files["c"]


def missing_list(honest: dict[str, bytes], told: Told) -> dict[str, bytes]:
    return {name: raw for name, raw in honest.items() if not name.startswith("payloads/")}


OPENED: dict[str, Twists] = {
    "added-credential": listing(with_stranger),
    "opened-with-one-credential-more-than-the-roll": listing(with_stranger, households=7),
    "removed-credential": listing(one_left_out),
    "replaced-credential": listing(stranger_instead),
    "unsorted-credentials": listing(lambda credentials, told: credentials[::-1]),
    "duplicate-credential": listing(lambda credentials, told: [credentials[0], *credentials[:-1]]),
    "identity-credential": listing(one_replaced(IDENTITY)),
    "credential-outside-the-group": listing(one_replaced(G**7 * ORDER_TWO)),
    "list-longer-than-stated": listing(with_stranger, listed=7),
    "list-of-another-hash": {"listed": another_list},
    "list-not-in-the-bundle": {"bundle_files": missing_list},
    "archive-with-another-list": other_files(lambda files, told: (files["e"], files["t"], another_list(b"", told))),
    "spare-card-counted-as-household": values(spares=[]),
    "household-kept-in-reserve": {"opened": household_in_reserve},
    "card-register-of-another-day": values(register="0" * 64),
    "register-of-another-village": {
        "before": cards_of_the_neighbours,
        **values(register=neighbours_register().sha256),
    },
    "register-exchanged-for-another": {
        "before": lambda honest, told: entry_says(honest, CARDS, register="0" * 64),
        **values(register="0" * 64),
    },
    "election-key-is-not-the-product": trustees(lambda keys: keys, key=G**7),
    "identity-key": trustees(lambda keys: [identity_key(), *keys[1:]]),
    "server-key-is-g": server(1),
    "server-key-cancels-a-members": server(Q - member_secret(1, 3)),
    "server-key-is-a-members": server(member_secret(1, 3)),
    "member-key-is-g": member(1),
    "members-keys-cancel": member(Q - member_secret(1, 2)),
    "key-outside-the-group": trustees(lambda keys: [SingleKey(keys[0].pok, keys[0].public_key * ORDER_TWO), *keys[1:]]),
    "trustee-key-without-proof": trustees(lambda keys: [unproven(keys[0].public_key), *keys[1:]]),
    "rogue-key": trustees(rogue),
    "counting-member-left-out": trustees(lambda keys: keys[:-1]),
    "counting-member-exchanged": trustees(lambda keys: [*keys[:-1], server_key(member_secret(9, 3))]),
    "server-counts-alone": trustees(lambda keys: keys[:1]),
    "archive-with-trustees-in-another-order": other_files(others_decrypt),
    "archive-of-the-same-uuid-with-two-questions": {
        "archive": lambda honest, told: tell(twin(), until="opened").archive
    },
    "wrong-majority-rule": values(majority="half-of-those-who-vote"),
    "rule-without-an-article": values(citation="law-10-2022:99"),
    "rule-of-half-for-clause-1": values(clause=1, citation="law-10-2022:15.1"),
    "rule-cited-by-another-clause": values(citation="law-10-2022:15.1"),
    "clause-that-is-not-for-online-votes": values(clause=1, majority="two-thirds", citation="law-10-2022:15.1"),
    "proposal-that-is-no-answer": values(proposals=[[3]]),
    "no-put-to-the-majority": values(proposals=[[1]]),
    "nothing-put-to-the-majority": values(proposals=[[]]),
    "no-in-the-place-of-the-yes": answers("Không đồng ý", "Đồng ý", "Ý kiến khác"),
    "two-answers-of-the-decrees-three": answers("Đồng ý", "Không đồng ý"),
    "decrees-answers-with-blank": election(blank_allowed),
    "closes-before-it-opens": values(closes_at=usual().opened["opens_at"]),
    "opened-before-it-was-recorded": values(opens_at="2026-11-01T01:00Z"),
    "open-for-a-hundred-days": values(closes_at="2027-03-03T01:00Z"),
    "book-under-another-name": values(book=f"{ORIGIN}/11111111111111"),
    "election-of-another-uuid": election(lambda one: one.update(uuid="11111111111111")),
    "more-choices-than-answers": election(lambda one: one["questions"][0].update(max=4)),
    "election-with-an-escape": {
        "opened": lambda honest, told: honest | {"election": honest["election"].replace("Họp", "H\\u1ecdp")}
    },
    "blank-false": election(lambda one: one["questions"][0].update(blank=False)),
    "two-answers-alike": answers("Tán thành", "Tán thành", "Ý kiến khác"),
    "two-answers-that-look-alike": answers("Tán thành", "Tán thànһ", "Ý kiến khác"),
    "two-answers-in-other-letters": answers("Tán thành", "TÁN  THÀNH", "Ý kiến khác"),
    "answer-written-backwards": answers("Tán thành", "\u202ehnàht náT gnôhK", "Ý kiến khác"),
    "answer-of-two-lines": answers("Tán thành", "Không\ntán thành", "Ý kiến khác"),
    "title-with-an-invisible-sign": election(lambda one: one.update(name="Họp\u200b thôn tháng 11")),
    "title-under-a-heap-of-marks": election(lambda one: one.update(name="Họp thôn" + "\u0316" * 40 + " tháng 11")),
    "question-in-loose-marks": election(
        lambda one: one["questions"][0].update(question=normalize("NFD", "Lập quỹ thôn?"))
    ),
}
"""`vote-opened` of the first vote, opened and no more."""

SECOND: dict[str, Twists] = {"server-key-reused": server(server_secret(usual().uuid))}
"""Twists of the second vote, opened and no more."""

REGISTERS = {"register-of-another-village": neighbours_register}
"""Registers that a visitor brings along where it is not the vote's own."""
