/** The card code: scanned, pasted, damaged on its way, and typed by people with a Vietnamese keyboard. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatPaperCode } from "../../../static/js/ballots/paper_code.mjs";
import { readFragment, readGroups, spread } from "../../../static/js/booth/card_code.mjs";
import { fragmentOf } from "../../../static/js/page/fragments.mjs";

const OLD = "E5DfcBrLXohtt5ozi1j4t9";
const CARD = "7YT3KQ9XMN2PR5SVW0YZAB1DE";
const PRINTED = formatPaperCode(CARD);
const GROUPS = PRINTED.split(" ");

test("a scanned address gives village and card", () => {
  for (const card of [CARD, OLD]) {
    const read = { village: "dong-hoa", card };
    for (const hash of [`#dong-hoa.${card}`, `dong-hoa.${card}`, `#dong%2Dhoa%2E${card}`, `#dong%252Dhoa.${card}`]) {
      assert.deepEqual(readFragment(hash), read, hash);
    }
  }
  assert.equal(readFragment("#dong-hoa.E5Dfc-BrLXoh-tt5oz-i1j4t9").card, OLD);
  assert.equal(readFragment(`#dong-hoa.${CARD.toLowerCase()}`).card, CARD);
});

test("what an app glues to the end of a link does not spoil it", () => {
  for (const glued of [".", ",", ")", " xem nhé", "%20xem", "?fbclid=abc", "&utm=1", "”", "%E2%80%9D"]) {
    assert.equal(readFragment(`#dong-hoa.${CARD}${glued}`)?.card, CARD, glued);
  }
});

test("a # that was encoded on its way is found in the path, once or twice encoded", () => {
  for (const sign of ["%23", "%2523", "%252523"]) {
    const address = { pathname: `/the${sign}dong-hoa.${CARD}`, hash: "" };
    assert.deepEqual(readFragment(fragmentOf(address)), { village: "dong-hoa", card: CARD }, sign);
  }
  assert.equal(fragmentOf({ pathname: "/the", hash: "#dong-hoa.X" }), "dong-hoa.X");
  assert.equal(fragmentOf({ pathname: "/the", hash: "" }), "");
});

test("anything else in the address is no card", () => {
  const odd = ["", "#", "#main", `#.${CARD}`, `#Đông.${CARD}`, "#dong-hoa.E5Df", `#dong-hoa.${CARD}x`, "#%", `#dong-hoa.${CARD}%`];
  for (const hash of odd) assert.equal(readFragment(hash), null, hash);
});

test("five right groups give the card, however typed", () => {
  assert.deepEqual(readGroups(GROUPS), { card: CARD, faults: [null, null, null, null, null] });
  const loose = GROUPS.map((group) => ` ${group.toLowerCase().replace("-", "").replace(/0/g, "o").replace(/1/g, "l")} `);
  assert.equal(readGroups(loose).card, CARD);
});

test("the fault names its group", () => {
  const kinds = (at, text) => {
    const { card, faults } = readGroups(GROUPS.map((group, place) => (place === at ? text : group)));
    assert.equal(card, null);
    return faults.map((fault, place) => (place === at ? fault?.kind : fault));
  };
  const only = (at, kind) => [0, 1, 2, 3, 4].map((place) => (place === at ? kind : null));
  assert.deepEqual(kinds(0, GROUPS[0].slice(1)), only(0, "short"));
  assert.deepEqual(kinds(1, GROUPS[1] + "7"), only(1, "long"));
  assert.deepEqual(kinds(2, "R5*VW-0"), only(2, "strange"));
  assert.deepEqual(kinds(3, ""), only(3, "missing"));
  assert.deepEqual(kinds(4, "đ" + GROUPS[4].slice(1)), only(4, "accent"));
});

test("each wrong or exchanged character, and each group in another's place, is caught in its group", () => {
  GROUPS.forEach((group, at) => {
    const bare = group.replace("-", "");
    const others = [];
    for (let i = 0; i < 6; i += 1) {
      for (const one of "0123456789ABCDEFGHJKMNPQRSTVWXYZ") others.push(bare.slice(0, i) + one + bare.slice(i + 1));
      for (let j = i + 1; j < 6; j += 1) {
        const swapped = Array.from(bare);
        [swapped[i], swapped[j]] = [swapped[j], swapped[i]];
        others.push(swapped.join(""));
      }
    }
    for (const text of [...others, ...GROUPS.filter((_, place) => place !== at)].filter((one) => one !== bare)) {
      const { faults } = readGroups(GROUPS.map((right, place) => (place === at ? text : right)));
      assert.deepEqual(faults.map((fault) => fault?.kind ?? null), [0, 1, 2, 3, 4].map((place) => (place === at ? "wrong" : null)), text);
    }
  });
});

test("letters made by a Telex keyboard are recognised as such", () => {
  for (const typed of ["đfcab", "Brớab", "â5Dfc", "ưabcd"]) {
    assert.equal(readGroups([typed, ...GROUPS.slice(1)]).faults[0].kind, "accent", typed);
  }
});

test("a whole code pasted into one field spreads over all, the bare secret with its checks", () => {
  for (const pasted of [PRINTED, PRINTED.replace(/[ -]/g, ""), PRINTED.toLowerCase().replace(/ /g, "\n"), CARD, CARD.toLowerCase()]) {
    assert.deepEqual(spread(pasted), GROUPS, pasted);
  }
  assert.equal(spread(PRINTED + "zz")[4], `${GROUPS[4]}ZZ`);
});
