"""Checkpoints as published: the book's own note with the witnesses' lines, whether a quorum has seen it, and by which
policy that is judged.

Each size is judged once, when a line for it comes in; readers look the answer up. A policy comes into force in the same
moment: the checkpoint that brings it is kept as it is then.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from voting.ledger.note import NoteVerifier, Signature, add_signatures, parse_note, parse_signature_lines
from voting.ledger.policy import NO_QUORUM, Policy, Verdict
from voting.record.facts import Commune
from voting.record.policies import Era, Heads, Standing, judged
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE, COMMUNE_BOOK, entry_at, read_fact
from voting.storage import errors as storage_errors
from voting.storage.cosignatures import CosignatureLine
from voting.storage.database import Transaction

QUORUM, ERA = "quorum", "policy-era"
"""Kinds of facts beside a commune's book: which sizes enough witnesses have signed, by size; and which later policies
have come into force, by the index of their entry, with the note that brought each."""
SEALED_BY = "sealed-by"
"""Kind of the facts beside a vote's book that say which entry of the commune's seals it, by the size it had."""
MOST_LINES = 16
"""Signature lines of a published checkpoint, the book's own included."""


def log_start(tx: Transaction, commune: str) -> Commune:
    """What the commune's book says of itself: origin, key, policies; ``NotFound`` for an unknown commune."""
    text = tx.facts.get(commune, COMMUNE_BOOK, COMMUNE, "")
    if text is None:
        raise NotFound(code="unknown-commune")
    return read_fact(Commune, text)


def standing_of(tx: Transaction, commune: str) -> Standing:
    """The policies that have come into force, and those that wait for the one before."""
    known = log_start(tx, commune)
    brought = {int(key): json.loads(text) for key, text in tx.facts.many(commune, COMMUNE_BOOK, ERA).items()}
    eras = [Era(known.policy)]
    for one in known.changes:
        if one.index in brought:
            after, note = brought[one.index]
            eras.append(Era(one.text, one.index, after, note.encode()))
    return Standing(tuple(eras), tuple(one for one in known.changes if one.index not in brought))


def standing_by(tx: Transaction, commune: str, size: int) -> Standing:
    """The policies that had come into force in the book's first ``size`` entries, by heads of it: none waits."""
    eras = standing_of(tx, commune).eras
    return Standing(tuple(one for one in eras if one is eras[0] or (one.index < size and one.after <= size)))


def notes_of(policies: Standing) -> dict[int, bytes]:
    """The co-signed heads that brought policies into force, by the index of each one's entry, as bundles carry them."""
    return {one.index: one.note for one in policies.eras if one.note}


def policy_of(tx: Transaction, commune: str) -> Policy:
    """The policy in force."""
    return standing_of(tx, commune).in_force.policy


def heads_of(tx: Transaction, commune: str, now: datetime | None = None) -> Heads:
    """What judging a checkpoint of the commune's book asks of it."""

    def root_at(size: int) -> bytes | None:
        try:
            return tx.log.checkpoint(commune, COMMUNE_BOOK, size).root
        except storage_errors.NotFound:
            return None

    def last_at(size: int) -> datetime | None:
        try:
            return entry_at(tx, commune, size - 1).at
        except storage_errors.NotFound:
            return None

    return Heads(NoteVerifier.parse(log_start(tx, commune).vkey), root_at, last_at, now)


def published_note(tx: Transaction, commune: str, size: int | None = None) -> bytes:
    """The commune's checkpoint of this size, or the newest, with its cosignatures so far."""
    stored = tx.log.checkpoint(commune, COMMUNE_BOOK, size)
    note = parse_note(stored.note)
    rows = tx.cosignatures.of_size(commune, stored.size)
    extra = parse_signature_lines("".join(f"{one.line}\n" for one in rows).encode()) if rows else ()
    if len(note.signatures) + len(extra) > MOST_LINES:
        extra = _those_that_count_first(tx, commune, extra)
    return add_signatures(note.text, [*note.signatures, *extra][:MOST_LINES])


def _those_that_count_first(tx: Transaction, commune: str, lines: tuple[Signature, ...]) -> tuple[Signature, ...]:
    counting = {(one.name, one.key.key_id) for one in policy_of(tx, commune).witnesses.values()}
    return tuple(sorted(lines, key=lambda one: (one.name, one.key_id) not in counting))


def keep_cosignature(tx: Transaction, commune: str, size: int, *, witness: str, line: str) -> bool:
    """Keep a witness's line under the checkpoint of this size, which the caller has verified; the first one stays.

    ``witness`` is its verifier key. The head is locked first: of two witnesses that sign at once, the later one's
    judgement sees both lines.
    """
    tx.log.lock(commune, COMMUNE_BOOK)
    if not tx.cosignatures.add(CosignatureLine(commune, size, witness, line)):
        return False
    standing, heads, note = standing_of(tx, commune), heads_of(tx, commune), published_note(tx, commune, size)
    _keep_quorum(tx, commune, size, standing.at(size).policy, judged(standing.at(size).policy, note, heads))
    _keep(tx, commune, _brought(standing, heads, note, size))
    return True


