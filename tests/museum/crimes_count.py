"""Crimes from the closing to the outcome, in a vote whose ballots are all honest; and ballots dropped or exchanged."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from record.sample_village import LOG_KEY, ORIGIN, draws, sealed

from museum.honest import YES, cosigned, small
from museum.telling import Told, Twist, ballot_entry, ballot_of, lenient, partial_of
from voting.ballots import strict_json
from voting.ballots.hashed_texts import Ciphertext
from voting.ballots.tally import Rows, Tally
from voting.crypto.group import Element, G
from voting.crypto.hashes import sha256_hex
from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.merkle import tree_root
from voting.ledger.note import add_signatures, parse_note
from voting.record.entries.entry import compact

DROPPED = 2
TOO_EARLY = small().opened["opens_at"]


def stated(**values: Any) -> dict[str, Twist]:
    """`vote-closed` says something else."""
    return {"closing": lambda honest, told: honest | values}


def after_the_closing(change: Callable[[list[bytes]], list[bytes]]) -> dict[str, Twist]:
    """The ballots are changed when `vote-closed` has been signed: it states what was there before."""

    def closing(_: dict[str, Any], told: Told) -> dict[str, Any]:
        return json.loads(told.vote.log[place_of(b"vote-closed", told.vote.log, told)])

    return {"envelopes": lambda honest, told: change(honest), "closing": closing}


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


def forge_factor(honest: list[tuple[int, bytes]], told: Told) -> list[tuple[int, bytes]]:
    """The server opens a vote more in favour than was sealed."""
    owner, raw = honest[0]
    value = json.loads(raw)
    factors = value["decryption_factors"][0]
    factors[0] = (Element.from_hex(factors[0]) / G).hex
    return [(owner, strict_json.dump(value)), *honest[1:]]


def forge_proof(honest: list[tuple[int, bytes]], told: Told) -> list[tuple[int, bytes]]:
    owner, raw = honest[0]
    value = json.loads(raw)
    proofs = value["decryption_proofs"][0]
    proofs[0], proofs[1] = proofs[1], proofs[0]
    return [(owner, strict_json.dump(value)), *honest[1:]]


def short_factors(honest: list[tuple[int, bytes]], told: Told) -> list[tuple[int, bytes]]:
    owner, raw = honest[0]
    value = json.loads(raw)
    value["decryption_factors"][0].pop()
    value["decryption_proofs"][0].pop()
    return [(owner, strict_json.dump(value)), *honest[1:]]


def partials(change: Callable[[list[tuple[int, bytes]]], list[tuple[int, bytes]]]) -> dict[str, Twist]:
    return {"partials": lambda honest, told: change(honest)}


def outcome(**values: Any) -> dict[str, Twist]:
    """The outcome restated, and the proposal passed."""

    def twist(honest: dict[str, Any], told: Told) -> dict[str, Any]:
        first = honest["questions"][0][0] | {"passed": True}
        return honest | values | {"questions": [[first]]}

    return {"outcome": twist}


def result(raw: bytes) -> dict[str, Twist]:
    """Other numbers; the outcome follows from them."""
    return {"result": lambda honest, told: raw}


def place_of(kind: bytes, entries: Sequence[bytes], told: Told) -> int:
    """The first entry of this kind in the vote."""
    return next(n for n, raw in enumerate(entries) if n >= told.first_ballot and b'"type":"' + kind + b'"' in raw)


def late_ballot(honest: list[bytes], told: Told) -> list[bytes]:
    """A ballot of the third household is appended behind `vote-closed`."""
    late = json.loads(ballot_entry(told, sealed(told.election, told.vote.cards[2], (YES,), 1).raw))
    return [*honest, compact(late | {"at": json.loads(honest[-1])["at"]})]


def exchanged_entries(honest: list[bytes], told: Told) -> list[bytes]:
    """Two entries change places after the closing has stated the root."""
    first = told.first_ballot + 1
    return [*honest[:first], honest[first + 1], honest[first], *honest[first + 2 :]]


def without(kind: bytes) -> dict[str, Twist]:
    """All entries of a kind left out."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        own = honest[told.first_ballot :]
        return [*honest[: told.first_ballot], *(raw for raw in own if b'"type":"' + kind + b'"' not in raw)]

    return {"entries": twist}


