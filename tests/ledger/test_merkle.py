"""The Merkle tree against foreign vectors and against RFC 6962 written down naively."""

import base64
import json
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voting.ledger.errors import ConsistencyInvalid, InclusionInvalid, LedgerMisuse
from voting.ledger.merkle import (
    EMPTY_ROOT,
    CompactRange,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    node_reader,
    root_of,
    tree_root,
    verify_consistency,
    verify_inclusion,
)

from . import naive_tree

ENTRIES = [f"entry {number}".encode() for number in range(70)]
LEAVES = [leaf_hash(entry) for entry in ENTRIES]


def unbase64(texts):
    return [base64.b64decode(text) for text in texts or []]


def vectors(shared, kind):
    cases = json.loads((shared / "vectors" / "merkle" / f"{kind}.json").read_text())
    assert len(cases) == 98
    return cases


@pytest.mark.shared
def test_inclusion_agrees_with_98_foreign_vectors(shared):
    for case in vectors(shared, "inclusion"):
        leaf, root = unbase64([case["leafHash"], case["root"]])
        arguments = {"index": case["leafIdx"], "size": case["treeSize"], "root": root}
        if case["wantErr"]:
            with pytest.raises(InclusionInvalid):
                verify_inclusion(leaf, unbase64(case["proof"]), **arguments)
        else:
            verify_inclusion(leaf, unbase64(case["proof"]), **arguments)


@pytest.mark.shared
def test_consistency_agrees_with_98_foreign_vectors(shared):
    for case in vectors(shared, "consistency"):
        old_root, new_root = unbase64([case["root1"], case["root2"]])
        arguments = {"old_size": case["size1"], "new_size": case["size2"], "old_root": old_root, "new_root": new_root}
        if case["wantErr"]:
            with pytest.raises(ConsistencyInvalid):
                verify_consistency(unbase64(case["proof"]), **arguments)
        else:
            verify_consistency(unbase64(case["proof"]), **arguments)


@given(st.lists(st.binary(max_size=40), max_size=40))
def test_root_is_that_of_the_rfc(entries):
    assert tree_root(entries) == naive_tree.mth(entries)
    assert root_of(len(entries), [leaf_hash(one) for one in entries]) == naive_tree.mth(entries)


@given(st.integers(0, 70), st.integers(0, 70))
def test_range_grows_one_by_one_or_all_at_once_to_the_same(first, second):
    grown = CompactRange()
    for leaf in LEAVES[:first]:
        grown = grown.append(leaf)
    assert grown == CompactRange().extend(LEAVES[:first])
    assert grown.extend(LEAVES[first:second]).root() == naive_tree.mth(ENTRIES[: max(first, second)])
    assert CompactRange.from_bytes(grown.size, grown.to_bytes()) == grown


def test_appending_leaves_the_old_range_as_it_was():
    old = CompactRange().extend(LEAVES[:5])
    before = (old.size, old.hashes)
    old.append(LEAVES[5])
    assert (old.size, old.hashes) == before
    assert CompactRange().root() == EMPTY_ROOT == naive_tree.mth([])


@pytest.mark.parametrize(
    "stored", [(1, b""), (3, bytes(32)), (2, bytes(31)), (0, bytes(32)), (-1, b""), (2**53, bytes(32))]
)
def test_stored_range_that_does_not_fit_its_size_is_misuse(stored):
    with pytest.raises(LedgerMisuse):
        CompactRange.from_bytes(*stored)


@given(st.data())
def test_inclusion_path_is_that_of_the_rfc_and_verifies(data):
    size = data.draw(st.integers(1, 70))
    index = data.draw(st.integers(0, size - 1))
    made = inclusion_proof(index, size, node_reader(LEAVES))
    assert list(made) == naive_tree.path(index, ENTRIES[:size])
    verify_inclusion(LEAVES[index], made, index=index, size=size, root=naive_tree.mth(ENTRIES[:size]))


@given(st.data())
def test_consistency_proof_is_that_of_the_rfc_and_verifies(data):
    new_size = data.draw(st.integers(1, 70))
    old_size = data.draw(st.integers(1, new_size))
    made = consistency_proof(old_size, new_size, LEAVES)
    assert list(made) == naive_tree.proof(old_size, ENTRIES[:new_size])
    verify_consistency(
        made,
        old_size=old_size,
        old_root=naive_tree.mth(ENTRIES[:old_size]),
        new_size=new_size,
        new_root=naive_tree.mth(ENTRIES[:new_size]),
    )


