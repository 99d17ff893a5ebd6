/** Trees: roots, inclusion, consistency; also the foreign vectors of ../shared where they are. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { LedgerError } from "../../../static/js/ledger/errors.mjs";
import { leafHash, treeRoot, verifyConsistency, verifyInclusion } from "../../../static/js/ledger/merkle.mjs";
import { bytes, expect, unbase64, vectors } from "./vectors.mjs";

const trees = vectors("merkle");
const leaves = trees.entries.map((entry) => leafHash(bytes(entry)));

test("roots", () => {
  for (const { entries, root } of trees.roots) assert.deepEqual(treeRoot(leaves.slice(0, entries)), unbase64(root));
});

expect("inclusion", trees.inclusion, ({ leaf, path, index, size, root }) =>
  verifyInclusion(unbase64(leaf), path.map(unbase64), { index, size, root: unbase64(root) }));

expect("consistency", trees.consistency, (one) =>
  verifyConsistency(one.proof.map(unbase64), {
    oldSize: one.old, oldRoot: unbase64(one.oldRoot), newSize: one.new, newRoot: unbase64(one.newRoot),
  }));

const FOREIGN = new URL("../../../../shared/vectors/merkle/", import.meta.url);
const skip = existsSync(FOREIGN) ? false : "needs the vectors in ../shared beside the repository";

function agree(file, action) {
  const cases = JSON.parse(readFileSync(new URL(file, FOREIGN)));
  assert.equal(cases.length, 98);
  for (const one of cases) {
    const proof = (one.proof ?? []).map(unbase64);
    if (one.wantErr) assert.throws(() => action(one, proof), LedgerError, one.name);
    else action(one, proof);
  }
}

test("98 foreign inclusion vectors", { skip }, () =>
  agree("inclusion.json", (one, proof) =>
    verifyInclusion(unbase64(one.leafHash), proof, { index: one.leafIdx, size: one.treeSize, root: unbase64(one.root) })));

test("98 foreign consistency vectors", { skip }, () =>
  agree("consistency.json", (one, proof) =>
    verifyConsistency(proof, {
      oldSize: one.size1, newSize: one.size2, oldRoot: unbase64(one.root1), newRoot: unbase64(one.root2),
    })));
