"""Checkpoints as published: the book's own note with the witnesses' lines, and whether a quorum has seen it.

Each size is judged once, when a line for it comes in; readers look the answer up.
"""

from voting.ledger.note import add_signatures, parse_note, parse_signature_lines
from voting.ledger.policy import NO_QUORUM, Policy, parse_policy
from voting.record.facts import Commune
from voting.services.errors import NotFound
from voting.services.lookups import COMMUNE, COMMUNE_BOOK, read_fact
from voting.storage.cosignatures import CosignatureLine
from voting.storage.database import Transaction

QUORUM = "quorum"
"""Kind of the facts that say which sizes of a commune's book enough witnesses have signed; the key is the size."""


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


def keep_cosignature(tx: Transaction, commune: str, size: int, *, witness: str, line: str) -> bool:
    """Keep a witness's line under the checkpoint of this size, which the caller has verified; the first one stays.

    The head is locked first: of two witnesses that sign at once, the later one's judgement sees both lines.
    """
    tx.log.lock(commune, COMMUNE_BOOK)
    if not tx.cosignatures.add(CosignatureLine(commune, size, witness, line)):
        return False
    policy = policy_of(tx, commune)
    if policy.quorum != NO_QUORUM and policy.judge(published_note(tx, commune, size)).satisfied:
        tx.facts.put(commune, COMMUNE_BOOK, {(QUORUM, _key(size)): "true"})
    return True


def _key(size: int) -> str:
    """A size so that texts sort as the numbers do."""
    return f"{size:020d}"


def is_final(tx: Transaction, commune: str, result: int | None) -> bool:
    """Whether witnesses enough for the policy have co-signed a checkpoint that carries this ``result`` entry.

    A commune whose policy asks for no witness has nobody to vouch for it: its results stay provisional.
    """
    return _final_size(tx, commune, result) is not None


def final_note(tx: Transaction, commune: str, result: int | None) -> bytes:
    """The first checkpoint that carries the ``result`` entry of this index and satisfies the policy, or nothing."""
    size = _final_size(tx, commune, result)
    return b"" if size is None else published_note(tx, commune, size)


def _final_size(tx: Transaction, commune: str, result: int | None) -> int | None:
    if result is None:
        return None
    key = tx.facts.first(commune, COMMUNE_BOOK, QUORUM, at_least=_key(result + 1))
    return None if key is None else int(key)