@settings(max_examples=200)
@given(st.data())
def test_any_changed_bit_of_a_path_is_refused(data):
    size = data.draw(st.integers(2, 70))
    index = data.draw(st.integers(0, size - 1))
    made = bytearray(b"".join(inclusion_proof(index, size, LEAVES)))
    made[data.draw(st.integers(0, len(made) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path = [bytes(made[at : at + 32]) for at in range(0, len(made), 32)]
    with pytest.raises(InclusionInvalid):
        verify_inclusion(LEAVES[index], path, index=index, size=size, root=naive_tree.mth(ENTRIES[:size]))


@given(st.data())
def test_path_holds_for_no_other_index(data):
    size = data.draw(st.integers(2, 70))
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(-1, size).filter(lambda one: one != index))
    with pytest.raises(InclusionInvalid):
        verify_inclusion(
            LEAVES[index],
            inclusion_proof(index, size, LEAVES),
            index=other,
            size=size,
            root=naive_tree.mth(ENTRIES[:size]),
        )


@given(st.data())
def test_a_rewritten_history_has_no_consistency_proof(data):
    new_size = data.draw(st.integers(2, 40))
    old_size = data.draw(st.integers(1, new_size - 1))
    changed = data.draw(st.integers(0, old_size - 1))
    rewritten = [b"rewritten" if at == changed else entry for at, entry in enumerate(ENTRIES[:new_size])]
    with pytest.raises(ConsistencyInvalid):
        verify_consistency(
            consistency_proof(old_size, new_size, [leaf_hash(one) for one in rewritten]),
            old_size=old_size,
            old_root=naive_tree.mth(ENTRIES[:old_size]),
            new_size=new_size,
            new_root=naive_tree.mth(rewritten),
        )


def test_nothing_is_proved_from_the_empty_tree():
    assert consistency_proof(0, 7, LEAVES) == ()
    with pytest.raises(ConsistencyInvalid):
        verify_consistency((), old_size=0, old_root=EMPTY_ROOT, new_size=7, new_root=naive_tree.mth(ENTRIES[:7]))


SHORT = bytes(31)
MADE_TO_FIT = {
    "path-too-long": (1, 0, [LEAVES[1]], node_hash(LEAVES[1], LEAVES[0])),
    "path-too-short": (3, 0, [LEAVES[1]], node_hash(LEAVES[0], LEAVES[1])),
    "short-hash": (2, 0, [SHORT], node_hash(LEAVES[0], SHORT)),
}


@pytest.mark.parametrize("name", MADE_TO_FIT)
def test_a_path_of_the_wrong_form_is_refused_though_a_root_was_made_to_fit_it(name):
    size, index, path, root = MADE_TO_FIT[name]
    with pytest.raises(InclusionInvalid):
        verify_inclusion(LEAVES[index], path, index=index, size=size, root=root)


GROWN_TO_FIT = {
    "proof-too-long": (1, 2, [LEAVES[1], LEAVES[2]], node_hash(LEAVES[2], node_hash(LEAVES[0], LEAVES[1]))),
    "proof-too-short": (1, 3, [LEAVES[1]], node_hash(LEAVES[0], LEAVES[1])),
    "short-hash": (1, 2, [SHORT], node_hash(LEAVES[0], SHORT)),
}


@pytest.mark.parametrize("name", GROWN_TO_FIT)
def test_a_consistency_proof_of_the_wrong_form_is_refused_though_a_root_was_made_to_fit_it(name):
    old_size, new_size, proof, new_root = GROWN_TO_FIT[name]
    with pytest.raises(ConsistencyInvalid):
        verify_consistency(proof, old_size=old_size, old_root=LEAVES[0], new_size=new_size, new_root=new_root)


def test_only_complete_subtrees_inside_the_tree_are_read():
    asked = Counter()

    def read(level, index):
        assert (index + 1) << level <= 70
        asked[level, index] += 1
        return node_reader(LEAVES)(level, index)

    assert inclusion_proof(33, 70, read) == inclusion_proof(33, 70, LEAVES)
    assert consistency_proof(33, 70, read) == consistency_proof(33, 70, LEAVES)
    assert sum(asked.values()) < 25


@pytest.mark.parametrize("ask", [lambda: inclusion_proof(3, 3, LEAVES), lambda: inclusion_proof(-1, 3, LEAVES)])
def test_a_path_for_a_leaf_outside_the_tree_is_misuse(ask):
    with pytest.raises(LedgerMisuse):
        ask()


def test_a_proof_from_a_larger_tree_is_misuse():
    with pytest.raises(LedgerMisuse):
        consistency_proof(4, 3, LEAVES)
