"""Boards that co-sign the sample village's commune book, and policies that name them."""

from collections.abc import Sequence
from hashlib import sha256

from record.sample_village import LOG_KEY, ORIGIN, Village
from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import tree_root
from voting.ledger.note import add_signatures, parse_note

BOARDS = tuple(CosignatureSigner(f"board-{n}.example", sha256(f"board {n}".encode()).digest()) for n in range(4))


def policy_of(*numbers: int, least: int = 0) -> str:
    """So many of these boards must co-sign; nobody, if none is named."""
    lines = [f"log {LOG_KEY.vkey}"]
    lines += [f"witness b{n} {BOARDS[n].vkey} https://board-{n}.example/" for n in numbers]
    if numbers:
        lines.append(f"group boards {least or len(numbers)} {' '.join(f'b{n}' for n in numbers)}")
    return "".join(f"{line}\n" for line in [*lines, f"quorum {'boards' if numbers else 'none'}"])


def watched() -> str:
    """The first board co-signs."""
    return policy_of(0)


def head(raws: Sequence[bytes], *numbers: int, at_s: float, origin: str = ORIGIN) -> bytes:
    """The checkpoint of these entries with the lines of these boards."""
    checkpoint = Checkpoint(origin, len(raws), tree_root(raws))
    note = parse_note(sign_checkpoint(checkpoint, LOG_KEY.named(origin)))
    return add_signatures(note.text, [*note.signatures, *(BOARDS[n].sign(checkpoint, int(at_s)) for n in numbers)])


def seen(village: Village, *numbers: int, after_s: float = 0) -> bytes:
    """The commune's book as it stands, co-signed at its last minute or so much later."""
    return head(village.commune_raws, *numbers, at_s=village.at.timestamp() + after_s)
