"""Makes tests/vectors/ledger/*.json, which the Python and the JavaScript ledger must both reproduce.

Deterministic (fixed keys, no clock). Run `python -m tests.vectors.make_ledger` in the repository to write the files; a
test asserts that they are what this program makes. Every case has a name and either what comes out or the `error` code.
"""

import base64
import hashlib
import json
from pathlib import Path

from nacl import bindings

from tests.ledger import crimes
from tests.ledger.sample_log import (
    BOARD,
    ENTRIES,
    FRONT,
    LEAVES,
    LOG,
    POLICY,
    STRANGER,
    TIME_S,
    checkpoint,
    note,
    signed_at,
)
from voting.ledger.checkpoint import parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.merkle import consistency_proof, inclusion_proof, node_hash, root_of, tree_root
from voting.ledger.note import NoteSigner, Signature, add_signatures, sign_note
from voting.ledger.policy import make_policy
from voting.ledger.tlog_proof import TlogProof, make_receipt, parse_tlog_proof

FOLDER = Path(__file__).resolve().parent / "ledger"
LONGEST = 20_000
"""Museum pieces longer than this are left to the Python tests."""
ORDER = 2**252 + 27742317777372353535851937790883648493
POINT_OF_ORDER_8 = bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05")


def b64(data):
    return base64.b64encode(data).decode()


def museum(bad, error):
    return [{"name": name, "text": text, "error": error} for name, text in bad.items() if len(text) <= LONGEST]


def merkle():
    """Roots, paths and consistency proofs of the sample log, and spoiled ones."""
    sizes = (0, 1, 2, 3, 7, 8, 255, 256, 257, 300)
    roots = [{"entries": size, "root": b64(tree_root(ENTRIES[:size]))} for size in sizes]
    pairs = [(0, 1), (0, 2), (1, 2), (5, 7), (255, 256), (256, 257), (123, 300), (299, 300)]
    inclusion = [path_case(f"leaf-{index}-of-{size}", index, size) for index, size in pairs]
    good = path_case("", 123, 300)
    longer = node_hash(bytes(32), root_of(300, LEAVES))
    inclusion += [
        {**good, **change, "name": name, "error": "inclusion-invalid"}
        for name, change in {
            "index-of-neighbour": {"index": 122},
            "index-of-the-size": {"index": 300},
            "index-negative": {"index": -1},
            "size-of-another-shape": {"size": 256},
            "size-0": {"size": 0},
            "path-cut": {"path": good["path"][:-1]},
            "path-longer": {"path": [*good["path"], good["root"]]},
            "path-empty": {"path": []},
            "path-with-short-hash": {"path": [b64(bytes(31)), *good["path"][1:]]},
            "leaf-of-neighbour": {"leaf": b64(LEAVES[122])},
            "path-longer-and-root-to-fit": {"path": [*good["path"], b64(bytes(32))], "root": b64(longer)},
            "root-of-a-larger-tree": {"root": b64(root_of(299, LEAVES))},
        }.items()
    ]
    entries = [one.decode() for one in ENTRIES]
    return {"entries": entries, "roots": roots, "inclusion": inclusion, "consistency": consistency()}


def path_case(name, index, size):
    path = [b64(one) for one in inclusion_proof(index, size, LEAVES)]
    root = b64(root_of(size, LEAVES))
    return {"name": name, "leaf": b64(LEAVES[index]), "index": index, "size": size, "root": root, "path": path}


def consistency_case(name, old_size, new_size):
    proof = [b64(one) for one in consistency_proof(old_size, new_size, LEAVES)]
    old_root, new_root = (b64(root_of(size, LEAVES)) for size in (old_size, new_size))
    return {"name": name, "old": old_size, "new": new_size, "oldRoot": old_root, "newRoot": new_root, "proof": proof}