def one_more(owner: int, number: int) -> dict[str, Twist]:
    """A trustee's part made a second time, with fresh draws, under this number."""

    def twist(honest: list[tuple[int, bytes]], told: Told) -> list[tuple[int, bytes]]:
        return [*honest, (number, partial_of(told, owner, draws("once more")).raw)]

    return {"partials": twist}


def log_alone(honest: bytes, told: Told) -> bytes:
    """The newest checkpoint, as no witness has seen it."""
    note = parse_note(honest)
    return add_signatures(note.text, note.signatures[:1])


def head_of(entries: Sequence[bytes]) -> bytes:
    """The co-signed checkpoint of these entries."""
    return cosigned(sign_checkpoint(Checkpoint(ORIGIN, len(entries), tree_root(entries)), LOG_KEY))


def witnessed(entries: Callable[[list[bytes]], list[bytes]]) -> dict[str, Twist]:
    """The witnesses have co-signed another head than the newest."""
    return {
        "checkpoint": log_alone,
        "bundle_members": lambda honest, told: honest | {"cosigned": head_of(entries(told.entries))},
    }


CLOSED: dict[str, dict[str, Twist]] = {
    "dropped-ballot": after_the_closing(lambda all_of_them: [*all_of_them[:DROPPED], *all_of_them[DROPPED + 1 :]]),
    "added-ballot-after-the-closing": {"entries": late_ballot},
    "swapped-order": {"entries": exchanged_entries},
    "vote-closed-states-a-ballot-less": stated(ballots=2),
    "vote-closed-states-a-household-more": stated(voted=3),
    "vote-closed-states-another-head": stated(head=sha256_hex("another head")),
    "vote-closed-states-another-root": stated(root=sha256_hex("another root")),
    "vote-closed-too-early": stated(at=TOO_EARLY),
    "witnesses-saw-it-only-before-the-closing": witnessed(lambda entries: entries[:-1]),
    "witnesses-saw-another-log": witnessed(lambda entries: [*entries[:-1], entries[0]]),
}
"""Twists of the last vote, told until it is closed."""

COUNTED: dict[str, dict[str, Twist]] = {
    "tally-including-a-replaced-ballot": {"counted": counts_the_first},
    "tally-of-both-ballots-of-a-household": {"counted": counts_both},
    "tally-leaving-a-ballot-out": {"counted": count(lambda rows: rows[:-1])},
    "tally-with-a-vote-added": {"tally": adds_a_vote},
    "wrong-num-tallied": {"tally_bytes": sized(num_tallied=3)},
    "wrong-total-weight": {"tally_bytes": sized(total_weight=3)},
    "tally-before-the-closing": without(b"vote-closed"),
    "forged-partial-decryption": {"partials": forge_factor},
    "forged-decryption-proof": {"partials": forge_proof},
    "short-decryption": {"partials": short_factors},
    "partial-by-wrong-owner": partials(
        lambda parts: [*parts[:2], (parts[3][0], parts[2][1]), (parts[2][0], parts[3][1])]
    ),
    "partial-of-an-unknown-owner": one_more(4, number=5),
    "duplicate-partial": one_more(4, number=4),
    "result-without-the-last-member": partials(lambda parts: parts[:-1]),
    "result-off-by-one": result(b'{"result":[[2,0,0]]}'),
    "result-of-a-vote-nobody-cast": result(b'{"result":[[2,1,0]]}'),
    "outcome-off-by-one-household": outcome(needed=1),
    "outcome-of-those-who-voted": outcome(households=2, needed=1),
    "result-declared-twice": {"entries": lambda honest, told: [*honest, honest[-1]]},
    "result-before-the-decryptions": without(b"partial-decryption"),
}
"""Twists of the last vote, told to its end."""
