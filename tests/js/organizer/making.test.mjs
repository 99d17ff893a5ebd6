/** Making cards: what is sent, and what the paper's QR code says. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { householdKey } from "../../../static/js/ballots/credentials.mjs";
import { cardAddress, makeCard, makeCards, registration } from "../../../static/js/organizer/making.mjs";

test("what is sent holds keys and household codes, no secret and no label", async () => {
  const households = Array.from({ length: 23 }, (_, index) => ({ household: `DH-${index}`, name: `DH-${index}`, label: `Hộ ông Ẩn ${index}` }));
  const seen = [];
  const cards = await makeCards(households, (done, total) => seen.push([done, total]), async () => {});
  assert.deepEqual(seen, [[10, 23], [20, 23], [23, 23]]);
  assert.equal(new Set(cards.map(({ secret }) => secret)).size, 23);
  const sent = registration(cards);
  for (const { secret, code, label, key, household } of cards) {
    assert.equal(key, householdKey(secret).hex);
    assert.ok(sent.includes(JSON.stringify({ household, key })));
    for (const kept of [secret, code, label]) assert.ok(!sent.includes(kept));
  }
});

test("the QR code says address, village and secret, nothing more", () => {
  const card = makeCard({ household: "DH-1", name: "DH-1", label: "" }, () => "E5DfcBrLXohtt5ozi1j4t9");
  const said = cardAddress("https://dinh.example/the", "dong-hoa", card);
  assert.equal(said, "https://dinh.example/the#dong-hoa.E5DfcBrLXohtt5ozi1j4t9");
});
