"""The vectors in tests/vectors/ledger: they are what their maker makes, and both languages agree with them."""

import base64
import json

import pytest

from tests.vectors import make_ledger
from voting.ledger.checkpoint import open_checkpoint, parse_checkpoint
from voting.ledger.cosignature import CosignatureSigner
from voting.ledger.errors import LedgerDataError
from voting.ledger.merkle import tree_root, verify_consistency, verify_inclusion
from voting.ledger.note import NoteVerifier, open_note
from voting.ledger.policy import parse_policy
from voting.ledger.tlog_proof import check_receipt


def vectors(name):
    return json.loads((make_ledger.FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def encoded(text):
    return text.encode("utf-8", "surrogatepass")


def outcome(action, case):
    """What the action returns, or the code of its refusal; compared with what the case says."""
    try:
        return action(case)
    except LedgerDataError as refusal:
        return refusal.code


def expect(cases, action, wanted):
    assert cases
    found = {case["name"]: outcome(action, case) for case in cases}
    assert found == {case["name"]: case.get("error") or wanted(case) for case in cases}


def unbase64(texts):
    return [base64.b64decode(text) for text in texts]


def test_the_files_are_what_their_maker_makes():
    for name, text in make_ledger.files().items():
        assert (make_ledger.FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run its maker again"


def test_python_agrees_on_trees():
    trees = vectors("merkle")
    entries = [entry.encode() for entry in trees["entries"]]
    for case in trees["roots"]:
        assert tree_root(entries[: case["entries"]]) == base64.b64decode(case["root"])

    def include(case):
        leaf, root = unbase64([case["leaf"], case["root"]])
        verify_inclusion(leaf, unbase64(case["path"]), index=case["index"], size=case["size"], root=root)

    def grow(case):
        old_root, new_root = unbase64([case["oldRoot"], case["newRoot"]])
        proof = unbase64(case["proof"])
        verify_consistency(proof, old_size=case["old"], old_root=old_root, new_size=case["new"], new_root=new_root)

    expect(trees["inclusion"], include, lambda _: None)
    expect(trees["consistency"], grow, lambda _: None)


def test_python_agrees_on_notes():
    notes = vectors("notes")
    log = NoteVerifier.parse(notes["log"])

    def names(raw):
        return [line.name for line in open_note(raw, [log]).verified]

    expect(notes["keys"], lambda case: NoteVerifier.parse(case["text"]).vkey, lambda case: case["text"])
    expect(notes["notes"], lambda case: names(encoded(case["text"])), lambda case: case["verified"])
    expect(notes["bytes"], lambda case: names(base64.b64decode(case["base64"])), lambda case: case["verified"])


def test_python_agrees_on_checkpoints():
    checkpoints = vectors("checkpoints")
    log = NoteVerifier.parse(checkpoints["log"])
    expect(checkpoints["texts"], lambda case: parse_checkpoint(case["text"]).size, lambda case: case["size"])
    expect(
        checkpoints["notes"], lambda case: open_checkpoint(case["text"].encode(), log).size, lambda case: case["size"]
    )


def test_python_agrees_on_receipts():
    receipts = vectors("receipts")

    def check(case):
        entry = case.get("entry", receipts["entry"]).encode()
        policy = parse_policy(case["policy"].encode()) if "policy" in case else None
        receipt = check_receipt(case["text"], entry, case.get("log", receipts["log"]), policy)
        return receipt.index, dict(receipt.cosigned)

    expect(receipts["cases"], check, lambda case: (case["index"], case["cosigned"]))


def test_python_agrees_on_policies():
    policies = vectors("policies")
    policy = parse_policy(policies["policy"].encode())
    expect(policies["texts"], lambda case: parse_policy(case["text"].encode()) and None, lambda _: None)

    def judge(case):
        return dict(policy.judge(case["text"].encode()).cosigned)

    expect(policies["judged"], judge, lambda case: case["cosigned"])
    for case in policies["quorums"]:
        assert parse_policy(case["policy"].encode()).is_satisfied_by(case["names"]) == case["satisfied"]


def test_python_agrees_on_cosignatures():
    papers = vectors("cosignatures")

    def sign(case):
        signer = CosignatureSigner.from_secret(case["name"], case["secret"])
        return signer.vkey, signer.sign(parse_checkpoint(case["text"]), case["time"]).line

    expect(papers["cases"], sign, lambda case: (case["vkey"], case["line"]))
    expect(papers["names"], lambda case: CosignatureSigner.from_secret(case["name"], case["secret"]), lambda _: None)


@pytest.mark.node
def test_javascript_agrees(root, node):
    files = sorted(str(path) for path in (root / "tests" / "js" / "ledger").rglob("*.test.mjs"))
    assert files
    done = node("--test", *files)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n# pass 0\n" not in done.stdout
