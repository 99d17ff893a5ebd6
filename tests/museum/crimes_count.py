"""Crimes from the closing to the outcome, in a vote whose ballots are all honest; and ballots dropped or exchanged."""

import json
from collections.abc import Callable
from typing import Any

from record.sample_village import ORIGIN, draws, sealed

from museum.deeds import Cast, Deed, ballot_line
from museum.honest import FOR, small
from museum.telling import Told, Twist, Twists, ballot_of, lenient, partial_of, tell
from museum.witnesses import cosigned, head_of
from voting.ballots import strict_json
from voting.ballots.hashed_texts import Ciphertext
from voting.ballots.tally import Rows, Tally
from voting.crypto.group import Element, G
from voting.crypto.hashes import sha256_hex
from voting.ledger.note import add_signatures, parse_note

FIRST_BALLOT, DROPPED = 1, 2
"""The place of the first ballot in the vote's book; which of the ballots is dropped."""

Parts = list[tuple[int, bytes]]


def stated(**values: Any) -> Twists:
    """`vote-closed` says something else."""
    return {"closing": lambda honest, told: honest | values}


def honest_closing(_: dict[str, Any], told: Told) -> dict[str, Any]:
    """What `vote-closed` said before the books were changed."""
    return json.loads(tell(told.vote, until="closed").commune[-1])


def dropped(honest: list[Deed], _: Told) -> list[Deed]:
    return [*honest[:DROPPED], *honest[DROPPED + 1 :]]


def count(votes: Callable[[list[Rows]], list[Rows]]) -> Twist:
    return lambda honest, told: votes(honest)


def counts_the_first(honest: list[Rows], told: Told) -> list[Rows]:
    """The household that voted twice is counted with its first ballot."""
    ballots: dict[str, Rows] = {}
    for envelope in told.envelopes:
        credential, rows = lenient(ballot_of(envelope)) or ("", ())
        ballots.setdefault(credential, rows)
    return list(ballots.values())


def counts_both(honest: list[Rows], told: Told) -> list[Rows]:
    return [found[1] for found in map(lenient, told.ballots) if found]


def adds_a_vote(honest: Tally, told: Told) -> Tally:
    """A vote in favour is multiplied into the sum, where nobody sealed one."""
    ((first, *rest),) = honest.rows
    return Tally(((Ciphertext(first.alpha, first.beta * G), *rest),), honest.number)


def sized(**values: int) -> Twist:
    """The size of the tally misstated; the tally itself is right."""

    def twist(honest: tuple[bytes, bytes], told: Told) -> tuple[bytes, bytes]:
        return honest[0], strict_json.dump(json.loads(honest[1]) | values)

    return twist


def of_the_server(change: Callable[[dict[str, Any]], None]) -> Twists:
    """The server's own part changed."""

    def twist(honest: Parts, told: Told) -> Parts:
        (owner, raw), *others = honest
        value = json.loads(raw)
        change(value)
        return [(owner, strict_json.dump(value)), *others]

    return {"partials": twist}


def forge_factor(value: dict[str, Any]) -> None:
    """The server opens a vote more in favour than was sealed."""
    factors = value["decryption_factors"][0]
    factors[0] = (Element.from_hex(factors[0]) / G).hex


def forge_proof(value: dict[str, Any]) -> None:
    proofs = value["decryption_proofs"][0]
    proofs[0], proofs[1] = proofs[1], proofs[0]


def short_factors(value: dict[str, Any]) -> None:
    value["decryption_factors"][0].pop()
    value["decryption_proofs"][0].pop()


def partials(change: Callable[[Parts], Parts]) -> Twists:
    return {"partials": lambda honest, told: change(honest)}


def outcome(**values: Any) -> Twists:
    """The outcome restated, and the proposal passed."""

    def twist(honest: dict[str, Any], told: Told) -> dict[str, Any]:
        first = honest["questions"][0][0] | {"passed": True}
        return honest | values | {"questions": [[first]]}

    return {"outcome": twist}


def result(raw: bytes) -> Twists:
    """Other numbers; the outcome follows from them."""
    return {"result": lambda honest, told: raw}


def late_ballot(honest: list[bytes], told: Told) -> list[bytes]:
    """A ballot of the third household is appended in the minute of `vote-closed`."""
    late = sealed(told.election, told.vote.cards[2], (FOR,), 1).raw
    return [*honest, ballot_line(told, late, told.closes_at)]


def exchanged_entries(honest: list[bytes], told: Told) -> list[bytes]:
    """Two ballots change places after the closing has stated the root: a household's own second and a neighbour's."""
    return [*honest[: DROPPED + FIRST_BALLOT - 1], honest[DROPPED + 1], honest[DROPPED]]


