"""``accept``: the one judge of what may stand in the record, for the server before appending and for the verifier.

Every rule first checks everything and then returns what is to change; only ``accept`` makes the change, so an entry
that is refused leaves the state as it was. Rules live by subject:
``rules/``, under the names of ``entries/``.
"""

from collections.abc import Callable, Collection
from typing import Any

from voting.ledger.merkle import leaf_hash
from voting.record.entries.entry import Entry
from voting.record.entries.parsing import parse_entry
from voting.record.entries.vote import VoteClosed
from voting.record.errors import DatedBeforePredecessor
from voting.record.rules import casting, committee, commune, count, village, vote
from voting.record.rules.shared import Change, Context, of_vote
from voting.record.state import Phase, State

RULES: dict[type[Entry], Callable[[State, Any, Context], Change]] = {
    **commune.RULES,
    **village.RULES,
    **committee.RULES,
    **vote.RULES,
    **casting.RULES,
    **count.RULES,
}


class _Everything(Collection[str]):
    """Contains every name; for replaying entries that this very machine accepted before."""

    def __contains__(self, item: object) -> bool:
        return True

    def __iter__(self) -> Any:
        raise TypeError("endless")

    def __len__(self) -> int:
        raise TypeError("endless")


UNSAFE_ALREADY_VERIFIED: Collection[str] = _Everything()


def _no_payload(name: str) -> bytes:
    raise KeyError(name)


def accept(
    state: State, raw: bytes, *, verified: Collection[str] = (), payload: Callable[[str], bytes] = _no_payload
) -> Entry:
    """Judge the next entry of the log and, if it may stand, take it into ``state``.

    ``verified`` names envelopes (SHA-256, hex) whose proofs the caller has already checked against their election, so
    that the costly part can run before a lock or on several cores; the rest is always checked here. ``payload`` reads
    what entries refer to by SHA-256 (``LookupError`` if it is not there). Raises ``RecordError``, and then the state is
    untouched.
    """
    entry = parse_entry(raw)
    if state.last_at is not None and entry.at < state.last_at:
        raise DatedBeforePredecessor(f"entry {state.size} is dated before entry {state.size - 1}")
    change = RULES[type(entry)](state, entry, Context(verified, payload))
    change()
    state.size += 1
    state.last_at = entry.at
    _count_in(state, entry, raw)
    return entry


def _count_in(state: State, entry: Entry, raw: bytes) -> None:
    """Add the entry to its vote's own Merkle range; ``vote-closed`` states the root of all before itself."""
    uuid = of_vote(entry)
    if uuid is None or isinstance(entry, VoteClosed):
        return
    known = state.votes[uuid]
    if known.phase in {Phase.OPEN, Phase.CANCELLED}:
        known.entries = known.entries.append(leaf_hash(raw))
