"""Checkpoints as published: the log's own note with the witnesses' lines, and whether a quorum has seen it."""

from voting.ledger.note import add_signatures, parse_note, parse_signature_lines
from voting.ledger.policy import NO_QUORUM, Policy, parse_policy
from voting.record.entries.commune import LogStarted
from voting.record.entries.parsing import parse_entry
from voting.services.errors import NotFound
from voting.storage import errors as storage_errors
from voting.storage.database import Transaction


def log_start(tx: Transaction, commune: str) -> LogStarted:
    """The log's first entry: its origin, key and policy; ``NotFound`` for a commune without a log."""
    try:
        entry = parse_entry(tx.log.entry(commune, 0).raw)
    except storage_errors.NotFound as error:
        raise NotFound(code="unknown-commune") from error
    if not isinstance(entry, LogStarted):
        raise NotFound(code="unknown-commune")
    return entry


def policy_of(tx: Transaction, commune: str) -> Policy:
    """The policy in force: the one in the record."""
    return parse_policy(log_start(tx, commune).policy.encode())


def published_note(tx: Transaction, commune: str, size: int | None = None) -> bytes:
    """The checkpoint of this size, or the newest, with its cosignatures so far."""
    stored = tx.log.checkpoint(commune, size)
    note = parse_note(stored.note)
    lines = "".join(one.line + "\n" for one in tx.cosignatures.of_size(commune, stored.size))
    extra = parse_signature_lines(lines.encode()) if lines else ()
    return add_signatures(note.text, [*note.signatures, *extra])


def is_final(tx: Transaction, commune: str, closed_index: int | None) -> bool:
    """Whether witnesses enough for the policy have co-signed a checkpoint that covers the closing of a vote.

    A log whose policy asks for no witness has nobody to vouch for it: its results stay provisional.
    """
    return bool(final_note(tx, commune, closed_index))


def final_note(tx: Transaction, commune: str, closed_index: int | None) -> bytes:
    """The first checkpoint that covers the closing of a vote and satisfies the policy, or nothing."""
    if closed_index is None:
        return b""
    policy = policy_of(tx, commune)
    if policy.quorum == NO_QUORUM:
        return b""
    sizes = tx.cosignatures.sizes(commune, at_least=closed_index + 1)
    notes = (published_note(tx, commune, size) for size in sizes)
    return next((note for note in notes if policy.judge(note).satisfied), b"")
