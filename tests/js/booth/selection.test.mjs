/** Choosing: one of several, up to k, blank. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { chosen, incomplete, isComplete, pick } from "../../../static/js/booth/selection.mjs";

const question = (answers, minimum, maximum, blank = false) => ({
  answers, minimum, maximum, blank, width: answers.length + Number(blank),
});
const USUAL = question(["Đồng ý", "Không đồng ý", "Ý kiến khác"], 1, 1);
const FLOWERS = question(["Hoa giấy", "Mười giờ", "Cúc", "Dừa cạn"], 1, 2, true);

test("one of three: the last tapped counts, a second tap keeps it", () => {
  let { votes } = pick(USUAL, [0, 0, 0], 1);
  assert.deepEqual(votes, [0, 1, 0]);
  ({ votes } = pick(USUAL, votes, 0));
  assert.deepEqual(votes, [1, 0, 0]);
  ({ votes } = pick(USUAL, votes, 0));
  assert.deepEqual(votes, [1, 0, 0]);
});

test("up to k: taps toggle, the one too many changes nothing", () => {
  let { votes } = pick(FLOWERS, [0, 0, 0, 0, 0], 1);
  ({ votes } = pick(FLOWERS, votes, 3));
  assert.deepEqual(votes, [0, 1, 0, 1, 0]);
  assert.deepEqual(pick(FLOWERS, votes, 4), { votes, full: true });
  assert.deepEqual(pick(FLOWERS, votes, 1).votes, [0, 0, 0, 1, 0]);
});

test("blank excludes the others, both ways", () => {
  assert.deepEqual(pick(FLOWERS, [0, 1, 1, 0, 0], 0).votes, [1, 0, 0, 0, 0]);
  assert.deepEqual(pick(FLOWERS, [1, 0, 0, 0, 0], 2).votes, [0, 0, 1, 0, 0]);
  assert.deepEqual(pick(FLOWERS, [1, 0, 0, 0, 0], 0).votes, [0, 0, 0, 0, 0]);
});

test("complete is what seal allows", () => {
  assert.equal(isComplete(USUAL, [0, 0, 0]), false);
  assert.equal(isComplete(USUAL, [0, 0, 1]), true);
  assert.equal(isComplete(FLOWERS, [1, 0, 0, 0, 0]), true);
  assert.equal(isComplete(FLOWERS, [0, 0, 0, 0, 0]), false);
  assert.equal(isComplete(question(["a", "b"], 0, 2), [0, 0]), true);
  assert.deepEqual(incomplete({ questions: [USUAL, FLOWERS] }, [[1, 0, 0], [0, 0, 0, 0, 0]]), [1]);
});

test("what is chosen is told in the election's words", () => {
  assert.deepEqual(chosen(FLOWERS, [0, 0, 1, 0, 1]), { blank: false, answers: ["Mười giờ", "Dừa cạn"] });
  assert.deepEqual(chosen(FLOWERS, [1, 0, 0, 0, 0]), { blank: true, answers: [] });
  assert.deepEqual(chosen(USUAL, [0, 1, 0]), { blank: false, answers: ["Không đồng ý"] });
});
