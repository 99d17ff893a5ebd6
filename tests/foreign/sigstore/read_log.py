"""Reads logs that Đình wrote with sigstore-python's own code, which knows nothing of Đình.

    python -I read_log.py DIR...        a JSON line of counts or a complaint for each folder; exits 1 after a complaint

A folder holds vkey, checkpoint, tile/entries/... and receipts/*.tlog-proof. What is ours here only takes files apart:
the note, its signature, size and root, and every inclusion proof are read and judged by sigstore. It finds the key by
the C2SP key hash (as for Rekor v2) and verifies Ed25519; it compares neither the origin with the key's name nor the
name on the signature line, so the callers look at the origin printed here.

sigstore makes none of this public, so requirements-dev.lock pins the exact version; a new one may ask for changes here.
"""

import base64
import hashlib
import json
import sys
from pathlib import Path

from sigstore._internal.merkle import verify_merkle_inclusion
from sigstore._internal.rekor.checkpoint import SignedCheckpoint, verify_checkpoint
from sigstore._internal.trust import Keyring
from sigstore.errors import Error
from sigstore.models import TransparencyLogEntry
from sigstore_models.common.v1 import LogId, PublicKey, PublicKeyDetails
from sigstore_models.rekor.v1 import Checkpoint, InclusionProof, KindVersion
from sigstore_models.rekor.v1 import TransparencyLogEntry as Inner

ED25519 = b"\x01"
SPKI_PREFIX = bytes.fromhex("302a300506032b6570032100")  # RFC 8410: what stands before the 32 bytes in DER


def text_of(path):
    """As written: no line ending is translated."""
    return path.read_bytes().decode()


def key_of(vkey):
    """The keyring of a verifier key, and the key's full hash, of which a signature line shows four bytes."""
    name, short, key = vkey.split("+", 2)
    raw = base64.b64decode(key, validate=True)
    known = hashlib.sha256(name.encode() + b"\n" + raw).digest()
    if raw[:1] != ED25519 or known[:4].hex() != short:
        raise ValueError("not an Ed25519 verifier key")
    spki = base64.b64encode(SPKI_PREFIX + raw[1:])
    return Keyring([PublicKey(raw_bytes=spki, key_details=PublicKeyDetails.PKIX_ED25519)]), known


def entries_of(folder, size):
    """All entries of a log of this size, from its bundles of 256; fewer than 256,000, so that each path is a number."""
    entries = []
    for start in range(0, size, 256):
        number, width = start // 256, min(256, size - start)
        name = f"{number:03}" if width == 256 else f"{number:03}.p/{width}"
        data = (folder / "tile" / "entries" / name).read_bytes()
        while data:
            end = 2 + int.from_bytes(data[:2], "big")
            entries.append(data[2:end])
            data = data[end:]
    return entries


def check_receipt(text, entries, keyring, known):
    head, note = text.split("\n\n", 1)
    _, index, *path = head.split("\n")
    number = index.removeprefix("index ")
    claimed = SignedCheckpoint.from_text(note).checkpoint
    proof = InclusionProof(
        log_index=number,
        root_hash=base64.b64encode(bytes.fromhex(claimed.log_hash)),
        tree_size=str(claimed.log_size),
        hashes=path,
        checkpoint=Checkpoint(envelope=note),
    )
    entry = TransparencyLogEntry(
        Inner(
            log_index=number,
            log_id=LogId(key_id=base64.b64encode(known)),
            kind_version=KindVersion(kind="dinh", version="1"),
            inclusion_proof=proof,
            canonicalized_body=base64.b64encode(entries[int(number)]),
        )
    )
    verify_checkpoint(keyring, entry)
    verify_merkle_inclusion(entry)
    return claimed.origin


def counts(folder, at):
    """Checks a folder; `at` is told what is being looked at."""
    keyring, known = key_of(text_of(folder / "vkey"))
    at("checkpoint")
    read = SignedCheckpoint.from_text(text_of(folder / "checkpoint"))
    read.signed_note.verify(keyring, known)
    size = read.checkpoint.log_size
    entries = entries_of(folder, size)
    receipts = sorted((folder / "receipts").iterdir())
    origins = {read.checkpoint.origin}
    for path in receipts:
        at(path.name)
        origins.add(check_receipt(text_of(path), entries, keyring, known))
    return {"Origins": sorted(origins), "Size": size, "Entries": len(entries), "Receipts": len(receipts)}


def main():
    faults = 0
    for name in sys.argv[1:]:
        folder, seen = Path(name), [""]
        try:
            print(json.dumps(counts(folder, seen.append)))
        except (Error, ValueError, OSError) as fault:
            print(f"sigstore: {folder.name}: {seen[-1]}: {fault}".replace("\n", " "), file=sys.stderr)
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
