"""Who co-signs the commune's book in the museum, and how the log and they sign a head."""

import json
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256

from record.sample_village import LOG_KEY

from voting.ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import tree_root
from voting.ledger.note import add_signatures, parse_note
from voting.record.fields import minute

NAMES = ("ban-giam-sat", "mat-tran-thon", "thon-doai")
WITNESSES = tuple(CosignatureSigner(f"{name}.example", sha256(name.encode()).digest()) for name in NAMES)
POLICY = "".join(
    [
        f"log {LOG_KEY.vkey}\n",
        *(f"witness {name} {one.vkey} https://{name}.example/\n" for name, one in zip(NAMES, WITNESSES, strict=True)),
        f"group watchers 2 {' '.join(NAMES)}\n",
        "quorum watchers\n",
    ]
)
QUORUM = WITNESSES[:2]


def head_of(origin: str, entries: Sequence[bytes]) -> bytes:
    """The checkpoint of a book of these entries, signed by the commune's key under the book's name."""
    return sign_checkpoint(Checkpoint(origin, len(entries), tree_root(entries)), LOG_KEY.named(origin))


def seen_at_s(entries: Sequence[bytes]) -> int:
    """When witnesses co-sign a book of these entries: a minute after the last, as far as it can be read."""
    times = [0]
    for raw in entries:
        with suppress(ValueError, KeyError):
            times.append(int(minute(json.loads(raw)["at"]).timestamp()))
    return max(times) + 60


def cosigned(note: bytes, entries: Sequence[bytes], witnesses: Sequence[CosignatureSigner] = QUORUM) -> bytes:
    """The checkpoint of these entries with these witnesses' lines; two of three are the quorum."""
    parsed = parse_note(note)
    checkpoint = parse_checkpoint(parsed.text)
    lines = [one.sign(checkpoint, seen_at_s(entries)) for one in witnesses]
    return add_signatures(parsed.text, [*parsed.signatures, *lines])
