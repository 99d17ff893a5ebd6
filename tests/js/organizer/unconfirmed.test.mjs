/** After a reload the page says how many cards it had made, and has no secret to lose. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeCard } from "../../../static/js/organizer/making.mjs";
import { forget, lost, remember } from "../../../static/js/organizer/unconfirmed.mjs";

const cards = ["DH-001", "DH-002", "DH-003"].map((name) => makeCard({ household: name, name, label: "Hộ ông Ẩn" }));

function storage() {
  const kept = new Map();
  return {
    kept,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => kept.set(name, value),
    removeItem: (name) => kept.delete(name),
  };
}

test("what is told is how many, from which household to which; nothing of the cards themselves is kept", () => {
  globalThis.sessionStorage = storage();
  remember("dong-hoa", cards);
  assert.deepEqual(lost("dong-hoa"), { total: 3, first: "DH-001", last: "DH-003" });
  assert.equal(lost("tay-hoa"), null);
  const kept = JSON.stringify([...globalThis.sessionStorage.kept]);
  for (const { secret, code, key, label } of cards) for (const one of [secret, code, key, label]) assert.ok(!kept.includes(one));
  forget("dong-hoa");
  assert.equal(lost("dong-hoa"), null);
});

test("a browser without storage loses nothing but this sentence", () => {
  Object.defineProperty(globalThis, "sessionStorage", { configurable: true, get: () => { throw new Error("off"); } });
  remember("dong-hoa", cards);
  assert.equal(lost("dong-hoa"), null);
  forget("dong-hoa");
});
