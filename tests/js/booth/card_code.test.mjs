/** The card code: scanned, pasted, and typed by people with a Vietnamese keyboard. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { readFragment, readGroups, spread } from "../../../static/js/booth/card_code.mjs";

const CARD = "E5DfcBrLXohtt5ozi1j4t9";
const GROUPS = ["E5Dfc", "BrLXoh", "tt5oz", "i1j4t9"];

test("a scanned address gives village and card", () => {
  const read = { village: "dong-hoa", card: CARD };
  assert.deepEqual(readFragment(`#dong-hoa.${CARD}`), read);
  assert.deepEqual(readFragment(`#dong%2Dhoa%2E${CARD}`), read);
  assert.deepEqual(readFragment("#dong-hoa.E5Dfc-BrLXoh-tt5oz-i1j4t9"), read);
});

test("anything else in the address is no card", () => {
  for (const hash of ["", "#", "#main", `#.${CARD}`, `#Đông.${CARD}`, "#dong-hoa.E5Df", `#dong-hoa.${CARD}x`, "#%"]) {
    assert.equal(readFragment(hash), null, hash);
  }
});

test("four right groups give the card", () => {
  assert.deepEqual(readGroups(GROUPS), { card: CARD, faults: [null, null, null, null] });
});

test("look-alikes that no card shows are put right", () => {
  const typed = [" E5Dfc", "BrLX0h", "tt5Oz -", "iIj4t9"];
  assert.equal(readGroups(typed).card, CARD);
  assert.equal(readGroups(["E5Dfc", "BrLXoh", "tt5oz", "ilj4t9"]).card, CARD);
});

test("the fault names its group", () => {
  const kinds = (texts) => readGroups(texts).faults.map((fault) => fault?.kind ?? null);
  assert.deepEqual(kinds(["E5Df", "BrLXoh", "tt5oz", "i1j4t9"]), ["short", null, null, null]);
  assert.deepEqual(kinds(["E5Dfc", "BrLXohh", "tt5oz", "i1j4t9"]), [null, "long", null, null]);
  assert.deepEqual(kinds(["E5Dfc", "BrLXoh", "tt5o*", "i1j4t9"]), [null, null, "strange", null]);
  assert.deepEqual(kinds(["E5Dfc", "BrLXoh", "", "i1j4t9"]), [null, null, "missing", null]);
  assert.equal(readGroups(["", "", "", ""]).card, null);
});

test("letters made by a Telex keyboard are recognised as such", () => {
  for (const typed of ["đfcab", "Brớab", "â5Dfc", "ưabcd"]) {
    assert.equal(readGroups([typed, "BrLXoh", "tt5oz", "i1j4t9"]).faults[0].kind, "accent", typed);
  }
});

test("a whole code pasted into one field spreads over all", () => {
  for (const pasted of [CARD, "E5Dfc-BrLXoh-tt5oz-i1j4t9", " E5Dfc BrLXoh tt5oz i1j4t9\n", "E5Dfc–BrLXoh–tt5oz–i1j4t9"]) {
    assert.deepEqual(spread(pasted), GROUPS, pasted);
  }
  assert.equal(spread(CARD + "zz")[3], "i1j4t9zz");
});
