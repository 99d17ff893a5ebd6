/** What a board decides, as the `witness` command does (tests/vectors/watching.json), and what its browser remembers. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hexToBytes } from "@noble/hashes/utils.js";
import { requireDated, sizesToSign, timeToSign } from "../../../static/js/board/decision.mjs";
import { BoardMemory, NoMemory } from "../../../static/js/board/memory.mjs";
import { leafHash } from "../../../static/js/ledger/merkle.mjs";
import { requireGrowth } from "../../../static/js/record/book_files.mjs";

const { growth, dated, sizes, times } = JSON.parse(readFileSync(new URL("../../vectors/watching.json", import.meta.url)));
const bytes = (text) => new TextEncoder().encode(text);

function refusal(run) {
  try {
    run();
  } catch (error) {
    return error.code;
  }
  return null;
}

for (const { name, entries, heads, error } of growth) {
  test(`growth: ${name}`, () => {
    const given = heads.map(({ size, root }) => ({ size, root: hexToBytes(root) }));
    assert.equal(refusal(() => requireGrowth(given, entries.map((one) => leafHash(bytes(one))))), error);
  });
}

for (const { name, before, minutes, now, error } of dated) {
  test(`dated: ${name}`, () => assert.equal(refusal(() => requireDated(before, minutes, now)), error));
}

test("which sizes are signed", () => {
  for (const { known, size, others, signed } of sizes) assert.deepEqual(sizesToSign(known, size, others), signed);
});

test("when a head is said to have been seen", () => {
  for (const { following, now, time } of times) assert.equal(timeToSign(following ?? undefined, now), time);
});

/** What a browser keeps, in a map. */
function storage(kept = new Map()) {
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => kept.set(name, value) };
}

const ROOT = Buffer.alloc(32, 7);
const head = (size) => ({
  vkey: "k", size, root: Uint8Array.from(ROOT), at: 5, checkpoint: `o\n${size}\n${ROOT.toString("base64")}\n\n— o AAAAAAA=\n`,
});

test("a book is remembered by key and origin, and never as smaller than it was", () => {
  const own = storage();
  const memory = new BoardMemory("a", () => own);
  assert.equal(memory.of("o"), null);
  memory.keep("o", head(4));
  memory.keep("o", head(3));
  assert.deepEqual(memory.of("o"), head(4));
  assert.equal(memory.of("p"), null);
  assert.equal(new BoardMemory("b", () => own).of("o"), null);
});

test("where nothing can be kept, it is said before anything is signed", () => {
  const full = { ...storage(), setItem: () => { throw new Error("full"); } };
  const deaf = { ...storage(), setItem: () => {} };
  const none = () => { throw new Error("forbidden"); };
  for (const store of [() => full, () => deaf, none]) {
    assert.throws(() => new BoardMemory("a", store).keep("o", head(4)), NoMemory);
    assert.equal(new BoardMemory("a", store).of("o"), null);
  }
});

test("what does not read as it was written is not remembered", () => {
  for (const bad of ["x", "{}", JSON.stringify({ ...head(4), root: "00".repeat(32) }), JSON.stringify({ vkey: "k" })]) {
    const own = storage();
    const memory = new BoardMemory("a", () => own);
    own.kept.set(memory.placeOf("o"), bad);
    assert.equal(memory.of("o"), null);
  }
});
