"""Crimes about who must co-sign: a new policy that the old one's witnesses have not let in, or that nobody could go by.

The vote is open; the commune's book changes its policy just before the opening.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from record.sample_village import LOG_KEY, ORIGIN

from museum.crimes_log import ALONE, DAY_S, STRANGER, UNKNOWN_WITNESS, Files, lines, witnessed
from museum.crimes_setup import entry_says
from museum.telling import Told, Twists
from museum.witnesses import NAMES, POLICY, QUORUM, WITNESSES, cosigned, head_of, seen_at_s
from voting.ledger.checkpoint import Checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import leaf_hash, tree_root
from voting.ledger.tlog_proof import make_receipt, parse_tlog_proof
from voting.record.entries.entry import compact
from voting.record.receipts import HouseholdReceipt, make_seal_proof

Note = Callable[[Told], bytes]
SEALS = b'{"v":1,"type":"books-sealed",'
THIRD = WITNESSES[2]


def asks(*witnesses: tuple[str, CosignatureSigner], least: int, log: str = LOG_KEY.vkey, at: str = "https://") -> str:
    """A policy with these witnesses, so many of whom are enough."""
    named = [f"witness {name} {one.vkey} {at}{name}.example/" for name, one in witnesses]
    members = " ".join(name for name, _ in witnesses)
    return "".join(
        f"{line}\n" for line in (f"log {log}", *named, f"group watchers {least} {members}", "quorum watchers")
    )


STAYS, COMES, ALSO = (NAMES[0], WITNESSES[0]), ("ban-giam-sat-xa", UNKNOWN_WITNESS), (NAMES[1], WITNESSES[1])
NEXT = asks(STAYS, ALSO, COMES, least=2)
"""The third witness leaves, another comes."""
ONE_FRIEND = asks((NAMES[2], THIRD), least=1)
NOBODY = f"log {LOG_KEY.vkey}\n{ALONE}"


def changed(policy: str) -> Twists:
    """The last entry before the opening is a new policy."""

    def twist(honest: list[bytes], told: Told) -> list[bytes]:
        at = json.loads(honest[-1])["at"]
        head = {"v": 1, "type": "policy-changed", "village": "", "at": at}
        return [*honest, compact(head | {"policy": policy, "by": "admin"})]

    return {"before": twist}


def place(told: Told) -> int:
    """The index of the new policy's entry."""
    return len(told.vote.before)


def beside(
    policy: str, note: Note | None = None, name: Callable[[Told], str] = lambda told: str(place(told))
) -> Twists:
    """The policy that is said to be in force, and the head by which it came there."""

    def twist(honest: Files, told: Told) -> Files:
        shown = {} if note is None else {f"commune/policies/{name(told)}": note(told)}
        head = {"commune/log.vkey": honest["commune/log.vkey"], "commune/policy": policy.encode(), **shown}
        return head | {one: raw for one, raw in honest.items() if one not in head}

    return {"bundle_files": twist}


def head_with(*witnesses: CosignatureSigner, later_s: int = 0, size: int = 1) -> Note:
    """The head that ends with the change, or ``size`` entries after what came before it, signed by these witnesses."""

    def note(told: Told) -> bytes:
        entries = told.commune[: place(told) + size]
        checkpoint = Checkpoint(ORIGIN, len(entries), tree_root(entries))
        at_s = seen_at_s(entries) + later_s
        return lines(checkpoint, LOG_KEY.sign(checkpoint.text), *(one.sign(checkpoint, at_s) for one in witnesses))

    return note


def of_another_book(told: Told) -> bytes:
    """The witnesses saw the change in a book whose officials were others."""
    entries = [*entry_says(told.commune[: place(told)], 1, commitment="0" * 64), told.commune[place(told)]]
    return cosigned(head_of(ORIGIN, entries), entries)


def by_another_key(told: Told) -> bytes:
    """The head is signed by a log that is not the commune's."""
    entries: Sequence[bytes] = told.commune[: place(told) + 1]
    checkpoint = Checkpoint(ORIGIN, len(entries), tree_root(entries))
    at_s = seen_at_s(entries)
    return lines(checkpoint, STRANGER.sign(checkpoint.text), *(one.sign(checkpoint, at_s) for one in QUORUM))


IN_FORCE: Twists = {**changed(NEXT), **beside(NEXT, head_with(*QUORUM))}
TWO_DAYS_BEFORE = head_with(*QUORUM, later_s=-2 * DAY_S)

OPENED: dict[str, Twists] = {
    "policy-that-drops-a-witness-unasked": {
        **changed(ONE_FRIEND),
        **beside(ONE_FRIEND, head_with(THIRD)),
        **witnessed((THIRD, 0)),
    },
    "policy-that-asks-nobody-shown-as-in-force": {**changed(NOBODY), **beside(NOBODY), **witnessed((THIRD, 0))},
    "policy-in-force-by-its-own-witnesses": {
        **changed(NEXT),
        **beside(NEXT, head_with(WITNESSES[0], UNKNOWN_WITNESS)),
    },
    "policy-in-force-by-an-earlier-head": {**changed(NEXT), **beside(NEXT, head_with(*QUORUM, size=0))},
    "policy-in-force-by-another-book": {**changed(NEXT), **beside(NEXT, of_another_book)},
    "policy-in-force-by-a-head-signed-two-days-before": {**changed(NEXT), **beside(NEXT, TWO_DAYS_BEFORE)},
    "policy-in-force-by-a-head-of-another-key": {**changed(NEXT), **beside(NEXT, by_another_key)},
    "policy-in-force-without-a-change": beside(POLICY, head_with(*QUORUM), lambda told: "1"),
    "policy-note-under-a-name-of-its-own": {**changed(NEXT), **beside(NEXT, head_with(*QUORUM), lambda told: "new")},
    "policy-without-the-logs-key": changed(asks(STAYS, ALSO, least=1, log=STRANGER.vkey)),
    "policy-with-a-witness-nobody-can-reach": changed(asks(STAYS, ALSO, least=1, at="")),
    "policy-changed-into-itself": changed(POLICY),
}
"""Twists of the small vote, opened and no more."""


def with_seal(told: Told, index: int, size: int, seal: int) -> bytes:
    """A household's receipt: its ballot under the head of this size, and this one of the seals, as witnesses saw it."""
    place = [n for n, raw in enumerate(told.commune) if raw.startswith(SEALS)][seal]
    entries, leaves = told.commune, [leaf_hash(raw) for raw in told.commune]
    note = cosigned(head_of(ORIGIN, entries), entries)
    ballot = parse_tlog_proof(make_receipt(index, head_of(told.book_origin, told.book[:size]), _leaves(told.book)))
    return HouseholdReceipt(ballot, make_seal_proof(place, entries[place], note, leaves, len(entries))).text.encode()


def _leaves(book: Sequence[bytes]) -> list[bytes]:
    return [leaf_hash(raw) for raw in book]


def seal_of_another_book(told: Told) -> bytes:
    """The household was shown a seal on the very head of its ballot, in a commune's book with another past."""
    other = [*entry_says(told.commune, 1, commitment="0" * 64)]
    return with_seal(replace(told, commune=other), 1, 3, 0)


RECEIPTS: dict[str, Callable[[Told], bytes]] = {
    "receipt-with-the-seal-of-another-head": lambda told: with_seal(told, 1, 2, 0),
    "receipt-with-a-seal-of-another-past": seal_of_another_book,
}
"""What a household holds in its hand beside these pieces, of the vote whose book is sealed twice."""
