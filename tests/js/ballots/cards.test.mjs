/** Card secrets: every character equally likely, printed and read back, never sent. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { formatCard, householdKey, parseCard, randomBase58 } from "../../../static/js/ballots/credentials.mjs";
import { BASE58 } from "../../../static/js/ballots/election.mjs";
import { cardAddress, makeCard, makeCards, registration } from "../../../static/js/organizer/making.mjs";

test("each of the 58 characters comes from the same number of bytes; the rest are drawn again", () => {
  let next = 0;
  const count = (bytes) => bytes.forEach((_, at) => (bytes[at] = next++ % 256));
  const drawn = randomBase58(4 * 58, count);
  const times = new Map(Array.from(BASE58, (one) => [one, 0]));
  for (const one of drawn) times.set(one, times.get(one) + 1);
  assert.deepEqual(new Set(times.values()), new Set([4]));
});

test("bytes of 232 and more never become characters", () => {
  const rounds = [232, 255, 240, 57, 231];
  let round = 0;
  const drawn = randomBase58(22, (bytes) => bytes.fill(rounds[Math.min(round++, 4)]));
  assert.equal(drawn, "z".repeat(22));
});

test("the printed form reads back; other forms are refused", () => {
  const card = randomBase58(22);
  assert.match(formatCard(card), /^\w{5}-\w{6}-\w{5}-\w{6}$/);
  assert.equal(parseCard(` ${formatCard(card)}\n`), card);
  for (const text of ["", card.slice(1), card + "1", "0" + card.slice(1), formatCard(card).replace("-", "")]) {
    assert.throws(() => parseCard(text), { name: "bad-card" }, text);
  }
});

test("what is sent holds keys and household codes, no secret and no label", async () => {
  const households = Array.from({ length: 23 }, (_, index) => ({ household: `DH-${index}`, label: `Hộ ông Ẩn ${index}` }));
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
  const card = makeCard({ household: "DH-1", label: "" }, () => "E5DfcBrLXohtt5ozi1j4t9");
  const said = cardAddress("https://dinh.example/the", "dong-hoa", card);
  assert.equal(said, "https://dinh.example/the#dong-hoa.E5DfcBrLXohtt5ozi1j4t9");
});