def _keep_quorum(tx: Transaction, commune: str, size: int, by: Policy, verdict: Verdict) -> None:
    """The first time that enough have signed a size: who, by their offices, and when the last of them did."""
    if by.quorum == NO_QUORUM or not verdict.satisfied or tx.facts.get(commune, COMMUNE_BOOK, QUORUM, _key(size)):
        return
    offices = {vkey: one.office for vkey, one in tx.witnesses.of_commune(commune).items()}
    names = [offices.get(by.witnesses[name].vkey) or name for name in verdict.cosigned]
    told = json.dumps([max(verdict.cosigned.values()), names], ensure_ascii=False)
    tx.facts.put(commune, COMMUNE_BOOK, {(QUORUM, _key(size)): told})


def take_into_force(tx: Transaction, commune: str) -> None:
    """Bring the policies into force that need nobody's signature, because the one before asks for none."""
    standing = standing_of(tx, commune)
    _keep(tx, commune, _brought(standing, heads_of(tx, commune), b"", 0))


def _brought(standing: Standing, heads: Heads, note: bytes, size: int) -> Iterator[Era]:
    """The waiting policies that come into force with this checkpoint, one after another as the record's rule has it."""
    era = standing.in_force
    for change in standing.waiting:
        if era.policy.quorum == NO_QUORUM:
            era = Era(change.text, change.index, max(change.index, era.after))
        elif size > change.index and judged(era.policy, note, heads).satisfied:
            era = Era(change.text, change.index, max(size, era.after), note)
        else:
            return
        yield era


def _keep(tx: Transaction, commune: str, eras: Iterator[Era]) -> None:
    rows = {(ERA, _key(one.index)): json.dumps([one.after, one.note.decode()]) for one in eras}
    tx.facts.put(commune, COMMUNE_BOOK, rows)


def keep_seals(tx: Transaction, commune: str, index: int, sizes: Mapping[str, int]) -> None:
    """Remember which entry of the commune's book seals votes' books, by uuid, at which sizes.

    Beside the commune's book, whose lock the caller holds: a row beside a vote's would wait for that book's lock.
    """
    rows = {(SEALED_BY, _sealed_key(uuid, size)): str(index) for uuid, size in sizes.items()}
    tx.facts.put(commune, COMMUNE_BOOK, rows)


def first_seal_past(tx: Transaction, commune: str, uuid: str, index: int) -> tuple[int, int] | None:
    """The first seal of a vote's book that takes in the entry of this index: the size it names, and its own index."""
    key = tx.facts.first(commune, COMMUNE_BOOK, SEALED_BY, at_least=_sealed_key(uuid, index + 1))
    if key is None or not key.startswith(f"{uuid} "):
        return None
    by = tx.facts.get(commune, COMMUNE_BOOK, SEALED_BY, key)
    return None if by is None else (int(key.rpartition(" ")[2]), int(by))


def _sealed_key(uuid: str, size: int) -> str:
    return f"{uuid} {_key(size)}"


def _key(size: int) -> str:
    """A size so that texts sort as the numbers do."""
    return f"{size:020d}"


@dataclass(frozen=True)
class Confirmation:
    """Who watches, as their offices are called, and when they were enough for the policy."""

    by: tuple[str, ...]
    at_utc: datetime


def confirmations(tx: Transaction, commune: str, results: Collection[int]) -> dict[int, Confirmation]:
    """For these ``result`` entries: which witnesses, enough for the policy, co-signed a checkpoint that carries each.

    A commune whose policy asks for no witness has nobody to vouch for it: its results stay provisional.
    """
    keys = {_key(one + 1): one for one in results}
    found = tx.facts.first_items(commune, COMMUNE_BOOK, QUORUM, sorted(keys))
    return {keys[asked]: _confirmation(told) for asked, (_, told) in found.items()}


def _confirmation(told: str) -> Confirmation:
    time_s, names = json.loads(told)
    return Confirmation(tuple(names), datetime.fromtimestamp(time_s, UTC))


def final_to(tx: Transaction, commune: str) -> int:
    """The size of the newest checkpoint that satisfies the policy of its time, 0 without one: below it all is final."""
    key = tx.facts.last(commune, COMMUNE_BOOK, QUORUM)
    return 0 if key is None else int(key)


def final_note(tx: Transaction, commune: str, result: int | None) -> bytes:
    """The first checkpoint that carries the ``result`` entry of this index and satisfies the policy, or nothing."""
    size = final_size(tx, commune, result)
    return b"" if size is None else published_note(tx, commune, size)


def final_size(tx: Transaction, commune: str, index: int | None) -> int | None:
    """The size of the first checkpoint that carries the entry of this index and satisfies the policy of its time."""
    if index is None:
        return None
    key = tx.facts.first(commune, COMMUNE_BOOK, QUORUM, at_least=_key(index + 1))
    return None if key is None else int(key)