def consistency():
    pairs = [(1, 1), (1, 2), (2, 3), (3, 7), (4, 7), (4, 8), (6, 8), (256, 300), (257, 300), (299, 300), (300, 300)]
    cases = [consistency_case(f"{old}-to-{new}", old, new) for old, new in pairs]
    good = consistency_case("", 257, 300)
    cases += [
        {**good, **change, "name": name, "error": "consistency-invalid"}
        for name, change in {
            "from-the-empty-tree": {"old": 0, "oldRoot": b64(root_of(0, LEAVES)), "proof": []},
            "backwards": {"old": 300, "new": 257, "oldRoot": good["newRoot"], "newRoot": good["oldRoot"]},
            "proof-cut": {"proof": good["proof"][:-1]},
            "proof-longer": {"proof": [*good["proof"], good["newRoot"]]},
            "proof-empty": {"proof": []},
            "proof-with-short-hash": {"proof": [b64(bytes(31)), *good["proof"][1:]]},
            "old-root-of-another-tree": {"oldRoot": b64(bytes(32))},
            "new-root-of-another-tree": {"newRoot": b64(bytes(32))},
            "same-size-second-root": {"old": 300, "proof": [], "oldRoot": b64(bytes(32))},
            "same-size-with-proof": {"old": 300, "oldRoot": good["newRoot"]},
        }.items()
    ]
    return cases


def with_torsion(text):
    """A signature that only a checker with cofactor accepts: R has a component of order 8 (a hostile signer can)."""
    digest = hashlib.sha512(b"\x01" * 32).digest()
    secret = int.from_bytes(digest[:32], "little") & ~7 & ((1 << 254) - 1) | (1 << 254)
    nonce = int.from_bytes(hashlib.sha512(text.encode()).digest(), "little") % ORDER
    clean = bindings.crypto_scalarmult_ed25519_base_noclamp(nonce.to_bytes(32, "little"))
    r = bindings.crypto_core_ed25519_add(clean, POINT_OF_ORDER_8)
    key = LOG.verifier.key.public_key
    challenge = int.from_bytes(hashlib.sha512(r + key + text.encode()).digest(), "little") % ORDER
    return r + ((nonce + challenge * secret) % ORDER).to_bytes(32, "little")


def not_reduced(text):
    """A true signature with the group order added to S."""
    true = LOG.sign(text).signature
    return true[:32] + (int.from_bytes(true[32:], "little") + ORDER).to_bytes(32, "little")


def signed_as(text, signature):
    return add_signatures(text, [Signature(LOG.name, LOG.verifier.key.key_id, signature)]).decode()


def notes():
    text = crimes.TEXT
    false = Signature(LOG.name, LOG.verifier.key.key_id, bytes(64))
    cases = [
        {"name": "good", "text": crimes.GOOD_NOTE, "verified": [LOG.name]},
        {"name": "blank-lines-in-text", "text": sign_note("a\n\nb\n\n", LOG).decode(), "verified": [LOG.name]},
        {"name": "stranger-beside", "text": sign_note(text, STRANGER, LOG).decode(), "verified": [LOG.name]},
        {"name": "stranger-alone", "text": sign_note(text, STRANGER).decode(), "error": "signature-missing"},
        {"name": "text-changed", "text": crimes.GOOD_NOTE.replace("Đoài", "Đông"), "error": "signature-invalid"},
        {
            "name": "false-line-beside-a-true-one",
            "text": add_signatures(text, [LOG.sign(text), false]).decode(),
            "error": "signature-invalid",
        },
        {"name": "signature-cut", "text": signed_as(text, bytes(63)), "error": "signature-invalid"},
        {"name": "signature-not-reduced", "text": signed_as(text, not_reduced(text)), "error": "signature-invalid"},
        {"name": "signature-with-torsion", "text": signed_as(text, with_torsion(text)), "error": "signature-invalid"},
        {"name": "lone-surrogate", "text": crimes.GOOD_NOTE.replace("—", "\ud800"), "error": "note-malformed"},
        *museum(crimes.BAD_NOTES, "note-malformed"),
    ]
    not_utf8 = [{"name": "not-utf8", "base64": b64(b"\xff" + crimes.GOOD_NOTE.encode()), "error": "note-malformed"}]
    keys = [{"name": "good", "text": LOG.vkey}, *museum(crimes.BAD_VKEYS, "key-malformed")]
    return {"log": LOG.vkey, "keys": keys, "notes": cases, "bytes": not_utf8}