def without(kind: bytes) -> Twists:
    """All entries of a kind left out of the commune's book."""
    return {"commune": lambda honest, told: [raw for raw in honest if b'"type":"' + kind + b'"' not in raw]}


def one_more(owner: int, number: int) -> Twists:
    """A trustee's part made a second time, with fresh draws, under this number."""
    return {"partials": lambda honest, told: [*honest, (number, partial_of(told, owner, draws("once more")).raw)]}


def log_alone(honest: bytes, told: Told) -> bytes:
    """The newest checkpoint, as no witness has seen it."""
    note = parse_note(honest)
    return add_signatures(note.text, note.signatures[:1])


def witnessed(entries: Callable[[list[bytes]], list[bytes]]) -> Twists:
    """The witnesses have co-signed another head of the commune's book than the newest."""

    def seen(_: bytes, told: Told) -> bytes:
        others = entries(told.commune)
        return cosigned(head_of(ORIGIN, others), others)

    return {"checkpoint": log_alone, "seen": seen}


def everybody_votes(_: list[Deed], told: Told) -> list[Deed]:
    """All three households, the last of them after six hours."""
    return [
        Cast(sealed(told.election, card, (FOR,), 1).raw, told.vote.after(hour))
        for card, hour in zip(told.vote.cards[:3], (0, 0, 6), strict=True)
    ]


CLOSED: dict[str, Twists] = {
    "dropped-ballot": {"deeds": dropped, "closing": honest_closing},
    "swapped-order": {"book": exchanged_entries},
    "vote-closed-states-a-ballot-less": stated(ballots=2),
    "vote-closed-states-a-household-more": stated(voted=3),
}
"""Twists of the small vote, told until it is closed."""

CLOSED_TINY: dict[str, Twists] = {
    "vote-closed-states-an-entry-less": stated(size=1),
    "vote-closed-states-another-head": stated(head=sha256_hex("another head")),
    "vote-closed-states-another-root": stated(root=sha256_hex("another root")),
    "more-households-than-there-are": stated(ballots=4, voted=4),
    "vote-closed-too-early": stated(at=small().opened["opens_at"]),
    "closed-before-its-last-ballot": {"deeds": everybody_votes, **stated(at=small().after(5))},
    "witnesses-saw-it-only-before-the-closing": witnessed(lambda entries: entries[:-1]),
    "witnesses-saw-another-log": witnessed(lambda entries: [*entries[:-1], entries[0]]),
}
"""The same with one ballot."""

LATE: dict[str, Twists] = {"added-ballot-after-the-closing": {"book": late_ballot}}
"""A ballot more, the last entry of that vote's book."""

COUNTED: dict[str, Twists] = {
    "tally-including-a-replaced-ballot": {"counted": counts_the_first},
    "tally-of-both-ballots-of-a-household": {"counted": counts_both},
    "tally-leaving-a-ballot-out": {"counted": count(lambda rows: rows[:-1])},
    "tally-with-a-vote-added": {"tally": adds_a_vote},
}
"""Twists of the small vote, told to its end."""

COUNTED_TINY: dict[str, Twists] = {
    "wrong-num-tallied": {"tally_bytes": sized(num_tallied=2)},
    "wrong-total-weight": {"tally_bytes": sized(total_weight=2)},
    "tally-before-the-closing": without(b"vote-closed"),
    "forged-partial-decryption": of_the_server(forge_factor),
    "forged-decryption-proof": of_the_server(forge_proof),
    "short-decryption": of_the_server(short_factors),
    "partial-by-wrong-owner": partials(
        lambda parts: [*parts[:2], (parts[3][0], parts[2][1]), (parts[2][0], parts[3][1])]
    ),
    "partial-of-an-unknown-owner": one_more(4, number=5),
    "duplicate-partial": one_more(4, number=4),
    "result-without-the-last-member": partials(lambda parts: parts[:-1]),
    "result-off-by-one": result(b'{"result":[[0,1,0]]}'),
    "result-of-a-vote-nobody-cast": result(b'{"result":[[2,0,0]]}'),
    "outcome-off-by-one-household": outcome(needed=1),
    "outcome-of-those-who-voted": outcome(households=1, needed=1),
    "result-declared-twice": {"commune": lambda honest, told: [*honest, honest[-1]]},
    "result-before-the-decryptions": without(b"partial-decryption"),
    "witnesses-saw-it-only-before-the-result": witnessed(lambda entries: entries[:-1]),
}
"""The same with one ballot."""
