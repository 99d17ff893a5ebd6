/** The member's paper, and what the browser keeps. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { Memory } from "../../../static/js/committee/memory.mjs";
import { PaperFields, printPaper, readPaper, typedSeed } from "../../../static/js/record/paper.mjs";
import { formatPaperCode } from "../../../static/js/ballots/paper_code.mjs";
import { bookCode } from "../../../static/js/record/book_code.mjs";
import { ORIGIN, SEEDS, Signer, UUID } from "./world.mjs";

const [SEED] = SEEDS;
const [OURS, OTHERS] = [new Signer(7).vkey(), new Signer(9).vkey()];

/** Two fields as the form has them. */
function fields() {
  const made = { seed: { value: "", addEventListener() {} }, code: { value: "" } };
  return { made, paper: new PaperFields((name) => made[name]) };
}

test("what is scanned is the paper, and nothing else is", () => {
  const paper = { seed: SEED, vkey: OURS };
  assert.deepEqual(readPaper(printPaper(paper)), paper);
  for (const text of [SEED, `${SEED} `, `${SEED} ${OURS} x`, `${SEED} ${OURS.slice(0, -1)}`, `x ${OURS}`, "https://a.example/"]) {
    assert.equal(readPaper(text), null, text);
  }
  assert.equal(typedSeed("CjeAZ-mPUYRz-XQtjk-2TLE6Q"), SEED);
  assert.equal(typedSeed("CjeAZ mPUYRz XQtjk 2TLE6"), null);
});

test("a scan fills both lines; typing them says the same", () => {
  const { made, paper } = fields();
  assert.equal(paper.fill(printPaper({ seed: SEED, vkey: OURS })), true);
  assert.deepEqual([made.seed.value, made.code.value], ["CjeAZ-mPUYRz-XQtjk-2TLE6Q", bookCode(OURS)]);
  assert.deepEqual([paper.seed, paper.faults, paper.isOf(OURS), paper.isOf(OTHERS)], [SEED, [], true, false]);
  const typed = fields();
  typed.made.seed.value = SEED;
  typed.made.code.value = bookCode(OURS).toLowerCase().replace(/-/g, " ");
  assert.deepEqual([typed.paper.isOf(OURS), typed.paper.isOf(OTHERS)], [true, false]);
  assert.equal(fields().paper.fill(SEED), false);
});

test("a paper of another commune's book is seen, scanned or typed", () => {
  const { made, paper } = fields();
  paper.fill(printPaper({ seed: SEED, vkey: OTHERS }));
  assert.equal(paper.isOf(OURS), false);
  made.code.value = bookCode(OURS); // put right by hand: then what is typed counts
  assert.equal(paper.isOf(OURS), true);
  paper.clear();
  assert.deepEqual([made.seed.value, made.code.value, paper.scanned, paper.seed], ["", "", null, null]);
});

test("a mistyped line names its wrong group; an empty one is missing", () => {
  const { made, paper } = fields();
  assert.deepEqual(paper.faults, [{ field: "seed", kind: "missing" }, { field: "code", kind: "missing" }]);
  const code = "7YT3KQ9XMN2PR5SVW0YZAB1DE";
  const groups = formatPaperCode(code).split(" ");
  const [swapped, wrong] = [[...groups], [...groups]];
  [swapped[1], swapped[2]] = [swapped[2], swapped[1]];
  wrong[3] = wrong[3].replace(/^./, (one) => (one === "2" ? "3" : "2"));
  for (const [typed, group] of [[swapped, 2], [wrong, 4], [groups.slice(0, 4), 5], [[groups[0].slice(0, 5)], 1]]) {
    made.seed.value = typed.join(" ").toLowerCase();
    assert.deepEqual(paper.faults[0], { field: "seed", kind: "group", group }, made.seed.value);
    assert.equal(paper.seed, null);
  }
  made.seed.value = groups.join("").toLowerCase();
  made.code.value = bookCode(OURS).replace(/.$/, (one) => (one === "2" ? "3" : "2"));
  assert.deepEqual([paper.seed, paper.faults], [code, [{ field: "code", kind: "group", group: 4 }]]);
});

test("no paper at all is of no book", () => assert.equal(fields().paper.isOf(OURS), false));

/** Storage that a browser has. */
function storage() {
  const kept = new Map();
  return { kept, getItem: (name) => kept.get(name) ?? null, setItem: (name, value) => void kept.set(name, value) };
}

test("one book is opened for a vote, again if need be, and no other", () => {
  const [box, one, other] = [storage(), new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const memory = new Memory(() => box);
  memory.requireNoOther(UUID, one);
  memory.keepOpened(UUID, one);
  memory.requireNoOther(UUID, one);
  assert.throws(() => new Memory(() => box).requireNoOther(UUID, other), { code: "opened-before" });
  memory.requireNoOther("MQPJ8JgSd243rN", other);
  const book = { vkey: OURS, origin: ORIGIN, size: 9, root: one, entries: [], leaves: [] };
  memory.keepSeen(book);
  assert.deepEqual(memory.seen(OURS), { size: 9, root: one });
  assert.equal(memory.seen(OTHERS), null);
  assert.ok(![...box.kept.values()].some((text) => text.includes(SEED)));
});

test("where nothing can be kept, nothing is asked of it", () => {
  const memory = new Memory(() => {
    throw new Error("forbidden");
  });
  memory.keepOpened(UUID, new Uint8Array(32));
  memory.requireNoOther(UUID, new Uint8Array(32).fill(1));
  assert.equal(memory.seen(OURS), null);
});
