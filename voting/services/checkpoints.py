"""Checkpoints as published: the book's own note with the witnesses' lines, and whether a quorum has seen it."""

from voting.ledger.note import add_signatures, parse_note, parse_signature_lines
from voting.ledger.policy import NO_QUORUM, Policy, parse_policy
from voting.record.facts import Commune
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE, COMMUNE_BOOK, read_fact
from voting.storage.database import Transaction


def log_start(tx: Transaction, commune: str) -> Commune:
    """What the first entry of the commune's book fixed: origin, key, policy; ``NotFound`` for an unknown commune."""
    text = tx.facts.get(commune, COMMUNE_BOOK, COMMUNE, "")
    if text is None:
        raise NotFound(code="unknown-commune")
    return read_fact(Commune, text)


def policy_of(tx: Transaction, commune: str) -> Policy:
    """The policy in force: the one in the record."""
    return parse_policy(log_start(tx, commune).policy.encode())


def published_note(tx: Transaction, commune: str, size: int | None = None) -> bytes:
    """The commune's checkpoint of this size, or the newest, with its cosignatures so far."""
    stored = tx.log.checkpoint(commune, COMMUNE_BOOK, size)
    note = parse_note(stored.note)
    lines = "".join(one.line + "\n" for one in tx.cosignatures.of_size(commune, stored.size))
    extra = parse_signature_lines(lines.encode()) if lines else ()
    return add_signatures(note.text, [*note.signatures, *extra])


def is_final(tx: Transaction, commune: str, result: int | None) -> bool:
    """Whether witnesses enough for the policy have co-signed a checkpoint that carries this ``result`` entry.

    A commune whose policy asks for no witness has nobody to vouch for it: its results stay provisional.
    """
    return bool(final_note(tx, commune, result))


def final_note(tx: Transaction, commune: str, result: int | None) -> bytes:
    """The first checkpoint that carries the ``result`` entry of this index and satisfies the policy, or nothing."""
    if result is None:
        return b""
    policy = policy_of(tx, commune)
    if policy.quorum == NO_QUORUM:
        return b""
    sizes = tx.cosignatures.sizes(commune, at_least=result + 1)
    notes = (published_note(tx, commune, size) for size in sizes)
    return next((note for note in notes if policy.judge(note).satisfied), b"")