def checkpoints():
    other = NoteSigner("other.example/xa", bytes(32))
    return {
        "log": LOG.vkey,
        "texts": [
            {"name": "good", "text": crimes.GOOD_CHECKPOINT, "size": 300},
            {"name": "empty-log", "text": checkpoint(0).text, "size": 0},
            *museum(crimes.BAD_CHECKPOINTS, "checkpoint-malformed"),
        ],
        "notes": [
            {"name": "good", "text": note(300, BOARD).decode(), "size": 300},
            {
                "name": "of-another-log",
                "text": sign_note(f"other.example/xa\n1\n{b64(bytes(32))}\n", LOG).decode(),
                "error": "origin-mismatch",
            },
            {
                "name": "by-another-log",
                "text": sign_note(checkpoint().text, other).decode(),
                "error": "signature-missing",
            },
            {"name": "not-a-checkpoint", "text": sign_note("hello\n", LOG).decode(), "error": "checkpoint-malformed"},
        ],
    }


def receipts():
    good, entry = crimes.GOOD_RECEIPT, ENTRIES[123].decode()
    both = {"board": TIME_S, "front": TIME_S}
    extra = TlogProof(123, parse_tlog_proof(good).path, note(), b"").text
    false = Signature(FRONT.name, FRONT.verifier.key.key_id, BOARD.sign(checkpoint(), TIME_S).signature)
    lines = [LOG.sign(checkpoint().text), BOARD.sign(checkpoint(), TIME_S), false]
    only_stranger = f"log {STRANGER.vkey}\nquorum none\n"
    cases = [
        {"name": "good", "text": good, "policy": POLICY.text, "index": 123, "cosigned": both},
        {"name": "good-without-policy", "text": good, "index": 123, "cosigned": {}},
        {"name": "for-another-entry", "text": good, "entry": "x", "error": "inclusion-invalid"},
        {"name": "for-the-empty-entry", "text": good, "entry": "", "error": "inclusion-invalid"},
        {"name": "of-a-stranger", "text": good, "log": STRANGER.vkey, "error": "signature-missing"},
        {"name": "log-key-malformed", "text": good, "log": "x", "error": "key-malformed"},
        {"name": "with-extra", "text": extra, "error": "extra-refused"},
        {"name": "policy-of-another-log", "text": good, "policy": only_stranger, "error": "log-not-in-policy"},
        {
            "name": "short-of-the-quorum",
            "text": make_receipt(123, note(300, BOARD), LEAVES),
            "policy": POLICY.text,
            "error": "quorum-not-met",
        },
        {
            "name": "false-cosignature",
            "text": make_receipt(123, add_signatures(checkpoint().text, lines), LEAVES),
            "policy": POLICY.text,
            "error": "signature-invalid",
        },
        {
            "name": "cosignature-at-the-last-time",
            "text": make_receipt(123, add_signatures(checkpoint().text, [*lines[:1], signed_at(2**53 - 1)]), LEAVES),
            "policy": f"log {LOG.vkey}\nwitness board {BOARD.vkey}\nquorum board\n",
            "index": 123,
            "cosigned": {"board": 2**53 - 1},
        },
        {
            "name": "cosignature-past-2^53",
            "text": make_receipt(123, add_signatures(checkpoint().text, [*lines[:1], signed_at(2**53)]), LEAVES),
            "policy": POLICY.text,
            "error": "signature-invalid",
        },
        *museum(crimes.BAD_RECEIPTS, "proof-malformed"),
        *museum(crimes.WRONG_PATHS, "inclusion-invalid"),
        {"name": "last-newline-missing", "text": good[:-1], "error": "note-malformed"},
    ]
    return {"log": LOG.vkey, "entry": entry, "cases": cases}


