/** Which cards are printed together, and what counts as having the paper in one's hand. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { EVERYBODY, SPARES, batchOf, isOnPaper, lastSheet, sheetsFor } from "../../../static/js/organizer/batch.mjs";
import { cardAddress, makeCard } from "../../../static/js/organizer/making.mjs";

const todo = Array.from({ length: 20 }, (_, n) => ({ household: `DH-${n}`, name: `DH-${n}`, label: "", of: n < 12 ? "xóm Đông" : "xóm Đoài" }));
const spares = [1, 2].map((n) => ({ household: `~${n}`, name: `Thẻ dự phòng số ${n}`, label: "", of: SPARES }));
const cards = todo.map((one) => makeCard(one));

test("a hamlet is printed by itself, in parts if wanted, and spare cards never among the households' cards", () => {
  const all = [...todo, ...spares];
  assert.equal(batchOf(all, EVERYBODY, 0).length, 20);
  assert.deepEqual(batchOf(all, "xóm Đoài", 0), todo.slice(12));
  assert.deepEqual(batchOf(all, "xóm Đông", 8), todo.slice(0, 8));
  assert.deepEqual(batchOf(all, SPARES, 0), spares);
});

test("sheets are counted as paper: eight cards each", () => {
  assert.deepEqual([1, 8, 9, 210, 463].map(sheetsFor), [1, 1, 2, 27, 58]);
  assert.deepEqual(lastSheet(cards).map(({ household }) => household), ["DH-16", "DH-17", "DH-18", "DH-19"]);
  assert.equal(lastSheet(cards.slice(0, 8)).length, 8);
});

test("a card of the last sheet confirms the printing, scanned, typed whole, or by its last six characters", () => {
  const { code } = cards[17];
  const bare = code.replace(/[^0-9A-Za-z]/g, "");
  assert.ok(isOnPaper(cards, cardAddress("https://dinh.example/the", "dong-hoa", cards[17])));
  for (const typed of [code, bare, ` ${bare.slice(-6)} `, code.toLowerCase()]) assert.ok(isOnPaper(cards, typed), typed);
});

test("nothing else does: an earlier sheet, another village's card, a guess, an empty field", () => {
  const other = makeCard(todo[0]);
  const earlier = cardAddress("https://dinh.example/the", "dong-hoa", cards[0]);
  for (const read of [earlier, cards[15].code, other.code, "", ".", "123", cards[17].code.slice(0, 5)]) {
    assert.equal(isOnPaper(cards, read), false, read);
  }
});
