/** Entry bundles: addresses, splitting; roots at several sizes; the key of a vote's book. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { LedgerError } from "../../../static/js/ledger/errors.mjs";
import { leafHash, rootsAt, treeRoot } from "../../../static/js/ledger/merkle.mjs";
import { parseLogKey, voteKey } from "../../../static/js/ledger/note.mjs";
import { bundlesOf, parseBundle } from "../../../static/js/ledger/tiles.mjs";
import { bytes, vectors } from "./vectors.mjs";

const paths = (size) => Array.from(bundlesOf(size), ({ path }) => path);

test("every bundle of a log, the last as wide as the log is", () => {
  assert.deepEqual(paths(0), []);
  assert.deepEqual(paths(1), ["tile/entries/000.p/1"]);
  assert.deepEqual(paths(256), ["tile/entries/000"]);
  assert.deepEqual(paths(600), ["tile/entries/000", "tile/entries/001", "tile/entries/002.p/88"]);
  assert.equal(paths(256 * 1000 + 1).pop(), "tile/entries/x001/000.p/1");
});

test("a bundle is split into exactly its entries", () => {
  const [bundle] = bundlesOf(3);
  const data = Uint8Array.from([0, 2, 7, 8, 0, 0, 0, 1, 9]);
  assert.deepEqual(parseBundle(bundle, data).map((one) => [...one]), [[7, 8], [], [9]]);
  const refused = (changed) => assert.throws(() => parseBundle(bundle, changed), { code: "tile-malformed" });
  refused(data.slice(0, -1));
  refused(data.slice(0, -3));
  refused(Uint8Array.from([...data, 0]));
  refused(Uint8Array.from([...data, 0, 0]));
  refused(new Uint8Array(0));
});

test("a tree's roots at the sizes it had", () => {
  const leaves = Array.from({ length: 70 }, (_, number) => leafHash(bytes(String(number))));
  const sizes = [0, 1, 1, 2, 7, 64, 69, 70];
  assert.deepEqual(rootsAt(leaves, sizes), sizes.map((size) => treeRoot(leaves.slice(0, size))));
  assert.deepEqual(rootsAt(leaves, [71]), [undefined]);
});

test("a vote's book has the commune's key under its own name", () => {
  const commune = parseLogKey(vectors("notes").log);
  const own = parseLogKey(voteKey(commune.vkey, "LQPJ8JgSd243rN"));
  assert.equal(own.name, `${commune.name}/LQPJ8JgSd243rN`);
  assert.deepEqual(own.publicKey, commune.publicKey);
  for (const uuid of ["a b", "a+b", "a\nb"]) assert.throws(() => voteKey(commune.vkey, uuid), LedgerError);
  assert.throws(() => voteKey("x", "LQPJ8JgSd243rN"), { code: "key-malformed" });
});
