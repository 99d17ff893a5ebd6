"""A ballot's receipt, fresh: under the newest head of its vote's book, or, once witnesses have signed a seal past it,
under the head that was sealed, with the seal (`record.receipts`). Look-ups only, however large the books are.
"""

from voting.ledger.tlog_proof import make_receipt, parse_tlog_proof
from voting.record.entries.vote import VoteCancelled
from voting.record.facts import Phase, Vote
from voting.record.receipts import HouseholdReceipt, make_seal_proof
from voting.services.checkpoints import final_size, first_seal_past, published_note
from voting.services.lookups import COMMUNE_BOOK, vote_facts
from voting.storage.database import Transaction


def fresh_receipt(tx: Transaction, commune: str, vote: str, index: int) -> str:
    """The receipt of the entry at this index of a vote's book."""
    sealed = _sealed(tx, commune, vote, index)
    if sealed is None:
        return _proof(tx, commune, vote, index, None)
    size, at, head = sealed
    entry = tx.log.entry(commune, COMMUNE_BOOK, at).raw
    source = tx.tiles.node_reader(commune, COMMUNE_BOOK, head)
    seal = make_seal_proof(at, entry, published_note(tx, commune, head), source, head)
    return HouseholdReceipt(parse_tlog_proof(_proof(tx, commune, vote, index, size)), seal).text


def _proof(tx: Transaction, commune: str, vote: str, index: int, size: int | None) -> str:
    signed = tx.log.checkpoint(commune, vote, size)
    return make_receipt(index, signed.note, tx.tiles.node_reader(commune, vote, signed.size))


def _sealed(tx: Transaction, commune: str, vote: str, index: int) -> tuple[int, int, int] | None:
    """The first seal past an entry, or the end of the vote: the size that it names, its index, and the first co-signed
    head of the commune's book that carries it; ``None`` before there are all three."""
    seal = first_seal_past(tx, commune, vote, index) or _end(tx, commune, vote)
    head = None if seal is None else final_size(tx, commune, seal[1])
    return None if seal is None or head is None else (*seal, head)


def _end(tx: Transaction, commune: str, vote: str) -> tuple[int, int] | None:
    """The whole size of a vote's book, and the index of what ended it."""
    known = vote_facts(tx, commune, vote)
    if known is None or (index := _ending(tx, commune, vote, known)) is None:
        return None
    return tx.log.head(commune, vote).size, index


def _ending(tx: Transaction, commune: str, vote: str, known: Vote) -> int | None:
    """The index of the entry that closed or cancelled a vote; both seal its book."""
    if known.phase is not Phase.CANCELLED:
        return known.closing
    return tx.log.last_of(commune, VoteCancelled.type, [vote])[vote].idx
