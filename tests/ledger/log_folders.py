"""Logs and books as folders, as a server or a mirror has them, for programs of others that read them.

A folder holds vkey, checkpoint, tile/..., tile/entries/..., and, where there are any: witness (the vkey of one whose
line stands under the checkpoint), proofs.json and receipts/*.tlog-proof.
"""

import base64
import json

from record.sample_village import ORIGIN as COMMUNE
from record.sample_village import settled, signed_book

from voting.ledger.checkpoint import Checkpoint, parse_checkpoint, sign_checkpoint
from voting.ledger.merkle import consistency_proof, inclusion_proof, leaf_hash, node_reader, root_of
from voting.ledger.note import NoteVerifier, add_signatures, parse_note
from voting.ledger.tiles import bundles_of, cut_tile, make_bundle, tiles_of
from voting.ledger.tlog_proof import make_receipt

from .sample_log import BOARD, LOG, ORIGIN, TIME_S

ENTRIES = [f'{{"v":1,"entry":{number}}}'.encode() * (number % 7) for number in range(66_000)]
READ = node_reader([leaf_hash(entry) for entry in ENTRIES])
SIZES = [1, 2, 3, 7, 255, 256, 257, 300, 511, 512, 1000, 65_535, 65_536, 65_537, 66_000]


def write_files(folder, files):
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def cosigned(size):
    checkpoint = Checkpoint(ORIGIN, size, root_of(size, READ))
    lines = parse_note(sign_checkpoint(checkpoint, LOG)).signatures
    return add_signatures(checkpoint.text, [*lines, BOARD.sign(checkpoint, TIME_S)])


def some(size):
    """Indexes at the edges of tiles and of the tree."""
    near = {at + step for at in (0, 256, 65_536, size // 2, size) for step in (-2, -1, 0, 1)}
    return sorted(index for index in near if 0 <= index < size)


def printed(hashes):
    return [base64.b64encode(one).decode() for one in hashes]


def proofs(size):
    inclusion = [{"Index": index, "Path": printed(inclusion_proof(index, size, READ))} for index in some(size)]
    consistency = [
        {
            "Old": old,
            "OldRoot": printed([root_of(old, READ)])[0],
            "Path": printed(consistency_proof(old, size, READ)),
        }
        for old in (*some(size), size)
        if old > 0
    ]
    return {"Inclusion": inclusion, "Consistency": consistency}


def write_log(folder, size, *, receipts=4):
    """A log of so many entries as a folder: key, witness, checkpoint, tiles, entries, proofs and receipts."""
    files = {"vkey": LOG.vkey.encode(), "witness": BOARD.vkey.encode(), "checkpoint": cosigned(size)}
    files |= {tile.path: cut_tile(tile, READ) for tile in tiles_of(size)}
    files |= {tile.path: make_bundle(ENTRIES[tile.start : tile.end]) for tile in bundles_of(size)}
    files |= {
        f"receipts/{index}.tlog-proof": make_receipt(index, cosigned(size), READ).encode()
        for index in some(size)[:receipts]
    }
    files["proofs.json"] = json.dumps(proofs(size)).encode()
    return write_files(folder, files)


YES, NO = ((1, 0, 0),), ((0, 1, 0),)


def whole_vote():
    """A whole vote in a commune's book and a book of its own: ballots, a seal, an extension, the closing, the count."""
    made = settled(3)
    uuid = made.open(1)
    made.cast(uuid, 0, NO)
    made.seal_books()
    made.extend(uuid)
    for household, vote, sequence in ((0, YES, 2), (1, NO, 1), (2, YES, 1)):
        made.cast(uuid, household, vote, sequence)
    made.close(uuid)
    made.count(uuid)
    return made, uuid


def write_book(folder, book, vkey, *, receipts=(), witnessed=False):
    """A book of the record as the folder of a log: what a server or a mirror has of it, and receipts."""
    read = node_reader([leaf_hash(entry) for entry in book.entries])
    checkpoint = parse_checkpoint(parse_note(book.checkpoint).text)
    lines = [*parse_note(book.checkpoint).signatures, *([BOARD.sign(checkpoint, TIME_S)] if witnessed else [])]
    files = {"vkey": vkey.encode(), "checkpoint": add_signatures(checkpoint.text, lines)}
    files |= {"witness": BOARD.vkey.encode()} if witnessed else {}
    files |= {tile.path: cut_tile(tile, read) for tile in tiles_of(checkpoint.size)}
    files |= {tile.path: make_bundle(book.entries[tile.start : tile.end]) for tile in bundles_of(checkpoint.size)}
    for name, note, index in receipts:
        files[f"receipts/{name}.tlog-proof"] = make_receipt(index, note, read).encode()
    return write_files(folder, files)


def write_both(folder, made, uuid):
    """Both books of the bundle of a vote: the commune's, co-signed; the vote's, with two receipts of each ballot."""
    bundle = made.bundle(uuid)
    origin = f"{COMMUNE}/{uuid}"
    ballots = [index for index, raw in enumerate(bundle.book.entries) if b'"type":"ballot"' in raw]
    fresh = [(f"fresh-{n}", signed_book(origin, bundle.book.entries[: n + 1]).checkpoint, n) for n in ballots]
    later = [(f"later-{n}", bundle.book.checkpoint, n) for n in ballots]
    vkey = NoteVerifier.parse(bundle.vkey).named(origin).vkey
    return (
        write_book(folder / "commune", bundle.commune, bundle.vkey, witnessed=True),
        write_book(folder / "vote", bundle.book, vkey, receipts=[*fresh, *later]),
    )