def policies():
    names = ("X1", "X2", "X3", "Y1", "Y2")
    lines = [f"witness {name} {CosignatureSigner(name, name.encode().ljust(32)).vkey}" for name in names]
    groups = ["group X 2 X1 X2 X3", "group Y any Y1 Y2", "group both all X Y", "quorum both"]
    two_levels = "".join(f"{line}\n" for line in (*lines, *groups))
    sets = [[], ["X1", "Y1"], ["X1", "X2", "Y1"], ["X1", "X3", "Y2"], ["X1", "X2", "X3"], ["X", "Y"], list(names)]
    late = [LOG.sign(checkpoint().text), BOARD.sign(checkpoint(), TIME_S + 9), BOARD.sign(checkpoint(), TIME_S)]
    return {
        "texts": [
            {"name": "good", "text": POLICY.text},
            {"name": "two-levels", "text": two_levels},
            {"name": "spaces-comments-urls", "text": f"# Xã\n\n \tlog\t{LOG.vkey}  https://x/ \n\t#\n quorum  none \n"},
            *museum(crimes.BAD_POLICIES, "policy-malformed"),
        ],
        "quorums": [{"policy": two_levels, "names": one, "satisfied": satisfied(two_levels, one)} for one in sets],
        "judged": [
            {"name": "both", "text": note(300, BOARD, FRONT).decode(), "cosigned": {"board": TIME_S, "front": TIME_S}},
            {"name": "one", "text": note(300, BOARD).decode(), "cosigned": {"board": TIME_S}},
            {
                "name": "one-twice",
                "text": add_signatures(checkpoint().text, late).decode(),
                "cosigned": {"board": TIME_S + 9},
            },
            {
                "name": "witnesses-alone",
                "text": add_signatures(checkpoint().text, late[1:]).decode(),
                "error": "signature-missing",
            },
        ],
        "policy": POLICY.text,
    }


def satisfied(text, names):
    return make_policy(text.splitlines()).is_satisfied_by(names)


def cosignatures():
    """Keys of paper codes and the lines they sign: the same bytes each time, in both languages."""
    cases = []
    for number, (name, secret) in enumerate(PAPERS):
        signer = CosignatureSigner.from_secret(name, secret)
        text, time_s = checkpoint(3 * number).text, (TIME_S, 1, 2**32, 2**53 - 1)[number]
        line = signer.sign(parse_checkpoint(text), time_s).line
        cases.append({"name": name, "secret": secret, "vkey": signer.vkey, "text": text, "time": time_s, "line": line})
    bad = [{"name": name, "secret": PAPERS[0][1], "error": "key-malformed"} for name in ("", "a b", "a+b")]
    return {"cases": cases, "names": bad}


PAPERS = (
    ("board.example/giam-sat", "0123456789ABCDEFGHJKMNPQR"),
    ("dinh.example/xa-00123/giam-sat/7KQ2M9AB", "ZZZZZZZZZZZZZZZZZZZZZZZZZ"),
    ("giám-sát.example", "0000000000000000000000000"),
    ("w", "STVWXYZ0123456789ABCDEFGH"),
)

MAKERS = {
    "merkle": merkle, "notes": notes, "checkpoints": checkpoints, "receipts": receipts, "policies": policies,
    "cosignatures": cosignatures,
}  # fmt: skip


def files():
    """The text of each file, by name."""
    return {f"{name}.json": json.dumps(make(), indent=1) + "\n" for name, make in MAKERS.items()}


def main():
    """Write the files."""
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
