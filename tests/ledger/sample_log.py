"""A commune's log with fixed keys, for tests: entries, tree, checkpoint, two witnesses and a policy."""

from voting.ledger.checkpoint import Checkpoint, sign_checkpoint
from voting.ledger.cosignature import CosignatureSigner, cosigned_message
from voting.ledger.merkle import CompactRange, leaf_hash
from voting.ledger.note import NoteSigner, Signature, add_signatures, parse_note
from voting.ledger.policy import make_policy

ORIGIN = "dinh.example/xa-00123"
LOG = NoteSigner(ORIGIN, b"\x01" * 32)
STRANGER = NoteSigner(ORIGIN, b"\x02" * 32)
BOARD = CosignatureSigner("board.example/thon-1", b"\x03" * 32)
FRONT = CosignatureSigner("front.example/thon-1", b"\x04" * 32)
ENTRIES = [f'{{"v":1,"type":"ballot","number":{number}}}'.encode() for number in range(300)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]
TIME_S = 1_790_000_000


def checkpoint(size=300):
    return Checkpoint(ORIGIN, size, CompactRange().extend(LEAVES[:size]).root())


def note(size=300, *witnesses: CosignatureSigner):
    """The signed checkpoint of that size with these cosignatures."""
    lines: list[Signature] = list(parse_note(sign_checkpoint(checkpoint(size), LOG)).signatures)
    return add_signatures(checkpoint(size).text, [*lines, *(one.sign(checkpoint(size), TIME_S) for one in witnesses)])


def signed_at(time_s):
    """A witness's true signature at any time, also one that our signer refuses."""
    signature = BOARD._private.sign(cosigned_message(checkpoint().text, time_s))
    return Signature(BOARD.name, BOARD.verifier.key.key_id, time_s.to_bytes(8, "big") + signature)


POLICY = make_policy(
    [
        f"log {LOG.vkey}",
        f"witness board {BOARD.vkey}",
        f"witness front {FRONT.vkey}",
        "group both all board front",
        "quorum both",
    ]
)
